"""The picture of the rotation graph: what it is measured against, the plot with its numbers, and what lies beyond."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from tui.core.graph import TAIL_WEEKS, RotationGraph
from tui.core.text import day, safe
from tui.ui.graph_rows import Signed
from tui.ui.lines import fit, joined
from tui.ui.plot.grid import Grid, Ink, say
from tui.ui.plot.quadrants import Frame, draw, frame_for, tail_weeks, ticks_across, ticks_up

_LEAST = (30, 9)
"""Cells below which there is no room for a plot."""
_GUTTER = 7
"""Cells for the numbers of the axis at the left, with its line."""


class Picture(NamedTuple):
    """Drawn cells, and which line's head is in which of them."""

    grid: Grid
    heads: Mapping[tuple[int, int], str] = {}


class Subject(NamedTuple):
    """What a picture shows."""

    graph: RotationGraph | None
    lines: Sequence[Signed] = ()
    selected: str | None = None
    """The selected line's name."""
    empty: str = ""
    """What is said where there is nothing to draw."""


def draw_graph(subject: Subject, width: int, height: int) -> Picture:
    """Draw the graph into `width` by `height` cells; where there is no room for it, the words that say so."""
    grid = Grid(width, height)
    graph = subject.graph
    if graph is None or not any(line.row.tail for line in subject.lines):
        say(grid, subject.empty)
    elif width < _LEAST[0] or height < _LEAST[1]:
        say(grid, "no room for the graph; the table says the same")
    else:
        return _plotted(grid, graph, subject)
    return Picture(grid)


def _plotted(grid: Grid, graph: RotationGraph, subject: Subject) -> Picture:
    """Draw heading, plot and axes."""
    grid.put(0, 0, _heading(graph, subject.lines, grid.width), Ink.AXIS)
    frame = frame_for(subject.lines, _GUTTER, 1, grid.width - _GUTTER, grid.height - 2)
    heads = draw(grid, frame, subject.lines, subject.selected)
    _draw_numbers(grid, frame)
    return Picture(grid, heads)


def _heading(graph: RotationGraph, lines: Sequence[Signed], width: int) -> str:
    """Say what the axes are, against what, on which session; what matters least goes first."""
    against, when = f"against {safe(graph.benchmark)}", day(graph.as_of)
    others = tail_weeks(lines)
    weeks = f"{TAIL_WEEKS} weeks" if others == TAIL_WEEKS else f"{TAIL_WEEKS} weeks, others {others}"
    parts = ["strength → momentum ↑", against, weeks, when]
    while len(parts) > 1 and cell_len(joined(tuple(parts))) > width:
        parts.pop()
    return fit(joined(tuple(parts)), width)


def _draw_numbers(grid: Grid, frame: Frame) -> None:
    """Write the axes' numbers at the left and under the plot."""
    labelled = {tick.row: tick.label for tick in ticks_up(frame)}
    for row in range(frame.up.cells):
        label = labelled.get(row, "")
        grid.put(frame.left - 1 - len(label), frame.top + row, label + ("┤" if label else "│"), Ink.AXIS)
    under = frame.top + frame.up.cells
    for tick in ticks_across(frame):
        start = frame.left + min(max(tick.row - len(tick.label) // 2, 0), frame.across.cells - len(tick.label))
        grid.put(start, under, tick.label, Ink.AXIS)
