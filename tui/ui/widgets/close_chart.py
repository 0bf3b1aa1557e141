"""The chart of one symbol's closes, with the marks of its own events."""

from __future__ import annotations

from tui.core.board import Board
from tui.core.watchlist import Watchlist
from tui.ui.entries import own_marks
from tui.ui.plot.closes import Subject, draw_closes
from tui.ui.plot.marks import Picture
from tui.ui.widgets.marked_chart import MarkedChart


class CloseChart(MarkedChart):
    """Draws `board.portrait` over its window."""

    def __init__(self, watchlist: Watchlist, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, classes=classes)
        self._yields = frozenset(watchlist.percents())

    def marked(self, width: int, height: int) -> Picture:
        """Draw the closes."""
        board = self.board
        portrait = board.portrait if board else None
        if board is None or portrait is None:
            return draw_closes(Subject(None, empty=self.empty), width, height, self.plotter)
        subject = Subject(
            portrait,
            name=_named(board, portrait.symbol),
            is_yield=portrait.symbol in self._yields,
            marks=own_marks(board),
            selected=self.selected,
            empty=self.empty,
        )
        return draw_closes(subject, width, height, self.plotter)

    def shown(self, board: Board) -> object:
        """Return what the picture depends on."""
        named = _named(board, board.portrait.symbol) if board.portrait else ""
        return (board.portrait, board.events, named)

    def question(self, board: Board) -> object:
        """Return what the picture answers; None while there is nothing to draw."""
        portrait = board.portrait
        return (portrait.symbol, portrait.window, portrait.since, board.as_of) if portrait else None


def _named(board: Board, symbol: str) -> str:
    """Return what the source calls a symbol; empty where it does not say."""
    quote = board.quote(symbol)
    return (quote.name or "") if quote else ""
