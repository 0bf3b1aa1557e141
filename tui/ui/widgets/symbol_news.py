"""What was said of one symbol: its own events and headlines, the newest first, and the chosen one in full."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.core.board import Board
from tui.core.text import safe, web_link
from tui.ui.entries import Entry, date_of, own_entries
from tui.ui.entry_rows import dated, marked
from tui.ui.lines import DOT, Line, Span, Tone, fit, fit_words, joined, wrapped
from tui.ui.look import LookAt
from tui.ui.widgets.event_list import EventList
from tui.ui.widgets.rows import Row
from tui.ui.words import market_now

_NUMBER = 4
_DATE = 13
_KIND = 9
_LEAST_TITLE = 24


class SymbolNews(EventList):
    """Shows the entries of the timeline that name `board.portrait`'s symbol; the cursor selects."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "look", "look at another symbol the entry names", show=False),
    ]

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where what is shown has changed."""
        if _shown(before) != _shown(after):
            symbol = after.portrait.symbol if after and after.portrait else ""
            self.entitle("Events and headlines", safe(symbol))
            self.relay()

    def watch_now(self) -> None:
        """Let ages grow."""
        self.relay()

    def watch_cursor(self, before: str, after: str) -> None:
        """Tell the entry the cursor came to in full."""
        self.relay()
        super().watch_cursor(before, after)

    def heading(self, width: int) -> Line:
        """Return the names of the columns."""
        if not any(row.key for row in self.rows):
            return ()
        kind = fit("kind", _KIND) if _with_kind(width) else ""
        return (Span(f"{'':{_NUMBER}}{fit('date', _DATE)}{kind}entry", Tone.MUTED),)

    def list_rows(self, width: int) -> tuple[Row, ...]:
        """Return the entries, then the chosen one in full where there is room."""
        board = self.board
        if board is None or board.portrait is None:
            return ()
        listed = own_entries(board, self.now)
        if not listed:
            words = f"no events or headlines name {safe(board.portrait.symbol)}"
            return tuple(Row("", line) for line in wrapped(words, width, Tone.MUTED))
        now = market_now(board, self.now)
        rows = [Row(entry.key, _line(entry, now, width)) for entry in listed]
        chosen = next((entry for entry in listed if entry.key == self.cursor), listed[0])
        return (*rows, Row("", ()), *(Row("", line) for line in _in_full(chosen, width)))

    def about(self) -> tuple[str, ...]:
        """Return the symbol looked at."""
        return (self.board.portrait.symbol,) if self.board and self.board.portrait else ()

    def action_look(self) -> None:
        """Ask for the first symbol the entry names beside the one looked at."""
        event = self.chosen()
        others = [each for each in event.symbols if each not in self.about()] if event else []
        if others:
            self.post_message(LookAt(others[0]))
        else:
            self.notify("This entry names no other symbol", markup=False, timeout=3)


def _line(entry: Entry, now: datetime, width: int) -> Line:
    """Return an entry's line."""
    kind = (Span(fit(entry.kind.value, _KIND), Tone.MUTED),) if _with_kind(width) else ()
    room = max(1, width - _NUMBER - _DATE - (_KIND if kind else 0))
    return (
        marked(entry, _NUMBER),
        Span(fit(dated(entry, now, short=True), _DATE - 1) + " ", Tone.MUTED),
        *kind,
        Span(fit_words(entry.title, room), Tone.TEXT if entry.time() or entry.upcoming else Tone.STRONG),
    )


def _with_kind(width: int) -> bool:
    """Say whether there is room for the kinds."""
    return width - _NUMBER - _DATE - _KIND >= _LEAST_TITLE


def _in_full(entry: Entry, width: int) -> tuple[Line, ...]:
    """Return an entry's title, what is known of it, and its link."""
    event = entry.event
    lines = [*wrapped(entry.title, width, Tone.STRONG)]
    due = "to come" if entry.upcoming else ""
    simulated = "simulated" if event and event.simulated else ""
    lines += wrapped(joined((simulated, due, date_of(entry), f"source: {entry.source}"), DOT), width, Tone.MUTED)
    if event and event.detail:
        lines += wrapped(safe(event.detail, 2000), width)
    link = web_link(event.url) if event else None
    if link:
        lines += wrapped(f"o opens {link}", width, Tone.LARGE, link=link)
    return tuple(lines)


def _shown(board: Board | None) -> object:
    """Return what the list depends on."""
    if board is None:
        return None
    portrait = board.portrait
    return (board.events, portrait and (portrait.symbol, portrait.days), board.cached, board.as_of)
