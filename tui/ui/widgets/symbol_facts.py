"""What is known of one symbol: its quote, its returns over the usual windows, and the ends of its last year."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from textual.binding import BindingType
from textual.reactive import reactive

from tui.core.board import QUOTES, Board
from tui.core.market import Quote
from tui.core.portrait import Portrait
from tui.core.text import day, safe
from tui.core.watchlist import Watchlist
from tui.ui.lines import Line, Span, Tone, wrapped
from tui.ui.symbol_rows import price_lines, range_lines, return_lines, source_lines
from tui.ui.widgets.pane import Pane
from tui.ui.widgets.scrolling import SCROLLING
from tui.ui.words import market_now, why_missing, why_no_closes


class SymbolFacts(Pane, can_focus=True):
    """Shows the quote and the portrait of the symbol looked at."""

    BINDINGS: ClassVar[list[BindingType]] = [*SCROLLING]

    board: reactive[Board | None] = reactive(None, repaint=False)
    now: reactive[datetime] = reactive(datetime.min.replace(tzinfo=UTC), repaint=False)

    def __init__(self, watchlist: Watchlist, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, classes=classes)
        self._yields = frozenset(watchlist.percents())

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where its own price moved, or more than prices has changed."""
        told = before is None or after is None or not after.alike_but_for(before, QUOTES)
        if told or _quote(before) != _quote(after):
            self.relay()

    def watch_now(self) -> None:
        """Let ages grow."""
        self.relay()

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - it scrolls
        """Return the price, the returns, the year's ends, and whose word the quote is."""
        board = self.board
        portrait = board.portrait if board else None
        if board is None or portrait is None:
            self.entitle("Facts")
            return wrapped(why_missing(board, "symbol"), width, Tone.MUTED) if board else ()
        self.entitle("Facts", safe(portrait.symbol), f"to {day(portrait.as_of)}" if portrait.as_of else "")
        quote = _quote(board)
        sections = [self._price(board, portrait, width), *self._measured(board, portrait, width)]
        if quote is not None:
            sections.append((_section("Quote"), *source_lines(quote, width)))
        return tuple(line for place, each in enumerate(sections) for line in (((), *each) if place else each))

    def _price(self, board: Board, portrait: Portrait, width: int) -> tuple[Line, ...]:
        """Return the price and its change, or why there is none."""
        quote = _quote(board)
        if quote is None:
            words = why_missing(board, "quote", (portrait.symbol,)) if portrait.watched else "no quote"
            return wrapped(words, width, Tone.MUTED)
        now = market_now(board, self.now)
        return price_lines(quote, now, width, is_yield=portrait.symbol in self._yields)

    def _measured(self, board: Board, portrait: Portrait, width: int) -> tuple[tuple[Line, ...], ...]:
        """Return returns and ends of the year under their headings, or why there are none."""
        if portrait.close is None:
            return (wrapped(why_no_closes(board, portrait), width, Tone.MUTED),)
        is_yield = portrait.symbol in self._yields
        returns = (_section("Changes" if is_yield else "Returns"), *return_lines(portrait, is_yield=is_yield))
        ends = (_section(f"Closes of {portrait.ranged} sessions"), *range_lines(portrait, width, is_yield=is_yield))
        return returns, ends


def _section(name: str) -> Line:
    """Return the heading of a section."""
    return (Span(name, Tone.CHOSEN),)


def _quote(board: Board | None) -> Quote | None:
    """Return the quote of the symbol looked at."""
    return board.quote(board.portrait.symbol) if board and board.portrait else None
