"""The ladder of levels: every level and target with the last close at its place between them."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.text import percent, price, safe
from tui.ui.lines import DOT, Line, Span, Tone, cut, right, tone_of, wrapped
from tui.ui.look import LookAt
from tui.ui.rungs import Ladder, Rung, ladders
from tui.ui.widgets.pane import Pane
from tui.ui.widgets.scrolling import SCROLLING
from tui.ui.words import why_missing

_DISTANCE = 10
_INDENT = "  "
_LAST = "last close"


class LadderPane(Pane, can_focus=True):
    """Shows `board.levels` and `board.targets`, those of the pair's small side first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *SCROLLING,
        Binding("enter", "look", "look at the symbol of the levels", show=False),
    ]

    board: reactive[Board | None] = reactive(None, repaint=False)

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where what is shown has changed."""
        if _shown(before) != _shown(after):
            self.relay()

    def relay(self) -> None:
        """Lay out anew; where there was no ladder before, begin with the last close in the middle."""
        bare = self._close_row() is None
        super().relay()
        if bare and self._close_row() is not None:
            self.settle()

    def look(self) -> None:
        """Keep the last close in the middle."""
        self.settle()

    def action_look(self) -> None:
        """Ask for the symbol whose ladder is in the middle of what is in sight."""
        ends, middle = 0, self.scroll_offset.y + self.room.height // 2
        for ladder in ladders(self.board) if self.board else ():
            ends += len(_block(ladder, self.room.width, named=bool(ends))) + bool(ends)
            if middle < ends or ends == len(self.lines):
                self.post_message(LookAt(ladder.symbol))
                return

    def settle(self) -> None:
        """Scroll so that the last close is in the middle of what is in sight."""
        self.scroll_to(
            y=max(0, (self._close_row() or 0) - self.room.height // 2), animate=False, force=True, immediate=True
        )

    def _close_row(self) -> int | None:
        """Return the first row of a last close; None while there is no ladder."""
        rows = (y for y, line in enumerate(self.lines) if any(_LAST in span.text for span in line))
        return next(rows, None)

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - it scrolls
        """Return the ladders one under the other."""
        board = self.board
        if board is None:
            return ()
        found = ladders(board)
        self.entitle("Levels and targets", *(safe(ladder.symbol) for ladder in found[:1]))
        if not found:
            return wrapped(why_missing(board, "levels"), width, Tone.MUTED)
        blocks = [_block(ladder, width, named=place > 0) for place, ladder in enumerate(found)]
        return tuple(line for place, block in enumerate(blocks) for line in ([(), *block] if place else block))


def _block(ladder: Ladder, width: int, *, named: bool) -> list[Line]:
    """Return a ladder's lines; the name of its symbol where it is not in the title."""
    value = max(cell_len(price(each)) for each in (ladder.close or 0.0, *(rung.value for rung in ladder.rungs)))
    head: list[Line] = [(Span(safe(ladder.symbol), Tone.CHOSEN),)] if named else []
    above = [line for rung in ladder.above() for line in _rung(rung, value, width)]
    below = [line for rung in ladder.below() for line in _rung(rung, value, width)]
    return [*head, *above, _close(ladder.close, value, width), *below]


def _rung(rung: Rung, value: int, width: int) -> tuple[Line, ...]:
    """Return a rung's lines: its value, how far away it is and its name, then what is known of it."""
    away = rung.distance_pct()
    head = (Span(right(price(rung.value), value), Tone.STRONG), Span(right(percent(away), _DISTANCE), tone_of(away)))
    room = width - value - _DISTANCE - 2
    named = rung.named()
    facts = wrapped(rung.facts().replace(" · ", DOT), width, Tone.MUTED, _INDENT)
    if cell_len(named) <= room:
        return ((*head, Span(f"  {named}")), *facts)
    return (head, *wrapped(named, width, Tone.TEXT, _INDENT), *facts)


def _close(close: float | None, value: int, width: int) -> Line:
    """Return the line of the last close."""
    words = right(price(close), value)
    if close is None:
        return cut((Span(f"{words}  no close", Tone.MUTED),), width)
    rest = max(0, width - cell_len(words) - 14)
    return cut((Span(words, Tone.SMALL), Span(f"  {_LAST} ", Tone.SMALL), Span("─" * rest, Tone.SMALL)), width)


def _shown(board: Board | None) -> object:
    """Return what the pane depends on."""
    if board is None:
        return None
    pair = board.spread.pair if board.spread else None
    return (board.levels, board.targets, pair, board.problems, board.cached, board.provider.state)
