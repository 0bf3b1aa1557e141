"""Breadth: how many members of the winners and of the losers take part."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.text import day
from tui.ui.breadth_rows import breadth_lines
from tui.ui.lines import Line, Tone, wrapped
from tui.ui.widgets.detail import Detail
from tui.ui.widgets.pane import Pane
from tui.ui.words import why_missing


class BreadthPane(Pane, can_focus=True):
    """Shows `board.breadth`, both sides beside each other."""

    BINDINGS: ClassVar[list[BindingType]] = list(Detail.BINDINGS)

    board: reactive[Board | None] = reactive(None, repaint=False)

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where what is shown has changed."""
        if _shown(before) != _shown(after):
            self.relay()

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - it scrolls
        """Return both sides, or why there are none."""
        board = self.board
        if board is None:
            return ()
        as_of = max((each.as_of for each in board.breadth.values() if each.as_of), default=None)
        self.entitle("Breadth", day(as_of) if as_of else "")
        if not any(each.members for each in board.breadth.values()):
            return wrapped(why_missing(board, "breadth"), width, Tone.MUTED)
        return breadth_lines(board.breadth, width)


def _shown(board: Board | None) -> object:
    """Return what the pane depends on."""
    return (board.breadth, board.problems, board.cached, board.provider.state) if board else None
