"""The current episode of the pair's ratio laid over earlier ones."""

from datetime import date

from msgspec import Struct

LONGEST_SESSIONS = 504
"""An episode is followed for so many sessions, about 24 months."""


class EpisodePath(Struct, frozen=True, kw_only=True):
    """The ratio after day 0, thinned to what a screen can show; both columns have one length."""

    ages: tuple[int, ...] = ()
    """Sessions since day 0, ascending, beginning with 0."""
    ratio: tuple[float, ...] = ()
    """Rebased to 100 at day 0."""


class Episode(Struct, frozen=True, kw_only=True):
    """One episode at the age of the current one."""

    name: str
    why: str = ""
    source: str = ""
    current: bool = False
    day0: date
    """As configured."""
    base_date: date | None = None
    """The session both legs are rebased at: the last one on or before day 0."""
    day: int | None = None
    """The age it is read at, sessions since day 0; None where it does not reach that age."""
    ratio_rebased: float | None = None
    """At that age; 100 at day 0."""
    rank: int | None = None
    """Among all episodes that reach this age, the current one included; 1 has gained most."""
    drawdown_pct: float | None = None
    """The deepest fall from a high so far, up to that age; 0 or below."""
    reached: int = 0
    """Sessions known after day 0, at most two years."""
    final: float | None = None
    """The ratio rebased at the last of them; for an earlier episode what became of it."""
    path: EpisodePath = EpisodePath()
    why_missing: str = ""


class Precedents(Struct, frozen=True, kw_only=True):
    """The current episode and those it is laid over, for one pair."""

    pair: str
    as_of: date | None = None
    day: int | None = None
    """The current episode's age, sessions since its day 0; None where it has not begun."""
    ranked: int = 0
    """How many episodes the rank is among."""
    months_18: date | None = None
    """18 calendar months after the current day 0, the earlier end of the span the story speaks of."""
    months_24: date | None = None
    episodes: tuple[Episode, ...] = ()
    """In the order of the configuration."""
