"""Rates in words: the 10-year yield and the curve over the window, the fed funds range, and whether the pair minds."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.readings import FedMove, FedRange, Rates, YieldChange
from tui.core.summary import window_in_words
from tui.core.text import DASH, day, safe, signed
from tui.ui.lines import Line, Span, Tone, fit, right, wrapped
from tui.ui.widgets.pane import Pane
from tui.ui.widgets.scrolling import SCROLLING
from tui.ui.words import why_missing

_NAME = 10
_VALUE = 7
_CHANGE = 9
_CURVE = "10-year less 3-month"


class RatesPane(Pane, can_focus=True):
    """Shows `board.rates`."""

    BINDINGS: ClassVar[list[BindingType]] = [*SCROLLING]

    board: reactive[Board | None] = reactive(None, repaint=False)

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where what is shown has changed."""
        if _shown(before) != _shown(after):
            self.relay()

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - it scrolls
        """Return yields, range and correlation."""
        board = self.board
        if board is None:
            return ()
        self.entitle("Rates", window_in_words(board.window, board.since))
        if board.rates is None:
            return wrapped(why_missing(board, "rates"), width, Tone.MUTED)
        rates = board.rates
        lines = (*_yield("10-year", "", rates.ten_year, width), *_yield("curve", _CURVE, rates.curve, width))
        return (*lines, *_fed(rates.fed or board.fed, rates.moves, width), *_related(rates, width))


def _yield(name: str, what: str, change: YieldChange, width: int) -> tuple[Line, ...]:
    """Return a yield's value and its change over the window, then what it is, or since when."""
    head = Span(fit(name, _NAME), Tone.STRONG)
    if change.value_pct is None:
        return _told(head, f"no data: {safe(change.why_missing) or 'no closes'}", width, _NAME)
    figures = Span(right(f"{signed(change.value_pct).removeprefix('+')}%", _VALUE))
    moved = Span(right(DASH if change.change_bp is None else signed(change.change_bp, 0, " bp"), _CHANGE))
    words = "  " + (what or (f"since {day(change.base_date)}" if change.base_date else ""))
    line = (head, figures, moved)
    if _NAME + _VALUE + _CHANGE + len(words) <= width:
        return ((*line, Span(words, Tone.MUTED)),)
    return (line, *wrapped(words.strip(), width, Tone.MUTED, " " * _NAME))


def _fed(fed: FedRange | None, moves: tuple[FedMove, ...], width: int) -> tuple[Line, ...]:
    """Return the range in force and the last changes of it."""
    head = Span(fit("fed funds", _NAME), Tone.STRONG)
    if fed is None:
        return _told(head, "no data", width, _NAME)
    text = f"{fed.lower_pct:.2f}–{fed.upper_pct:.2f}%"
    lines = [*_told(head, f"{text} since {day(fed.since)}", width, _NAME, Tone.TEXT)]
    for move in moves:
        by = "" if move.change_bp is None else f"{signed(move.change_bp, 0, ' bp')} to "
        lines += wrapped(
            f"{day(move.day)}: {by}{move.lower_pct:.2f}–{move.upper_pct:.2f}%", width, Tone.MUTED, " " * _NAME
        )
    return tuple(lines)


def _related(rates: Rates, width: int) -> tuple[Line, ...]:
    """Return how the ratio's changes go with those of the yield."""
    head = Span(fit("corr60", _NAME), Tone.STRONG)
    if rates.corr60 is None:
        return _told(head, f"no data, {rates.corr_sessions} of 60 sessions", width, _NAME)
    words = f"{signed(rates.corr60)}, ratio with 10-year changes, {rates.corr_sessions} sessions"
    return _told(head, words, width, _NAME, Tone.TEXT)


def _told(head: Span, words: str, width: int, indent: int, tone: Tone = Tone.MUTED) -> tuple[Line, ...]:
    """Set words beside a heading, further lines under the first."""
    first, *rest = wrapped(words, max(1, width - indent), tone)
    return ((head, *first), *((Span(" " * indent), *line) for line in rest))


def _shown(board: Board | None) -> object:
    """Return what the pane depends on."""
    if board is None:
        return None
    window = (board.window, board.since)
    return (board.rates, board.fed, window, board.problems, board.cached, board.provider.state)
