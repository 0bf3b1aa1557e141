"""The timeline: events, headlines and opinions, the newest first, what is still to come above the line of now."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.events import Kind
from tui.core.headlines import left_out_in_words
from tui.core.text import day
from tui.core.watchlist import Watchlist
from tui.ui.entries import Entry, Listing, today_of
from tui.ui.entry_rows import Columns, now_line
from tui.ui.lines import Line, Span, Tone, wrapped
from tui.ui.outcome import Outcome, arrange_outcome
from tui.ui.said_rows import is_said
from tui.ui.searching import HINTS, SEARCHED, Search, Wanted
from tui.ui.shown import PROMPT
from tui.ui.widgets.event_list import EventList
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.rows import Row
from tui.ui.words import market_now, why_missing


class Timeline(EventList):
    """Shows `board.events` and `board.opinions`; the cursor selects, enter opens."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "read the entry", show=False)]

    kind: reactive[Kind | None] = reactive(None, repaint=False)
    """The one kind that is listed; None for all."""
    text: reactive[str] = reactive("", repaint=False)
    """The words each listed entry has; empty for all."""
    selected: reactive[str | None] = reactive(None, repaint=False)
    """The key of the selected entry."""

    class Opened(Message):
        """The reader wants to read the selected entry."""

    def __init__(
        self,
        watchlist: Watchlist | None = None,
        *,
        full: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own word
        classes: str | None = None,
    ) -> None:
        """Make a timeline; by the watchlist entries are found that concern a side or a basket.

        `full` asks for every column of what came of an event, where there is room.
        """
        super().__init__(id=id, classes=classes)
        self.listing = Listing()
        self._full = full
        self._search = Search(watchlist)
        self._columns = Columns(0, 0, 0)
        self._outcome = Outcome()
        self._listed: tuple[Entry, ...] = ()

    def relay(self) -> None:
        """Lay out anew; where there was nothing before, begin in a good place."""
        bare = not self.keys()
        super().relay()
        if bare and self.keys():
            self.call_after_refresh(self.settle)

    def choose(self, key: str) -> None:
        """Move the cursor, and with it what is selected."""
        self.selected = key
        super().choose(key)

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where what is shown has changed."""
        if _shown(before) != _shown(after):
            self.relay()

    def watch_now(self) -> None:
        """Let ages grow."""
        self.relay()

    def watch_kind(self) -> None:
        """List that kind only."""
        self.relay()
        self.watch_selected()
        self.agree()

    def watch_text(self) -> None:
        """List what has those words only."""
        self.watch_kind()

    def watch_selected(self) -> None:
        """Bring the cursor to the selected entry, if it is listed."""
        if self.selected in self.keys():
            self.cursor = self.selected or ""

    def agree(self) -> None:
        """Select what the cursor is on where a filter leaves out what is selected, so that they are the same."""
        filtered = bool(self.room) and bool(Wanted(self.kind, self.text).told())
        if filtered and self.cursor and self.selected not in (None, *self.keys()) and not is_said(self.selected):
            self.choose(self.cursor)

    def heading(self, width: int) -> Line:  # noqa: ARG002 - as wide as the rows
        """Return the names of the columns."""
        if not any(row.key for row in self.rows):
            return ()
        return (*self._columns.heading(), Span(self._outcome.heading(), Tone.MUTED))

    def list_rows(self, width: int) -> tuple[Row, ...]:
        """Return the entries that are listed, with the line of now between them."""
        board = self.board
        if board is None:
            return ()
        every, wanted = self.listing.of(board, self.now), Wanted(self.kind, self.text)
        listed = self._listed = self._search.among(every, wanted)
        told = wanted.told()
        self.entitle("Timeline", *((*told, f"{len(listed)}/{len(every)}") if told else ("all kinds",)))
        left_out = _left_out(board, width) if self.kind in (None, Kind.NEWS) else ()
        if not listed:
            words = _none_found(self._search, every, wanted) if told else why_missing(board, "events")
            return (*(Row("", line) for line in wrapped(words, width, Tone.MUTED)), *left_out)
        self._outcome = arrange_outcome(listed, board, width, full=self._full)
        self._columns = Columns.of(listed, width - self._outcome.width(), with_symbols=not self._outcome.symbols)
        now, selected = market_now(board, self.now), self.selected
        line = partial(_line, self._columns, self._outcome, board)
        rows = [Row(entry.key, partial(line, entry, now)) for entry in listed]
        if any(entry.key == selected for entry in listed):
            self.set_reactive(ListPane.cursor, selected or "")
        upcoming = sum(entry.upcoming for entry in listed)
        between = (Row("", now_line(day(today_of(board, self.now)), width)),) if upcoming else ()
        return (*rows[:upcoming], *between, *left_out, *rows[upcoming:])

    def clear(self) -> bool:
        """List everything; say whether anything was left out before."""
        filtered = bool(Wanted(self.kind, self.text).told())
        self.kind, self.text = None, ""
        return filtered

    def action_search(self) -> None:
        """Ask for words, and list what has them."""
        prompt = PROMPT.load()
        told = partial(setattr, self, "text")
        self.app.push_screen(prompt("list entries with these words", self.text, told, hints=HINTS))

    def action_filter(self) -> None:
        """Go on to the next kind there is an entry of, after the last to all."""
        board = self.board
        there = {entry.kind for entry in self.listing.of(board, self.now)} if board else set()
        kinds: list[Kind | None] = [None, *(kind for kind in Kind if kind in there)]
        place = kinds.index(self.kind) if self.kind in kinds else -1
        self.kind = kinds[(place + 1) % len(kinds)]

    def action_open(self) -> None:
        """Ask for the selected entry to be read."""
        if self.cursor:
            self.post_message(self.Opened())

    def settle(self) -> None:
        """Scroll so that the line of now is near the top, the selected entry in sight."""
        upcoming = sum(entry.upcoming for entry in self._listed)
        if upcoming > 1 and len(self.rows) >= self.room.height:
            self.scroll_to(y=upcoming - 1, animate=False)
        self.reveal()


def _none_found(search: Search, every: tuple[Entry, ...], wanted: Wanted) -> str:
    """Say that no entry is as wanted, which words none has, and how to list all again."""
    unknown = search.unknown(every, wanted.text)
    named = f": “{'”, “'.join(unknown)}” is in no {SEARCHED}" if unknown else ""
    return f"no {' '.join(wanted.told())} entries{named} · esc lists all"


def _left_out(board: Board, width: int) -> tuple[Row, ...]:
    """Say how many headlines are left out and why; nothing where none are."""
    words = left_out_in_words(board.headlines_left_out)
    return tuple(Row("", line) for line in wrapped(words, width, Tone.MUTED, "   ")) if words else ()


def _line(columns: Columns, outcome: Outcome, board: Board, entry: Entry, now: datetime) -> Line:
    """Return an entry's line, and at its end what came of it."""
    return (*columns.line(entry, now), *outcome.cells(entry, board))


def _shown(board: Board | None) -> object:
    """Return what the timeline depends on."""
    if board is None:
        return None
    days = board.spread.path.days if board.spread else ()
    came = (board.checks, board.followed, board.headlines_left_out)
    state = (board.problems, board.cached, board.as_of, board.provider.state, board.provider.live)
    return (board.events, board.opinions, came, days, state)
