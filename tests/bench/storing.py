"""All stored closes of 2,000 symbols, read as a start reads them, beside the bare reading of the same bytes."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from tui.core.market import Series
from tui.engine.store import Store

from .programs import SYMBOLS, environment, fresh_home
from .rounds import alternated
from .table import Row
from .terminal import timed

SESSIONS = 250
_ALL, _BYTES = "all stored closes", "their bytes alone"


def measure(rounds: int) -> list[Row]:
    """Read them all, each time in a fresh process."""
    with fresh_home() as folder:
        path = folder / "closes.sqlite3"
        _fill(path)
        found = alternated(rounds, {name: partial(_read, path, name, folder) for name in (_ALL, _BYTES)})
    spent, least = (found.of(name, lambda each: each).median for name in (_ALL, _BYTES))
    ratio = found.ratio(_ALL, _BYTES, lambda each: each).median
    return [
        Row(
            f"all stored closes, {SYMBOLS:,} × {SESSIONS}",
            f"{spent:.0f} ms",
            f"{ratio:.1f} ×",
            f"{_BYTES}, {least:.0f} ms",
            "≤ 60 ms",
            spent <= 60,
            "unpacking: each close becomes a number of Python's own; days that are alike are shared",
        )
    ]


def names() -> list[str]:
    """Symbols of nothing."""
    return [f"M{place:04}" for place in range(SYMBOLS)]


def read_all(path: Path) -> None:
    """Read every symbol's closes by the store."""
    store = Store.open(path, clock=partial(datetime.now, UTC))
    assert sum(1 for _ in store.many_series(frozenset(names()))) == SYMBOLS


def read_bytes(path: Path) -> None:
    """Read whatever is in the file."""
    with sqlite3.connect(path) as connection:
        tables = connection.execute("select name from sqlite_master where type = 'table'").fetchall()
        assert sum(len(connection.execute(f'select * from "{table}"').fetchall()) for (table,) in tables) >= SYMBOLS  # noqa: S608  # its own tables


def _fill(path: Path) -> None:
    """Store closes of every symbol."""
    store = Store.open(path, clock=partial(datetime.now, UTC))
    now = datetime.now(UTC)
    days = tuple((now - timedelta(days=SESSIONS - place)).date() for place in range(SESSIONS))
    for at, symbol in enumerate(names()):
        closes = tuple(100 + at % 7 + place % 13 / 10 for place in range(SESSIONS))
        store.keep_series(Series(symbol=symbol, days=days, closes=closes), now)
    store.close()


def _read(path: Path, what: str, home: Path) -> float:
    """Read in a process that has done nothing before, milliseconds."""
    command = (sys.executable, "-m", "tests.bench.storing", what, str(path))
    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout))


if __name__ == "__main__":
    reading = {_ALL: read_all, _BYTES: read_bytes}[sys.argv[1]]
    print(json.dumps(timed(partial(reading, Path(sys.argv[2])))))
