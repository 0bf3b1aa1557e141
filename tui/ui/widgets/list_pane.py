"""A pane whose rows can be chosen with keys and mouse; the choice is kept by key when rows come and go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple, overload

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.ui.lines import Line
from tui.ui.widgets.pane import Pane


class Row(NamedTuple):
    """One line of a list."""

    key: str
    """Empty for a line that cannot be chosen."""
    line: Line | Callable[[], Line]
    """Or what makes it, for a list of which few rows are ever in sight."""

    def drawn(self) -> Line:
        """Return the line."""
        return self.line() if callable(self.line) else self.line


class Rows(Sequence[Line]):
    """The lines of a list, its heading first; a row's is made when it is looked at."""

    def __init__(self, heading: Line, rows: Sequence[Row]) -> None:
        self._heading = heading
        self._rows = rows

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        """Return a line, or some of them."""
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        place = range(len(self))[index]
        return self._rows[place - 1].drawn() if place else self._heading

    def __len__(self) -> int:
        return 1 + len(self._rows)


class Choices(NamedTuple):
    """The rows that can be chosen: found by their keys, however many there are."""

    keys: list[str]
    """From the top."""
    places: dict[str, int]
    """How many of them are above each."""
    lines: dict[str, int]
    """The line each is on, the heading being 0."""

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Choices:
        """Find those that can be chosen among all rows."""
        lines = {row.key: y for y, row in enumerate(rows, start=1) if row.key}
        return cls(list(lines), {key: place for place, key in enumerate(lines)}, lines)


class ListPane(Pane, can_focus=True):
    """Shows the rows `list_rows` makes, under a heading that stays; the cell before each is the cursor's."""

    HEADED = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list-pane--cursor", "list-pane--bar"}
    DEFAULT_CSS = """
    ListPane .list-pane--cursor { background: $cursor; }
    ListPane .list-pane--bar { color: $muted; background: $cursor; text-style: bold; }
    ListPane:focus .list-pane--bar { color: $primary; }
    """
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
        self.rows: tuple[Row, ...] = ()
        self._choices = Choices.of(())

    def heading(self, width: int) -> Line:
        """Return the line that names the columns."""
        raise NotImplementedError

    def list_rows(self, width: int) -> tuple[Row, ...]:
        """Return the rows for a place so many cells wide."""
        raise NotImplementedError

    def lay_out(self, width: int, height: int) -> Sequence[Line]:  # noqa: ARG002 - a list has as many lines as rows
        """Return the heading and the rows' lines, leaving room for the cursor's cell."""
        place = self._place()
        self.rows = self.list_rows(max(0, width - 1))
        self._choices = Choices.of(self.rows)
        keys = self._choices.keys
        if self.cursor not in self._choices.places:
            self.set_reactive(ListPane.cursor, keys[min(place, len(keys) - 1)] if keys else "")
        return Rows(self.heading(max(0, width - 1)), self.rows)

    def keys(self) -> list[str]:
        """Return the keys of the rows that can be chosen, from the top."""
        return self._choices.keys

    def watch_cursor(self, before: str, after: str) -> None:
        """Draw the rows the cursor left and came to, and bring it into sight."""
        for key in (before, after):
            if key in self._choices.lines:
                self.redraw(self._choices.lines[key])
        self.reveal()

    def on_resize(self) -> None:
        """Lay out for the new size, with the cursor in sight."""
        super().on_resize()
        self.reveal()

    def reveal(self) -> None:
        """Scroll so that the cursor's row is in sight, also while the scrollbar waits for its turn to be laid out."""
        y = self._choices.lines.get(self.cursor)
        height = self.room.height
        if y is None or height < 2:
            return
        top = self.scroll_offset.y
        if y - top < 1:
            self.scroll_to(y=0 if y <= 2 else y - 1, animate=False, force=True)
        elif y - top >= height:
            self.scroll_to(y=y - height + 1, animate=False, force=True)

    def strip(self, index: int) -> Strip:
        """Return a line with the cursor's cell before it."""
        drawn = super().strip(index)
        row = self.rows[index - 1] if 0 < index <= len(self.rows) else None
        if row is None or not row.key or row.key != self.cursor:
            return Strip([Segment(" ", self.rich_style), *drawn]).adjust_cell_length(self.room.width)
        lit = Style(bgcolor=self.get_component_rich_style("list-pane--cursor").bgcolor)
        bar = Segment("▌", self.get_component_rich_style("list-pane--bar"))
        row_of_cells = [Segment(text, (style or self.rich_style) + lit) for text, style, _ in drawn]
        return Strip([bar, *row_of_cells]).adjust_cell_length(self.room.width)

    def choose(self, key: str) -> None:
        """Move the cursor as the reader would."""
        self.cursor = key
        self.post_message(self.Moved(self, key))

    def action_step(self, rows: int) -> None:
        """Move the cursor by rows."""
        keys = self.keys()
        if keys:
            self.choose(keys[min(max(self._place() + rows, 0), len(keys) - 1)])

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in sight."""
        self.action_step(pages * max(1, self.room.height - 2))

    def action_edge(self, place: int) -> None:
        """Move the cursor to the first row or the last."""
        keys = self.keys()
        if keys:
            self.choose(keys[place])

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

    def _place(self) -> int:
        """Return how many rows that can be chosen are above the cursor."""
        return self._choices.places.get(self.cursor, 0)
