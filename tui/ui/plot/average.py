"""How the CAR went on average after events of one kind: its line between one standard deviation either side."""

from __future__ import annotations

from typing import NamedTuple

from tui.core.events import Kind
from tui.core.figures import abnormal_return
from tui.core.study import SPREAD_KINDS, AveragePath, KindStudy
from tui.core.text import DASH, signed
from tui.ui.plot.axes import offset_ticks, row_ticks
from tui.ui.plot.canvas import Scale, bounds, x_of
from tui.ui.plot.dots import Dots, Spot
from tui.ui.plot.grid import Grid, Ink, Span, say, span_width
from tui.ui.study_rows import window_name

_LEAST_ROWS = 3
"""Rows of the plot below which there is none."""
_LEAST_WIDTH = 12
_GAP = Span("  ")


class Subject(NamedTuple):
    """What is drawn."""

    kind: Kind | None = None
    path: AveragePath | None = None
    """None where no event of the kind has its longest window complete."""
    longest: KindStudy | None = None
    """The kind's longest window, to which the path goes."""
    empty: str = ""
    """What is said where no kind has been studied."""


_AROUND_NOTHING = (-0.05, 0.05)
"""Percent that the axis holds at least: what hardly moved is not to look as if it did."""


class _Place(NamedTuple):
    """Where the plot is in the grid, and its axes."""

    left: int
    top: int
    width: int
    last: int
    """The last session; the first is 0."""
    scale: Scale
    """In percent."""

    def spot(self, session: int, value: float) -> Spot:
        """Return where a value lies in the plot, in cells from its corner."""
        return Spot(x_of(session, self.last + 1, self.width), self.scale.rows - self.scale.height(value))


def draw_average(subject: Subject, width: int, height: int) -> Grid:
    """Draw the path of one kind into `width` by `height` cells, or say in words why there is none."""
    grid = Grid(width, height)
    path = subject.path
    if path is None or not path.mean:
        say(grid, _why_none(subject))
        return grid
    lines = _figures(path, subject.longest, width)[:height]
    for y, spans in enumerate(lines):
        grid.put_spans(0, y, spans)
    if height - len(lines) > _LEAST_ROWS and width >= _LEAST_WIDTH:
        _draw_path(grid, path, len(lines))
    return grid


def title(kind: Kind | None) -> tuple[str, ...]:
    """Return the parts of the picture's title."""
    return ("Average path", kind.value) if kind else ("Average path",)


def _why_none(subject: Subject) -> str:
    """Say why a kind has no path."""
    kind, longest = subject.kind, subject.longest
    if kind is None or longest is None:
        return subject.empty
    whole = window_name(longest.first, longest.last)
    return f"no {kind} event has all of {whole} behind it: {longest.pending} pending"


def _figures(path: AveragePath, longest: KindStudy | None, width: int) -> list[tuple[Span, ...]]:
    """Return where the path ends, how far the CARs deviate there, and how many there are, in as many lines as needed.

    The deviation of fewer than two is not known.
    """
    deviation = path.deviation[-1] if path.deviation else None
    spread = DASH if deviation is None else f"{100 * deviation:,.2f}"
    anecdote = " anecdotal" if longest is None or longest.anecdotal else ""
    facts: list[tuple[Span, ...]] = [
        (
            Span(f"at {signed(len(path.mean) - 1, 0)} ", Ink.AXIS),
            Span(abnormal_return(path.mean[-1], of_spread=path.kind in SPREAD_KINDS), _ink(path.mean[-1])),
        ),
        (Span(f"± {spread}", Ink.AXIS),),
        (Span(f"n {path.n}"), Span(anecdote, Ink.AXIS)),
    ]
    if longest is not None and longest.pending:
        facts.append((Span(f"{longest.pending} pending", Ink.AXIS),))
    lines: list[tuple[Span, ...]] = []
    for fact in facts:
        longer = (*lines[-1], _GAP, *fact) if lines else fact
        lines[-1:] = [longer] if span_width(longer) <= width else [*lines[-1:], fact]
    return lines


def _draw_path(grid: Grid, path: AveragePath, top: int) -> None:
    """Draw axes, band and line from row `top` on."""
    mean = [100 * value for value in path.mean]
    away = [100 * value for value in path.deviation] or [0.0] * len(mean)
    lower = [value - by for value, by in zip(mean, away, strict=True)]
    upper = [value + by for value, by in zip(mean, away, strict=True)]
    low, high = bounds((*lower, *upper, 0.0, *_AROUND_NOTHING))
    rows = grid.height - top - 1
    scale = Scale(low, high, rows)
    labels = row_ticks(low, high, scale.row, rows, sign=True)
    left = 1 + max((len(tick.label) for tick in labels), default=0)
    place = _Place(left, top, grid.width - left, len(mean) - 1, scale)
    for tick in labels:
        grid.put(left - 1 - len(tick.label), top + tick.row, tick.label, Ink.AXIS)
    if path.deviation:
        _draw_band(grid, place, lower, upper)
    for x in range(left, grid.width):
        grid.put(x, top + scale.row(0.0), "─", Ink.ZERO)
    line = Dots(place.width, rows)
    line.path([place.spot(session, value) for session, value in enumerate(mean)])
    _put(grid, place, line, Ink.CURRENT)
    for at in offset_ticks(place.last, place.width):
        grid.put(left + at.start, grid.height - 1, at.label, Ink.AXIS)


def _draw_band(grid: Grid, place: _Place, lower: list[float], upper: list[float]) -> None:
    """Fill between two lines with sparse dots."""
    band = Dots(place.width, place.scale.rows)
    edges = ([place.spot(session, value) for session, value in enumerate(edge)] for edge in (upper, lower))
    band.fill(*edges)
    _put(grid, place, band, Ink.BAND)


def _put(grid: Grid, place: _Place, dots: Dots, ink: Ink) -> None:
    """Write dots into the plot's cells."""
    for x, y, char in dots.cells():
        grid.put(place.left + x, place.top + y, char, ink)


def _ink(value: float) -> Ink:
    """Return the ink of a CAR."""
    return Ink.TEXT if value == 0 else Ink.UP if value > 0 else Ink.DOWN
