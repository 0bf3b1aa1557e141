"""The claims of all events and how many hold, then what cannot be checked: forecasts, opinions, what to watch."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.checks import ClaimCheck, Verdict
from tui.core.figures import claim_difference, claim_figure
from tui.core.text import safe
from tui.ui.lines import Line, Span, Tone, fit, fit_words, right, wrapped
from tui.ui.look import LookAt
from tui.ui.said_rows import said_rows
from tui.ui.verdicts import SIGNS, TONES, tally_in_words
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.rows import Row
from tui.ui.words import why_missing

_SIGN = 2
_MEASURED = 11
_DIFFERENCE = 13


class ClaimTable(ListPane):
    """Shows `board.tally` and `board.checks`, the newest event's first, then what was said besides, never as data.

    The key of a claim's row begins with its event's id, that of an opinion's with its entry's.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "look", "look at the claim’s symbol", show=False)]

    board: reactive[Board | None] = reactive(None, repaint=False)

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where what is shown has changed."""
        if _shown(before) != _shown(after):
            self.entitle("Claims")
            self.relay()

    def heading(self, width: int) -> Line:
        """Return the names of the columns."""
        if not self.keys():
            return ()
        room = max(1, width - _SIGN - _MEASURED - _DIFFERENCE)
        names = f"{'':{_SIGN}}{fit('claimed', room)}{right('measured', _MEASURED)}{right('differs by', _DIFFERENCE)}"
        return (Span(names, Tone.MUTED),)

    def list_rows(self, width: int) -> tuple[Row, ...]:
        """Return the tally, a row for each claim, then a row for each thing said that cannot be checked."""
        board = self.board
        if board is None:
            return ()
        told = board.tally.claims()
        words = tally_in_words(board.tally) if told else why_missing(board, "claims")
        head = wrapped(words, width, Tone.STRONG if told else Tone.MUTED)
        events = [event for event in reversed(board.events) if event.id in board.checks]
        rows = (
            Row(f"{event.id} {place}", _line(check, width))
            for event in events
            for place, check in enumerate(board.checks[event.id])
        )
        return (*(Row("", line) for line in head), *rows, *said_rows(board, width))

    def action_look(self) -> None:
        """Ask for the symbol of the claim under the cursor, of a pair for the first."""
        event, place = event_of(self.cursor), self.cursor.rpartition(" ")[2]
        checks = self.board.checks.get(event, ()) if self.board else ()
        if place.isdigit() and int(place) < len(checks):
            self.post_message(LookAt(checks[int(place)].claim.symbol.split("/")[0]))


def event_of(key: str) -> str:
    """Return the id of the event that a row's claim belongs to, or the key of its opinion's entry."""
    return key.rpartition(" ")[0]


def _line(check: ClaimCheck, width: int) -> Line:
    """Return a claim's line; what was not measured has its verdict in words."""
    room = max(1, width - _SIGN - _MEASURED - _DIFFERENCE)
    tone = TONES.get(check.verdict, Tone.MUTED)
    text, symbol = safe(check.claim.text), safe(check.claim.symbol)
    text = text if symbol in text else f"{text}, {symbol}"
    told = "" if check.verdict is Verdict.HOLDS else check.verdict.value
    last = claim_difference(check.claim, check.differs_by) or told
    return (
        Span(fit(SIGNS[check.verdict], _SIGN), tone),
        Span(fit_words(text, room)),
        Span(right(claim_figure(check.claim, check.measured), _MEASURED)),
        Span(right(last, _DIFFERENCE), tone),
    )


def _shown(board: Board | None) -> object:
    """Return what the table depends on."""
    if board is None:
        return None
    said = (board.opinions, board.since_said, board.targets, board.watch)
    return (board.checks, board.tally, board.events, said, board.problems, board.cached, board.provider.state)
