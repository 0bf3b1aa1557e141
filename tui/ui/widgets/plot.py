"""The base of widgets that draw a grid of cells: drawn when something changed, but not at every tick of it."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tui.ui.lines import joined
from tui.ui.plot.grid import Grid, Ink

REST = 0.5
"""Seconds between two drawings of changed data at least."""


class Plot(Widget):
    """Shows the grid `picture` makes for its size, until `redraw` or `follow` has it made anew."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"plot--{ink}" for ink in Ink if ink is not Ink.TEXT}

    DEFAULT_CSS = """
    Plot .plot--small { color: $small; text-style: bold; }
    Plot .plot--large { color: $large; }
    Plot .plot--up { color: $up; text-style: bold; }
    Plot .plot--down { color: $down; text-style: bold; }
    Plot .plot--axis { color: $muted; }
    Plot .plot--zero { color: $rule; }
    Plot .plot--mark { color: $foreground; text-style: bold; }
    Plot .plot--mark-selected { color: $chosen; text-style: bold; }
    Plot .plot--mark-macro { color: $kind-macro; text-style: bold; }
    Plot .plot--mark-policy { color: $kind-policy; text-style: bold; }
    Plot .plot--mark-fed { color: $kind-fed; text-style: bold; }
    Plot .plot--mark-company { color: $kind-company; text-style: bold; }
    Plot .plot--mark-earnings { color: $kind-earnings; text-style: bold; }
    Plot .plot--mark-market { color: $kind-market; text-style: bold; }
    Plot .plot--mark-level { color: $kind-level; text-style: bold; }
    Plot .plot--mark-note { color: $kind-note; text-style: bold; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, classes=classes)
        self._strips: list[Strip] | None = None
        self._drawn_for = Size(0, 0)
        self._entitled = ""
        self._rest: Timer | None = None
        self._stale = False

    def picture(self, width: int, height: int) -> Grid:
        """Draw what is shown into a grid of this size."""
        raise NotImplementedError

    def entitle(self, *parts: str) -> None:
        """Write the title in the border, as text whatever it says; to write it draws the whole pane again."""
        title = joined(parts)
        if title != self._entitled:
            self._entitled = title
            self.border_title = Content(title)

    def redraw(self) -> None:
        """Have the picture drawn anew with the next frame."""
        self._strips = None
        self._stale = False
        self.refresh()

    def follow(self) -> None:
        """Have changed data drawn at once, or after a rest where that was done a moment ago."""
        if self._rest is not None:
            self._stale = True
            return
        self.redraw()
        self._rest = self.set_timer(REST, self._rested)

    def render_line(self, y: int) -> Strip:
        """Return one line of the picture, drawn anew where something changed."""
        strips = self._strips
        if strips is None or self._drawn_for != self.size:
            strips = self._strips = self._drawn()
        return strips[y] if y < len(strips) else Strip.blank(self.size.width, self.rich_style)

    def notify_style_update(self) -> None:
        """Draw anew with the theme's new colours."""
        super().notify_style_update()
        self.redraw()

    def _rested(self) -> None:
        """Draw what changed meanwhile and rest again, or stop."""
        self._rest = None
        if self._stale:
            self.follow()

    def _drawn(self) -> list[Strip]:
        """Return the picture in the theme's colours."""
        self._drawn_for = self.size
        grid = self.picture(*self.size)
        styles = {ink: self._style(ink) for ink in Ink}
        return [
            Strip([Segment(text, styles[ink]) for text, ink in grid.spans(y)]).adjust_cell_length(self.size.width)
            for y in range(grid.height)
        ]

    def _style(self, ink: Ink) -> Style:
        """Return what the theme writes an ink in."""
        return self.rich_style if ink is Ink.TEXT else self.get_component_rich_style(f"plot--{ink}")
