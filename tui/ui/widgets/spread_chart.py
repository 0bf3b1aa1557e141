"""The spread chart: both legs rebased, their spread under them, and the events that may say why."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tui.core.board import Board
from tui.ui.plot.canvas import Plotter
from tui.ui.plot.grid import Ink
from tui.ui.plot.late import load
from tui.ui.plot.marks import Stack, event_marks
from tui.ui.plot.picture import Picture, Subject, draw

REST = 0.5
"""Seconds between two drawings of changed data at least."""

_REACH = 2
"""Cells beside a mark in which a click still means it."""


class SpreadChart(Widget):
    """Draws `board.spread` with its event marks; a click on a mark posts `EventSelected`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"spread-chart--{ink}" for ink in Ink if ink is not Ink.TEXT}

    DEFAULT_CSS = """
    SpreadChart { height: 1fr; width: 1fr; }
    SpreadChart .spread-chart--small { color: $primary; }
    SpreadChart .spread-chart--large { color: $secondary; }
    SpreadChart .spread-chart--up { color: $success; }
    SpreadChart .spread-chart--down { color: $error; }
    SpreadChart .spread-chart--axis { color: $foreground-muted; }
    SpreadChart .spread-chart--zero { color: $foreground-disabled; }
    SpreadChart .spread-chart--mark { color: $foreground; }
    SpreadChart .spread-chart--mark-selected { color: $warning; text-style: bold; }
    """

    board: reactive[Board | None] = reactive(None, repaint=False)
    selected: reactive[str | None] = reactive(None, repaint=False)
    """The id of the selected event."""
    empty: reactive[str] = reactive("waiting for the first answer", repaint=False)
    """What is said while there is no spread."""

    class EventSelected(Message):
        """An event's mark was clicked."""

        def __init__(self, event_id: str) -> None:
            super().__init__()
            self.event_id = event_id

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(name=name, id=id, classes=classes)
        self._plotter: Plotter | None = None
        self._picture: Picture | None = None
        self._strips: list[Strip] = []
        self._rest: Timer | None = None
        self._stale = False

    def on_mount(self) -> None:
        """Ask for the drawing library once the first frame is out."""
        self.call_after_refresh(self._bring_plotter)

    def render_line(self, y: int) -> Strip:
        """Return one line of the picture, drawn anew where something changed."""
        if self._picture is None or (self._picture.grid.width, self._picture.grid.height) != self.size:
            self._draw()
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width, self.rich_style)

    def notify_style_update(self) -> None:
        """Draw anew with the theme's new colours."""
        super().notify_style_update()
        self._redraw()

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Draw at once what was asked for, and what the data did after a rest."""
        if _shown(before) == _shown(after):
            return
        if _question(before) != _question(after):
            self._redraw()
        elif self._rest is not None:
            self._stale = True
        else:
            self._redraw()
            self._rest = self.set_timer(REST, self._rested)

    def watch_selected(self) -> None:
        """Move the line to the selected event at once."""
        self._redraw()

    def watch_empty(self) -> None:
        """Say it at once."""
        self._redraw()

    def on_click(self, event: events.Click) -> None:
        """Select the mark under or beside the pointer; of marks that share a place, the next one."""
        offset = event.get_content_offset(self)
        if offset is None or self._picture is None or self._picture.marks_row is None:
            return
        stack = _nearest(self._picture.stacks, offset.x)
        if stack is not None and abs(offset.y - self._picture.marks_row) <= 1:
            event.stop()
            self.post_message(self.EventSelected(_next(stack.event_ids, self.selected)))

    def _bring_plotter(self) -> None:
        """Draw the lines too from now on."""
        self._plotter = load()
        self._redraw()

    def _rested(self) -> None:
        """Draw what changed meanwhile and rest again, or stop."""
        self._rest = None
        if self._stale:
            self._stale = False
            self._redraw()
            self._rest = self.set_timer(REST, self._rested)

    def _redraw(self) -> None:
        """Have the picture drawn anew with the next frame."""
        self._picture = None
        self._stale = False
        self.refresh()

    def _draw(self) -> None:
        """Draw the picture at the present size."""
        board = self.board
        subject = Subject(
            spread=board.spread if board else None,
            marks=event_marks(board) if board else (),
            selected=self.selected,
            empty=self.empty,
        )
        self._picture = draw(subject, *self.size, self._plotter)
        styles = {ink: self._style(ink) for ink in Ink}
        self._strips = [
            Strip([Segment(text, styles[ink]) for text, ink in self._picture.grid.spans(y)])
            for y in range(self.size.height)
        ]

    def _style(self, ink: Ink) -> Style:
        """Return what the theme writes an ink in."""
        return self.rich_style if ink is Ink.TEXT else self.get_component_rich_style(f"spread-chart--{ink}")


def _shown(board: Board | None) -> object:
    """Return what the picture depends on."""
    return (board.spread, board.events) if board else None


def _question(board: Board | None) -> object:
    """Return what the picture answers; None while there is nothing to draw."""
    spread = board.spread if board else None
    return (spread.pair, spread.window, board.as_of if board else None) if spread else None


def _nearest(stacks: tuple[Stack, ...], x: int) -> Stack | None:
    """Return the marks at or nearest to a column, None where all are out of reach."""

    def away(stack: Stack) -> int:
        return max(stack.start - x, x - stack.stop() + 1, 0)

    nearest = min(stacks, key=away, default=None)
    return nearest if nearest is not None and away(nearest) <= _REACH else None


def _next(ids: tuple[str, ...], selected: str | None) -> str:
    """Return the id after the selected one, the last where none of them is selected."""
    return ids[(ids.index(selected) + 1) % len(ids)] if selected in ids else ids[-1]
