"""Dots finer than cells: straight lines between points anywhere on a canvas of braille."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_BLANK = 0x2800
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of a dot by its row and column within its cell."""


class Spot(NamedTuple):
    """A place on the canvas, in cells from its left and upper edge."""

    x: float
    y: float


class Dots:
    """Two dots across and four down in every cell; what falls outside is left out."""

    def __init__(self, width: int, height: int) -> None:
        self._columns, self._rows = 2 * width, 4 * height
        self._bits: dict[tuple[int, int], int] = {}

    def path(self, spots: Sequence[Spot], every: int = 1) -> None:
        """Join spots by straight lines of which every so manieth dot is drawn, each spot itself always."""
        for spot in spots:
            self._set(*_dot(spot.x, spot.y))
        for start, end in pairwise(spots):
            self._join(start, end, every)

    def fill(self, upper: Sequence[Spot], lower: Sequence[Spot]) -> None:
        """Draw every other dot of every other row between two lines whose spots lie one above the other."""
        for (above, below), (above_next, below_next) in pairwise(zip(upper, lower, strict=True)):
            for column in range(math.floor(2 * above.x), math.floor(2 * above_next.x) + 1):
                part = (column / 2 + 0.25 - above.x) / (above_next.x - above.x)
                top = above.y + (above_next.y - above.y) * part
                bottom = below.y + (below_next.y - below.y) * part
                for row in range(math.ceil(4 * top - 0.5), math.ceil(4 * bottom - 0.5)):
                    if column % 2 == row % 2 == 0:
                        self._set(column, row)

    def cells(self) -> Iterator[tuple[int, int, str]]:
        """Yield column, row and character of every cell with a dot in it."""
        for (x, y), bits in self._bits.items():
            yield x, y, chr(_BLANK + bits)

    def rows(self) -> list[str]:
        """Return every row, blank where it has no dot."""
        rows = [[" "] * (self._columns // 2) for _ in range(self._rows // 4)]
        for x, y, char in self.cells():
            rows[y][x] = char
        return ["".join(row) for row in rows]

    def _join(self, start: Spot, end: Spot, every: int) -> None:
        """Draw the dots between two, as many as columns or rows of dots lie between them."""
        (left, top), (right, bottom) = _dot(*start), _dot(*end)
        steps = max(abs(right - left), abs(bottom - top))
        for step in range(every, steps, every):
            part = step / steps
            self._set(*_dot(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part))

    def _set(self, column: int, row: int) -> None:
        """Draw one dot."""
        if 0 <= column < self._columns and 0 <= row < self._rows:
            cell = (column // 2, row // 4)
            self._bits[cell] = self._bits.get(cell, 0) | _BITS[row % 4][column % 2]


def _dot(x: float, y: float) -> tuple[int, int]:
    """Return the column and the row of dots a place is in."""
    return math.floor(2 * x), math.floor(4 * y)
