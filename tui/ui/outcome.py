"""What came of an event, as columns at the end of its row: what the spread did, and what its claims came to."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from rich.cells import cell_len

from tui.core.board import Board
from tui.core.events import Kind
from tui.core.text import signed
from tui.ui.entries import Entry
from tui.ui.lines import Line, Span, Tone, fit, right, tone_of, width_of
from tui.ui.study_rows import window_name
from tui.ui.verdicts import counts, sign

_FOLLOWED = 8
_GAP = 2
_LONGEST_SYMBOLS = 14
_LEAST_BESIDE = 48
"""Cells that number, date, kind and title keep before there is a column of what followed."""
_LEAST_SIGNED = 28
"""Cells of a row from which on one of them is a sign for its claims."""


class Outcome(Struct, frozen=True):
    """Cells of the columns there is room for; 0 where there is none."""

    symbols: int = 0
    followed: int = 0
    """Of each of the two windows."""
    claims: int = 0
    counted: bool = False
    """Whether claims are counted by verdict, or one sign stands for all of an event's."""

    def width(self) -> int:
        """Return the cells all of them take."""
        return self.symbols + 2 * self.followed + self.claims

    def heading(self) -> str:
        """Return the columns' names."""
        symbols = f"  {fit('symbols', self.symbols - _GAP)}" if self.symbols else ""
        spread = "".join(right(window_name(0, last), self.followed) for last in (1, 5)) if self.followed else ""
        claims = f"{'':{_GAP}}{fit('claims', self.claims - _GAP)}" if self.counted else " " * self.claims
        return symbols + spread + claims

    def cells(self, entry: Entry, board: Board) -> Line:
        """Return an entry's columns; blanks where nothing has followed, or nothing was claimed."""
        return (*self._symbols(entry), *self._followed(entry, board), *self._claims(entry, board))

    def _symbols(self, entry: Entry) -> Line:
        if not self.symbols:
            return ()
        return (Span(f"{'':{_GAP}}{fit(' '.join(entry.symbols), self.symbols - _GAP)}", Tone.MUTED),)

    def _followed(self, entry: Entry, board: Board) -> Line:
        if not self.followed:
            return ()
        session = entry.event.session if entry.event and entry.kind is not Kind.NEWS else None
        found = board.followed.get(session) if session else None
        values = (found.one_pts, found.five_pts) if found else (None, None)
        return tuple(Span(right("" if each is None else signed(each), self.followed), tone_of(each)) for each in values)

    def _claims(self, entry: Entry, board: Board) -> Line:
        if not self.claims:
            return ()
        checks = board.checks.get(entry.key, ())
        told = counts(checks) if self.counted else (sign(checks),)
        used = 1 if not self.counted else _GAP
        return (Span(" " * used), *told, Span(" " * max(0, self.claims - used - width_of(told))))


def arrange_outcome(listed: Iterable[Entry], board: Board, width: int, *, full: bool) -> Outcome:
    """Share out rows of `width` cells: claims first, what followed, then symbols; `full` asks for more than a sign."""
    there = list(listed)
    checks = [each for each in (board.checks.get(entry.key, ()) for entry in there) if each]
    signed = Outcome(claims=2 if checks and width >= _LEAST_SIGNED else 0)
    if not full:
        return signed
    claims = _GAP + max((width_of(counts(each)) for each in checks), default=6)
    symbols = min(
        max((cell_len(" ".join(each)) for each in {entry.symbols for entry in there}), default=0), _LONGEST_SYMBOLS
    )
    widest = (
        Outcome(_GAP + max(symbols, 7) if symbols else 0, _FOLLOWED, max(claims, _GAP + 6), counted=True),
        Outcome(0, _FOLLOWED, max(claims, _GAP + 6), counted=True),
    )
    return next((each for each in widest if each.width() <= width - _LEAST_BESIDE), signed)
