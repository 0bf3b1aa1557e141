"""The quote strip: one cell a symbol, of constant width, as many as fit."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.timer import Timer

from tui.core.board import MOVING, Board
from tui.core.watchlist import Watchlist
from tui.ui.cells import Seen
from tui.ui.fitted_cells import FittedCells, Shape
from tui.ui.lines import Line, Span, Tone, apart, fit, width_of
from tui.ui.look import LookAt
from tui.ui.widgets.pane import Pane
from tui.ui.words import market_now, usual_state

FLASH = 0.5
"""Seconds a changed price stays lit."""


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
        self._cells = FittedCells(listed=False)
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
        self._cells = FittedCells(listed=self.listed)
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
        shape, cells = self._cells.of(names, quotes, seen, (width, height))
        if self.has_focus:
            name, *rest = cells[self._cursor]
            cells[self._cursor] = (Span(name.text, Tone.CHOSEN), *rest)
        if self.listed:
            self._first = _first_in_sight(self._first, self._cursor, shape.rows, len(names))
            return tuple(cells[self._first : self._first + shape.rows])
        return self._grid(cells, shape, width)

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

    def _grid(self, cells: list[Line], shape: Shape, width: int) -> tuple[Line, ...]:
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
