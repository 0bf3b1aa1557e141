"""The studies of like events together: mean CAR and t of each kind, and what they leave out."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.reactive import reactive

from tui.core.board import Board
from tui.ui.lines import Line, Tone, wrapped
from tui.ui.study_rows import pooled_lines
from tui.ui.widgets.pane import Pane
from tui.ui.widgets.scrolling import SCROLLING
from tui.ui.words import why_missing


class KindTable(Pane, can_focus=True):
    """Shows `board.pooled`."""

    BINDINGS: ClassVar[list[BindingType]] = [*SCROLLING]

    board: reactive[Board | None] = reactive(None, repaint=False)

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where what is shown has changed."""
        if _shown(before) != _shown(after):
            self.entitle("Studies by kind", "mean CAR, %")
            self.relay()

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - it scrolls
        """Return a row for each kind, or why there is none."""
        board = self.board
        if board is None:
            return ()
        if not board.pooled:
            return wrapped(why_missing(board, "studies"), width, Tone.MUTED)
        return pooled_lines(board.pooled, width)


def _shown(board: Board | None) -> object:
    """Return what the table depends on."""
    return (board.pooled, board.problems, board.cached, board.provider.state) if board else None
