"""Boards made by hand for the screen of the rotation graph."""

from __future__ import annotations

import math
from datetime import timedelta

from msgspec.structs import replace
from ui_boards import TODAY, a_board, sessions

from tui.core.board import Board, StretchPath
from tui.core.breadth import Breadth, Share
from tui.core.graph import TAIL_WEEKS, GraphPoint, GraphRow, Quadrant, Role, RotationGraph

HEADS = {
    "^RUT": (Role.LEG, 101.62, 101.21),
    "^NDX": (Role.LEG, 98.94, 99.53),
    "Regional banks": (Role.BASKET, 108.34, 103.03),
    "Reshoring and industrials": (Role.BASKET, 94.58, 101.73),
    "Biotech": (Role.BASKET, 107.56, 134.87),
    "Fintech": (Role.BASKET, 100.56, 106.23),
    "Mega-cap tech": (Role.BASKET, 98.32, 98.91),
    "Solar and wind": (Role.BASKET, 96.4, 97.2),
    "NVDA": (Role.SYMBOL, 97.1, 98.2),
    "AAPL": (Role.SYMBOL, 102.3, 99.2),
    "IWM": (Role.SYMBOL, 101.6, 101.2),
}


def a_rotation_board() -> Board:
    """Return a Board whose graph has an outlier, two lines at one place, a basket not whole, and one missing."""
    rows = [a_row(name, *head, place) for place, (name, head) in enumerate(HEADS.items())]
    rows[5] = replace(rows[5], of=3, missing=("SEZL",))
    late = GraphRow(name="Nuclear / SMR", role=Role.BASKET, of=2, why_missing="41 sessions of the 59 it takes")
    graph = RotationGraph(benchmark="^GSPC", as_of=TODAY, rows=(*rows[:8], late, *rows[8:]))
    board = a_board()
    assert board.spread is not None
    spread = replace(board.spread, percentile=61.5, corr60=0.718, beta60=0.851)
    return replace(board, spread=spread, graph=graph, breadth=breadth(), stretch=stretch())


def a_row(name: str, role: Role, strength: float, momentum: float, place: int) -> GraphRow:
    """Return a line whose tail winds clockwise into its head."""
    weeks = range(TAIL_WEEKS)
    tail = tuple(
        GraphPoint(
            day=TODAY - timedelta(days=(0 if week == 0 else 7 * week - 1)),
            strength=strength - 0.55 * week * math.cos(place + week / 5),
            momentum=momentum - 0.4 * week * math.sin(place + week / 4) - (momentum > 120) * 3 * week,
        )
        for week in reversed(weeks)
    )
    entered = None if place == 6 else TODAY - timedelta(days=9 + 40 * place)
    quadrant = Quadrant.of(strength, momentum)
    return GraphRow(
        name=name, role=role, strength=strength, momentum=momentum, quadrant=quadrant, entered=entered, tail=tail
    )


def breadth() -> dict[str, Breadth]:
    """Return nine winners, one too young for the longest mean, and nine losers."""
    winners = Breadth(
        as_of=TODAY,
        above={"20": Share(above=8, of=9), "50": Share(above=6, of=9), "200": Share(above=4, of=8, missing=("SEZL",))},
        advancers=6, decliners=3, moved_of=9, highs=2, lows=1, ranged_of=8, members=9,
    )  # fmt: skip
    losers = Breadth(
        as_of=TODAY,
        above={"20": Share(above=4, of=9), "50": Share(above=5, of=9), "200": Share(above=9, of=9)},
        advancers=3, decliners=6, moved_of=9, highs=0, lows=0, ranged_of=9, members=9,
    )  # fmt: skip
    return {"winners": winners, "losers": losers}


def stretch() -> StretchPath:
    """Return a year of stretches that swings beyond two deviations and ends at what the spread says."""
    z = tuple(1.7 * math.sin(n / 19) + 0.8 * math.sin(n / 5) for n in range(251))
    return StretchPath(days=sessions(252), z=(*z, 1.594755))
