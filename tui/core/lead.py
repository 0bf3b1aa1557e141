"""Which side of the pair leads, and since when."""

from datetime import date
from enum import StrEnum

from msgspec import Struct


class Side(StrEnum):
    """One side of the pair."""

    SMALL = "small"
    LARGE = "large"


class LeadRule(Struct, frozen=True, kw_only=True):
    """When the lead passes: so many closes in a row with the log ratio on one side of its own mean."""

    mean: int = 50
    """Sessions of the mean."""
    closes: int = 3


class Lead(Struct, frozen=True, kw_only=True):
    """A lead that is over."""

    leader: Side
    since: date
    """The first of the closes that made it, day 1."""
    until: date
    """The last session before the other side's first."""
    sessions: int
    """Sessions from `since` to `until`, both counted."""
    gain_pts: float
    """What the leader gained on the other side, points: from the close before `since` to the close of `until`."""


class Leadership(Struct, frozen=True, kw_only=True):
    """Who leads on one session, by the rule, and who led before."""

    rule: LeadRule = LeadRule()
    as_of: date | None = None
    leader: Side | None = None
    """None until a side has led for the first time."""
    since: date | None = None
    known_from: date | None = None
    """The close that settled it."""
    day: int = 0
    """Sessions from `since` to the as-of session, both counted."""
    gain_pts: float | None = None
    """What the leader has gained on the other side since, points."""
    gap: float | None = None
    """Log ratio less its mean; above 0 is the small side's."""
    against: int = 0
    """The closes in a row, up to now, on the side that does not lead; the rule's number of them ends the lead."""
    months_18: date | None = None
    """18 calendar months after `since`."""
    months_24: date | None = None
    median_sessions: float | None = None
    """The median length of the leads that are over; half of all leads were shorter."""
    history: tuple[Lead, ...] = ()
    """The leads that are over, oldest first."""
