"""The stretch of the log ratio session by session, between its bands at one and two deviations, in cells."""

from __future__ import annotations

from typing import NamedTuple

from tui.core.board import Spread, StretchPath
from tui.core.text import MINUS, day, percent, safe, signed
from tui.ui.plot.axes import day_ticks
from tui.ui.plot.canvas import Line, Plotter, Scale, bounds
from tui.ui.plot.grid import Grid, Ink, Span, say, span_width

_LEAST = (42, 6)
"""Cells below which it is told in words."""
_GUTTER = 4
"""Cells for the bands' labels and the axis."""
_ROOMY = 9
"""Rows from which on the figures may take two."""
_BANDS = (2, 1, 0, -1, -2)
_GAP = Span("  ")


class Subject(NamedTuple):
    """What is drawn."""

    path: StretchPath
    spread: Spread | None = None
    empty: str = ""
    """What is said where there is nothing to draw."""


def draw_stretch(subject: Subject, width: int, height: int, plotter: Plotter) -> Grid:
    """Draw the path into `width` by `height` cells."""
    grid = Grid(width, height)
    path = subject.path
    if not path.z:
        say(grid, subject.empty)
    elif width < _LEAST[0] or height < _LEAST[1]:
        lines = [*_figures(subject, width), *((Span(words),) for words in _in_words(path))]
        for y, spans in enumerate(lines[:height]):
            grid.put_spans(0, y, spans)
    else:
        lines = _figures(subject, width)[: 1 if height < _ROOMY else 2]
        for y, spans in enumerate(lines):
            grid.put_spans(0, y, spans)
        _draw_path(grid, path, len(lines), plotter)
    return grid


def _figures(subject: Subject, width: int) -> list[tuple[Span, ...]]:
    """Return the last stretch, its place among a year's, and how the legs move together, in as many lines as needed."""
    path, spread = subject.path, subject.spread
    now = (Span(f"z{path.sessions} ", Ink.AXIS), Span(signed(path.z[-1]), _ink(path.z[-1])))
    more: list[tuple[str, str]] = []
    if spread is not None:
        share = percent(spread.percentile, 0).lstrip("+") if spread.percentile is not None else ""
        more = [("percentile ", share), ("corr60 ", _written(spread.corr60)), ("beta60 ", _written(spread.beta60))]
    lines: list[tuple[Span, ...]] = [now]
    for name, value in more:
        told = (Span(name, Ink.AXIS), Span(value))
        longer = (*lines[-1], _GAP, *told)
        if value and span_width(longer) <= width:
            lines[-1] = longer
        elif value:
            lines.append(told)
    return lines


def _written(value: float | None) -> str:
    """Write a figure with its sign; empty where there is none."""
    return "" if value is None else signed(value)


def _in_words(path: StretchPath) -> list[str]:
    """Return the path without a picture, one fact a line."""
    low, high = min(range(len(path.z)), key=path.z.__getitem__), max(range(len(path.z)), key=path.z.__getitem__)
    far = sum(abs(value) > 2 for value in path.z)
    return [
        f"as of {day(path.days[-1])}",
        f"highest {signed(path.z[high])}σ on {day(path.days[high])}",
        f"lowest {signed(path.z[low])}σ on {day(path.days[low])}",
        f"beyond 2σ on {far} of {len(path.z)} sessions",
    ]


def _draw_path(grid: Grid, path: StretchPath, top: int, plotter: Plotter) -> None:
    """Draw bands, line and dates from row `top` on."""
    low, high = bounds((*path.z, 2.2, -2.2))
    rows, width = grid.height - top - 1, grid.width - _GUTTER
    scale = Scale(low, high, rows)
    _draw_bands(grid, scale, top, width)
    for y, row in enumerate(plotter((Line(path.z),), width, rows, (low, high)).rows, start=top):
        for x, (char, owner) in enumerate(row, start=_GUTTER):
            if owner is not None:
                grid.put(x, y, char, Ink.SMALL)
    for tick in day_ticks(path.days, width):
        grid.put(_GUTTER + tick.start, grid.height - 1, tick.label, Ink.AXIS)


def _draw_bands(grid: Grid, scale: Scale, top: int, width: int) -> None:
    """Draw each band's level and label; where two share a row, the one farther from the mean keeps it."""
    for band in sorted(_BANDS, key=abs):
        y = top + scale.row(float(band))
        drawn = "─" if band == 0 else "┄" if abs(band) == 1 else "╌"
        for x in range(width):
            grid.put(_GUTTER + x, y, drawn, Ink.ZERO)
        label = "0" if band == 0 else f"{'+' if band > 0 else MINUS}{abs(band)}σ"
        grid.put(0, y, f"{label:>3}", Ink.AXIS)


def _ink(value: float) -> Ink:
    """Return the ink of a stretch."""
    return Ink.TEXT if value == 0 else Ink.UP if value > 0 else Ink.DOWN


def title(path: StretchPath, pair: str) -> tuple[str, ...]:
    """Return the parts of the picture's title."""
    return ("Stretch", safe(pair), f"{len(path.z)} sessions" if path.z else "")
