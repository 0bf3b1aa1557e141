"""How complete a printed Board is, as an exit code."""

from __future__ import annotations

from datetime import date

from tui.core.board import Board
from tui.core.market import Quote, State, Trouble
from tui.report.codes import COMPLETE, NO_DATA, PARTIAL


def exit_code(board: Board) -> int:
    """Return the exit code of a Board; trouble with the cache alone takes nothing from it."""
    if not board.quotes and board.spread is None:
        return NO_DATA
    newest = max((quote.day for quote in board.quotes if quote.day), default=None)
    stale = any(quote.state in (State.STALE, State.CACHED) or _older(quote, newest) for quote in board.quotes)
    gaps = any(basket.missing() for basket in board.baskets)
    measured = board.spread is not None and board.spread.spread_pts is not None
    wrong = any(problem.trouble is not Trouble.CACHE for problem in board.problems)
    return PARTIAL if wrong or stale or gaps or not measured else COMPLETE


def _older(quote: Quote, newest: date | None) -> bool:
    """Say whether a close is of an earlier day than the newest one beside it."""
    return quote.state is State.CLOSED and quote.day is not None and newest is not None and quote.day < newest
