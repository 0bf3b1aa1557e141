"""The indices, rates and the exchange's clock, under the quote strip."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec import Struct
from textual.reactive import reactive

from tui.core.board import MOVING, Board
from tui.core.market import Quote
from tui.core.readings import FedRange
from tui.core.watchlist import Instrument, Watchlist
from tui.ui.cells import Columns, Seen, index_cell
from tui.ui.lines import Line, Span, Tone, apart, width_of
from tui.ui.widgets.pane import Pane
from tui.ui.words import badges, clock_in_words, market_now, usual_state

_GAP = Span("   ")


class _Around(Struct, frozen=True):
    """What stands around the prices, and is looked at once a second however often they move."""

    seen: Seen
    ends: list[Line]
    """What may stand at the right edge, the fullest first."""


class IndexRow(Pane):
    """Shows the indices in order from the left, what most quotes are and the clock at the end of the last row."""

    board: reactive[Board | None] = reactive(None, repaint=False)
    now: reactive[datetime] = reactive(datetime.min.replace(tzinfo=UTC), repaint=False)

    def __init__(self, watchlist: Watchlist, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._watchlist = watchlist
        self._columns = Columns()
        self._quoted = [each.symbol for each in watchlist.indices if each.kind != "fed"]
        self._around: _Around | None = None
        self._made: dict[str, tuple[object, Line]] = {}
        """By symbol: what a cell was made of, and the cell."""

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where an index moved, or more than prices has changed."""
        if before is None or after is None or not after.alike_but_for(before, MOVING):
            self._around = None
            self.relay()
        elif self._moved(before, after):
            self.relay()

    def watch_now(self) -> None:
        """Let the clock go on."""
        self._around = None
        self.relay()

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the rows; where not all fits the clock gets shorter first, then the last indices go."""
        board = self.board
        if board is None:
            return ()
        if self._around is None:
            self._around = _around(board, self.now)
        seen, ends = self._around.seen, self._around.ends
        quotes = board.quoted(self._quoted)
        cells = [self._cell(each, quotes.get(each.symbol), board.fed, seen) for each in self._watchlist.indices]
        for end in ends:
            rows = _flow(cells, width, height, width_of(end))
            if rows is not None:
                return _with_end(rows, end, width, height)
        while cells:
            cells.pop()
            rows = _flow(cells, width, height, width_of(ends[-1]))
            if rows is not None:
                return _with_end(rows, ends[-1], width, height)
        return ()

    def _cell(self, instrument: Instrument, quote: Quote | None, fed: FedRange | None, seen: Seen) -> Line:
        """Return the cell of an index, made anew where it says something else."""
        told = (quote, fed, seen)
        made = self._made.get(instrument.symbol)
        if made is None or made[0] != told:
            line = index_cell(instrument, quote, fed, self._columns, seen)
            made = self._made[instrument.symbol] = (told, line)
        return made[1]

    def _moved(self, before: Board, after: Board) -> bool:
        """Say whether a quote shown here is another."""
        return before.quotes is not after.quotes and before.quoted(self._quoted) != after.quoted(self._quoted)


def _around(board: Board, wall: datetime) -> _Around:
    """Look at what stands around the prices; of what may stand at the edge nothing is last but for badges."""
    now = market_now(board, wall)
    shown = board.provider.live and not (board.as_of or board.cached)
    clocks = clock_in_words(board.clock, now) if shown else ()
    state, usual = usual_state(board.telling(), now)
    # A badge has its place in the status bar; here it is shown where there is room.
    marked = tuple(Span(f" {words} ", Tone.BADGE) for words in badges(board, wall))
    spaced = tuple(span for badge in marked for span in (badge, Span(" ")))[:-1]
    full = " · ".join(part for part in (clocks[0] if clocks else "", usual) if part)
    texts = dict.fromkeys([full, *clocks])
    plain: list[Line] = [(Span(text, Tone.MUTED),) for text in texts if text]
    badged: list[Line] = [(*line, Span("  "), *spaced) for line in plain] if spaced else []
    return _Around(Seen(now, state), [*badged, *plain, *([spaced] if spaced else []), ()])


def _flow(cells: list[Line], width: int, height: int, end: int) -> list[Line] | None:
    """Set cells in rows of `width`, leaving room for the end in the last; None where they do not fit."""
    rows: list[Line] = [()]
    taken = 0
    for cell in cells:
        size = width_of(cell)
        if rows[-1] and taken + _GAP_CELLS + size <= width:
            rows[-1] = (*rows[-1], _GAP, *cell)
            taken += _GAP_CELLS + size
        elif not rows[-1] and size <= width:
            rows[-1], taken = cell, size
        else:
            rows.append(cell)
            taken = size
    room = width - (end + _GAP_CELLS if end else 0)
    if len(rows) < height:
        return rows
    return rows if len(rows) == height and taken <= room else None


_GAP_CELLS = len(_GAP.text)


def _with_end(rows: list[Line], end: Line, width: int, height: int) -> tuple[Line, ...]:
    """Set the end at the right edge of the last row, or of a row of its own."""
    if end and width_of(rows[-1]) + _GAP_CELLS + width_of(end) > width and len(rows) < height:
        rows = [*rows, ()]
    return (*rows[:-1], apart(rows[-1], end, width))
