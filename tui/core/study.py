"""The event study: what was out of the ordinary around events. CARs are fractions, what followed is in points."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from tui.core.events import Kind

SPREAD_KINDS = frozenset({Kind.MACRO, Kind.FED, Kind.POLICY, Kind.LEVEL, Kind.MARKET})
"""Events of these kinds are studied by the spread of the pair."""
COMPANY_KINDS = frozenset({Kind.COMPANY, Kind.EARNINGS})
"""Events of these kinds are studied by the returns of the companies they name."""
STUDIED_KINDS = SPREAD_KINDS | COMPANY_KINDS
ANECDOTAL_BELOW = 10
"""Fewer like events together are an anecdote."""


class StudyRule(Struct, frozen=True, kw_only=True):
    """What is studied, counted in sessions from the event's, which is 0."""

    length: int = 120
    """Sessions of the estimation window: L."""
    gap: int = 10
    """The estimation window ends at −(gap + 1): G."""
    windows: tuple[tuple[int, int], ...] = ((0, 0), (-1, 1), (0, 5), (0, 10))
    """First and last session of each event window."""


class WindowState(StrEnum):
    """Whether every session of a window has closed."""

    COMPLETE = "complete"
    PENDING = "pending"


class StudyWindow(Struct, frozen=True, kw_only=True):
    """One event window of one study."""

    first: int
    """Sessions from the event's; negative before it."""
    last: int
    state: WindowState
    known: int
    """The sessions of the window that have closed."""
    sessions: int
    """All of them: `known` of `sessions` while pending."""
    car: float | None = None
    """Cumulated abnormal return, a fraction; None while pending."""
    t: float | None = None
    """None while pending, or where nothing moved in the estimation window."""
    overlaps: tuple[str, ...] = ()
    """Ids of the other events whose sessions lie in the window."""


class Study(Struct, frozen=True, kw_only=True):
    """One event's study: of the pair's spread, or of one company by the market model."""

    event_id: str
    subject: str
    """A pair's name, or a company's symbol."""
    benchmark: str | None = None
    """The market of the market model; None for a spread."""
    session: date | None = None
    """Session 0."""
    estimation_start: date | None = None
    """First session of the estimation window."""
    estimation_end: date | None = None
    """Its last session."""
    alpha: float | None = None
    """The ordinary return of a session, a fraction: for a spread the mean of the estimation window."""
    beta: float | None = None
    """The slope on the benchmark; None for a spread."""
    windows: tuple[StudyWindow, ...] = ()
    """As in the rule; none where `why_missing` says why."""
    path: tuple[float, ...] = ()
    """CAR from session 0 to each session, a fraction, as far as the longest window has closed."""
    why_missing: str = ""


class KindStudy(Struct, frozen=True, kw_only=True):
    """The studies of one kind of event taken together, over one event window."""

    kind: Kind
    first: int
    last: int
    n: int
    """The complete windows it is taken over."""
    mean_car: float | None = None
    """A fraction; None without a complete window."""
    t: float | None = None
    """Cross-sectional: the mean over its standard error; None with fewer than two."""
    anecdotal: bool = True
    """Fewer than 10 events."""
    overlaps: int = 0
    """How many of the n contain another event."""
    pending: int = 0
    """The windows still to be completed."""


class AveragePath(Struct, frozen=True, kw_only=True):
    """How the CAR went on average after events of one kind, session by session from 0; fractions."""

    kind: Kind
    n: int
    """The studies whose longest window is complete; the others are left out."""
    mean: tuple[float, ...] = ()
    deviation: tuple[float, ...] = ()
    """Sample standard deviation of the CARs at each session; none with fewer than two."""


class Followed(Struct, frozen=True, kw_only=True):
    """The spread from the close before an event's session, in points; None until its last session has closed."""

    one_pts: float | None = None
    """Over [0, +1]."""
    five_pts: float | None = None
    """Over [0, +5]."""
