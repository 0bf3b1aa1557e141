"""Lines on a canvas of cells: where points fall, and which line a cell belongs to."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

_BLANK_DOTS = 0x2800
"""The braille pattern without dots; the dots are the bits above it."""
_NOTHING = (" ", None)


class Line(Struct, frozen=True):
    """One series, its values evenly spaced from the left edge to the right."""

    values: Sequence[float]
    """In the unit of the y range; what is not finite is skipped."""


class Canvas(Struct, frozen=True):
    """Drawn cells, row by row from the top: a character, and the index of the line it belongs to or None."""

    rows: tuple[tuple[tuple[str, int | None], ...], ...]


class Scale(Struct, frozen=True):
    """A linear y axis over so many rows; `low` lies on the lowest dot, `high` on the highest."""

    low: float
    high: float
    rows: int

    def height(self, value: float) -> float:
        """Return how many cells above the lower edge a value lies."""
        return 0.125 + (value - self.low) / (self.high - self.low) * (self.rows - 0.25)

    def row(self, value: float) -> int:
        """Return the row of a value, 0 at the top; values outside land on the nearest row."""
        return min(max(self.rows - 1 - math.floor(self.height(value)), 0), self.rows - 1)


Plotter = Callable[[Sequence[Line], int, int, tuple[float, float]], Canvas]
"""What draws lines: the lines, width and height in cells, and the lowest and highest y."""


def x_of(index: int, count: int, width: int) -> float:
    """Return how many cells from the left edge point `index` of `count` lies; the ends are the outermost dots."""
    return 0.25 + (width - 0.5) * index / (count - 1) if count > 1 else 0.25


def column_of(index: int, count: int, width: int) -> int:
    """Return the column of point `index` of `count`, 0 at the left."""
    return int(x_of(index, count, width))


def bounds(values: Sequence[float]) -> tuple[float, float]:
    """Return the lowest and highest finite value, apart by something even where all are equal."""
    finite = [value for value in values if math.isfinite(value)] or [0.0]
    low, high = min(finite), max(finite)
    if high - low > abs(high) * 1e-9:
        return low, high
    margin = max(abs(high) * 0.01, 1e-6)
    return low - margin, high + margin


def thinned(values: Sequence[float], width: int) -> list[tuple[float, float]]:
    """Return (x in cells, value) of at most two points a column, its lowest and highest, in their order."""
    count = len(values)
    points = [(x_of(i, count, width), value) for i, value in enumerate(values) if math.isfinite(value)]
    if count <= 2 * width:
        return points
    kept: list[tuple[float, float]] = []
    for bucket in _by_column(points):
        low, high = min(bucket, key=_value), max(bucket, key=_value)
        kept.extend(sorted({low, high}))
    return kept


def overlay(layers: Sequence[Sequence[str]]) -> Canvas:
    """Lay canvases of braille over each other: dots merge, and a cell belongs to the line with most dots in it."""
    return Canvas(tuple(map(_row, zip(*layers, strict=True))))


def _row(layers: tuple[str, ...]) -> tuple[tuple[str, int | None], ...]:
    """Lay one row of every layer over each other."""
    if all(map(str.isspace, layers)):
        return (_NOTHING,) * len(layers[0])
    blank = (" ",) * len(layers)
    return tuple(_NOTHING if cell == blank else _merged(cell) for cell in zip(*layers, strict=True))


def merged(below: Sequence[str], above: Sequence[str]) -> tuple[str, ...]:
    """Lay rows of braille over rows of the same line: dots merge."""
    pairs = zip(below, above, strict=True)
    return tuple(row if over.isspace() else "".join(map(_with_dots, row, over)) for row, over in pairs)


def _with_dots(char: str, other: str) -> str:
    """Return a character with the dots of another."""
    return char if other == " " else other if char == " " else chr(ord(char) | ord(other))


def _merged(chars: tuple[str, ...]) -> tuple[str, int | None]:
    """Return the merged character and its owner, the later line where two have as many dots."""
    dots = [0 if char == " " else ord(char) - _BLANK_DOTS for char in chars]
    total, owner, most = 0, None, 0
    for index, bits in enumerate(dots):
        total |= bits
        if bits and bits.bit_count() >= most:
            owner, most = index, bits.bit_count()
    return (chr(_BLANK_DOTS + total), owner) if total else _NOTHING


def _by_column(points: list[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """Yield the points of each column that has any."""
    bucket: list[tuple[float, float]] = []
    for point in points:
        if bucket and int(bucket[0][0]) != int(point[0]):
            yield bucket
            bucket = []
        bucket.append(point)
    if bucket:
        yield bucket


def _value(point: tuple[float, float]) -> float:
    """Return a point's y value."""
    return point[1]
