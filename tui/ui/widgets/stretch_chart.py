"""How far the pair's log ratio is from its own mean, session by session, against one and two deviations."""

from __future__ import annotations

from tui.core.board import Board
from tui.ui.plot.grid import Grid
from tui.ui.plot.stretch import Subject, draw_stretch, title
from tui.ui.widgets.chart import Chart


class StretchChart(Chart, can_focus=True):
    """Draws `board.stretch`."""

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Name the pair, and draw anew where what is shown has changed."""
        if after is not None:
            self.entitle(*title(after.stretch, _pair(after)))
        super().watch_board(before, after)

    def picture(self, width: int, height: int) -> Grid:
        """Draw the path, or say why there is none."""
        board = self.board
        if board is None:
            return Grid(width, height)
        return draw_stretch(Subject(board.stretch, board.spread, self.empty), width, height, self.plotter)

    def shown(self, board: Board) -> object:
        """Return what the picture depends on."""
        return (board.stretch, board.spread)

    def question(self, board: Board) -> object:
        """Return what the picture answers."""
        return (_pair(board), board.as_of)


def _pair(board: Board) -> str:
    """Return what the pair is called."""
    return board.spread.pair.name if board.spread else board.pair
