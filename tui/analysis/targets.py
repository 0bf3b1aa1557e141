"""What a forecast still needs, and how much that is per year."""

from __future__ import annotations

import math
from datetime import date, timedelta

from msgspec.structs import replace

from tui.analysis.history import History, count_until, day_at
from tui.analysis.levels import reaches
from tui.core.events import When
from tui.core.marks import Level, Target
from tui.core.readings import TargetRow

YEAR_DAYS = 365.25
STALE_DAYS = 7
"""A close further than this before a forecast's publication is not the one it was published at."""
_LARGEST = 700.0  # the exponential of more does not fit into a number


def measure_target(target: Target | Level, history: History | None, as_of: date) -> TargetRow:
    """Measure the closes up to `as_of` against a level, or against what a published return comes to.

    A published return is laid on the close it was published at, that of the last session on or before `known_from`:
    level = close · (1 + return/100). Where the closes carry dividends that is a total return, else a price return.
    Without that close the level is None. The target is reached when a close from that session up to the due day is at
    or above the level, and missed when the due day is past and none was. ValueError: `by` is no date.
    """
    due = None if target.by is None else When.parse(target.by).end()
    row = TargetRow(
        symbol=target.symbol,
        label=target.label,
        source=target.source,
        level=target.level if isinstance(target, Level) else None,
        return_pct=None if isinstance(target, Level) else target.return_pct,
        by=target.by,
        due=due,
        days_left=None if due is None else (due - as_of).days,
        known_from=target.known_from,
    )
    seen = None if history is None else history.until(as_of)
    if seen is None or not len(seen.days):
        return row
    row = replace(row, close=float(seen.closes[-1]))
    published = _published_row(target, seen)
    if published is not None and published < len(seen.days) - 1:
        row = replace(row, moved_pct=float(100 * (seen.closes[-1] / seen.closes[published] - 1)))
    if isinstance(target, Target) and published is not None:
        base = float(seen.closes[published])
        row = replace(row, level=base * (1 + target.return_pct / 100), base_date=day_at(seen.days, published))
    since = count_until(seen.days, target.known_from) if target.known_from and published is None else published
    return _with_progress(row, seen, since or 0)


def _published_row(target: Target | Level, seen: History) -> int | None:
    """Return the row of the close the forecast was published at; None where it is not known."""
    if target.known_from is None:
        return None
    row = count_until(seen.days, target.known_from) - 1
    fresh = row >= 0 and day_at(seen.days, row) >= target.known_from - timedelta(days=STALE_DAYS)
    return row if fresh else None


def _with_progress(row: TargetRow, seen: History, since: int) -> TargetRow:
    """Add how far the last close is from the level, and whether one from row `since` on got there in time."""
    if row.level is None or row.close is None:
        return row
    until_due = len(seen.days) if row.due is None else count_until(seen.days, row.due)
    reached = reaches(seen.closes[since:until_due], row.level)
    missed = row.days_left is not None and row.days_left < 0
    return replace(
        row,
        needed_pct=100 * (row.level / row.close - 1),
        annual_pct=None if reached or row.days_left is None else _yearly(row.level / row.close, row.days_left),
        state="reached" if reached else "missed" if missed else "open",
    )


def _yearly(growth: float, days: int) -> float | None:
    """Return the yearly rate, percent, that makes `growth` in so many days; None without a day or anything to gain."""
    if days <= 0 or growth <= 1:
        return None
    exponent = math.log(growth) * YEAR_DAYS / days
    return 100 * math.expm1(exponent) if exponent < _LARGEST else None
