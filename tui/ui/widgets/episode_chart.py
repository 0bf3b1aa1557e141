"""The chart of the precedents: each episode's ratio from its day 0 on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.reactive import reactive

from tui.core.board import Board
from tui.ui.plot.episodes import Laid, draw
from tui.ui.plot.grid import Grid, Ink
from tui.ui.tints import Tint
from tui.ui.widgets.chart import Chart


class EpisodeChart(Chart):
    """Draws `board.precedents`, to a little beyond the current age or over two years."""

    INKS: ClassVar[Mapping[Ink, Tint]] = {
        **Chart.INKS,
        Ink.CURRENT: Tint("small", bold=True),
        Ink.EARLIER_1: Tint("large"),
        Ink.EARLIER_2: Tint("chosen"),
        Ink.EARLIER_3: Tint("teal"),
        Ink.EARLIER_4: Tint("pink"),
    }

    near: reactive[bool] = reactive(True, repaint=False)
    """Whether the ages in sight end soon after the current one."""
    selected: reactive[str] = reactive("", repaint=False)
    """The name of the selected episode."""

    def picture(self, width: int, height: int) -> Grid:
        """Draw the episodes."""
        precedents = self.board.precedents if self.board else None
        laid = Laid(precedents if precedents and precedents.episodes else None, self.near, self.selected, self.empty)
        return draw(laid, width, height, self.plotter)

    def shown(self, board: Board) -> object:
        """Return what the picture depends on."""
        return board.precedents

    def question(self, board: Board) -> object:
        """Return what the picture answers; None while there is nothing to draw."""
        return (board.precedents.pair, board.as_of) if board.precedents else None

    def watch_near(self) -> None:
        """Show the other ages at once."""
        self.redraw()

    def watch_selected(self) -> None:
        """Bring the selected episode's line over the others at once."""
        self.redraw()
