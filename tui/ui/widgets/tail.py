"""Where the selected line of the rotation graph comes from, week by week, and what it is made of."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.graph import GraphPoint, GraphRow, Quadrant, RotationGraph
from tui.core.text import day, listed, safe
from tui.ui.graph_rows import QUADRANT_TONES, figure, heading_to, signed
from tui.ui.lines import Line, Span, Tone, fit, right, wrapped
from tui.ui.plot.axes import day_label
from tui.ui.widgets.detail import Detail
from tui.ui.widgets.pane import Pane
from tui.ui.words import why_missing

_DATE = 12
_SHORT = 7
"""Cells of a date without its year."""
_FIGURE = 9
_QUADRANT = 9


class Tail(Pane, can_focus=True):
    """Shows the line called `selected` of `board.graph`: since when it is where it is, and each week of its tail."""

    BINDINGS: ClassVar[list[BindingType]] = list(Detail.BINDINGS)

    board: reactive[Board | None] = reactive(None, repaint=False)
    selected: reactive[str | None] = reactive(None, repaint=False)

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where what is shown has changed."""
        if (before and before.graph) is not (after and after.graph):
            self.relay()

    def watch_selected(self) -> None:
        """Show the line from its beginning."""
        self.relay()
        self.scroll_to(y=0, animate=False)

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - it scrolls
        """Return the line in words and its weeks, the last first."""
        board = self.board
        graph = board.graph if board else None
        line = next((each for each in signed(graph) if each.row.name == self.selected), None)
        self.entitle(*((f"{line.sign} {safe(line.row.name)}", line.row.role.value) if line else ("Tail",)))
        if board is None or graph is None or line is None:
            return wrapped(why_missing(board, "tails"), width, Tone.MUTED) if board else ()
        return (*_told(line.row, graph, width), *_weeks(line.row, width))


def _told(row: GraphRow, graph: RotationGraph, width: int) -> tuple[Line, ...]:
    """Say where the line is and since when, and which members of a basket are left out."""
    if row.quadrant is None:
        return wrapped(safe(row.why_missing) or "no data", width, Tone.MUTED)
    since = f"since {day(row.entered)}" if row.entered else "for longer than is known"
    tone = QUADRANT_TONES.get(row.quadrant, Tone.STRONG)
    told: Line = (Span(row.quadrant.value, tone), Span(f" {since}", Tone.TEXT))
    if not row.missing:
        return (told,)
    names = listed(row.missing)
    counted = f"{row.of - len(row.missing)} of {row.of} members; without a return on {day(graph.as_of)}: {names}"
    return (told, *wrapped(counted, width, Tone.ALERT))


def _weeks(row: GraphRow, width: int) -> tuple[Line, ...]:
    """Return a line for each week with the way it went from the one before, the last week first."""
    if not row.tail:
        return ()
    dated = width >= _DATE + 2 * _FIGURE + 3 + _QUADRANT
    names = f"{fit('week to', _DATE if dated else _SHORT)}{right('strength', _FIGURE)}{right('momentum', _FIGURE)}"
    steps = ((row.tail[: place + 1], point) for place, point in enumerate(row.tail))
    lines = [_week(heading_to(until), point, dated=dated) for until, point in steps]
    return ((Span(names, Tone.MUTED),), *reversed(lines))


def _week(way: str, point: GraphPoint, *, dated: bool) -> Line:
    """Return one week's line."""
    figures = f"{right(figure(point.strength), _FIGURE)}{right(figure(point.momentum), _FIGURE)}"
    quadrant = Quadrant.of(point.strength, point.momentum)
    return (
        Span(fit(day(point.day), _DATE) if dated else fit(day_label(point.day), _SHORT), Tone.MUTED),
        Span(figures),
        Span(f" {way} ", Tone.STRONG),
        Span(quadrant.value, QUADRANT_TONES.get(quadrant, Tone.TEXT)),
    )
