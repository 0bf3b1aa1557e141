"""One symbol by itself: its closes over the window, its returns over the usual ones, and where a year's ends were."""

from datetime import date

from msgspec import Struct

RETURN_WINDOWS = ("5D", "1M", "3M", "QTD", "YTD", "1Y")
"""The windows a symbol's returns are told over, besides the one that is drawn."""

YEAR_SESSIONS = 252
"""The highest and the lowest close are looked for among so many."""


class WindowReturn(Struct, frozen=True, kw_only=True):
    """What a symbol did over one window, from close to close."""

    window: str
    base_date: date | None = None
    """The close it is measured from; None where the closes do not reach back so far."""
    return_pct: float | None = None
    change: float | None = None
    """Close less close at the base, in the symbol's unit: percentage points of a yield."""


class Extreme(Struct, frozen=True, kw_only=True):
    """The highest or the lowest close of some sessions."""

    close: float
    day: date
    """Of equal closes the latest."""
    distance_pct: float
    """100·(last close / this close − 1): 0 at the extreme itself."""


class Portrait(Struct, frozen=True, kw_only=True):
    """One symbol as of its last close; where it has none everything measured is empty."""

    symbol: str
    window: str
    since: date | None = None
    """The event's session, for the window since an event."""
    watched: bool = True
    """False for a symbol that is nowhere in the configuration: nothing is asked for it."""
    as_of: date | None = None
    """The session of the last close."""
    close: float | None = None
    live: bool = False
    """Whether the last close is a quote's price."""
    adjusted: bool = False
    """Whether the closes carry splits and dividends."""
    simulated: bool = False
    drawn: WindowReturn | None = None
    """Over the window that is drawn."""
    sessions: int = 0
    """Sessions from its base to the last close."""
    days: tuple[date, ...] = ()
    """The sessions that are drawn, ascending, from the base on; thinned to what a screen can show."""
    closes: tuple[float, ...] = ()
    """Same length as `days`."""
    returns: tuple[WindowReturn, ...] = ()
    """Over `RETURN_WINDOWS`, in that order."""
    high: Extreme | None = None
    low: Extreme | None = None
    ranged: int = 0
    """The closes the extremes are taken from: the last 252, or as many as there are."""
