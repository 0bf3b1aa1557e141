"""The base of charts of the Board: drawn with the drawing library once it is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.reactive import reactive

from tui.core.board import Board
from tui.ui.plot.canvas import Plotter
from tui.ui.plot.grid import Ink
from tui.ui.plot.late import load
from tui.ui.plot.plain import draw_plain
from tui.ui.tints import Tint
from tui.ui.widgets.plot import Plot


class Chart(Plot):
    """Draws what `shown` names of the Board; a new question is answered at once, new data after a rest."""

    DEFAULT_CSS: ClassVar[str] = "Chart { height: 1fr; width: 1fr; }"
    INKS: ClassVar[Mapping[Ink, Tint]] = {**Plot.INKS, Ink.BAND: Tint("foreground-disabled")}

    board: reactive[Board | None] = reactive(None, repaint=False)
    empty: reactive[str] = reactive("waiting for the first answer", repaint=False)
    """What is said while there is nothing to draw."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, classes=classes)
        self.plotter: Plotter = draw_plain
        """What draws lines: the drawing library once the first frame is out."""
        self._shows: tuple[Board | None, object] = (None, None)

    def shown(self, board: Board) -> object:
        """Return what the picture depends on."""
        raise NotImplementedError

    def question(self, board: Board) -> object:
        """Return what the picture answers; None while there is nothing to draw."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Ask for the drawing library once the first frame is out.

        Through the app, which hears of it when it has started: what is drawn before that is never on the terminal.
        """
        self.app.call_later(self.call_after_refresh, self._bring_plotter)

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Draw at once what was asked for, and what the data did after a rest."""
        if self._shown_of(before) == self._shown_of(after):
            return
        if (before and self.question(before)) != (after and self.question(after)):
            self.redraw()
        else:
            self.follow()

    def watch_empty(self) -> None:
        """Say it at once."""
        self.redraw()

    def _shown_of(self, board: Board | None) -> object:
        """Return what the picture depends on, worked out once for each Board."""
        if board is not self._shows[0]:
            self._shows = (board, self.shown(board) if board else None)
        return self._shows[1]

    def _bring_plotter(self) -> None:
        """Draw with it from now on."""
        self.plotter = load()
        self._draw_ahead()
