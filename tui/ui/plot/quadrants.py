"""The rotation graph in cells: axes at 100, quadrants named in their corners, tails of dots and a sign at each head."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui.core.graph import TAIL_WEEKS, GraphRow, Quadrant, Role
from tui.ui.graph_rows import Signed, figure
from tui.ui.plot.axes import RowTick, row_ticks
from tui.ui.plot.dots import Dots, Spot
from tui.ui.plot.grid import Grid, Ink

_MIDDLE = 100.0
_LEAST_SHARE = 0.3
"""What either side of 100 takes of an axis at least, so that every quadrant has room."""
_MARGIN = 0.06
_HEADS = (0.75, 2.5)
_POINTS = (0.85, 1.5)
"""What reaches so many times farther than this share of the heads, or of all points, does not widen the axis."""
_CROWD = 8
"""With more lines than this the tails of those not selected are short."""
_SHORT = 4
"""Weeks of a short tail."""
_FAINT = 2
"""Of a tail that is not the selected one every second dot is drawn."""
_REACH = 8
_INKS = {Quadrant.LEADING: Ink.UP, Quadrant.LAGGING: Ink.DOWN}


class Range(NamedTuple):
    """An axis around 100 over so many cells."""

    low: float
    high: float
    cells: int

    def at(self, value: float) -> float:
        """Return how many cells from the low end a value lies, outside the plot too."""
        return (value - self.low) / (self.high - self.low) * self.cells

    def cell(self, value: float) -> int:
        """Return the cell of a value from the low end, the outermost for what lies outside."""
        return min(max(int(self.at(value)), 0), self.cells - 1)

    def beyond(self, value: float) -> bool:
        """Say whether a value lies outside."""
        return not self.low <= value <= self.high


class Frame(NamedTuple):
    """Where the plot is in its grid, and its axes: `across` from the left, `up` from below."""

    left: int
    top: int
    across: Range
    up: Range

    def spot(self, strength: float, momentum: float) -> Spot:
        """Return the place of a point, from the plot's upper left; it may be outside."""
        return Spot(self.across.at(strength), self.up.cells - self.up.at(momentum))

    def cell(self, strength: float, momentum: float) -> tuple[int, int]:
        """Return column and row of a point, at the edge where it is outside."""
        return self.across.cell(strength), self.up.cells - 1 - self.up.cell(momentum)


def frame_for(lines: Sequence[Signed], left: int, top: int, width: int, height: int) -> Frame:
    """Return the frame of a plot of this many cells, its axes wide enough for nearly all lines."""
    weeks = tail_weeks(lines)
    tails = [line.row.tail[-weeks:] for line in lines]
    across = _range([[point.strength for point in tail] for tail in tails], width)
    return Frame(left, top, across, _range([[point.momentum for point in tail] for tail in tails], height))


def draw(grid: Grid, frame: Frame, lines: Sequence[Signed], selected: str | None) -> dict[tuple[int, int], str]:
    """Draw axes, names, tails and heads, the selected line over the others; return whose head is in which cell."""
    _draw_axes(grid, frame)
    taken = _name_quadrants(grid, frame)
    placed = [line for line in lines if line.row.tail]
    beyond = tuple(line for line in placed if _beyond(frame, line.row))
    _tell_beyond(grid, frame, beyond, taken)
    chosen = [line for line in placed if line.row.name == selected]
    others = [line for line in placed if line.row.name != selected]
    _draw_tails(grid, frame, others, tail_weeks(lines), taken)
    for line in chosen:
        _draw_chosen(grid, frame, line.row, taken)
    return _draw_heads(grid, frame, [*chosen, *others], selected, taken)


def tail_weeks(lines: Iterable[Signed]) -> int:
    """Return how many weeks the tails of lines that are not selected have."""
    return TAIL_WEEKS if sum(bool(line.row.tail) for line in lines) <= _CROWD else _SHORT


def ticks_across(frame: Frame) -> tuple[RowTick, ...]:
    """Return the labelled columns of the plot, from its left."""
    axis = frame.across
    widest = 7
    found = row_ticks(axis.low, axis.high, lambda value: -axis.cell(value), axis.cells, apart=widest)
    return tuple(RowTick(-tick.row, tick.label) for tick in found)


def ticks_up(frame: Frame) -> tuple[RowTick, ...]:
    """Return the labelled rows of the plot."""
    axis = frame.up
    return row_ticks(axis.low, axis.high, lambda value: frame.cell(_MIDDLE, value)[1], axis.cells, apart=2)


def _range(lines: list[list[float]], cells: int) -> Range:
    """Return an axis around 100 for the values of each line, the last of each its head, leaving outliers outside."""
    known = [[value - _MIDDLE for value in values] for values in lines if values]
    heads, points = [values[-1] for values in known], [value for values in known for value in values]
    limit = max(_reach(heads, *_HEADS), _reach(points, *_POINTS)) or 1.0
    within = [min(max(value, -limit), limit) for values in known for value in values]
    low, high = min([0.0, *within]), max([0.0, *within])
    span = (high - low) or limit
    least = _LEAST_SHARE / (1 - _LEAST_SHARE) * span
    low, high = min(low, -least), max(high, least)
    margin = _MARGIN * (high - low)
    return Range(_MIDDLE + low - margin, _MIDDLE + high + margin, max(1, cells))


def _reach(values: Sequence[float], share: float, times: float) -> float:
    """Return how far from zero values are, but for those so many times farther than this share of them."""
    reaches = sorted(map(abs, values))
    widest = times * reaches[math.ceil(share * len(reaches)) - 1] if reaches else 0.0
    return max((reach for reach in reaches if reach <= widest), default=0.0)


