"""Moving through time: from one session, or one event, to another."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct


class Stride(StrEnum):
    """What a step leads to."""

    SESSION = "session"
    EVENT = "event"
    """The close at which an event of the timeline could first be known."""


class Bound(StrEnum):
    """Where a move came to an end before it was done."""

    FIRST = "first"
    """There is nothing earlier: no session at which both legs of the pair have a close, or no event."""
    LIVE = "live"
    """There is nothing later yet."""


class Move(Struct, frozen=True):
    """So many steps forward, or back where they are negative; none at all leads to the last session up to the day."""

    steps: int = 0
    stride: Stride = Stride.SESSION

    def then(self, other: "Move") -> "Move | None":
        """Return both moves as one, or None where they go by different strides."""
        return Move(self.steps + other.steps, self.stride) if self.stride is other.stride else None


def destination(here: date, move: Move, stops: Sequence[date], live: date) -> tuple[date | None, Bound | None]:
    """Return where a move leads, None for live, and what ended it early.

    Args:
        here: the session it begins in, `live` for live.
        move: how far.
        stops: where one can halt, ascending: sessions, or those of events; live comes in place of those from `live` on.
        live: the session that live is in.

    """
    halts, sessions = stops[: bisect_left(stops, live)], move.stride is Stride.SESSION
    if not move.steps and here >= live:
        return None, Bound.LIVE if here > live else None
    place = (bisect_left(halts, here) if move.steps < 0 else bisect_right(halts, here) - 1) + move.steps
    if place >= len(halts):
        # The session behind the last halt is live's own; an event behind the last one is none.
        return None, None if sessions and here < live and place == len(halts) else Bound.LIVE
    if place >= 0:
        return halts[place], None
    earliest = halts[0] if halts and (sessions or halts[0] < here) else here
    return earliest if earliest < live else None, Bound.FIRST
