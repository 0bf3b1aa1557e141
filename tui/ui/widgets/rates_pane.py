"""Rates in words: the 10-year yield and the curve over the window, the fed funds range, and whether the pair minds."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.readings import FedMove, FedRange, Rates, YieldChange
from tui.core.summary import window_in_words
from tui.core.text import DASH, day, safe, signed
from tui.ui.lines import Line, Span, Tone, fit, right, wrapped
from tui.ui.look import LookAt
from tui.ui.widgets.pane import Pane
from tui.ui.widgets.scrolling import SCROLLING
from tui.ui.words import why_missing

_NAME = 10
_VALUE = 7
_CHANGE = 9
_INSET = 2
_CURVE = ("10-year less 3-month", "10y less 3m")


class RatesPane(Pane, can_focus=True):
    """Shows `board.rates`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *SCROLLING,
        Binding("enter", "look", "look at the 10-year yield", show=False),
    ]

    board: reactive[Board | None] = reactive(None, repaint=False)

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where what is shown has changed."""
        if _shown(before) != _shown(after):
            self.relay()

    def action_look(self) -> None:
        """Ask for the 10-year yield."""
        symbols = self.board.rates.ten_year.symbols if self.board and self.board.rates else ()
        if symbols:
            self.post_message(LookAt(symbols[0]))

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - it scrolls
        """Return yields, range and correlation."""
        board = self.board
        if board is None:
            return ()
        self.entitle("Rates", window_in_words(board.window, board.since))
        if board.rates is None:
            return wrapped(why_missing(board, "rates"), width, Tone.MUTED)
        rates = board.rates
        since = _since(rates.ten_year.base_date)
        lines = (*_yield("10-year", rates.ten_year, since, width), *_yield("curve", rates.curve, _CURVE, width))
        return (*lines, *_fed(rates.fed or board.fed, rates.moves, width), *_related(rates, width))


def _since(base: date | None) -> tuple[str, ...]:
    """Say what a change is measured from, the fullest wording first."""
    return (f"since {day(base)}", f"since {base.day} {base:%b}") if base else ()


def _yield(name: str, change: YieldChange, wordings: tuple[str, ...], width: int) -> tuple[Line, ...]:
    """Return a yield's value and its change over the window, then the fullest of the wordings that fits."""
    head = Span(fit(name, _NAME), Tone.STRONG)
    if change.value_pct is None:
        return _told(head, safe(change.why_missing) or "no data", width)
    figures = Span(right(f"{signed(change.value_pct).removeprefix('+')}%", _VALUE))
    moved = Span(right(DASH if change.change_bp is None else signed(change.change_bp, 0, " bp"), _CHANGE))
    room = width - _NAME - _VALUE - _CHANGE - 2
    if change.change_bp is None and change.why_missing:
        wordings = (safe(change.why_missing),)
    words = next((words for words in wordings if cell_len(words) <= room), "")
    return ((head, figures, moved, Span(f"  {words}", Tone.MUTED)),)


def _fed(fed: FedRange | None, moves: tuple[FedMove, ...], width: int) -> tuple[Line, ...]:
    """Return the range in force and the last changes of it."""
    head = Span(fit("fed funds", _NAME), Tone.STRONG)
    if fed is None:
        return _told(head, "no data", width)
    text = f"{fed.lower_pct:.2f}–{fed.upper_pct:.2f}%"
    lines = _told(head, f"{text} since {day(fed.since)}", width, Tone.TEXT)
    told = [_moved(move) for move in moves]
    indent = _NAME if all(_NAME + len(words) <= width for words in told) else _INSET
    return (*lines, *(line for words in told for line in wrapped(words, width, Tone.MUTED, " " * indent)))


def _moved(move: FedMove) -> str:
    """Say when the range was changed, by how much and to what."""
    by = "" if move.change_bp is None else f"{signed(move.change_bp, 0, ' bp')} to "
    return f"{day(move.day)}: {by}{move.lower_pct:.2f}–{move.upper_pct:.2f}%"


def _related(rates: Rates, width: int) -> tuple[Line, ...]:
    """Return how the ratio's changes go with those of the yield."""
    head = Span(fit("corr60", _NAME), Tone.STRONG)
    if rates.corr60 is None:
        return _told(head, f"no data, {rates.corr_sessions} of 60 sessions", width)
    words = f"{signed(rates.corr60)}, ratio with 10-year changes, {rates.corr_sessions} sessions"
    return _told(head, words, width, Tone.TEXT)


def _told(head: Span, words: str, width: int, tone: Tone = Tone.MUTED) -> tuple[Line, ...]:
    """Set words beside a heading, further lines under the first."""
    first, *rest = wrapped(words, max(1, width - _NAME), tone)
    return ((head, *first), *((Span(" " * _NAME), *line) for line in rest))


def _shown(board: Board | None) -> object:
    """Return what the pane depends on."""
    if board is None:
        return None
    window = (board.window, board.since)
    return (board.rates, board.fed, window, board.problems, board.cached, board.provider.state)
