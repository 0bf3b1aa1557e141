"""The Board: everything a screen or a report shows, frozen. Percents are in percent, spreads in points."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from itertools import islice

from msgspec import Struct

from tui.core.breadth import Breadth
from tui.core.checks import ClaimCheck, Tally
from tui.core.episodes import Precedents
from tui.core.events import NewsEvent
from tui.core.graph import RotationGraph
from tui.core.lead import Leadership
from tui.core.market import MarketClock, Problem, ProviderInfo, Quote
from tui.core.marks import Opinion
from tui.core.portrait import Portrait
from tui.core.readings import FedRange, LevelRow, Rates, SinceSaid, TargetRow, WatchRow
from tui.core.study import AveragePath, Followed, KindStudy, Study
from tui.core.watchlist import Pair, Stance

WITHIN_SESSIONS = ("1D", "5D")
"""The windows short enough to be drawn from prices within their sessions, where the source has such prices."""
EVENT_WINDOW = "EVENT"
"""The window that begins at the last close before a chosen event's session."""

TELLING = 50
"""So many quotes, those of the most important symbols, tell how prices stand: they are what a screen shows always."""

BOARD_VERSION = 2
"""Layout of the Board as saved; a saved one of another version is ignored."""


QUOTES = frozenset({"quotes"})
"""The field of the Board that moves with every price."""
MOVING = QUOTES | {
    "spread", "leadership", "stretch", "graph", "breadth", "precedents", "portrait", "baskets", "levels", "targets",
    "watch", "rates",
}  # fmt: skip
"""The fields that move with prices: what is measured from them is told twice a second."""


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
    bands: dict[str, tuple[float | None, ...]] = {}
    """By "-2", "-1", "0", "1", "2": the spread, in points, at which the log ratio would have been so many standard
    deviations from its mean of 60 sessions, given the large side's close. None before there are 60. Empty within
    sessions."""


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
    bands: dict[str, float | None] = {}
    """The ratio at "-2", "-1", "0", "1", "2" standard deviations from the mean of its logarithm over 60 sessions."""
    percentile: float | None = None
    """The share, in percent, of the last 252 log ratios, today's included, that are not above today's."""
    corr60: float | None = None
    """Correlation of both sides' daily returns over 60 sessions."""
    beta60: float | None = None
    """Slope of the small side's daily returns on the large side's over 60 sessions."""
    sessions: int = 0
    """Sessions from the base to the as-of date."""
    dropped: int = 0
    """Dates inside the window that only one leg has."""
    path: SpreadPath = SpreadPath()
    live: bool = False
    """True when the last point comes from quotes rather than closes."""
    basis: Basis = Basis.PRICE
    simulated: bool = False


class MemberRow(Struct, frozen=True, kw_only=True, gc=False):
    """One basket member over the window."""

    symbol: str
    return_pct: float | None = None
    proxy: bool = False
    why_missing: str = ""
    contribution_pts: float | None = None
    """The member's part of the basket's mean: its return over the number of members counted."""


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
    dispersion_pts: float | None = None
    """Sample standard deviation of the members' returns; None with fewer than two."""
    against_small_pts: float | None = None
    """The mean less the pair's small side's return."""
    against_large_pts: float | None = None
    ahead: int | None = None
    """Sessions of the window on which the basket's daily mean return beat the large side's; None without any."""
    ahead_of: int = 0
    """The sessions of the window on which both have a return."""
    breadth: Breadth = Breadth()
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
        return len(self.members) - [member.return_pct for member in self.members].count(None)

    def proxied(self) -> bool:
        """Say whether every member is a stand-in."""
        return bool(self.members) and all(member.proxy for member in self.members)


class StretchPath(Struct, frozen=True, kw_only=True):
    """How stretched the log ratio was, session by session; both columns have one length."""

    sessions: int = 60
    """What the mean and the deviation are taken over."""
    days: tuple[date, ...] = ()
    z: tuple[float, ...] = ()


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
    """One per symbol that has one, the most important symbols first."""
    since: date | None = None
    """The session of the chosen event, for the window since it; None for every other window."""
    spread: Spread | None = None
    leadership: Leadership | None = None
    stretch: StretchPath = StretchPath()
    graph: RotationGraph | None = None
    breadth: dict[str, Breadth] = {}
    """By side, "winners" and "losers": the named members of all baskets of that stance, proxies left out."""
    precedents: Precedents | None = None
    portrait: Portrait | None = None
    """The symbol looked at by itself; None before one is."""
    baskets: tuple[BasketRow, ...] = ()
    levels: tuple[LevelRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    watch: tuple[WatchRow, ...] = ()
    rates: Rates | None = None
    fed: FedRange | None = None
    events: tuple[NewsEvent, ...] = ()
    """Curated events and headlines known at the as-of date, by the day they are placed at."""
    opinions: tuple[Opinion, ...] = ()
    headlines_left_out: dict[str, int] = {}
    """By reason: the headlines of each symbol's last answer that are not listed. Empty when looking back."""
    first_known: tuple[str, ...] = ()
    """The ids of the events that could first be known at this day's close, told ones before those found in closes."""
    checks: dict[str, tuple[ClaimCheck, ...]] = {}
    """By event id: the event's claims, in their order."""
    tally: Tally = Tally()
    """Over all checks."""
    studies: dict[str, tuple[Study, ...]] = {}
    """By event id: one for the pair's spread, or one for each company the event names."""
    pooled: tuple[KindStudy, ...] = ()
    """By kind, then by window."""
    average_paths: tuple[AveragePath, ...] = ()
    """By kind."""
    followed: dict[date, Followed] = {}
    """By the session of an event."""
    since_said: dict[str, SinceSaid] = {}
    """By `Opinion.key`: what became of those whose subject has prices."""
    problems: tuple[Problem, ...] = ()
    cached: bool = False
    """True when this is the last run's Board, shown until the first answer."""

    def telling(self) -> tuple[Quote, ...]:
        """Return the quotes that tell how prices stand, however long the watchlist is."""
        return self.quotes[:TELLING]

    def quoted(self, symbols: Collection[str]) -> dict[str, Quote]:
        """Return the quotes of these symbols, by symbol; those that have none are left out."""
        wanted = frozenset(symbols)
        held = (quote for quote in self.quotes if quote.symbol in wanted)
        return {quote.symbol: quote for quote in islice(held, len(wanted))}

    def alike_but_for(self, other: "Board", names: Collection[str]) -> bool:
        """Say whether nothing but the fields of these names was told anew between two Boards."""
        return all(getattr(self, name) is getattr(other, name) for name in self.__struct_fields__ if name not in names)

    def quote(self, symbol: str) -> Quote | None:
        """Return the quote of `symbol`, or None."""
        return next((quote for quote in self.quotes if quote.symbol == symbol), None)
