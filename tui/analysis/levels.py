"""Where a close stands to a level somebody named."""

from __future__ import annotations

import math
from datetime import date

from tui.analysis.history import History
from tui.core.marks import Level
from tui.core.readings import LevelRow

_SAME = 1e-6  # closes kept in single precision are this close to the number they mean


def measure_level(level: Level, history: History | None, as_of: date | None = None) -> LevelRow:
    """Measure the last close up to `as_of` against the level; without a close everything measured is None.

    The distance is in percent of the close, 100·(level/close − 1).
    """
    seen = None if history is None else history.until(as_of)
    close = float(seen.closes[-1]) if seen is not None and len(seen.days) else None
    return LevelRow(
        symbol=level.symbol,
        level=level.level,
        label=level.label,
        source=level.source,
        by=level.by,
        close=close,
        distance_pct=None if close is None else 100 * (level.level / close - 1),
        position=None if close is None else position_of(close, level.level),
    )


def position_of(close: float, level: float) -> str:
    """Return the close's place to the level: "above", "below" or "at"."""
    if math.isclose(close, level, rel_tol=_SAME):
        return "at"
    return "above" if close > level else "below"