def _draw_axes(grid: Grid, frame: Frame) -> None:
    """Draw the two lines that part the quadrants."""
    middle, level = frame.cell(_MIDDLE, _MIDDLE)
    for x in range(frame.across.cells):
        grid.put(frame.left + x, frame.top + level, "─", Ink.ZERO)
    for y in range(frame.up.cells):
        grid.put(frame.left + middle, frame.top + y, "┼" if y == level else "│", Ink.ZERO)


def _name_quadrants(grid: Grid, frame: Frame) -> set[tuple[int, int]]:
    """Write the quadrants' names in the outer corners and return the cells they take, a blank beside them too."""
    end, bottom = frame.across.cells, frame.up.cells - 1
    corners = (
        (0, 0, Quadrant.IMPROVING),
        (end - len(Quadrant.LEADING), 0, Quadrant.LEADING),
        (0, bottom, Quadrant.LAGGING),
        (end - len(Quadrant.WEAKENING), bottom, Quadrant.WEAKENING),
    )
    taken: set[tuple[int, int]] = set()
    for x, y, quadrant in corners:
        grid.put(frame.left + x, frame.top + y, quadrant.value, _INKS.get(quadrant, Ink.AXIS))
        taken |= {(x + place, y) for place in range(-1, len(quadrant) + 1)}
    return taken


def _tell_beyond(grid: Grid, frame: Frame, beyond: Sequence[Signed], taken: set[tuple[int, int]]) -> None:
    """Say under the upper names what the lines at the edge really have, as many as there is room for."""
    words = ""
    for sign, row in beyond:
        more = f"{sign} is at {figure(row.strength)}, {figure(row.momentum)}"
        longer = f"{words}; {more}" if words else f"off the axis: {more}"
        words = longer if len(longer) < frame.across.cells - 2 else words
    grid.put(frame.left + 1, frame.top + 1, words, Ink.AXIS)
    taken |= {(x, 1) for x in range(len(words) + 2 if words else 0)}


def _draw_tails(grid: Grid, frame: Frame, lines: Iterable[Signed], weeks: int, taken: set[tuple[int, int]]) -> None:
    """Draw the tails of the lines that are not selected, faintly."""
    dots = Dots(frame.across.cells, frame.up.cells)
    for line in lines:
        dots.path(_spots(frame, line.row)[-weeks:], _FAINT)
    _put(grid, frame, dots, Ink.AXIS, taken)


def _draw_chosen(grid: Grid, frame: Frame, row: GraphRow, taken: set[tuple[int, int]]) -> None:
    """Draw the selected line's tail with a point for each week."""
    dots = Dots(frame.across.cells, frame.up.cells)
    spots = _spots(frame, row)
    dots.path(spots)
    _put(grid, frame, dots, Ink.MARK_SELECTED, taken)
    for x, y in ((math.floor(spot.x), math.floor(spot.y)) for spot in spots[:-1]):
        if (x, y) not in taken and 0 <= x < frame.across.cells and 0 <= y < frame.up.cells:
            grid.put(frame.left + x, frame.top + y, "•", Ink.MARK_SELECTED)


def _put(grid: Grid, frame: Frame, dots: Dots, ink: Ink, taken: set[tuple[int, int]]) -> None:
    """Write dots into the grid, not over the names."""
    for x, y, char in dots.cells():
        if (x, y) not in taken:
            grid.put(frame.left + x, frame.top + y, char, ink)


def _draw_heads(
    grid: Grid, frame: Frame, lines: Iterable[Signed], selected: str | None, taken: set[tuple[int, int]]
) -> dict[tuple[int, int], str]:
    """Write each line's sign where it stands, or in the nearest cell that is free; the first has first choice."""
    heads: dict[tuple[int, int], str] = {}
    for sign, row in lines:
        head = row.tail[-1]
        x, y = _free(frame, frame.cell(head.strength, head.momentum), taken)
        taken.add((x, y))
        ink = Ink.MARK_SELECTED if row.name == selected else _ink(row)
        grid.put(frame.left + x, frame.top + y, sign, ink)
        heads[frame.left + x, frame.top + y] = row.name
    return heads


def _free(frame: Frame, at: tuple[int, int], taken: set[tuple[int, int]]) -> tuple[int, int]:
    """Return the nearest cell of the plot that nothing stands in; the place itself where all around are full."""
    near = ((at[0] + x, at[1] + y) for x, y in _AROUND)
    inside = ((x, y) for x, y in near if 0 <= x < frame.across.cells and 0 <= y < frame.up.cells)
    return next((cell for cell in inside if cell not in taken), at)


def _ink(row: GraphRow) -> Ink:
    """Return what a head is written in."""
    return Ink.MARK if row.role is Role.LEG or row.quadrant is None else _INKS.get(row.quadrant, Ink.TEXT)


def _beyond(frame: Frame, row: GraphRow) -> bool:
    """Say whether a line's head lies beyond an axis."""
    head = row.tail[-1]
    return frame.across.beyond(head.strength) or frame.up.beyond(head.momentum)


def _spots(frame: Frame, row: GraphRow) -> list[Spot]:
    """Return the places of a tail's points."""
    return [frame.spot(point.strength, point.momentum) for point in row.tail]


_AROUND = sorted(
    ((x, y) for x in range(-_REACH, _REACH + 1) for y in range(-_REACH // 2, _REACH // 2 + 1)),
    key=lambda cell: (cell[0] ** 2 + (2 * cell[1]) ** 2, cell),
)
"""Ways to nearby cells, the nearest first; a cell is twice as high as wide."""
