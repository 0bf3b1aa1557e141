from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from engine_fakes import NOW, FakeProvider, a_quote, closes
from msgspec.structs import replace

from tui.core.market import Quote, Series
from tui.engine.book import Book
from tui.engine.closes import Closes
from tui.engine.sessions import Sessions
from tui.engine.store import Store
from tui.providers.base import RateLimited

SYMBOLS = ("S", "L", "AAA", "BBB")
EVENING = datetime(2025, 12, 11, 22, 0, tzinfo=UTC)
"""An hour after the close: that session has settled."""


class Tailing(FakeProvider):
    """Notes from which day it was asked, and answers with no more than that."""

    def __init__(self) -> None:
        super().__init__()
        self.since: list[tuple[str, date | None]] = []

    async def bars(self, symbol: str, since: date | None = None) -> Series:
        self.since.append((symbol, since))
        whole = await super().bars(symbol)
        kept = [(day, close) for day, close in zip(whole.days, whole.closes, strict=True) if not since or day >= since]
        return replace(whole, days=tuple(day for day, _ in kept), closes=tuple(close for _, close in kept))


@dataclass
class Bench:
    """A loader with a store, as after a start."""

    folder: Path
    provider: Tailing = field(default_factory=Tailing)
    scale: float = 0.0

    def __post_init__(self) -> None:
        self.book = Book()
        self.store = Store.open(self.folder / "store.sqlite3", clock=lambda: self.provider.now_is)
        self.closes = Closes(
            self.provider, SYMBOLS, self.book, Sessions(), self.store, scale=self.scale, changed=lambda *_: None
        )
        self.closes.restore()

    def restarted(self, now: datetime) -> Bench:
        self.store.close()
        self.provider.since.clear()
        self.provider.now_is = now
        return Bench(self.folder, self.provider)


@pytest.fixture
def long_history(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.provider.closes = {symbol: closes(symbol, *range(100, 160)) for symbol in SYMBOLS}
    return bench


async def test_a_cold_start_asks_for_every_symbol_once_the_most_important_first(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    await bench.closes.load()
    await bench.closes.load()
    assert bench.provider.since == [(symbol, None) for symbol in SYMBOLS]


async def test_a_restart_in_the_same_session_asks_for_nothing(long_history: Bench) -> None:
    await long_history.closes.load()
    again = long_history.restarted(NOW + timedelta(hours=1))
    assert len(again.book.histories()["S"].closes) == 60
    await again.closes.load()
    assert again.provider.since == []


async def test_the_next_day_asks_for_one_short_tail_a_symbol(long_history: Bench) -> None:
    await long_history.closes.load()
    again = long_history.restarted(EVENING)
    series = again.provider.closes["S"]
    again.provider.closes["S"] = replace(series, days=(*series.days, NOW.date()), closes=(*series.closes, 160.0))
    await again.closes.load()
    assert [symbol for symbol, _ in again.provider.since] == list(SYMBOLS)
    assert all(since is not None and since > NOW.date() - timedelta(days=21) for _, since in again.provider.since)
    assert again.book.histories()["S"].closes.tolist() == [*range(100, 160), 160.0]


async def test_a_split_overnight_has_the_whole_history_asked_for_again(long_history: Bench) -> None:
    await long_history.closes.load()
    again = long_history.restarted(EVENING)
    series = again.provider.closes["S"]
    again.provider.closes["S"] = replace(series, closes=tuple(close / 10 for close in series.closes))
    await again.closes.load()
    assert [since is None for symbol, since in again.provider.since if symbol == "S"] == [False, True]
    assert again.book.histories()["S"].closes.tolist() == [close / 10 for close in range(100, 160)]


async def test_a_block_is_met_with_one_request(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.provider.fault = RateLimited("wait")
    with pytest.raises(RateLimited):
        await bench.closes.load()
    assert bench.provider.since == [("S", None)]


async def test_a_failure_is_never_kept_and_never_replaces_what_was(long_history: Bench) -> None:
    await long_history.closes.load()
    again = long_history.restarted(EVENING)
    again.provider.fault = RateLimited("wait")
    with pytest.raises(RateLimited):
        await again.closes.load()
    assert again.book.histories()["S"].closes.tolist() == [*range(100, 160)]
    assert again.closes.due() == list(SYMBOLS)


async def test_kept_closes_carry_a_fresh_quote_on_top(long_history: Bench) -> None:
    await long_history.closes.load()
    again = long_history.restarted(NOW + timedelta(hours=1))
    again.book.take_quote(a_quote("S", 999.0), NOW, None)
    assert again.book.histories()["S"].closes.tolist()[-1] == 999.0


def a_split_quote(symbol: str, price: float) -> Quote:
    """Today's quote of a symbol that was split four for one overnight: its last close was 159."""
    return replace(a_quote(symbol, price), previous_close=159 / 4)


async def test_a_price_after_a_split_waits_for_closes_in_its_own_unit(long_history: Bench) -> None:
    book, closes = long_history.book, long_history.closes
    await closes.load()
    long_history.provider.now_is += timedelta(minutes=1)
    book.take_quote(a_split_quote("S", 40.0), NOW, None)
    book.take_quote(replace(a_quote("L", 160.0), previous_close=159.0), NOW, None)
    assert book.histories()["S"].closes.tolist() == [*range(100, 160)]
    assert book.histories()["L"].closes.tolist() == [*range(100, 160), 160.0]
    assert book.quotes()["S"].price == 40.0
    (problem,) = book.problems()
    assert problem.symbol == "S"
    assert "39.75 does not fit the last close kept, 159.00 of 2025-12-10" in problem.what
    assert closes.due() == ["S"]
    whole = long_history.provider.closes["S"]
    long_history.provider.closes["S"] = replace(whole, closes=tuple(close / 4 for close in whole.closes))
    await closes.load()
    assert book.histories()["S"].closes.tolist() == [*(close / 4 for close in range(100, 160)), 40.0]
    assert (book.problems(), closes.due()) == ((), [])


async def test_a_source_late_with_a_split_is_asked_again_now_and_then(tmp_path: Path) -> None:
    bench = Bench(tmp_path, scale=1.0)
    bench.provider.closes = {symbol: closes(symbol, *range(100, 160)) for symbol in SYMBOLS}
    for symbol in SYMBOLS:
        bench.closes._fetched[symbol] = NOW
        bench.book.take_bars(bench.provider.closes[symbol])
    bench.book.take_quote(a_split_quote("S", 40.0), NOW, None)
    assert bench.closes.due() == []
    bench.provider.now_is = NOW + timedelta(minutes=16)
    assert bench.closes.due() == ["S"]


async def test_a_symbol_without_closes_is_asked_for_again_after_an_hour(tmp_path: Path) -> None:
    bench = Bench(tmp_path, scale=1.0)
    bench.closes._pause_s = 0.0
    lost = bench.provider.closes.pop("BBB")
    await bench.closes.load()
    bench.provider.now_is = NOW + timedelta(minutes=59)
    assert bench.closes.due() == []
    bench.provider.now_is = NOW + timedelta(hours=1)
    bench.provider.closes["BBB"] = lost
    assert bench.closes.due() == ["BBB"]
    await bench.closes.load()
    assert bench.closes.due() == []
    assert "BBB" in bench.book.histories()
    assert bench.book.problems() == ()
