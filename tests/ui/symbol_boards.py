"""Boards with one symbol looked at by itself, made by hand."""

from __future__ import annotations

import math
from datetime import date

from msgspec.structs import replace
from rotation_boards import a_rotation_board
from ui_boards import NOW, TODAY, a_quote, after_hours, an_event, sessions

from tui.core.board import Board
from tui.core.events import Kind
from tui.core.market import State
from tui.core.portrait import Extreme, Portrait, WindowReturn

BASE = date(2025, 9, 30)


def a_portrait(symbol: str = "NVDA") -> Portrait:
    """Return a symbol over 52 sessions that swings and has lost a little."""
    days = sessions(52)
    closes = (*(186.58 + 14 * math.sin(n / 7) - n * 0.11 for n in range(51)), 180.93)
    gains = {"5D": -1.35, "1M": -6.34, "3M": 2.11, "QTD": -3.03, "YTD": 34.72, "1Y": 29.84}
    returns = tuple(
        WindowReturn(
            window=window, base_date=days[-2 - place], return_pct=gain, change=180.93 - 180.93 / (1 + gain / 100)
        )
        for place, (window, gain) in enumerate(gains.items())
    )
    return Portrait(
        symbol=symbol,
        window="QTD",
        as_of=TODAY,
        close=180.93,
        live=True,
        adjusted=True,
        drawn=WindowReturn(window="QTD", base_date=days[0], return_pct=-3.03, change=-5.65),
        sessions=51,
        days=days,
        closes=closes,
        returns=returns,
        high=Extreme(close=207.03, day=date(2025, 10, 29), distance_pct=-12.61),
        low=Extreme(close=94.30, day=date(2025, 4, 4), distance_pct=91.87),
        ranged=252,
    )


def a_symbol_board() -> Board:
    """Return a Board whose symbol has a quote with a price after the close, two events, a headline and a basket."""
    board = a_rotation_board()
    quote = replace(
        a_quote("NVDA", 180.93, change=-2.85, state=State.CLOSED),
        name="NVIDIA Corporation",
        currency="USD",
        volume=182_400_100,
        source="Nasdaq Real Time Price",
    )
    told = (
        replace(an_event("orders", "2025-10-28", Kind.COMPANY, "Orders of half a trillion dollars"), symbols=("NVDA",)),
        replace(an_event("report", "2025-11-19", Kind.EARNINGS, "Third-quarter report"), symbols=("NVDA",)),
        replace(
            an_event("chips", "2025-12-11T12:02-05:00", Kind.NEWS, "Chip makers and the small caps"),
            time=NOW.replace(hour=17, minute=2),
            url="https://example.com/chips",
            symbols=("NVDA", "AMD"),
        ),
    )
    quotes = tuple(after_hours(quote, 181.4) if each.symbol == "NVDA" else each for each in board.quotes)
    return replace(board, portrait=a_portrait(), quotes=quotes, events=(*board.events, *told))
