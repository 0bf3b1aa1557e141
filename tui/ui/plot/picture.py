"""The picture of a spread: both legs over the spread in points, with dates, axes and event marks, in cells."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from tui.core.board import Spread, SpreadPath
from tui.core.events import Mark
from tui.core.text import safe
from tui.ui.plot.axes import DayTick, RowTick, axis_number, day_ticks, row_ticks, session_ticks, time_ticks
from tui.ui.plot.bands import draw_bands, reach
from tui.ui.plot.canvas import Line, Plotter, Scale, bounds, column_of
from tui.ui.plot.columns import Baseline, Part, baseline, draw_columns, per_column
from tui.ui.plot.frame import draw_labels, draw_rule, draw_side
from tui.ui.plot.grid import Grid, Ink, say
from tui.ui.plot.heading import figures, in_words, origin, told
from tui.ui.plot.layout import Layout, lay_out, told_rows, words_only
from tui.ui.plot.marks import Picture, draw_marks, stacked
from tui.ui.words import NEW_YORK

_PART_INK = {Part.UP: Ink.UP, Part.DOWN: Ink.DOWN, Part.ZERO: Ink.ZERO}


class Subject(NamedTuple):
    """What a picture shows."""

    spread: Spread | None
    marks: tuple[Mark, ...] = ()
    selected: str | None = None
    """The selected event's id."""
    empty: str = ""
    """What is said where there is nothing to draw."""
    lead: str = ""
    """How long the lead has lasted, for the heading."""
    sentence: tuple[str, ...] = ()
    """What the Board says in words, clause by clause."""


