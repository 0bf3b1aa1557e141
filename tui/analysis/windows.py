"""Where a window begins: the base session that a return is measured from."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from tui.analysis.history import Days, History, align, count_until, day_at
from tui.core.board import EVENT_WINDOW

_SESSIONS = {"1D": 1, "5D": 5}
_MONTHS = {"1M": 1, "3M": 3, "6M": 6, "1Y": 12, "5Y": 60}
_PERIOD_MONTHS = {"QTD": 3, "YTD": 12}


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """A window laid on an axis of sessions."""

    window: str
    axis: Days
    """Every session up to and including the last one measured; at least one."""
    start: int | None
    """Row of the base session in `axis`; None when the axis does not reach back to it."""

    def base(self) -> date | None:
        """Return the session whose close returns are measured from."""
        return None if self.start is None else day_at(self.axis, self.start)

    def end(self) -> date:
        """Return the session whose close returns are measured to."""
        return day_at(self.axis, -1)

    def sessions(self) -> int:
        """Return the sessions from the base to the end; 0 without a base."""
        return 0 if self.start is None else len(self.axis) - 1 - self.start


def find_span(axis: Days, window: str, as_of: date | None = None, since: date | None = None) -> Span | None:
    """Lay a window, one of `core.windows.WINDOWS` or EVENT_WINDOW, on the sessions up to `as_of`; None without any.

    `since` is the session of the event that EVENT_WINDOW begins with; the other windows need none. ValueError: no such
    window.
    """
    kept = axis if as_of is None else axis[: count_until(axis, as_of)]
    start = _base_row(kept, window, since)
    return Span(window, kept, start) if len(kept) else None


def pair_span(
    small: History, large: History, window: str, as_of: date | None = None, since: date | None = None
) -> Span | None:
    """Lay a window on the sessions both legs have up to `as_of`; None when they share none. As `find_span`."""
    days, _, _ = align(small.until(as_of), large.until(as_of))
    return find_span(days, window, since=since)


def base_date(axis: Days, window: str, since: date | None = None) -> date | None:
    """Return the base session of a window that ends at the last of `axis`; None when the axis does not reach it.

    nD: n sessions back. 1M, 3M, 6M, 1Y, 5Y: the last session on or before the calendar day that long before the end.
    QTD, YTD: the last session of the quarter, the year before. MAX: the first session. EVENT_WINDOW: the last session
    before `since`, once there is one from then on. ValueError: no such window.
    """
    row = _base_row(axis, window, since)
    return None if row is None else day_at(axis, row)


def _base_row(axis: Days, window: str, since: date | None) -> int | None:
    """Return the row of the base session; a window needs at least one session after its base."""
    if window not in {"MAX", EVENT_WINDOW, *_SESSIONS, *_MONTHS, *_PERIOD_MONTHS}:
        raise ValueError(f"{window!r} is no window")
    if len(axis) < 2:
        return None
    if window == "MAX":
        return 0
    if window == EVENT_WINDOW:
        row = _event_row(axis, since)
    else:
        row = len(axis) - 1 - _SESSIONS[window] if window in _SESSIONS else _calendar_row(axis, window)
    return row if row >= 0 else None


def _event_row(axis: Days, since: date | None) -> int:
    """Return the row of the last session before an event's; negative when either of the two is not there."""
    if since is None or day_at(axis, -1) < since:
        return -1
    return count_until(axis, since - timedelta(days=1)) - 1


def _calendar_row(axis: Days, window: str) -> int:
    """Return the row of the base session of a window that counts in months; negative when there is none."""
    end = day_at(axis, -1)
    if window in _MONTHS:
        return count_until(axis, months_before(end, _MONTHS[window])) - 1
    months = _PERIOD_MONTHS[window]
    first = date(end.year, (end.month - 1) // months * months + 1, 1)
    row = count_until(axis, first - timedelta(days=1)) - 1
    in_period_before = row >= 0 and day_at(axis, row) >= months_before(first, months)
    return row if in_period_before else -1


def months_before(day: date, months: int) -> date:
    """Return the same day so many calendar months earlier, or that month's last day where it is shorter."""
    year, month0 = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month0 + 1, min(day.day, calendar.monthrange(year, month0 + 1)[1]))


def months_after(day: date, months: int) -> date:
    """Return the same day so many calendar months later, or that month's last day where it is shorter."""
    return months_before(day, -months)
