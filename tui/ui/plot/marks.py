"""Event marks: which number an event bears, how it is written, and where marks stand in a row of cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.core.board import Board
from tui.core.events import COMPUTED, Kind, Mark, place

UNMARKED = frozenset({Kind.NEWS, Kind.OPINION})
"""Kinds that are told in the timeline only."""

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class Stack(NamedTuple):
    """Marks that share one place in the row, and the cells their writing takes."""

    start: int
    text: str
    event_ids: tuple[str, ...]

    def stop(self) -> int:
        """Return the first column after it."""
        return self.start + len(self.text)


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


def stacked(marks: Sequence[tuple[int, Mark]], width: int, selected: str | None = None) -> tuple[Stack, ...]:
    """Set marks, given with their columns from the left, in a row of `width` cells without overlap.

    Marks that meet share a place: it shows the selected one's number, else the last one's, and a plus.
    """
    stacks: list[Stack] = []
    members: list[list[tuple[int, Mark]]] = []
    for placed in marks:
        members.append([placed])
        stacks.append(_written(members[-1], width, selected))
        while len(stacks) > 1 and stacks[-2].stop() > stacks[-1].start:
            members[-2:] = [members[-2] + members[-1]]
            stacks[-2:] = [_written(members[-1], width, selected)]
    return tuple(stacks)


def _written(members: list[tuple[int, Mark]], width: int, selected: str | None) -> Stack:
    """Write one place of the row, moved left where it would leave it."""
    ids = tuple(mark.event_id for _, mark in members)
    shown = members[ids.index(selected) if selected in ids else -1][1]
    text = glyph(shown.number) + ("+" if len(members) > 1 else "")
    return Stack(max(0, min(members[0][0], width - len(text))), text, ids)
