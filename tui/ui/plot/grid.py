"""A grid of cells with the ink each is written in; turned into a screen's own lines by whoever shows it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby

from msgspec import Struct
from rich.cells import cell_len

from tui.core.text import safe


class Ink(StrEnum):
    """What a cell is written in; a theme gives each its colour."""

    TEXT = "text"
    SMALL = "small"
    LARGE = "large"
    UP = "up"
    DOWN = "down"
    AXIS = "axis"
    ZERO = "zero"
    BAND = "band"
    MARK = "mark"
    MARK_SELECTED = "mark-selected"
    MARK_MACRO = "mark-macro"
    MARK_POLICY = "mark-policy"
    MARK_FED = "mark-fed"
    MARK_COMPANY = "mark-company"
    MARK_EARNINGS = "mark-earnings"
    MARK_MARKET = "mark-market"
    MARK_LEVEL = "mark-level"
    MARK_NOTE = "mark-note"
    CURRENT = "current"
    """The current episode."""
    EARLIER_1 = "earlier-1"
    EARLIER_2 = "earlier-2"
    EARLIER_3 = "earlier-3"
    EARLIER_4 = "earlier-4"


class Cell(Struct, frozen=True):
    """One cell; the cell after a character two cells wide has none."""

    char: str
    ink: Ink


class Span(Struct, frozen=True):
    """Text in one ink."""

    text: str
    ink: Ink = Ink.TEXT


class Grid:
    """Cells that can be written to; what falls outside is left out."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        # Apart from each other: a chart is thousands of cells, and no object is made for one.
        self._chars = [[" "] * width for _ in range(height)]
        self._inks = [[Ink.TEXT] * width for _ in range(height)]

    def put(self, x: int, y: int, text: str, ink: Ink = Ink.TEXT) -> int:
        """Write text from column `x` on and return the column after it; a wide character is never halved."""
        if not 0 <= y < self.height:
            return x + cell_len(text)
        chars, inks = self._chars[y], self._inks[y]
        for char in text:
            size = cell_len(char)
            if size and x >= 0 and x + size <= self.width:
                chars[x], inks[x] = char, ink
                if size > 1:
                    chars[x + 1], inks[x + 1] = "", ink
            x += size
        return x

    def put_spans(self, x: int, y: int, spans: tuple[Span, ...]) -> int:
        """Write spans one after the other and return the column after them."""
        for span in spans:
            x = self.put(x, y, span.text, span.ink)
        return x

    def at(self, x: int, y: int) -> Cell:
        """Return the cell at column `x` of row `y`."""
        return Cell(self._chars[y][x], self._inks[y][x])

    def text(self, y: int) -> str:
        """Return a row's characters."""
        return "".join(self._chars[y])

    def spans(self, y: int) -> Iterator[Span]:
        """Yield a row as runs of one ink."""
        chars, start = self._chars[y], 0
        for ink, run in groupby(self._inks[y]):
            end = start + len(tuple(run))
            yield Span("".join(chars[start:end]), ink)
            start = end


def span_width(spans: tuple[Span, ...]) -> int:
    """Return the cells spans take."""
    return sum(cell_len(span.text) for span in spans)


def say(grid: Grid, words: str, top: int = 0) -> None:
    """Write foreign or own words in the middle of the rows from `top` on."""
    lines = textwrap.wrap(safe(words), max(1, grid.width))[: max(0, grid.height - top)]
    first = top + (grid.height - top - len(lines)) // 2
    for y, line in enumerate(lines, start=first):
        grid.put((grid.width - cell_len(line)) // 2, y, line, Ink.AXIS)
