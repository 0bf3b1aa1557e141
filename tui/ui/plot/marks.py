"""Event marks: which number an event bears, how it is written with its kind, and where marks stand in a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from tui.core.board import Board
from tui.core.events import COMPUTED, Kind, Mark, place
from tui.ui.plot.grid import Grid, Ink

UNMARKED = frozenset({Kind.NEWS, Kind.OPINION})
"""Kinds that are told in the timeline only."""

SIGNS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.MACRO: "●",
        Kind.POLICY: "■",
        Kind.FED: "◆",
        Kind.COMPANY: "○",
        Kind.EARNINGS: "□",
        Kind.MARKET: "◇",
        Kind.LEVEL: "△",
        Kind.NOTE: "★",
    }
)
"""What stands for a kind beside its number: filled for the economy, hollow for the market, a star for one's own."""

KIND_INKS: Mapping[Kind, Ink] = MappingProxyType({kind: Ink(f"mark-{kind}") for kind in SIGNS})
"""What the marks of a kind are written in."""

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class Stack(Struct, frozen=True):
    """Marks that share one place in the row, and the cells their writing takes."""

    start: int
    text: str
    event_ids: tuple[str, ...]
    kind: Kind = Kind.MARKET
    """That of the mark whose number is shown."""

    def stop(self) -> int:
        """Return the first column after it."""
        return self.start + len(self.text)


class Picture(Struct, frozen=True):
    """Drawn cells, and where the event marks stand in them."""

    grid: Grid
    stacks: tuple[Stack, ...] = ()
    """Columns are the grid's."""
    row: int | None = None
    """The row the marks are in."""


def event_marks(board: Board) -> tuple[Mark, ...]:
    """Return the numbered marks of a Board's events on its spread path; chart and timeline both use these.

    What the program found in the closes has none: the chart shows the closes themselves.
    """
    if board.spread is None:
        return ()
    told = tuple(event for event in board.events if event.source != COMPUTED)
    return place(told, board.spread.path.days, but=UNMARKED)


def glyph(number: int) -> str:
    """Write a mark's number: circled up to twenty, plain digits beyond, where circled ones are two cells wide."""
    return _CIRCLED[number - 1] if 1 <= number <= len(_CIRCLED) else str(number)


def written(number: int, kind: Kind) -> str:
    """Write a mark: its number and the sign of its kind."""
    return glyph(number) + SIGNS.get(kind, "")


def draw_marks(grid: Grid, left: int, y: int, stacks: Sequence[Stack], selected: str | None) -> Picture:
    """Write marks into row `y`, their columns counted from `left`, in the ink of their kind unless selected."""
    for stack in stacks:
        ink = Ink.MARK_SELECTED if selected in stack.event_ids else KIND_INKS.get(stack.kind, Ink.MARK)
        grid.put(left + stack.start, y, stack.text, ink)
    return Picture(grid, tuple(replace(stack, start=stack.start + left) for stack in stacks), y)


def stacked(marks: Sequence[tuple[int, Mark]], width: int, selected: str | None = None) -> tuple[Stack, ...]:
    """Set marks, given with their columns from the left, in a row of `width` cells without overlap.

    Marks that meet share a place: it shows the selected one, else the last, and how many more there are.
    """
    stacks: list[Stack] = []
    members: list[list[tuple[int, Mark]]] = []
    for placed in marks:
        members.append([placed])
        stacks.append(_written(members[-1], width, selected))
        while len(stacks) > 1 and stacks[-2].stop() + (len(stacks[-2].event_ids) > 1) > stacks[-1].start:
            members[-2:] = [members[-2] + members[-1]]
            stacks[-2:] = [_written(members[-1], width, selected)]
    return tuple(stacks)


def _written(members: list[tuple[int, Mark]], width: int, selected: str | None) -> Stack:
    """Write one place of the row, moved left where it would leave it."""
    ids = tuple(mark.event_id for _, mark in members)
    shown = members[ids.index(selected) if selected in ids else -1][1]
    text = written(shown.number, shown.kind) + (f"+{len(members) - 1}" if len(members) > 1 else "")
    return Stack(max(0, min(members[0][0], width - len(text))), text, ids, shown.kind)
