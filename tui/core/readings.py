"""What the marks read now: levels, targets, rates, and the items to watch."""

from datetime import date

from msgspec import Struct

from tui.core.marks import WatchItem


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
    reached: bool | None = None
    """Whether any known close was at or above it; None without closes."""
    last_cross: date | None = None
    """The session of the last close on the other side than the one before; None where there was no crossing."""
    direction: str | None = None
    """Which way it crossed: "up" or "down"."""
    sessions_since: int | None = None
    """Sessions since, the crossing session not counted."""
    tested: bool | None = None
    """Whether a close since the crossing came within 0.5 % and the side held; None without a crossing."""


class TargetRow(Struct, frozen=True, kw_only=True):
    """What a forecast still needs."""

    symbol: str
    label: str
    source: str
    level: float | None = None
    """As published, or what a published return comes to from the close it was published at; None without that close."""
    return_pct: float | None = None
    """The published return; None where a level was published."""
    base_date: date | None = None
    """The session a published return is measured from."""
    by: str | None = None
    due: date | None = None
    """The last day it can mean."""
    close: float | None = None
    needed_pct: float | None = None
    """The gain still needed, percent of the close; 0 or below once reached."""
    days_left: int | None = None
    """Calendar days to `due`."""
    annual_pct: float | None = None
    """The yearly rate that implies: 100·((level/close)^(365.25/days left) − 1); None once reached or due."""
    known_from: date | None = None
    """The day it was said; None where that is not known."""
    moved_pct: float | None = None
    """The close against the one it was said at, the last on or before `known_from`, percent; None without a later."""
    state: str = "no data"
    """"open", "reached" (a close was at or above it since it was published), "missed" (due, and not), "no data"."""


class WatchRow(Struct, frozen=True, kw_only=True):
    """One thing to watch with its current reading, put in words with its unit."""

    item: WatchItem
    reading: str = ""
    """"4.14 %, −2 bp"; empty when there is no data."""
    as_of: date | None = None
    since: str = ""
    """What has happened since it was said, in words; empty where nothing is known."""
    crossed: date | None = None
    """The first session since then that closed on the other side of the item's level; None where none did."""


class SinceSaid(Struct, frozen=True, kw_only=True):
    """What the subject of an opinion did since it was said."""

    subject: str
    """A symbol, two as small/large, or a basket's name."""
    moved: float | None = None
    """Percent; of two symbols the difference of their returns, points."""
    start: date | None = None
    """The close it was said at."""
    end: date | None = None
    counted: int = 0
    """Of a basket, the members the mean is over."""
    of: int = 0
    why_missing: str = ""


class FedRange(Struct, frozen=True, kw_only=True):
    """The fed funds target range in force, percent."""

    lower_pct: float
    upper_pct: float
    since: date
    source: str = ""
    """Who says so, for a reader."""


class FedMove(Struct, frozen=True, kw_only=True):
    """A change of the fed funds target range."""

    day: date
    lower_pct: float
    upper_pct: float
    change_bp: float | None = None
    """Against the range before; None where that is not known."""


class YieldChange(Struct, frozen=True, kw_only=True):
    """A yield, or the difference of two, over the window."""

    name: str
    symbols: tuple[str, ...]
    value_pct: float | None = None
    change_bp: float | None = None
    base_date: date | None = None
    as_of: date | None = None
    why_missing: str = ""


class Rates(Struct, frozen=True, kw_only=True):
    """What money costs, and whether the pair minds."""

    window: str
    ten_year: YieldChange
    curve: YieldChange
    """The 10-year yield less the 3-month one."""
    fed: FedRange | None = None
    moves: tuple[FedMove, ...] = ()
    """The last changes of the range, newest first."""
    corr60: float | None = None
    """Correlation of the log ratio's daily changes with those of the 10-year yield over 60 sessions."""
    corr_sessions: int = 0
    """Sessions both have, of the 60."""
