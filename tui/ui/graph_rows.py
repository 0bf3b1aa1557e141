"""The rotation graph as rows of columns: the sign each line bears, their order, and what stands in the columns."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import chain
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

from rich.cells import cell_len

from tui.core.graph import GraphPoint, GraphRow, Quadrant, Role, RotationGraph
from tui.core.text import DASH, safe
from tui.ui.lines import Line, Span, Tone, fit, right, wrapped
from tui.ui.plot.axes import day_label

_OWN_SIGNS = {Role.LEG: "12", Role.BASKET: ascii_uppercase, Role.SYMBOL: ascii_lowercase}
_SPARE_SIGNS = "3456789"
_LAST_SIGN = "•"
"""What lines bear that are more than there are signs; their names stand in the table."""

_ARROWS = "→↗↑↖←↙↓↘"
_QUADRANTS = {each: place for place, each in enumerate(Quadrant)}
QUADRANT_TONES = {Quadrant.LEADING: Tone.UP, Quadrant.LAGGING: Tone.DOWN}
"""The other two are in plain text."""

_FIGURES = (("strength", "momentum"), ("str.", "mom."))
"""What the columns of figures are called, as there is room."""
_WIDTHS = (9, 7)
"""Cells of a column of figures with the blanks before it, as there is room."""
_WAY = 3
_QUADRANT = 9
_LEAST_NAME = 15
"""Cells names keep before the date goes."""
EARLIER = "earlier"
"""Where a line has been in its quadrant for longer than is known."""


class Signed(NamedTuple):
    """A line with the sign it bears in the graph and in the table."""

    sign: str
    row: GraphRow


class Layout(NamedTuple):
    """Cells of the columns there is room for; 0 where there is none."""

    name: int
    since: int
    compact: bool
    year: int
    """The year that is not written."""

    def heading(self) -> Line:
        """Return the columns' names."""
        since = f"  {fit('since', self.since - 2)}" if self.since else ""
        figures = "".join(self._figure(name) for name in _FIGURES[self.compact])
        named = f"  {fit('line', self.name)}{figures}{'':{_WAY}}{fit('quadrant', _QUADRANT)}{since}"
        return (Span(named, Tone.MUTED),)

    def line(self, signed: Signed) -> Line:
        """Return a line that has a place in the graph."""
        row = signed.row
        tone = QUADRANT_TONES.get(row.quadrant, Tone.TEXT) if row.quadrant else Tone.MUTED
        figures = "".join(self._figure(figure(value)) for value in (row.strength, row.momentum))
        since = f"  {fit(entered(row, self.year), self.since - 2)}" if self.since else ""
        quadrant = fit(row.quadrant.value if row.quadrant else DASH, _QUADRANT)
        return (
            Span(f"{signed.sign} ", sign_tone(row)),
            *self._named(row),
            Span(figures),
            Span(f" {heading_to(row.tail)} ", Tone.STRONG),
            Span(quadrant, tone),
            Span(since, Tone.MUTED),
        )

    def missing(self, signed: Signed, width: int) -> tuple[Line, ...]:
        """Return a line without a place: its name and why."""
        first, *rest = wrapped(safe(signed.row.why_missing) or "no data", max(1, width - self.name - 4), Tone.MUTED)
        named = (Span(f"{signed.sign} ", Tone.MUTED), Span(fit(safe(signed.row.name), self.name), Tone.MUTED))
        return ((*named, Span("  "), *first), *((Span(" " * (self.name + 4)), *line) for line in rest))

    def _figure(self, text: str) -> str:
        """Set a figure or its column's name to the right."""
        return right(text, _WIDTHS[self.compact])

    def _named(self, row: GraphRow) -> Line:
        """Return the name, and of a basket that is not whole how many of its members count."""
        counted = f" {row.of - len(row.missing)}/{row.of}" if row.missing else ""
        name = fit(safe(row.name), max(1, self.name - len(counted)))
        return (Span(name), Span(counted, Tone.ALERT)) if counted else (Span(name),)


def signed(graph: RotationGraph | None) -> tuple[Signed, ...]:
    """Return the lines with their signs: digits for the legs, capitals for baskets, small letters for symbols."""
    spare = iter(_SPARE_SIGNS)
    own = {role: chain(signs) for role, signs in _OWN_SIGNS.items()}
    rows = graph.rows if graph else ()
    return tuple(Signed(next(own[row.role], "") or next(spare, _LAST_SIGN), row) for row in rows)


def ordered(lines: Iterable[Signed]) -> tuple[Signed, ...]:
    """Return the lines by quadrant in the order of a rotation, in each the strongest first; missing ones last."""

    def place(line: Signed) -> tuple[int, float]:
        row = line.row
        return (_QUADRANTS[row.quadrant] if row.quadrant else len(_QUADRANTS), -(row.strength or 0.0))

    return tuple(sorted(lines, key=place))


def arrange(graph: RotationGraph, width: int) -> Layout:
    """Choose the columns for a place so many cells wide: the date goes before the names get short."""
    year = graph.as_of.year if graph.as_of else 0
    longest = max((cell_len(entered(row, year)) for row in graph.rows if row.quadrant), default=0)
    since = 2 + max(5, longest)
    room = width - 2 - _WAY - _QUADRANT
    for dated, compact in ((since, False), (since, True), (0, False)):
        name = room - dated - 2 * _WIDTHS[compact]
        if name >= _LEAST_NAME:
            return Layout(name, dated, compact, year)
    return Layout(max(1, room - 2 * _WIDTHS[True]), 0, True, year)


def figure(value: float | None) -> str:
    """Write strength or momentum."""
    return DASH if value is None or not math.isfinite(value) else f"{value:,.2f}"


def entered(row: GraphRow, year: int) -> str:
    """Write since when a line has been in its quadrant: the day, or the month where the year is not `year`."""
    if row.entered is None:
        return EARLIER
    return day_label(row.entered) if row.entered.year == year else f"{row.entered:%b %Y}"


def heading_to(tail: tuple[GraphPoint, ...]) -> str:
    """Return the arrow of the last week's way, right being stronger and up gaining; a blank where there is none."""
    if len(tail) < 2:
        return " "
    before, after = tail[-2:]
    x, y = after.strength - before.strength, after.momentum - before.momentum
    return " " if x == y == 0 else _ARROWS[round(math.atan2(y, x) / (math.pi / 4)) % 8]


def sign_tone(row: GraphRow) -> Tone:
    """Return what a line's sign is written in."""
    return (
        Tone.STRONG
        if row.role is Role.LEG
        else QUADRANT_TONES.get(row.quadrant, Tone.TEXT)
        if row.quadrant
        else Tone.MUTED
    )
