"""The quote strip: one cell a symbol, of constant width, as many as fit."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.timer import Timer

from tui.core.board import MOVING, Board
from tui.core.watchlist import Watchlist
from tui.ui.cells import Cells, Form, Seen
from tui.ui.lines import Line, Span, Tone, apart, fit, width_of
from tui.ui.look import LookAt
from tui.ui.widgets.pane import Pane
from tui.ui.words import market_now, usual_state

FLASH = 0.5
"""Seconds a changed price stays lit."""

_GAPS = (3, 2)
"""Cells between two quotes, the wider where there is room."""


class _Shape(NamedTuple):
    """How many cells stand beside and above each other, and in which form."""

    form: Form
    across: int
    rows: int
    gap: int = _GAPS[0]

    def room(self) -> int:
        """Return how many cells there is room for."""
        return self.across * self.rows


class QuoteStrip(Pane, can_focus=True):
    """Shows the strip’s quotes in its own height, as a list one line a symbol, indices first; enter looks at one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l,down,j", "turn(1)", "next quote", show=False),
        Binding("left,h,up,k", "turn(-1)", "quote before", show=False),
        Binding("enter", "look", "look at this symbol", show=False),
    ]

    board: reactive[Board | None] = reactive(None, repaint=False)
    now: reactive[datetime] = reactive(datetime.min.replace(tzinfo=UTC), repaint=False)
    listed: reactive[bool] = reactive(False, repaint=False)
    """Whether it is a list, one line a symbol."""
    flashing: reactive[bool] = reactive(True, repaint=False)
    """Whether changes are lit for a moment."""

    def __init__(self, watchlist: Watchlist, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, classes=classes)
        self._watchlist = watchlist
        self._cells = Cells()
        self._yields = frozenset(
            [*watchlist.yields, *(each.symbol for each in watchlist.indices if each.kind == "yield")]
        )
        self._first = 0
        self._cursor = 0
        self._lit: dict[str, int] = {}
        self._seen: Seen | None = None
        self._dark: Timer | None = None

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Light what changed, unless it is of another day, and lay out anew."""
        if before is None or after is None or not after.alike_but_for(before, MOVING):
            self._seen = None
        if before is None or after is None or self._differ(before, after):
            if self.flashing and before is not None and after is not None and before.as_of == after.as_of:
                self._light(before, after)
            self.set_class(after is not None and self._extended(after), "-extended")
            self.relay()

    def watch_now(self) -> None:
        """Let ages grow."""
        self._seen = None
        self.relay()

    def watch_listed(self) -> None:
        """Become a list, or a strip again."""
        self._first = self._cursor = 0
        self._cells = Cells()
        self._seen = None
        self.relay()

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:
        """Return as many full cells as fit; what is left out is counted in the last place."""
        board = self.board
        names = self._symbols()
        if board is None or not names:
            return ()
        seen = self._looked_at(board)
        quotes = board.quoted([symbol for symbol, _ in names])
        cells = dict(self._cells.of(names, quotes, seen))
        if self.has_focus:
            for drawn in cells.values():
                name, *rest = drawn[self._cursor]
                drawn[self._cursor] = (Span(name.text, Tone.CHOSEN), *rest)
        # In one form every cell is as wide as the widest.
        shape = self._shape({form: width_of(drawn[0]) for form, drawn in cells.items()}, width, height)
        if self.listed:
            self._first = _first_in_sight(self._first, self._cursor, shape.rows, len(names))
            return tuple(cells[shape.form][self._first : self._first + shape.rows])
        return self._grid(cells[shape.form], shape, width)

    def action_turn(self, cells: int) -> None:
        """Move the cursor to the cells after or before."""
        self._cursor = min(max(self._cursor + cells, 0), max(0, len(self._symbols()) - 1))
        self.relay()

    def action_look(self) -> None:
        """Ask for the symbol the cursor is on."""
        names = self._symbols()
        if names:
            self.post_message(LookAt(names[self._cursor][0]))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Show the cursor while the keys come here, and only then."""
        super().watch_has_focus(_has_focus)
        self.relay()

    def _symbols(self) -> list[tuple[str, str]]:
        """Return symbol and label of every cell."""
        strip = [(symbol, symbol) for symbol in self._watchlist.strip]
        if not self.listed:
            return strip
        indices = [(each.symbol, each.label) for each in self._watchlist.indices if each.kind != "fed"]
        return indices + [each for each in strip if each not in indices]

    def _differ(self, before: Board, after: Board) -> bool:
        """Say whether a quote shown here is another."""
        names = [symbol for symbol, _ in self._symbols()]
        return before.quotes is not after.quotes and before.quoted(names) != after.quoted(names)

    def _extended(self, board: Board) -> bool:
        """Say whether one of the strip has a price before the open or after the close, for which there is more room."""
        return any(quote.extended for quote in board.quoted(self._watchlist.strip).values())

    def _looked_at(self, board: Board) -> Seen:
        """Return how quotes are looked at; that changes once a second, however often prices move."""
        if self._seen is None:
            now = market_now(board, self.now)
            # What most quotes are is said once beside the clock; a list is shown where there is no such place.
            usual = None if self.listed else usual_state(board.telling(), now)[0]
            self._seen = Seen(now, usual, self._yields, self._lit)
        return self._seen

    def _shape(self, widths: dict[Form, int], width: int, height: int) -> _Shape:
        """Return the fullest form in which all cells fit, else the shortest that keeps the percent, else the price."""
        if self.listed:
            form = next((form for form in widths if widths[form] <= width), Form.PRICE)
            return _Shape(form, 1, height)
        shapes = [
            _Shape(form, max(1, (width + gap) // (widths[form] + gap)), height, gap) for form in widths for gap in _GAPS
        ]
        count = len(self._watchlist.strip)
        fitting = [shape for shape in shapes if widths[shape.form] <= width] or shapes[-1:]
        whole = (shape for shape in fitting if shape.room() >= count and shape.form is not Form.PRICE)
        return next(whole, next((shape for shape in fitting if shape.form >= Form.PERCENT), fitting[-1]))

    def _grid(self, cells: list[Line], shape: _Shape, width: int) -> tuple[Line, ...]:
        """Set cells in rows, and count those left out at the end of the last."""
        more = ""
        room = shape.room()
        if room < len(cells):
            more = f"+{len(cells) - room} more"
            if width - shape.across * (width_of(cells[0]) + shape.gap) < len(more):
                room = max(1, room - 1)
                more = f"+{len(cells) - room} more"
        self._first = _first_in_sight(self._first, self._cursor, room, len(cells))
        shown = cells[self._first : self._first + room]
        across = shape.across if more else math.ceil(len(shown) / shape.rows)
        rows = [shown[start : start + across] for start in range(0, len(shown), across)]
        lines = [_in_a_row(row, shape.gap) for row in rows]
        if more:
            lines[-1] = apart(lines[-1], (Span(fit(more, len(more)), Tone.MUTED),), width)
        return tuple(lines)

    def _light(self, before: Board, after: Board) -> None:
        """Light the prices that moved, and put them out again after a moment."""
        names = [symbol for symbol, _ in self._symbols()]
        was, quotes = before.quoted(names), after.quoted(names)
        for symbol in was.keys() & quotes.keys():
            if quotes[symbol].price != was[symbol].price:
                self._lit[symbol] = 1 if quotes[symbol].price > was[symbol].price else -1
        if self._lit and self._dark is None:
            self._dark = self.set_timer(FLASH, self._put_out)

    def _put_out(self) -> None:
        """Show every price plainly again."""
        self._dark = None
        self._lit.clear()
        self.relay()


def _first_in_sight(first: int, cursor: int, room: int, count: int) -> int:
    """Return the first of the cells shown, moved as little as brings the cursor among them."""
    return min(max(first, cursor - room + 1), cursor, max(0, count - room))


def _in_a_row(cells: list[Line], gap: int) -> Line:
    """Join cells with a gap between them."""
    blank = Span(" " * gap)
    return tuple(span for place, cell in enumerate(cells) for span in ((blank, *cell) if place else cell))
