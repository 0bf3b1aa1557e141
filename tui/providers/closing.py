"""The quote of a day that is over, made from its closes."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from tui.core.market import Quote, Series, State

NEW_YORK = ZoneInfo("America/New_York")
_CLOSE = time(16, 0)


def closing_time(day: date) -> datetime:
    """Return 16:00 New York on `day`, UTC; half days too, as daily closes do not say when they were made."""
    return datetime.combine(day, _CLOSE, NEW_YORK).astimezone(UTC)


def closing_quote(series: Series, as_of: date | None) -> Quote | None:
    """Return the last close up to and including `as_of`, or the last there is; None where there is none.

    The change, in the unit of the price, and its percent are against the close before; None for a first close.
    """
    count = len(series.days) if as_of is None else bisect_right(series.days, as_of)
    if count == 0:
        return None
    price, day = series.closes[count - 1], series.days[count - 1]
    previous = series.closes[count - 2] if count > 1 else None
    return Quote(
        symbol=series.symbol,
        price=price,
        time=closing_time(day),
        change=None if previous is None else price - previous,
        change_pct=None if previous is None else 100 * (price / previous - 1),
        previous_close=previous,
        day=day,
        state=State.SIMULATED if series.simulated else State.CLOSED,
        source="close",
    )
