"""The picture of one symbol's closes over the window, with dates, axis and its own events' marks, in cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tui.core.board import EVENT_WINDOW, Basis
from tui.core.events import Mark
from tui.core.portrait import Portrait
from tui.core.text import arrow, basis_points, day, percent, price, safe
from tui.ui.lines import joined
from tui.ui.plot.axes import RowTick, day_ticks, row_ticks
from tui.ui.plot.canvas import Line, Plotter, Scale, bounds, column_of
from tui.ui.plot.frame import draw_labels, draw_rule, draw_side
from tui.ui.plot.grid import Grid, Ink, Span, say, span_width
from tui.ui.plot.layout import words_only
from tui.ui.plot.marks import Picture, draw_marks, stacked

_LEAST_DATED = 7
_LEAST_RULED = 16
"""Rows from which on the dates have a line in the heading, and the axis one of its own."""


class Subject(NamedTuple):
    """What a picture shows."""

    portrait: Portrait | None
    name: str = ""
    """What the source calls the symbol."""
    is_yield: bool = False
    """Whether its closes are percent, and changes of them basis points."""
    marks: tuple[Mark, ...] = ()
    selected: str | None = None
    """The selected event's id."""
    empty: str = ""
    """What is said where there is nothing to draw."""


class _Place(NamedTuple):
    """Where the plot stands, and its y axis."""

    left: int
    top: int
    width: int
    scale: Scale


def draw_closes(subject: Subject, width: int, height: int, plotter: Plotter) -> Picture:
    """Draw a symbol's closes into `width` by `height` cells."""
    grid = Grid(width, height)
    portrait = subject.portrait
    if portrait is None or portrait.close is None:
        say(grid, subject.empty)
        return Picture(grid)
    heads = _heads(subject, portrait, width)
    if words_only(width, height):
        lines = heads[:height]
        for y, spans in enumerate(lines, start=(height - len(lines)) // 2):
            grid.put_spans(0, y, spans)
        return Picture(grid)
    shown = heads[: 2 if height >= _LEAST_DATED else 1]
    for y, spans in enumerate(shown):
        grid.put_spans(0, y, spans)
    if not portrait.days:
        say(grid, f"the closes do not reach back to the start of {_window(portrait)}", len(shown))
        return Picture(grid)
    return _draw_plot(grid, subject, portrait, len(shown), plotter)


def _draw_plot(grid: Grid, subject: Subject, portrait: Portrait, head: int, plotter: Plotter) -> Picture:
    """Draw marks, line and axes from row `head` on."""
    place = _place(grid, portrait, head + bool(subject.marks))
    ruled = grid.height >= _LEAST_RULED
    y = place.top + place.scale.row(portrait.closes[0])
    for x in range(place.left, grid.width, 2):
        grid.put(x, y, "·", Ink.ZERO)
    drawn = plotter((Line(portrait.closes),), place.width, place.scale.rows, (place.scale.low, place.scale.high))
    for y, row in enumerate(drawn.rows, start=place.top):
        for x, (char, owner) in enumerate(row, start=place.left):
            if owner is not None:
                grid.put(x, y, char, Ink.SMALL)
    draw_side(grid, place.left, place.top, place.scale.rows, _levels(place.scale))
    ticks = day_ticks(portrait.days, place.width)
    if ruled:
        draw_rule(grid, place.left, grid.height - 2, place.width, ticks)
    draw_labels(grid, place.left, grid.height - 1, ticks)
    return _mark(grid, subject, place, len(portrait.days))


def _place(grid: Grid, portrait: Portrait, top: int) -> _Place:
    """Share out the cells under the heading and the marks."""
    rows = max(1, grid.height - top - 1 - (grid.height >= _LEAST_RULED))
    scale = Scale(*bounds(portrait.closes), rows)
    left = max((len(tick.label) for tick in _levels(scale)), default=-1) + 1
    return _Place(left, top, max(1, grid.width - left), scale)


def _levels(scale: Scale) -> tuple[RowTick, ...]:
    """Return the labelled rows."""
    return row_ticks(scale.low, scale.high, scale.row, scale.rows)


def _mark(grid: Grid, subject: Subject, place: _Place, count: int) -> Picture:
    """Write the event marks over the plot, and the selected one's line down through what is blank."""
    placed = [(column_of(mark.column, count, place.width), mark) for mark in subject.marks]
    for column, mark in placed:
        if mark.event_id == subject.selected:
            for y in range(place.top, place.top + place.scale.rows):
                if grid.at(place.left + column, y).ink in (Ink.TEXT, Ink.ZERO):
                    grid.put(place.left + column, y, "│", Ink.MARK_SELECTED)
    stacks = stacked(placed, place.width, subject.selected)
    return draw_marks(grid, place.left, place.top - 1, stacks, subject.selected)


def _heads(subject: Subject, portrait: Portrait, width: int) -> tuple[tuple[Span, ...], ...]:
    """Return what the symbol did over the window, and from when to when on which closes."""
    figures = next((spans for spans in _figures(subject, portrait) if span_width(spans) <= width), ())
    dates = next((words for words in _dates(portrait) if len(words) <= width), "")
    return (figures, (Span(dates, Ink.AXIS),)) if dates else (figures,)


def _figures(subject: Subject, portrait: Portrait) -> Iterable[tuple[Span, ...]]:
    """Return the symbol, its close and its return, the fullest wording first."""
    drawn = portrait.drawn
    gain = drawn.return_pct if drawn else None
    moved = basis_points(drawn.change if drawn else None) if subject.is_yield else percent(gain)
    told = Span(f"{arrow(gain).strip()} {moved}".strip(), Ink.UP if (gain or 0) > 0 else Ink.DOWN if gain else Ink.TEXT)
    symbol = Span(safe(portrait.symbol), Ink.SMALL)
    close = Span(price(portrait.close) + ("%" if subject.is_yield else ""))
    gap, window = Span("  "), Span(f"  {_window(portrait)} ", Ink.AXIS)
    simulated = (Span("SIM ", Ink.MARK),) if portrait.simulated else ()
    if subject.name:
        yield (*simulated, symbol, Span(f" {safe(subject.name)}", Ink.AXIS), gap, close, window, told)
    yield (*simulated, symbol, gap, close, window, told)
    yield (*simulated, symbol, Span(" "), close, Span(" "), told)
    yield (symbol, Span(" "), close)


def _dates(portrait: Portrait) -> Iterable[str]:
    """Return base and last day and what the closes are, the fullest wording first."""
    base = portrait.drawn.base_date if portrait.drawn else None
    span = f"{day(base)} → {day(portrait.as_of)}" if base else f"as of {day(portrait.as_of)}"
    live = "live" if portrait.live else ""
    count = f"{portrait.sessions} {'session' if portrait.sessions == 1 else 'sessions'}" if base else ""
    basis = (Basis.TOTAL if portrait.adjusted else Basis.PRICE).value
    yield joined((span, live, count, "daily closes", basis))
    yield joined((span, live, count))
    yield joined((span, live))
    yield span
    yield f"as of {day(portrait.as_of)}"


def _window(portrait: Portrait) -> str:
    """Return what the window is called."""
    return f"since {day(portrait.since)}" if portrait.window == EVENT_WINDOW else portrait.window
