"""The base of charts with event marks: one is selected, and a click on a mark selects it."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.reactive import reactive

from tui.ui.plot.grid import Grid
from tui.ui.plot.marks import Picture, Stack
from tui.ui.widgets.chart import Chart

_REACH = 2
"""Cells beside a mark in which a click still means it."""


class MarkedChart(Chart):
    """Draws `marked`; a click on a mark posts `EventSelected`."""

    selected: reactive[str | None] = reactive(None, repaint=False)
    """The id of the selected event."""

    class EventSelected(Message):
        """An event's mark was clicked."""

        def __init__(self, event_id: str) -> None:
            super().__init__()
            self.event_id = event_id

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, classes=classes)
        self._picture: Picture | None = None

    def marked(self, width: int, height: int) -> Picture:
        """Draw what is shown with its marks."""
        raise NotImplementedError

    def picture(self, width: int, height: int) -> Grid:
        """Draw it, and keep where the marks stand."""
        self._picture = self.marked(width, height)
        return self._picture.grid

    def watch_selected(self) -> None:
        """Move the line to the selected event at once."""
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        """Select the mark under or beside the pointer; of marks that share a place, the next one."""
        offset = event.get_content_offset(self)
        if offset is None or self._picture is None or self._picture.row is None:
            return
        stack = _nearest(self._picture.stacks, offset.x)
        if stack is not None and abs(offset.y - self._picture.row) <= 1:
            event.stop()
            self.post_message(self.EventSelected(_next(stack.event_ids, self.selected)))


def _nearest(stacks: tuple[Stack, ...], x: int) -> Stack | None:
    """Return the marks at or nearest to a column, None where all are out of reach."""

    def away(stack: Stack) -> int:
        return max(stack.start - x, x - stack.stop() + 1, 0)

    nearest = min(stacks, key=away, default=None)
    return nearest if nearest is not None and away(nearest) <= _REACH else None


def _next(ids: tuple[str, ...], selected: str | None) -> str:
    """Return the id after the selected one, the last where none of them is selected."""
    return ids[(ids.index(selected) + 1) % len(ids)] if selected in ids else ids[-1]
