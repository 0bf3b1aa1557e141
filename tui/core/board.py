"""The Board: everything a screen or a report shows, frozen. Percents are in percent, spreads in points."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from tui.core.events import NewsEvent
from tui.core.market import MarketClock, Problem, ProviderInfo, Quote
from tui.core.marks import Opinion, WatchItem
from tui.core.watchlist import Pair, Stance

WINDOWS = ("1D", "5D", "1M", "3M", "6M", "QTD", "YTD", "1Y", "5Y", "MAX")
"""The windows a spread or a return is measured over, in the order the keys go through them."""

WITHIN_SESSIONS = ("1D", "5D")
"""The windows short enough to be drawn from prices within their sessions, where the source has such prices."""


BOARD_VERSION = 1
"""Layout of the Board as saved; a saved one of another version is ignored."""


class Leg(Struct, frozen=True, kw_only=True):
    """One side of the pair over the window."""

    symbol: str
    label: str
    return_pct: float | None = None
    close: float | None = None


class Basis(StrEnum):
    """What the two legs' returns hold."""

    PRICE = "price returns"
    TOTAL = "returns with dividends"
    MIXED = "one leg with dividends, the other without"


class SpreadPath(Struct, frozen=True, kw_only=True):
    """The drawn history of the window, thinned to what a screen can show; all columns have one length.

    Daily closes begin at the base date, prices within sessions after it; those have `times` and an `interval_min`.
    """

    days: tuple[date, ...] = ()
    """The session of each point, ascending; points within one session share it."""
    times: tuple[datetime, ...] = ()
    """The instant of each point, UTC; empty for daily closes."""
    interval_min: int = 0
    """Minutes from one price to the next; 0 for daily closes."""
    small: tuple[float, ...] = ()
    """Rebased to 100 at the base date."""
    large: tuple[float, ...] = ()
    """Rebased to 100 at the base date."""
    spread: tuple[float, ...] = ()
    """Points."""


class Spread(Struct, frozen=True, kw_only=True):
    """The pair over the window: who leads and by how much."""

    pair: Pair
    window: str
    small: Leg
    large: Leg
    base_date: date | None = None
    """The close both legs are measured from."""
    as_of: date | None = None
    """The last session both legs have."""
    spread_pts: float | None = None
    ratio: float | None = None
    """Small over large."""
    z: dict[str, float | None] = {}
    """Stretch of the log ratio over "20", "60" and "252" sessions, in standard deviations."""
    sessions: int = 0
    """Sessions from the base to the as-of date."""
    dropped: int = 0
    """Dates inside the window that only one leg has."""
    path: SpreadPath = SpreadPath()
    live: bool = False
    """True when the last point comes from quotes rather than closes."""
    basis: Basis = Basis.PRICE
    simulated: bool = False


class MemberRow(Struct, frozen=True, kw_only=True):
    """One basket member over the window."""

    symbol: str
    return_pct: float | None = None
    proxy: bool = False
    why_missing: str = ""


class BasketRow(Struct, frozen=True, kw_only=True):
    """One basket over the window; the mean is over the members that have a return."""

    name: str
    stance: Stance
    why: str = ""
    return_pct: float | None = None
    """Equal-weighted mean."""
    median_pct: float | None = None
    best: MemberRow | None = None
    worst: MemberRow | None = None
    members: tuple[MemberRow, ...] = ()
    """In the order of the watchlist, missing ones too."""
    base_date: date | None = None
    spark: tuple[float, ...] = ()
    """The basket line over the window, rebased to 100, at most 40 points."""

    def missing(self) -> tuple[str, ...]:
        """Return the symbols without a return over the window."""
        return tuple(member.symbol for member in self.members if member.return_pct is None)

    def counted(self) -> int:
        """Return how many members the mean is over: the k of k/n."""
        return len(self.members) - len(self.missing())

    def proxied(self) -> bool:
        """Say whether every member is a stand-in."""
        return bool(self.members) and all(member.proxy for member in self.members)


class LevelRow(Struct, frozen=True, kw_only=True):
    """A level or target and where the close stands to it."""

    symbol: str
    level: float
    label: str
    source: str
    by: str | None = None
    close: float | None = None
    distance_pct: float | None = None
    """100·(level/close − 1): what is still missing, or negative once above."""
    position: str | None = None
    """The close's place: "above", "below" or "at"; None without a close."""


class WatchRow(Struct, frozen=True, kw_only=True):
    """One thing to watch with its current reading, put in words with its unit."""

    item: WatchItem
    reading: str = ""
    """"4.14 %, −2 bp"; empty when there is no data."""
    as_of: date | None = None


class FedRange(Struct, frozen=True, kw_only=True):
    """The fed funds target range in force, percent."""

    lower_pct: float
    upper_pct: float
    since: date
    source: str = ""
    """Who says so, for a reader."""


class Board(Struct, frozen=True, kw_only=True):
    """One consistent view at one instant."""

    version: int = BOARD_VERSION
    provider: ProviderInfo
    clock: MarketClock
    as_of: date | None = None
    """The past day asked for; None when live."""
    window: str = "QTD"
    pair: str = ""
    """The name of the pair looked at, also where its spread has no data."""
    quotes: tuple[Quote, ...] = ()
    """One per symbol that has one, in watchlist order."""
    spread: Spread | None = None
    baskets: tuple[BasketRow, ...] = ()
    levels: tuple[LevelRow, ...] = ()
    watch: tuple[WatchRow, ...] = ()
    fed: FedRange | None = None
    events: tuple[NewsEvent, ...] = ()
    """Curated events and headlines known at the as-of date, by the day they are placed at."""
    opinions: tuple[Opinion, ...] = ()
    problems: tuple[Problem, ...] = ()
    cached: bool = False
    """True when this is the last run's Board, shown until the first answer."""

    def quote(self, symbol: str) -> Quote | None:
        """Return the quote of `symbol`, or None."""
        return next((quote for quote in self.quotes if quote.symbol == symbol), None)
