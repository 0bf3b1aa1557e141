"""The base of widgets that draw a grid of cells: drawn when something changed, but not at every tick of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tui.ui.lines import joined
from tui.ui.plot.grid import Grid, Ink, Span
from tui.ui.tints import PLAIN, Tint, Tints

REST = 0.5
"""Seconds between two drawings of changed data at least."""


class Plot(Widget):
    """Shows the grid `picture` makes for its size, until `redraw` or `follow` has it made anew."""

    INKS: ClassVar[Mapping[Ink, Tint]] = {
        Ink.SMALL: Tint("small", bold=True),
        Ink.LARGE: Tint("large"),
        Ink.UP: Tint("up", bold=True),
        Ink.DOWN: Tint("down", bold=True),
        Ink.AXIS: Tint("muted"),
        Ink.ZERO: Tint("rule"),
        Ink.MARK: Tint("foreground", bold=True),
        Ink.MARK_SELECTED: Tint("chosen", bold=True),
        Ink.MARK_MACRO: Tint("kind-macro", bold=True),
        Ink.MARK_POLICY: Tint("kind-policy", bold=True),
        Ink.MARK_FED: Tint("kind-fed", bold=True),
        Ink.MARK_COMPANY: Tint("kind-company", bold=True),
        Ink.MARK_EARNINGS: Tint("kind-earnings", bold=True),
        Ink.MARK_MARKET: Tint("kind-market", bold=True),
        Ink.MARK_LEVEL: Tint("kind-level", bold=True),
        Ink.MARK_NOTE: Tint("kind-note", bold=True),
    }
    """What each ink is; one that is not among them is plain."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, classes=classes)
        self._tints = Tints(self)
        self._strips: list[Strip] | None = None
        self._made: dict[tuple[Span, ...], Strip] = {}
        """The strips of the rows that are shown."""
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
        """Have changed data drawn at once, or after a rest where that was done a moment ago.

        It is drawn between two frames: keys and the other panes do not wait for it.
        """
        if self._rest is not None:
            self._stale = True
            return
        self._stale = False
        self.call_after_refresh(self._draw_ahead)
        self._rest = self.set_timer(REST, self._rested)

    def render_line(self, y: int) -> Strip:
        """Return one line of the picture, drawn anew where something changed."""
        strips = self._strips
        if strips is None or self._drawn_for != self.size:
            strips = self._strips = self._drawn()
        return strips[y] if y < len(strips) else Strip.blank(self.size.width, self._tints.style(PLAIN))

    def notify_style_update(self) -> None:
        """Draw anew with the theme's new colours."""
        super().notify_style_update()
        self._tints.forget()
        self._made.clear()
        self.redraw()

    def _draw_ahead(self) -> None:
        """Draw the picture the next frame shows, where it is in sight, and have the rows that differ shown."""
        before = self._strips if self._drawn_for == self.size else None
        self._strips = self._drawn() if self.is_on_screen else None
        if before is None or self._strips is None:
            self.refresh()
            return
        for y, strip in enumerate(self._strips):
            if strip is not before[y]:
                self.refresh(Region(0, y, self.size.width, 1))

    def _rested(self) -> None:
        """Draw what changed meanwhile and rest again, or stop."""
        self._rest = None
        if self._stale:
            self.follow()

    def _drawn(self) -> list[Strip]:
        """Return the picture in the theme's colours; a row that was shown before keeps its strip."""
        self._drawn_for = self.size
        grid = self.picture(*self.size)
        rows = [tuple(grid.spans(y)) for y in range(grid.height)]
        self._made = {row: self._made.get(row) or self._strip(row) for row in rows}
        return [self._made[row] for row in rows]

    def _strip(self, row: tuple[Span, ...]) -> Strip:
        """Return a row of the picture in the theme's colours."""
        segments = [Segment(span.text, self._tints.style(self.INKS.get(span.ink, PLAIN))) for span in row]
        return Strip(segments).adjust_cell_length(self.size.width)
