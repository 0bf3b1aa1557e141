"""The base of every chart: cells drawn with the drawing library once it is there, and not too often."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tui.core.board import Board
from tui.ui.plot.canvas import Plotter
from tui.ui.plot.grid import Grid, Ink
from tui.ui.plot.late import load

REST = 0.5
"""Seconds between two drawings of changed data at least."""


class Chart(Widget):
    """Shows the cells `picture` draws; `redraw` has them drawn anew."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"chart--{ink}" for ink in Ink if ink is not Ink.TEXT}

    DEFAULT_CSS = """
    Chart { height: 1fr; width: 1fr; }
    Chart .chart--small { color: $primary; }
    Chart .chart--large { color: $secondary; }
    Chart .chart--up { color: $success; }
    Chart .chart--down { color: $error; }
    Chart .chart--axis { color: $foreground-muted; }
    Chart .chart--zero { color: $foreground-disabled; }
    Chart .chart--band { color: $foreground-disabled; }
    Chart .chart--mark { color: $foreground; }
    Chart .chart--mark-selected { color: $warning; text-style: bold; }
    """

    board: reactive[Board | None] = reactive(None, repaint=False)
    empty: reactive[str] = reactive("waiting for the first answer", repaint=False)
    """What is said while there is nothing to draw."""

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(name=name, id=id, classes=classes)
        self._plotter: Plotter | None = None
        self._grid: Grid | None = None
        self._strips: list[Strip] = []
        self._rest: Timer | None = None
        self._stale = False

    def picture(self, width: int, height: int, plotter: Plotter | None) -> Grid:
        """Draw into so many cells; without a plotter everything but the lines."""
        raise NotImplementedError

    def shown(self, board: Board) -> object:
        """Return what the picture depends on."""
        raise NotImplementedError

    def question(self, board: Board) -> object:
        """Return what the picture answers; None while there is nothing to draw."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Ask for the drawing library once the first frame is out."""
        self.call_after_refresh(self._bring_plotter)

    def render_line(self, y: int) -> Strip:
        """Return one line of the picture, drawn anew where something changed."""
        if self._grid is None or (self._grid.width, self._grid.height) != self.size:
            self._draw()
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width, self.rich_style)

    def notify_style_update(self) -> None:
        """Draw anew with the theme's new colours."""
        super().notify_style_update()
        self.redraw()

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Draw at once what was asked for, and what the data did after a rest."""
        if (before and self.shown(before)) == (after and self.shown(after)):
            return
        if (before and self.question(before)) != (after and self.question(after)):
            self.redraw()
        elif self._rest is not None:
            self._stale = True
        else:
            self.redraw()
            self._rest = self.set_timer(REST, self._rested)

    def watch_empty(self) -> None:
        """Say it at once."""
        self.redraw()

    def redraw(self) -> None:
        """Have the picture drawn anew with the next frame."""
        self._grid = None
        self._stale = False
        self.refresh()

    def _bring_plotter(self) -> None:
        """Draw the lines too from now on."""
        self._plotter = load()
        self.redraw()

    def _rested(self) -> None:
        """Draw what changed meanwhile and rest again, or stop."""
        self._rest = None
        if self._stale:
            self.redraw()
            self._rest = self.set_timer(REST, self._rested)

    def _draw(self) -> None:
        """Draw the picture at the present size."""
        grid = self._grid = self.picture(*self.size, self._plotter)
        styles = {ink: self._style(ink) for ink in Ink}
        self._strips = [
            Strip([Segment(text, styles[ink]) for text, ink in grid.spans(y)]) for y in range(self.size.height)
        ]

    def _style(self, ink: Ink) -> Style:
        """Return what the theme writes an ink in."""
        return self.rich_style if ink is Ink.TEXT else self.get_component_rich_style(f"chart--{ink}")
