"""What is said of a selected event that lies before the window: since when it is, and how to widen the window to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui.core.board import EVENT_WINDOW, Board
from tui.core.text import day


def widening(board: Board, selected: str | None, days: Sequence[date]) -> str:
    """Say how the window is widened to the selected event, or back; empty where the event is in it, or of no session.

    `days` are the ascending sessions drawn.
    """
    event = next((each for each in board.events if each.id == selected), None)
    session = event.session if event else None
    if session is not None and days and session < days[0]:
        return f"◂ {day(session)}: b widens to it"
    return "w goes back" if board.window == EVENT_WINDOW else ""
