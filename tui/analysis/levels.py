"""Where a close stands to a level somebody named, since when, and whether that was tried."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from tui.analysis.history import History, Numbers, Rows, day_at
from tui.core.marks import Level
from tui.core.readings import LevelRow

TEST_PCT = 0.5
"""A close at most this far from a level, in percent of the close, tests it."""
_SAME = 1e-6  # closes kept in single precision are this close to the number they mean


def measure_level(level: Level, history: History | None, as_of: date | None = None) -> LevelRow:
    """Measure the closes up to `as_of` against the level; without a close everything measured is None.

    The distance is in percent of the close, 100·(level/close − 1). A close at the level, to within a millionth, stays
    on the side the closes were on: it makes no crossing, and the next one on the other side does. Sessions since a
    crossing are the closes after it. The level is tested when one of those came within 0.5 % of it; as the crossing is
    the last one, the side has held.
    """
    seen = None if history is None else history.until(as_of)
    row = LevelRow(symbol=level.symbol, level=level.level, label=level.label, source=level.source, by=level.by)
    if seen is None or not len(seen.days):
        return row
    close = float(seen.closes[-1])
    row = replace(
        row,
        close=close,
        distance_pct=100 * (level.level / close - 1),
        position=position_of(close, level.level),
        reached=reaches(seen.closes, level.level),
    )
    return _with_crossing(row, seen)


def position_of(close: float, level: float) -> str:
    """Return the close's place to the level: "above", "below" or "at"."""
    if math.isclose(close, level, rel_tol=_SAME):
        return "at"
    return "above" if close > level else "below"


def reaches(closes: Numbers, level: float) -> bool:
    """Say whether any close is at or above the level."""
    return bool(reaching(closes, level).any())


def reaching(closes: Numbers, level: float) -> NDArray[np.bool_]:
    """Say of each close whether it is at or above the level."""
    return _sides(closes, level) >= 0


def crossings(closes: Numbers, level: float) -> tuple[Rows, Numbers]:
    """Return the rows whose close is on another side than the last one beside the level, and the new sides.

    A side is 1 above and −1 below; a close at the level, to within a millionth, crosses nothing.
    """
    sides = _sides(closes, level)
    beside = np.flatnonzero(sides)
    rows = beside[1:][np.diff(sides[beside]) != 0]
    return rows, sides[rows]


def _sides(closes: Numbers, level: float) -> Numbers:
    """Return 1 for each close above the level, -1 below, 0 at it."""
    same = np.abs(closes - level) <= _SAME * np.maximum(closes, level)
    return np.where(same, 0.0, np.sign(closes - level))


def _with_crossing(row: LevelRow, seen: History) -> LevelRow:
    """Add the last close on another side than the one before it, closes at the level passed over."""
    rows, sides = crossings(seen.closes, row.level)
    if not len(rows):
        return row
    crossed = int(rows[-1])
    return replace(
        row,
        last_cross=day_at(seen.days, crossed),
        direction="up" if sides[-1] > 0 else "down",
        sessions_since=len(seen.days) - 1 - crossed,
        tested=_tested(seen.closes[crossed + 1 :], row.level),
    )


def _tested(closes: Numbers, level: float) -> bool:
    """Say whether any of the closes came near the level."""
    return bool((np.abs(100 * (level / closes - 1)) <= TEST_PCT).any())
