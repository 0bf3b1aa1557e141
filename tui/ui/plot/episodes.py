"""The picture of the precedents: each episode's ratio by its age, the current one over the others, in cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from tui.core.episodes import LONGEST_SESSIONS, Precedents
from tui.core.text import safe
from tui.ui.episode_words import spans, standings
from tui.ui.lines import fit
from tui.ui.plot.axes import RowTick, age_ticks, row_ticks
from tui.ui.plot.canvas import Plotter, Scale, bounds
from tui.ui.plot.episode_lines import Course, Place, draw_lines, draw_month, draw_signs, within
from tui.ui.plot.frame import draw_labels, draw_rule, draw_side
from tui.ui.plot.grid import Grid, Ink, Span, say, span_width
from tui.ui.plot.layout import words_only

MONTHS = ((378, "18 months", "18m"), (504, "24 months", "24m"))
"""Ages in sessions the story speaks of, with their names."""
AHEAD = 60
"""Sessions beyond the current age that are in sight in the nearer view."""
_GUTTER = 2
_LEAST_MARKED = 9
_LEAST_RULED = 14
_LEAST_DATED = 14
"""Rows below which the months' names go, the rule, and the dates in the heading."""
_LEAST_NAME = 6
_GAP = 3


class Laid(NamedTuple):
    """What a picture shows."""

    precedents: Precedents | None
    near: bool = True
    """Whether the ages in sight end soon after the current one."""
    selected: str = ""
    """The name of the episode that lies over the other earlier ones."""
    empty: str = ""
    """What is said where there is nothing to draw."""


def span_of(precedents: Precedents, *, near: bool) -> int:
    """Return the last age in sight, in sessions."""
    if near and precedents.day is not None:
        return min(precedents.day + AHEAD, LONGEST_SESSIONS)
    return LONGEST_SESSIONS


def draw(laid: Laid, width: int, height: int, plotter: Plotter) -> Grid:
    """Draw the precedents into `width` by `height` cells."""
    grid = Grid(width, height)
    precedents = laid.precedents
    if precedents is None:
        say(grid, laid.empty)
        return grid
    span = span_of(precedents, near=laid.near)
    courses = within(precedents, span)
    if words_only(width, height) or not courses:
        lines = [*_fitting(standings(precedents), width, 1), *_fitting(spans(precedents), width, 1)][:height]
        for y, line in enumerate(lines, start=(height - len(lines)) // 2):
            grid.put(0, y, line, Ink.TEXT if y == (height - len(lines)) // 2 else Ink.AXIS)
        return grid
    _chart(grid, laid, _place(grid, courses, span, _head(grid, precedents, courses)), courses, plotter)
    return grid


def _chart(grid: Grid, laid: Laid, place: Place, courses: Sequence[Course], plotter: Plotter) -> None:
    """Draw axes, lines and signs."""
    scale, left = place.scale, place.left
    for x in range(left, left + place.width, 2):
        grid.put(x, place.top + scale.row(100.0), "·", Ink.ZERO)
    draw_lines(grid, place, courses, laid.selected, plotter)
    if grid.height >= _LEAST_MARKED:
        for month in _in_sight(place.span):
            draw_month(grid, place, *month)
    draw_side(grid, left, place.top, scale.rows, _levels(scale))
    ages = age_ticks(place.span, place.width)
    if grid.height >= _LEAST_RULED:
        draw_rule(grid, left, grid.height - 2, place.width, ages)
    draw_labels(grid, left, grid.height - 1, ages)
    draw_signs(grid, place, courses)


def _place(grid: Grid, courses: Sequence[Course], span: int, head: int) -> Place:
    """Share out the cells under the heading's rows: names of months, plot, rule and ages."""
    top = head + (grid.height >= _LEAST_MARKED and bool(_in_sight(span)))
    rows = max(1, grid.height - top - 1 - (grid.height >= _LEAST_RULED))
    low, high = bounds([100.0, *(value for each in courses for value in each.ratio)])
    scale = Scale(low, high, rows)
    left = max((len(tick.label) for tick in _levels(scale)), default=0) + 1
    return Place(left, top, max(1, grid.width - left - _GUTTER), span, scale)


def _levels(scale: Scale) -> tuple[RowTick, ...]:
    """Return the labelled rows."""
    return row_ticks(scale.low, scale.high, scale.row, scale.rows)


def _in_sight(span: int) -> list[tuple[int, str, str]]:
    """Return the months whose age is in sight."""
    return [month for month in MONTHS if month[0] <= span]


def _head(grid: Grid, precedents: Precedents, courses: Sequence[Course]) -> int:
    """Write heading and legend and return the first row after them."""
    rows = [tuple(Span(text) for text in _fitting(standings(precedents), grid.width, 1))]
    if grid.height >= _LEAST_DATED:
        rows.append(tuple(Span(text, Ink.AXIS) for text in _fitting(spans(precedents), grid.width, 1)))
    if grid.height >= 8:
        rows += _legend(courses, grid.width, 2 if grid.height >= 11 else 1)
    for y, spans_of_row in enumerate(rows):
        grid.put_spans(0, y, spans_of_row)
    return len(rows)


def _fitting(wordings: Sequence[str], width: int, count: int) -> list[str]:
    """Return the fullest wordings that fit, at most so many."""
    return [text for text in wordings if text and cell_len(text) <= width][:count]


def _legend(courses: Sequence[Course], width: int, rows: int) -> list[tuple[Span, ...]]:
    """Return signs with their names in at most so many rows, names cut alike where they must be; nothing below that."""
    courses = sorted(courses, key=lambda each: not each.episode.current)
    longest = max(cell_len(safe(each.episode.name)) for each in courses)
    for room in range(longest, _LEAST_NAME - 1, -1):
        lines = _flowed([_named(each, room) for each in courses], width)
        if len(lines) <= rows:
            return lines
    return []


def _named(each: Course, room: int) -> tuple[Span, ...]:
    """Return a sign and its name in at most so many cells."""
    name = safe(each.episode.name)
    return (Span(each.sign, each.ink), Span(f" {name if cell_len(name) <= room else fit(name, room)}"))


def _flowed(items: Sequence[tuple[Span, ...]], width: int) -> list[tuple[Span, ...]]:
    """Set items one after the other, a new row where the width is used up."""
    lines: list[tuple[Span, ...]] = []
    for item in items:
        if lines and span_width(lines[-1]) + _GAP + span_width(item) <= width:
            lines[-1] = (*lines[-1], Span(" " * _GAP), *item)
        else:
            lines.append(item)
    return lines
