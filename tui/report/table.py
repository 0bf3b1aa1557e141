"""The Board as one CSV table: what, name, figure, value, unit, as of, state."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from tui.core.board import Board, Spread
from tui.core.market import State
from tui.report.plain import when
from tui.report.standing import spread_facts

HEADER = ("what", "name", "figure", "value", "unit", "as_of", "state")
_SPREAD_UNITS = {"small_return_pct": "%", "large_return_pct": "%", "spread_pts": "points", "ratio": ""}

Row = tuple[Any, ...]


def as_csv(board: Board) -> str:
    """Write the Board as CSV with a header line; an empty value is unknown."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(guarded(row) for row in _rows(board))
    return out.getvalue().rstrip("\n")


def _rows(board: Board) -> Iterable[Row]:
    """Yield every line below the header."""
    state = State.SIMULATED.value if board.provider.simulated else State.CLOSED.value
    yield from _quotes(board)
    if board.spread is not None:
        yield from _spread(board.spread, state)
    as_of = when(board.spread.as_of) if board.spread else None
    for basket in board.baskets:
        yield "basket", basket.name, "return_pct", basket.return_pct, "%", as_of, state
        yield "basket", basket.name, "median_pct", basket.median_pct, "%", as_of, state
        for member in basket.members:
            yield "member", f"{basket.name}/{member.symbol}", "return_pct", member.return_pct, "%", as_of, state
    for level in board.levels:
        yield "level", f"{level.symbol} {level.level:g}", "distance_pct", level.distance_pct, "%", as_of, state


def _quotes(board: Board) -> Iterable[Row]:
    for quote in board.quotes:
        time, state, currency = when(quote.time), quote.state.value, quote.currency or ""
        yield "quote", quote.symbol, "price", quote.price, currency, time, state
        yield "quote", quote.symbol, "change", quote.change, currency, time, state
        yield "quote", quote.symbol, "change_pct", quote.change_pct, "%", time, state
        extended = quote.extended
        if extended is not None:
            session, time = extended.session.value, when(extended.time)
            yield "quote", quote.symbol, f"{session}_price", extended.price, currency, time, state
            yield "quote", quote.symbol, f"{session}_change", extended.change, currency, time, state
            yield "quote", quote.symbol, f"{session}_change_pct", extended.change_pct, "%", time, state


def _spread(spread: Spread, state: str) -> Iterable[Row]:
    numbers = spread_facts(spread)
    name = f"{spread.small.symbol}/{spread.large.symbol} {spread.window}"
    for figure, unit in _SPREAD_UNITS.items():
        yield "spread", name, figure, numbers[figure], unit, numbers["as_of"], state
    for sessions, stretch in spread.z.items():
        yield "spread", name, f"z{sessions}", stretch, "standard deviations", numbers["as_of"], state


def guarded(row: Row) -> Row:
    """Return the row with text that a spreadsheet would read as a formula marked as text; numbers stay numbers."""
    return tuple(f"'{each}" if isinstance(each, str) and each[:1] in ("=", "+", "-", "@") else each for each in row)
