"""A pane whose rows can be chosen with keys and mouse; the choice is kept by key when rows come and go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.ui.lines import Line
from tui.ui.tints import PLAIN, Tint
from tui.ui.widgets.pane import Pane
from tui.ui.widgets.rows import Listed, Places, Row

_CURSOR = Tint(ground="cursor")
_BAR, _BAR_FOCUSED = (Tint(colour, bold=True, ground="cursor") for colour in ("muted", "primary"))


class ListPane(Pane, can_focus=True):
    """Shows the rows `list_rows` makes, under a heading that stays; the cell before each is the cursor's."""

    HEADED = True
    INDENT = " "
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "step(1)", "next row", show=False),
        Binding("up,k", "step(-1)", "row before", show=False),
        Binding("pagedown,ctrl+d", "page(1)", "page down", show=False),
        Binding("pageup,ctrl+u", "page(-1)", "page up", show=False),
        Binding("home", "edge(0)", "first row", show=False),
        Binding("end,G", "edge(-1)", "last row", show=False),
    ]

    cursor: reactive[str] = reactive("", repaint=False)
    """The key of the row the cursor is on; empty where there is none."""

    class Moved(Message):
        """The reader moved the cursor."""

        def __init__(self, pane: ListPane, key: str) -> None:
            super().__init__()
            self.pane = pane
            self.key = key

        @property
        def control(self) -> ListPane:
            """The list it was moved in."""
            return self.pane

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, classes=classes)
        self.rows: Sequence[Row] = ()
        self._places = Places()

    def heading(self, width: int) -> Line:
        """Return the line that names the columns."""
        raise NotImplementedError

    def list_rows(self, width: int) -> Sequence[Row]:
        """Return the rows for a place so many cells wide."""
        raise NotImplementedError

    def lay_out(self, width: int, height: int) -> Sequence[Line]:  # noqa: ARG002 - a list has as many lines as rows
        """Return the heading and the rows' lines, leaving room for the cursor's cell."""
        before, cursor = self._places, self.cursor
        self.rows = self.list_rows(max(0, width - 1))
        # A list may move its cursor while it makes its rows.
        self._places = places = Places(self.rows, {self.cursor: before.line(cursor)})
        if places.line(self.cursor) is None:
            self.set_reactive(ListPane.cursor, places.in_place_of(self.cursor, before))
        return Listed(self.heading(max(0, width - 1)), self.rows)

    def keys(self) -> list[str]:
        """Return the keys of the rows that can be chosen, from the top."""
        return self._places.keys()

    def watch_cursor(self, before: str, after: str) -> None:
        """Draw the rows the cursor left and came to, and bring it into sight."""
        for y in (self._places.line(before), self._places.line(after)):
            if y is not None:
                self.redraw(y)
        self.reveal()

    def look(self) -> None:
        """Keep the cursor in sight."""
        self.reveal()

    def reveal(self) -> None:
        """Scroll so that the cursor's row is in sight, also while the scrollbar waits for its turn to be laid out."""
        y = self._places.line(self.cursor)
        height = self.room.height
        if y is None or height < 2:
            return
        top = self.scroll_offset.y
        if y - top < 1:
            self.scroll_to(y=0 if y <= 2 else y - 1, animate=False, force=True)
        elif y - top >= height:
            self.scroll_to(y=y - height + 1, animate=False, force=True)

    def strip(self, index: int) -> Strip:
        """Return a line; that of the cursor is lit to its end."""
        drawn = super().strip(index)
        row = self.rows[index - 1] if 0 < index <= len(self.rows) else None
        if row is None or not row.key or row.key != self.cursor:
            return drawn
        lit = Style(bgcolor=self._tints.style(_CURSOR).bgcolor)
        bar = Segment("▌", self._tints.style(_BAR_FOCUSED if self.has_focus else _BAR))
        row_of_cells = [Segment(text, (style or self._tints.style(PLAIN)) + lit) for text, style, _ in drawn]
        return Strip([bar, *row_of_cells[1:]], self._laid_out.width)

    def choose(self, key: str) -> None:
        """Move the cursor as the reader would."""
        self.cursor = key
        self.post_message(self.Moved(self, key))

    def action_step(self, rows: int) -> None:
        """Move the cursor by so many of the rows that can be chosen."""
        y = self._places.line(self.cursor)
        if y is not None:
            lines = range(y, len(self.rows) + 1) if rows > 0 else range(y, 0, -1)
            self.choose(self._places.reached(lines, abs(rows)))

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in sight."""
        self.action_step(pages * max(1, self.room.height - 2))

    def action_edge(self, place: int) -> None:
        """Move the cursor to the first row, or with -1 to the last."""
        lines = range(1, len(self.rows) + 1)
        key = self._places.reached(lines if place == 0 else reversed(lines), 0)
        if key:
            self.choose(key)

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the pointer."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y == 0:
            return
        index = offset.y + self.scroll_offset.y - 1
        if index < len(self.rows) and self.rows[index].key:
            event.stop()
            self.choose(self.rows[index].key)
            self.clicked()

    def clicked(self) -> None:
        """Do what a click does beyond choosing the row; nothing here."""
