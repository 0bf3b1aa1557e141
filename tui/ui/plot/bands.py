"""The spread's bands: where it would be so many standard deviations from its mean, faint behind its columns."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tui.core.board import SpreadPath
from tui.ui.plot.columns import Baseline
from tui.ui.plot.grid import Grid, Ink
from tui.ui.plot.layout import Layout

_DOTS = {"2": "⣀⠤⠒⠉", "1": "⡀⠄⠂⠁"}
"""By the size of the deviation, a cell's dots from its lowest quarter to its highest; the outer bands are denser."""
_NAMES = {"2": "+2σ", "-2": "−2σ", "1": "+1σ", "-1": "−1σ"}
"""In the order in which they are given room."""
_OUTERMOST = ("-2", "2")
_FARTHEST = 2.0
"""Bands are drawn to so many times the farthest spread; farther ones would leave its columns no height."""


def reach(path: SpreadPath) -> tuple[float, ...]:
    """Return the lowest and highest point the axis needs for the bands; nothing without bands."""
    limit = _FARTHEST * max((abs(value) for value in path.spread), default=0.0)
    known = [value for name in _OUTERMOST for value in path.bands.get(name, ()) if value is not None]
    return tuple(min(max(edge, -limit), limit) for edge in (min(known), max(known))) if known else ()


def draw_bands(grid: Grid, layout: Layout, path: SpreadPath, axis: Baseline) -> None:
    """Draw the bands where the lower plot is blank, and name each at the right where its row is free."""
    named: set[int] = {axis.row(0.0)}
    for name, label in _NAMES.items():
        last = None
        for column, value in _sampled(path.bands.get(name, ()), layout.width):
            last = _place(axis, value)
            if last is not None:
                _put(grid, layout, column, last, _DOTS[name[-1]])
        if last is not None and last[0] not in named and layout.right:
            named.add(last[0])
            grid.put(layout.left + layout.width + 1, layout.lower_top + last[0], label, Ink.BAND)


def _put(grid: Grid, layout: Layout, column: int, place: tuple[int, int], dots: str) -> None:
    """Put a band's dots into a cell nothing else is in."""
    x, y = layout.left + column, layout.lower_top + place[0]
    if grid.at(x, y).ink is Ink.TEXT:
        grid.put(x, y, dots[place[1]], Ink.BAND)


def _sampled(values: tuple[float | None, ...], width: int) -> Iterator[tuple[int, float]]:
    """Yield each column that has a value, with the value nearest to its middle."""
    steps = max(1.0, width - 0.5)
    for column in range(width) if values else ():
        value = values[min(round((column + 0.25) / steps * (len(values) - 1)), len(values) - 1)]
        if value is not None and math.isfinite(value):
            yield column, value


def _place(axis: Baseline, value: float) -> tuple[int, int] | None:
    """Return a value's row from the top and its quarter of that row from below; None outside the plot."""
    height = axis.rows - axis.above + value / (8 * axis.unit)
    if not 0 <= height <= axis.rows:
        return None
    below = min(math.floor(height), axis.rows - 1)
    return axis.rows - 1 - below, min(int((height - below) * 4), 3)
