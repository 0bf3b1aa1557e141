"""Columns up and down from a zero line: up in eighths of a cell, down in the three steps every font has."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from tui.ui.plot.canvas import column_of, x_of

_UP = " ▁▂▃▄▅▆▇█"
_DOWN = " ▔▔▀▀▀███"
"""Blocks hanging from the top of a cell, the nearest of an eighth, a half and all for each count of eighths."""


_LEAST = 1e-9
"""Points a row stands for at least."""


class Part(Enum):
    """What a cell of the column plot belongs to."""

    UP = "up"
    DOWN = "down"
    ZERO = "zero"


class Baseline(Struct, frozen=True):
    """A y axis whose zero lies between two rows: `above` rows over it, and so many points an eighth of a row."""

    above: int
    rows: int
    unit: float

    def eighths(self, value: float) -> int:
        """Return the length of a value's column in eighths of a row, at least one unless it is zero."""
        if value == 0:
            return 0
        room = self.above if value > 0 else self.rows - self.above
        return min(max(1, round(abs(value) / self.unit)), room * 8)

    def row(self, value: float) -> int:
        """Return the row a value's column ends in, 0 at the top; zero is in the row it is the lower edge of."""
        length = math.ceil(max(1, round(abs(value) / self.unit)) / 8)
        row = self.above - length if value >= 0 else self.above + length - 1
        return min(max(row, 0), self.rows - 1)

    def outermost(self) -> tuple[int, float]:
        """Return the row farthest from zero and the value at its far edge."""
        below = self.rows - self.above
        return (0, self.above * 8 * self.unit) if self.above > below else (self.rows - 1, -below * 8 * self.unit)


def baseline(values: Sequence[float], rows: int) -> Baseline:
    """Share rows between what is above zero and what is below so that columns become as long as can be."""
    finite = [value for value in values if math.isfinite(value)]
    high, low = max([0.0, *finite]), min([0.0, *finite])
    if high == low:
        return Baseline(max(1, rows // 2), rows, 1.0)
    return min(
        (Baseline(above, rows, _unit(high, -low, above, rows - above)) for above in range(rows + 1)),
        key=lambda shared: shared.unit,
    )


def per_column(values: Sequence[float], width: int) -> list[float]:
    """Return one value a column: of several points the one farthest from zero, between points what a line gives."""
    count = len(values)
    known = [i for i, value in enumerate(values) if math.isfinite(value)]
    if not known:
        return [0.0] * width
    farthest: dict[int, float] = {}
    for i in known:
        column = column_of(i, count, width)
        if abs(values[i]) >= abs(farthest.get(column, 0.0)):
            farthest[column] = values[i]
    places = [x_of(i, count, width) for i in known]
    heights = [values[i] for i in known]
    return [
        farthest[column] if column in farthest else _between(places, heights, column + 0.5) for column in range(width)
    ]


def draw_columns(values: Sequence[float], axis: Baseline) -> list[list[tuple[str, Part | None]]]:
    """Draw one column a value; rows from the top, each cell a character and what it is part of."""
    drawn = [_column(value, axis) for value in values]
    return [[column[row] for column in drawn] for row in range(axis.rows)]


def _unit(high: float, depth: float, above: int, below: int) -> float:
    """Return the points an eighth must stand for; infinite where a side that needs rows has none."""
    up = high / above if above else (math.inf if high else 0.0)
    down = depth / below if below else (math.inf if depth else 0.0)
    return max(up, down, _LEAST) / 8


def _between(places: Sequence[float], heights: Sequence[float], x: float) -> float:
    """Return the straight line's value at `x`, the nearest point's outside the line."""
    after = bisect(places, x)
    if after in (0, len(places)):
        return heights[max(0, after - 1)]
    left, right = places[after - 1], places[after]
    return heights[after - 1] + (heights[after] - heights[after - 1]) * (x - left) / (right - left)


def _column(value: float, axis: Baseline) -> list[tuple[str, Part | None]]:
    """Draw one column from the top row to the lowest."""
    cells: list[tuple[str, Part | None]] = [(" ", None)] * axis.rows
    if axis.above:
        cells[axis.above - 1] = ("▁", Part.ZERO)
    whole, rest = divmod(axis.eighths(value), 8)
    if value > 0:
        for step in range(whole):
            cells[axis.above - 1 - step] = ("█", Part.UP)
        if rest:
            cells[axis.above - 1 - whole] = (_UP[rest], Part.UP)
    elif value < 0:
        for step in range(whole):
            cells[axis.above + step] = ("█", Part.DOWN)
        if rest:
            cells[axis.above + whole] = (_DOWN[rest], Part.DOWN)
    return cells
