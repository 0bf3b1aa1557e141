"""Small tables of closes, and the real ones where there are any."""

import csv
import os
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from tui.analysis.history import History
from tui.core.market import Series
from tui.core.watchlist import Pair

PAIR = Pair(name="S/L", small="S", large="L", small_label="Small")


def weekdays(count: int, first: date = date(2024, 1, 1)) -> list[date]:
    days = (first + timedelta(days=step) for step in range(count * 2 + 7))
    return [day for day in days if day.weekday() < 5][:count]


def history(symbol: str, closes: Sequence[float], days: Sequence[date] | None = None) -> History:
    return History.of(Series(symbol=symbol, days=tuple(days or weekdays(len(closes))), closes=tuple(closes)))


def table(symbol: str, **closes: float) -> History:
    """Closes by day, written d20240131=100."""
    days = [date.fromisoformat(key[1:]) for key in closes]
    return history(symbol, list(closes.values()), days)


def real_closes() -> Path | None:
    """The folder of real closes named by ROTATION_DATA, or its part `closes`."""
    named = os.environ.get("ROTATION_DATA")
    if not named:
        return None
    folder = Path(named)
    return folder / "closes" if (folder / "closes").is_dir() else folder


def read_real(symbol: str) -> History:
    folder = real_closes()
    assert folder is not None
    with (folder / f"{symbol}.csv").open(newline="") as file:
        rows = sorted((date.fromisoformat(row["Date"]), float(row["Close"])) for row in csv.DictReader(file))
    return history(symbol, [close for _, close in rows], [day for day, _ in rows])
