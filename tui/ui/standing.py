"""The event of the past day that is looked at: what could first be known at its close."""

from __future__ import annotations

from tui.core.board import Board
from tui.core.text import safe


def event_of_day(board: Board) -> str:
    """Name the event and count the others: "Fed cuts 25 bp, +1 more"; empty when live, or where there is none."""
    if board.as_of is None or not board.first_known:
        return ""
    first, *others = board.first_known
    title = next((safe(event.title) for event in board.events if event.id == first), "")
    return f"{title}, +{len(others)} more" if others and title else title


class Selecting:
    """A screen on which one event is selected."""

    def stand_at(self, event: str) -> None:
        """Select the event of this id, to which a move through time has led."""
        raise NotImplementedError
