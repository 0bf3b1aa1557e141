"""The company one symbol keeps: its baskets over the window, with all their members."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tui.core.board import BasketRow, Board, MemberRow
from tui.core.summary import window_in_words
from tui.core.text import arrow, percent, safe
from tui.ui.lines import Line, Span, Tone, fit, right, tone_of, wrapped
from tui.ui.look import LookAt
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.rows import Made, Row, Stacked
from tui.ui.words import why_missing

_RETURN = 10


class CompanyTable(ListPane):
    """Shows the baskets of `board.baskets` that `board.portrait`'s symbol is in; enter looks at a member."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "look", "look at this member", show=False)]

    board: reactive[Board | None] = reactive(None, repaint=False)

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where what is shown has changed; of another symbol, with its own row under the cursor."""
        if _shown(before) != _shown(after):
            window = window_in_words(after.window, after.since) if after else ""
            self.entitle("In its baskets", window)
            self.relay()
            own = _own(after)
            if own and own != _own(before):
                self.cursor = own

    def heading(self, width: int) -> Line:
        """Return the names of the columns."""
        if not any(row.key for row in self.rows):
            return ()
        return (Span(f"{fit('  member', max(1, width - _RETURN))}{right('return', _RETURN)}", Tone.MUTED),)

    def list_rows(self, width: int) -> Sequence[Row]:
        """Return each basket with its mean, under it its members; the symbol's own row stands out."""
        board = self.board
        symbol = board.portrait.symbol if board and board.portrait else None
        if board is None or symbol is None:
            return ()
        if not board.baskets:
            return tuple(Row("", line) for line in wrapped(why_missing(board, "baskets"), width, Tone.MUTED))
        own = _baskets(board, symbol)
        if not own:
            return tuple(Row("", line) for line in wrapped(f"{safe(symbol)} is in no basket", width, Tone.MUTED))
        return Stacked([rows for basket in own for rows in _rows(basket, symbol, width)])

    def action_look(self) -> None:
        """Ask for the member under the cursor."""
        symbol = self.cursor.partition("\n")[2]
        if symbol:
            self.post_message(LookAt(symbol))


def _baskets(board: Board, symbol: str) -> list[BasketRow]:
    """Return the baskets a symbol is in."""
    return [each for each in board.baskets if symbol in {member.symbol for member in each.members}]


def _own(board: Board | None) -> str:
    """Return the key of the first row that is the symbol's own; empty where there is none."""
    symbol = board.portrait.symbol if board and board.portrait else None
    if board is None or symbol is None:
        return ""
    return next((_key(each, symbol) for each in _baskets(board, symbol)), "")


def _key(basket: BasketRow, symbol: str) -> str:
    """Return the key of a member's row."""
    return f"{basket.name}\n{symbol}"


def _rows(basket: BasketRow, symbol: str, width: int) -> tuple[Sequence[Row], ...]:
    """Return a basket's row, and under it those of its members."""
    words = f"{basket.name} · {basket.stance} · {basket.counted()}/{len(basket.members)}"
    head = (
        Span(f"{arrow(basket.return_pct)} ", tone_of(basket.return_pct)),
        Span(fit(safe(words), max(1, width - _RETURN - 2)), Tone.STRONG),
        Span(right(percent(basket.return_pct), _RETURN), tone_of(basket.return_pct)),
    )
    return [Row("", head)], Made(len(basket.members), partial(_row, basket, symbol, width))


def _row(basket: BasketRow, symbol: str, width: int, place: int) -> Row:
    """Return the row of a basket's member."""
    member = basket.members[place]
    return Row(_key(basket, member.symbol), partial(_member, member, width, own=member.symbol == symbol))


def _member(member: MemberRow, width: int, *, own: bool) -> Line:
    """Return a member's line, with why it has no return where it has none."""
    told = "proxy  " if member.proxy else ""
    told += (safe(member.why_missing) or "no closes") if member.return_pct is None else ""
    name = f"{'▸' if own else ' '} {fit(safe(member.symbol), 9)}"
    room = max(0, width - len(name) - _RETURN)
    return (
        Span(name, Tone.CHOSEN if own else Tone.TEXT),
        Span(fit(told, room), Tone.MUTED),
        Span(right(percent(member.return_pct), _RETURN), tone_of(member.return_pct)),
    )


def _shown(board: Board | None) -> object:
    """Return what the table depends on."""
    if board is None:
        return None
    window = (board.window, board.since)
    symbol = board.portrait.symbol if board.portrait else None
    return (board.baskets, symbol, window, board.problems, board.cached, board.provider.state)
