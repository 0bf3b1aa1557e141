"""Stores to try things on, small rows to keep in them, and a user who may not do everything."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tui.core.events import Kind, NewsEvent
from tui.core.market import Problem, Quote, Series
from tui.engine.store import Store
from tui.engine.waits import Wait

NOW = datetime(2025, 12, 11, 18, 0, tzinfo=UTC)
OPENED = ExitStack()
"""Closes every store a test has opened."""

_NOBODY = 65534


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def open_store(path: Path, clock: Clock | None = None, patience_s: float = 0.02) -> Store:
    store = Store.open(path, clock=clock or Clock(), patience_s=patience_s)
    OPENED.callback(store.close)
    return store


def a_quote(symbol: str = "AAA", price: float = 1.0, minutes: float = 0) -> Quote:
    return Quote(symbol=symbol, price=price, time=NOW + timedelta(minutes=minutes))


def a_series(symbol: str = "AAA", *closes: float) -> Series:
    closes = closes or (1.0, 2.0)
    return Series(symbol=symbol, days=tuple(date(2025, 1, 1 + n) for n in range(len(closes))), closes=closes)


def a_headline(number: int, minutes: float | None = None) -> NewsEvent:
    return NewsEvent(
        id=f"h{number:04}",
        when="2025-12-11",
        kind=Kind.NEWS,
        title=f"headline {number}",
        source="x",
        known_from=NOW.date(),
        time=None if minutes is None else NOW + timedelta(minutes=minutes),
    )


def due(name: str, when: str) -> NewsEvent:
    return NewsEvent(id=name, when=when, kind=Kind.EARNINGS, title=name, source="x", known_from=NOW.date())


def said(store: Store) -> str:
    """Return what the store says is wrong; fails where it says nothing."""
    problem: Problem | None = store.trouble
    assert problem is not None
    return problem.what


def filled(path: Path) -> Store:
    """Return a store with a little of everything in it."""
    store = open_store(path)
    store.keep_quotes(a_quote(f"Q{n}", 1.0 + n) for n in range(40))
    for n in range(20):
        store.keep_series(a_series(f"S{n}", *(1.0 + n + m for m in range(28))), NOW)
    store.keep_headlines(a_headline(n, -n) for n in range(30))
    store.keep_calendar([due("AAA earnings", "2026-01-20")])
    store.keep_requests([NOW])
    assert store.trouble is None
    return store


@contextmanager
def unprivileged_folder() -> Iterator[Path]:
    """Yield a folder and be, meanwhile, a user whom modes bind; root is bound by none."""
    folder = Path(tempfile.mkdtemp())
    root = os.geteuid() == 0
    try:
        if root:
            os.chown(folder, _NOBODY, _NOBODY)
            os.seteuid(_NOBODY)
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)


def use_all(store: Store) -> None:
    """Call everything there is; nothing may raise."""
    store.keep_quotes([a_quote()])
    store.keep_series(a_series(), NOW)
    store.keep_headlines([a_headline(1, 0)])
    store.keep_calendar([due("AAA", "2026-01-20")])
    store.keep_waits([Wait(family="bars")])
    store.keep_requests([NOW])
    for read in (store.quotes, store.headlines, store.calendar, store.waits):
        read()
    store.series("AAA")
    store.requests_since(NOW)


def holds_nothing(store: Store) -> bool:
    return (store.quotes(), store.series("AAA"), store.headlines(), store.waits()) == ((), None, (), {})


def works(store: Store) -> bool:
    """Say whether what is kept now can be read back."""
    use_all(store)
    return (a_quote() in store.quotes()) and store.series("AAA") is not None


def set_aside(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if ".corrupt-" in each.name)
