"""How far the pair's log ratio is from its own mean, session by session, against one and two deviations."""

from __future__ import annotations

from textual.reactive import reactive

from tui.core.board import Board
from tui.ui.plot.canvas import Plotter
from tui.ui.plot.grid import Grid
from tui.ui.plot.late import load
from tui.ui.plot.stretch import Subject, draw_stretch, title
from tui.ui.widgets.plot import Plot
from tui.ui.words import why_missing


class StretchChart(Plot, can_focus=True):
    """Draws `board.stretch`."""

    board: reactive[Board | None] = reactive(None, repaint=False)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, classes=classes)
        self._plotter: Plotter | None = None

    def on_mount(self) -> None:
        """Ask for the drawing library once the first frame is out."""
        self.call_after_refresh(self._bring_plotter)

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Draw anew where what is shown has changed."""
        if after is not None and _shown(before) != _shown(after):
            self.entitle(*title(after.stretch, _pair(after)))
            if before is None or before.pair == after.pair:
                self.follow()
            else:
                self.redraw()

    def picture(self, width: int, height: int) -> Grid:
        """Draw the path, or say why there is none."""
        board = self.board
        if board is None:
            return Grid(width, height)
        legs = (board.spread.pair.small, board.spread.pair.large) if board.spread else ()
        subject = Subject(board.stretch, board.spread, why_missing(board, "stretch", legs))
        return draw_stretch(subject, width, height, self._plotter)

    def _bring_plotter(self) -> None:
        """Draw the line too from now on."""
        self._plotter = load()
        self.redraw()


def _pair(board: Board) -> str:
    """Return what the pair is called."""
    return board.spread.pair.name if board.spread else board.pair


def _shown(board: Board | None) -> object:
    """Return what the picture depends on."""
    return (board.stretch, board.spread, board.pair, board.problems, board.cached) if board else None