def draw(subject: Subject, width: int, height: int, plotter: Plotter) -> Picture:
    """Draw a spread into `width` by `height` cells."""
    grid = Grid(width, height)
    spread = subject.spread
    if spread is None:
        say(grid, subject.empty, 0)
    elif words_only(width, height):
        lines = in_words(spread, width, height)
        for y, spans in enumerate(lines):
            grid.put_spans(0, y + (height - len(lines)) // 2, spans)
    elif not spread.path.days:
        grid.put_spans(0, 0, figures(spread, width, badge=True))
        say(grid, subject.empty, 1)
    else:
        return _chart(grid, spread, subject, plotter)
    return Picture(grid)


def _chart(grid: Grid, spread: Spread, subject: Subject, plotter: Plotter) -> Picture:
    """Draw heading, plots, axes and marks."""
    path = spread.path
    low, high = bounds((*path.small, *path.large))
    names = (safe(spread.small.label or spread.small.symbol), safe(spread.large.label or spread.large.symbol))
    sentence = told(subject.sentence, grid.width, told_rows(grid.height))
    rows = lay_out(grid.width, grid.height, marked=bool(subject.marks), banded=bool(path.bands), told=len(sentence))
    spreads = (0.0, *path.spread, *reach(path))
    legs, spread_axis = Scale(low, high, rows.upper), baseline(spreads, rows.lower)
    left = row_ticks(low, high, legs.row, rows.upper)
    right = _spread_ticks(min(spreads), max(spreads), spread_axis) if rows.lower else ()
    layout = rows.with_gutters([tick.label for tick in (*left, *right)] if rows.axes else [], names)
    grid.put_spans(0, 0, figures(spread, grid.width, badge=not layout.origin, lead=subject.lead))
    for y, line in enumerate(sentence, start=1):
        grid.put(0, y, line)
    if layout.origin:
        grid.put(0, 1 + len(sentence), origin(spread, grid.width), Ink.AXIS)
    _draw_base(grid, layout, legs)
    if layout.lower:
        _draw_spread(grid, layout, path, spread_axis)
        draw_bands(grid, layout, path, spread_axis)
    _draw_legs(grid, layout, path, legs, plotter)
    if layout.axes:
        draw_side(grid, layout.left, layout.top, layout.upper, left)
        draw_side(grid, layout.left, layout.lower_top, layout.lower, right)
        ticks = _ticks(path, layout.width)
        if layout.ruled:
            draw_rule(grid, layout.left, layout.days - 1, layout.width, ticks)
        draw_labels(grid, layout.left, layout.days, ticks)
    _name_ends(grid, layout, path, legs, names)
    return _mark(grid, layout, subject, len(path.days))


def _ticks(path: SpreadPath, width: int) -> tuple[DayTick, ...]:
    """Return the labelled columns: days, or New York's times of day where all points are of one session."""
    if not path.times:
        return day_ticks(path.days, width)
    if path.days[0] != path.days[-1]:
        return session_ticks(path.days, width)
    return time_ticks([time.astimezone(NEW_YORK) for time in path.times], width)


def _spread_ticks(low: float, high: float, axis: Baseline) -> tuple[RowTick, ...]:
    """Return the labelled rows of the spread's axis: round values, or zero and what the outermost row ends at."""
    zero = RowTick(axis.row(0.0), "0")
    if low == high:
        return (zero,)
    ticks = row_ticks(low, high, axis.row, axis.rows, apart=1 if axis.rows < 8 else 2, sign=True)
    if len(ticks) > 1:
        return ticks
    row, edge = axis.outermost()
    return (
        (zero,) if row == zero.row else (zero, RowTick(row, axis_number(edge, 1 if abs(edge) < 100 else 0, sign=True)))
    )


def _draw_base(grid: Grid, layout: Layout, legs: Scale) -> None:
    """Draw the level both legs start from."""
    y = layout.top + legs.row(100.0)
    for x in range(layout.left, layout.left + layout.width, 2):
        grid.put(x, y, "·", Ink.ZERO)


def _draw_legs(grid: Grid, layout: Layout, path: SpreadPath, legs: Scale, plotter: Plotter) -> None:
    """Draw both legs, the large one first so that the small one lies over it."""
    canvas = plotter((Line(path.large), Line(path.small)), layout.width, layout.upper, (legs.low, legs.high))
    for y, row in enumerate(canvas.rows, start=layout.top):
        for x, (char, owner) in enumerate(row, start=layout.left):
            if owner is not None:
                grid.put(x, y, char, Ink.SMALL if owner else Ink.LARGE)


def _draw_spread(grid: Grid, layout: Layout, path: SpreadPath, axis: Baseline) -> None:
    """Draw the spread as columns from its zero line."""
    cells = draw_columns(per_column(path.spread, layout.width), axis)
    for y, row in enumerate(cells, start=layout.lower_top):
        for x, (char, part) in enumerate(row, start=layout.left):
            if part is not None:
                grid.put(x, y, char, _PART_INK[part])
    if layout.right:
        grid.put(layout.left + layout.width + 1, layout.lower_top + axis.row(0), "pts", Ink.AXIS)


def _name_ends(grid: Grid, layout: Layout, path: SpreadPath, legs: Scale, names: tuple[str, str]) -> None:
    """Write each leg's name where its line ends, the higher line's above the other."""
    if not layout.right:
        return
    ends = ((path.small[-1], names[0], Ink.SMALL), (path.large[-1], names[1], Ink.LARGE))
    upper, lower = sorted(ends, key=lambda end: -end[0])
    first, second = legs.row(upper[0]), legs.row(lower[0])
    if first == second:
        first, second = (first - 1, second) if first else (first, second + 1)
    for row, (_, name, ink) in ((first, upper), (second, lower)):
        room = layout.right - 1
        text = name if cell_len(name) <= room else set_cell_size(name, room - 1).rstrip() + "…"
        grid.put(layout.left + layout.width + 1, layout.top + row, text, ink)


def _mark(grid: Grid, layout: Layout, subject: Subject, count: int) -> Picture:
    """Write the event marks, and the selected one's line down through both plots."""
    if layout.marks is None:
        return Picture(grid)
    placed = [(column_of(mark.column, count, layout.width), mark) for mark in subject.marks]
    stacks = stacked(placed, layout.width, subject.selected)
    for column, mark in placed:
        if mark.event_id == subject.selected:
            _draw_selected(grid, layout, layout.left + column)
    return draw_marks(grid, layout.left, layout.marks, stacks, subject.selected)


def _draw_selected(grid: Grid, layout: Layout, x: int) -> None:
    """Draw a line down through what is blank, and give the spread's column there the same ink."""
    for y in (*range(layout.top, layout.top + layout.upper), *range(layout.lower_top, layout.lower_top + layout.lower)):
        cell = grid.at(x, y)
        if cell.ink in (Ink.TEXT, Ink.ZERO):
            grid.put(x, y, "│", Ink.MARK_SELECTED)
        elif cell.ink in (Ink.UP, Ink.DOWN):
            grid.put(x, y, cell.char, Ink.MARK_SELECTED)
