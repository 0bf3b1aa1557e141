"""The exchange's rules as exchange_calendars has them. It loads pandas, so it is imported only to compute its hours."""

from __future__ import annotations

from array import array
from functools import cache
from typing import Final

from exchange_calendars.exchange_calendar_xnys import XNYSExchangeCalendar

from tui.engine.hours import Hours

_FIRST: Final = "1970-01-01"


@cache
def computed() -> Hours:
    """Return the hours of New York's exchange from 1970 to a year from today, computed once a process."""
    calendar = XNYSExchangeCalendar(start=_FIRST)
    opens, closes = (array("q", column.dt.as_unit("s").astype("int64")) for column in (calendar.opens, calendar.closes))
    return Hours(tuple(calendar.sessions.date), opens, closes)
