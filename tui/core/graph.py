"""The rotation graph: each line's strength against a benchmark, and how that strength moves."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

STRENGTH_SESSIONS = 50
MOMENTUM_SESSIONS = 10
TAIL_WEEKS = 8


class Quadrant(StrEnum):
    """Where a line stands; a healthy rotation runs through them clockwise, in this order."""

    LEADING = "Leading"
    WEAKENING = "Weakening"
    LAGGING = "Lagging"
    IMPROVING = "Improving"

    @classmethod
    def of(cls, strength: float, momentum: float) -> "Quadrant":
        """Return the quadrant of a point; 100 belongs to the better side."""
        if strength >= 100:
            return cls.LEADING if momentum >= 100 else cls.WEAKENING
        return cls.IMPROVING if momentum >= 100 else cls.LAGGING


class Role(StrEnum):
    """What a line of the graph is."""

    BASKET = "basket"
    LEG = "leg"
    SYMBOL = "symbol"


class GraphPoint(Struct, frozen=True):
    """One session of a line."""

    day: date
    strength: float
    """100 · RS / mean of RS over 50 sessions, RS being the line over the benchmark."""
    momentum: float
    """100 · strength / mean of strength over 10 sessions."""


class GraphRow(Struct, frozen=True, kw_only=True):
    """One line on one session, with where it came from."""

    name: str
    """A basket's name, or a symbol."""
    role: Role
    strength: float | None = None
    momentum: float | None = None
    quadrant: Quadrant | None = None
    entered: date | None = None
    """The first session in this quadrant without a break; None where that is before what is known."""
    tail: tuple[GraphPoint, ...] = ()
    """The last session of each of the last 8 weeks, oldest first; the last is the as-of session itself."""
    of: int = 1
    """The members of a basket."""
    missing: tuple[str, ...] = ()
    """The members of a basket that have no return on the as-of session and are left out of it."""
    why_missing: str = ""


class RotationGraph(Struct, frozen=True, kw_only=True):
    """Every line on one session."""

    benchmark: str
    as_of: date | None = None
    rows: tuple[GraphRow, ...] = ()
    """The pair's legs, then the baskets, then the chosen symbols."""
