"""The frame of a plot: the y axis at its left, the rule under it, and the labels of its columns."""

from __future__ import annotations

from collections.abc import Sequence

from tui.ui.plot.axes import DayTick, RowTick
from tui.ui.plot.grid import Grid, Ink


def draw_side(grid: Grid, left: int, top: int, rows: int, ticks: Sequence[RowTick]) -> None:
    """Draw a y axis and its labels in the `left` columns before a plot; nothing where there are none."""
    if not left:
        return
    labelled = {tick.row for tick in ticks}
    for row in range(rows):
        grid.put(left - 1, top + row, "┤" if row in labelled else "│", Ink.AXIS)
    for tick in ticks:
        grid.put(left - 1 - len(tick.label), top + tick.row, tick.label, Ink.AXIS)


def draw_rule(grid: Grid, left: int, y: int, width: int, ticks: Sequence[DayTick]) -> None:
    """Draw a line under a plot with a stroke for each labelled column."""
    line = ["─"] * width
    for tick in ticks:
        line[tick.column] = "┴"
    grid.put(max(0, left - 1), y, ("└" if left else "") + "".join(line), Ink.AXIS)


def draw_labels(grid: Grid, left: int, y: int, ticks: Sequence[DayTick]) -> None:
    """Write the labels of columns."""
    for tick in ticks:
        grid.put(left + tick.start, y, tick.label, Ink.AXIS)
