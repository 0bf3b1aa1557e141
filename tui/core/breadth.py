"""How many of a group take part: a mean can rise on one member alone."""

from datetime import date

from msgspec import Struct

MEANS = (20, 50, 200)
"""The lengths of the means a close is held against, in sessions."""
YEAR_SESSIONS = 252
"""A new high or low is one of so many closes, the last one included."""


class Share(Struct, frozen=True, kw_only=True):
    """k of n: of the members with enough data, how many are above; the others are named."""

    above: int = 0
    of: int = 0
    missing: tuple[str, ...] = ()


class Breadth(Struct, frozen=True, kw_only=True):
    """A group's members on one session."""

    as_of: date | None = None
    above: dict[str, Share] = {}
    """By the length of the mean: "20", "50", "200"; above is a close greater than the mean of the last n closes."""
    advancers: int = 0
    decliners: int = 0
    moved_of: int = 0
    """The members with a close on the session and one before it; those of an unchanged close are in here alone."""
    highs: int = 0
    """Members whose close is the highest of their last 252."""
    lows: int = 0
    ranged_of: int = 0
    """The members with 252 closes."""
    members: int = 0

    def net_advancers(self) -> int:
        """Return advancers less decliners."""
        return self.advancers - self.decliners

    def net_highs(self) -> int:
        """Return new highs less new lows."""
        return self.highs - self.lows
