"""The lines of the precedents: each episode's ratio by its age, its sign on it, the current one over the others."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.core.episodes import Episode, Precedents
from tui.ui.episode_words import CURRENT, signs
from tui.ui.plot.canvas import Line, Plotter, Scale, column_of
from tui.ui.plot.grid import Grid, Ink

_EARLIER = (Ink.EARLIER_1, Ink.EARLIER_2, Ink.EARLIER_3, Ink.EARLIER_4)


class Course(NamedTuple):
    """An episode within the ages in sight."""

    episode: Episode
    sign: str
    ink: Ink
    ages: tuple[int, ...]
    ratio: tuple[float, ...]


class Place(NamedTuple):
    """Where the plot is in the grid, and its axes."""

    left: int
    top: int
    width: int
    span: int
    scale: Scale

    def cell(self, age: int, ratio: float) -> tuple[int, int]:
        """Return column and row of a point in the grid."""
        return self.left + column_of(age, self.span + 1, self.width), self.top + self.scale.row(ratio)


def within(precedents: Precedents, span: int) -> list[Course]:
    """Return the episodes that have a path, cut at the last age in sight, the current one last."""
    courses: list[Course] = []
    earlier = 0
    for episode, sign in zip(precedents.episodes, signs(precedents.episodes), strict=True):
        ink = Ink.CURRENT if episode.current else _EARLIER[earlier % len(_EARLIER)]
        earlier += not episode.current
        points = zip(episode.path.ages, episode.path.ratio, strict=True)
        kept = [(age, ratio) for age, ratio in points if age <= span and math.isfinite(ratio)]
        if kept:
            courses.append(Course(episode, sign, ink, *(tuple(column) for column in zip(*kept, strict=True))))
    return courses


def draw_lines(grid: Grid, place: Place, courses: Sequence[Course], selected: str, plotter: Plotter) -> None:
    """Draw the earlier episodes together, the selected one last, then the current one over them, whole."""
    for current in (False, True):
        layer = [each for each in courses if each.episode.current is current]
        layer.sort(key=lambda each: each.episode.name == selected)
        if layer:
            _draw_layer(grid, place, layer, plotter)


def _draw_layer(grid: Grid, place: Place, layer: Sequence[Course], plotter: Plotter) -> None:
    """Draw courses together; their dots merge, and what was there before goes."""
    lines = [Line(_by_age(each, place.span)) for each in layer]
    canvas = plotter(lines, place.width, place.scale.rows, (place.scale.low, place.scale.high))
    for y, row in enumerate(canvas.rows, start=place.top):
        for x, (char, owner) in enumerate(row, start=place.left):
            if owner is not None:
                grid.put(x, y, char, layer[owner].ink)


def _by_age(each: Course, span: int) -> list[float]:
    """Return the ratio at every age in sight, no number where the path has no point."""
    values = [math.nan] * (span + 1)
    for age, ratio in zip(each.ages, each.ratio, strict=True):
        values[age] = ratio
    return values


def draw_month(grid: Grid, place: Place, age: int, name: str, short: str) -> None:
    """Draw a line down through what is blank, its name above it."""
    column = column_of(age, place.span + 1, place.width)
    for y in range(place.top, place.top + place.scale.rows):
        if grid.at(place.left + column, y).ink in (Ink.TEXT, Ink.ZERO):
            grid.put(place.left + column, y, "┊", Ink.AXIS)
    label = name if place.width >= 58 else short
    start = max(0, min(column - len(label) // 2, place.width - len(label)))
    grid.put(place.left + start, place.top - 1, label, Ink.AXIS)


def draw_signs(grid: Grid, place: Place, courses: Sequence[Course]) -> None:
    """Set each earlier episode's sign on its line and at its end, and the current one's marker where it stands."""
    count = len(courses) + 1
    for number, each in enumerate(courses, start=1):
        if each.episode.current:
            continue
        middle = len(each.ages) * number // count
        _letter(grid, *place.cell(each.ages[middle], each.ratio[middle]), each)
        _letter(grid, *_after(grid, place, each), each)
    for each in courses:
        if each.episode.current:
            x, y = place.cell(each.ages[-1], each.ratio[-1])
            _note(grid, place, x, y, f" day {each.ages[-1]}")
            grid.put(x, y, CURRENT, Ink.CURRENT)


def _letter(grid: Grid, x: int, y: int, each: Course) -> None:
    """Write a sign, but never over the current episode."""
    if grid.at(x, y).ink is not Ink.CURRENT:
        grid.put(x, y, each.sign, each.ink)


def _after(grid: Grid, place: Place, each: Course) -> tuple[int, int]:
    """Return the blank cell after a line's end that is nearest to it."""
    x, y = place.cell(each.ages[-1], each.ratio[-1])
    free = (row for row in _nearest(y, place) if grid.at(x + 1, row).char == " ")
    return x + 1, next(free, y)


def _nearest(y: int, place: Place) -> Iterator[int]:
    """Yield the plot's rows from the nearest on."""
    yield from sorted(range(place.top, place.top + place.scale.rows), key=lambda row: abs(row - y))


def _note(grid: Grid, place: Place, x: int, y: int, words: str) -> None:
    """Write words beside a cell, or beside the one above or below it, where nothing is in their way."""
    end = x + 1 + len(words)
    rows = (row for row in (y, y - 1, y + 1) if place.top <= row < place.top + place.scale.rows)
    free = (row for row in rows if all(grid.at(at, row).ink in (Ink.TEXT, Ink.ZERO) for at in range(x + 1, end)))
    if end < place.left + place.width:
        row = next(free, None)
        if row is not None:
            grid.put(x + 1, row, words, Ink.CURRENT)
