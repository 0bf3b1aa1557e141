"""The baskets over the window, each to be opened into its members."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tui.core.board import BasketRow, Board
from tui.core.summary import window_in_words
from tui.ui.basket_rows import Layout, arrange, quadrants
from tui.ui.lines import Line, Tone, wrapped
from tui.ui.look import LookAt
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.rows import Made, Row, Stacked
from tui.ui.words import why_missing


class Order(StrEnum):
    """How the baskets are ordered; the key goes through them in turn."""

    LIST = "as listed"
    RETURN = "by return"
    NAME = "by name"


class BasketTable(ListPane):
    """Shows `board.baskets`; enter or a click opens one, enter on a member looks at it by itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open or close a basket, look at a member", show=False),
        Binding("right,l", "fold(False)", "open the basket", show=False),
        Binding("left,h", "fold(True)", "close the basket", show=False),
    ]

    board: reactive[Board | None] = reactive(None, repaint=False)
    order: reactive[Order] = reactive(Order.LIST, repaint=False)
    opened: reactive[frozenset[str]] = reactive(frozenset(), repaint=False)
    """Names of the baskets that show their members."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, classes=classes)
        self._columns = arrange((), 0)

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where what is shown has changed."""
        if _shown(before) != _shown(after):
            self._title()
            self.relay()

    def watch_order(self) -> None:
        """Lay out in the new order."""
        self._title()
        self.relay()
        self.reveal()

    def watch_opened(self) -> None:
        """Show or hide members."""
        self.relay()

    def heading(self, width: int) -> Line:  # noqa: ARG002 - as wide as the rows
        """Return the names of the columns."""
        board = self.board
        if board is None or not board.baskets:
            return ()
        return self._columns.heading(window_in_words(board.window, board.since))

    def list_rows(self, width: int) -> Sequence[Row]:
        """Return the baskets in order, opened ones with why they are watched and their members."""
        board = self.board
        if board is None:
            return ()
        if not board.baskets:
            return tuple(Row("", line) for line in wrapped(why_missing(board, "baskets"), width, Tone.MUTED))
        self._columns = arrange(board.baskets, width, quadrants(board.graph))
        return Stacked([rows for basket in self._ordered(board.baskets) for rows in self._rows(basket)])

    def action_open(self) -> None:
        """Ask for the member under the cursor, or open the basket or close it."""
        symbol = self.cursor.partition("\n")[2]
        if symbol:
            self.post_message(LookAt(symbol))
        else:
            self.action_open_or_close()

    def action_open_or_close(self) -> None:
        """Open the basket under the cursor, or close it."""
        name = self._chosen()
        if name:
            self.action_fold(name in self.opened)

    def action_fold(self, fold: bool) -> None:
        """Close or open the basket under the cursor."""
        name = self._chosen()
        if name:
            if fold:
                self.cursor = name
            self.opened = self.opened - {name} if fold else self.opened | {name}

    def action_sort(self) -> None:
        """Go on to the next order."""
        orders = tuple(Order)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]

    def choose(self, key: str) -> None:
        """Move the cursor; no other pane follows it, so nobody is told."""
        self.cursor = key

    def clicked(self) -> None:
        """Open or close the basket that was clicked."""
        if self.cursor == self._chosen():
            self.action_open_or_close()

    def _title(self) -> None:
        """Name the window and the order."""
        window = window_in_words(self.board.window, self.board.since) if self.board else ""
        self.entitle("Baskets", window, "" if self.order is Order.LIST else self.order.value)

    def _ordered(self, baskets: tuple[BasketRow, ...]) -> list[BasketRow]:
        """Return the baskets in the chosen order; those without a return come last in that of returns."""
        if self.order is Order.RETURN:
            return sorted(baskets, key=lambda basket: (basket.return_pct is None, -(basket.return_pct or 0.0)))
        return sorted(baskets, key=lambda basket: basket.name.casefold()) if self.order is Order.NAME else list(baskets)

    def _rows(self, basket: BasketRow) -> tuple[Sequence[Row], ...]:
        """Return a basket's rows, and those of its members where it is opened."""
        opened = basket.name in self.opened
        named = Row(basket.name, self._columns.basket(basket, opened=opened))
        if not opened:
            return ([named],)
        why = [Row("", line) for line in self._columns.why(basket)]
        return [named, *why], Made(len(basket.members), partial(_member, self._columns, basket))

    def _chosen(self) -> str:
        """Return the name of the basket the cursor is on or in."""
        return self.cursor.partition("\n")[0]


def _member(columns: Layout, basket: BasketRow, place: int) -> Row:
    """Return the row of a basket's member; its key is the basket's name and its symbol."""
    member, last = basket.members[place], place == len(basket.members) - 1
    return Row(f"{basket.name}\n{member.symbol}", partial(columns.member, member, last=last))


def _shown(board: Board | None) -> object:
    """Return what the table depends on."""
    if board is None:
        return None
    window = (board.window, board.since)
    return (board.baskets, window, quadrants(board.graph), board.problems, board.cached, board.provider.state)
