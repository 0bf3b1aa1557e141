"""The timeline: events, headlines and opinions, the newest first, what is still to come above the line of now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.events import Kind
from tui.core.text import age, day
from tui.ui.entries import Entry, date_of, entries, today_of
from tui.ui.lines import Line, Span, Tone, fit, fit_words, right, wrapped
from tui.ui.plot.marks import glyph
from tui.ui.widgets.event_list import EventList
from tui.ui.widgets.list_pane import ListPane, Row
from tui.ui.words import NEW_YORK, market_now, why_missing

_NUMBER = 3
_KIND = 9
_LEAST_TITLE = 18
_LEAST_SOURCE = 9


class _Layout(NamedTuple):
    """Cells of each column; 0 where there is no room for one."""

    date: int
    kind: int
    title: int
    source: int
    short: bool = False
    """Whether dates are in their short form."""


class Timeline(EventList):
    """Shows `board.events` and `board.opinions`; the cursor selects, enter opens."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "read the entry", show=False),
        Binding("b", "since", "measure since this event", show=False, tooltip="since this event; w goes back"),
    ]

    now: reactive[datetime] = reactive(datetime.min.replace(tzinfo=UTC), repaint=False)
    kind: reactive[Kind | None] = reactive(None, repaint=False)
    """The one kind that is listed; None for all."""
    selected: reactive[str | None] = reactive(None, repaint=False)
    """The key of the selected entry."""

    class Opened(Message):
        """The reader wants to read the selected entry."""

    class Since(Message):
        """The reader wants the window to begin at the last close before an event's session."""

        def __init__(self, session: date) -> None:
            super().__init__()
            self.session = session

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, classes=classes)
        self._layout = _Layout(0, 0, 0, 0)

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
            self._title()
            self.relay()

    def watch_now(self) -> None:
        """Let ages grow."""
        self.relay()

    def watch_kind(self) -> None:
        """List that kind only."""
        self._title()
        self.relay()
        self.watch_selected()

    def watch_selected(self) -> None:
        """Bring the cursor to the selected entry, if it is listed."""
        if self.selected in self.keys():
            self.cursor = self.selected or ""

    def heading(self, width: int) -> Line:  # noqa: ARG002 - as wide as the rows
        """Return the names of the columns."""
        if not any(row.key for row in self.rows):
            return ()
        layout = self._layout
        kind = fit("kind", layout.kind) if layout.kind else ""
        source = right("source", layout.source) if layout.source else ""
        return (
            Span(f"{'':{_NUMBER}}{fit('date', layout.date)}{kind}{fit('event', layout.title)}{source}", Tone.MUTED),
        )

    def list_rows(self, width: int) -> tuple[Row, ...]:
        """Return the entries of the chosen kind with the line of now between them."""
        board = self.board
        if board is None:
            return ()
        listed = self._listed()
        if not listed:
            words = f"no {self.kind} entries" if self.kind else why_missing(board, "events")
            return tuple(Row("", line) for line in wrapped(words, width, Tone.MUTED))
        layout = self._layout = _arrange([entry for entry in listed if entry.time() is None] or listed, width)
        now = market_now(board, self.now)
        rows = [Row(entry.key, _line(entry, layout, now)) for entry in listed]
        if self.selected in {row.key for row in rows}:
            self.set_reactive(ListPane.cursor, self.selected or "")
        upcoming = sum(entry.upcoming for entry in listed)
        if upcoming:
            rows.insert(upcoming, Row("", _now_line(day(today_of(board, self.now)), width)))
        return tuple(rows)

    def action_filter(self) -> None:
        """Go on to the next kind there is an entry of, after the last to all."""
        board = self.board
        there = {entry.kind for entry in entries(board, self.now)} if board else set()
        kinds: list[Kind | None] = [None, *(kind for kind in Kind if kind in there)]
        place = kinds.index(self.kind) if self.kind in kinds else -1
        self.kind = kinds[(place + 1) % len(kinds)]

    def action_open(self) -> None:
        """Ask for the selected entry to be read."""
        if self.cursor:
            self.post_message(self.Opened())

    def action_since(self) -> None:
        """Ask for the window since the selected event; what is not of a session yet has none."""
        chosen = next((entry for entry in self._listed() if entry.key == self.cursor), None)
        session = chosen.event.session if chosen and chosen.event and not chosen.upcoming else None
        if session:
            self.post_message(self.Since(session))
        else:
            self.notify("This entry has no session to measure from", markup=False, timeout=3)

    def settle(self) -> None:
        """Scroll so that the line of now is near the top, the selected entry in sight."""
        upcoming = sum(entry.upcoming for entry in self._listed())
        if upcoming > 1 and len(self.rows) >= self.room.height:
            self.scroll_to(y=upcoming - 1, animate=False)
        self.reveal()

    def _listed(self) -> tuple[Entry, ...]:
        """Return the entries of the chosen kind."""
        if self.board is None:
            return ()
        return tuple(each for each in entries(self.board, self.now) if self.kind in (None, each.kind))

    def _title(self) -> None:
        """Name the kind that is listed."""
        self.entitle("Timeline", self.kind.value if self.kind else "all kinds")


def _arrange(listed: Iterable[Entry], width: int) -> _Layout:
    """Share out the columns; the source goes first, then the ends of ranges, then the kind."""
    there = list(listed)
    date = 1 + max((cell_len(date_of(entry)) for entry in there), default=11)
    source = 1 + min(max((cell_len(entry.source) for entry in there), default=0), 20)
    room = width - _NUMBER - _KIND
    if room - date - source >= 2 * _LEAST_TITLE and source >= _LEAST_SOURCE:
        return _Layout(date, _KIND, room - date - source, source)
    if room - date >= 2 * _LEAST_TITLE:
        return _Layout(date, _KIND, room - date, 0)
    date = 1 + max((cell_len(date_of(entry, short=True)) for entry in there), default=11)
    if room - date >= _LEAST_TITLE:
        return _Layout(date, _KIND, room - date, 0, short=True)
    return _Layout(date, 0, max(1, room + _KIND - date), 0, short=True)


def _line(entry: Entry, layout: _Layout, now: datetime) -> Line:
    """Return an entry's line."""
    quiet = entry.time() is not None or entry.opinion is not None
    number = Span(fit(glyph(entry.number) if entry.number else "", _NUMBER), Tone.CHOSEN)
    when = Span(fit(_when(entry, now, short=layout.short), layout.date), Tone.MUTED)
    kind = (Span(fit(entry.kind.value, layout.kind), Tone.MUTED),) if layout.kind else ()
    source = (Span(right(fit(entry.source, layout.source - 1).rstrip(), layout.source), Tone.MUTED),)
    title = Span(fit_words(entry.title, layout.title), Tone.TEXT if quiet or entry.upcoming else Tone.STRONG)
    return (number, when, *kind, title, *(source if layout.source else ()))


def _when(entry: Entry, now: datetime, *, short: bool) -> str:
    """Write an entry's date; a headline's time with its age, or its day where it is older than one."""
    time = entry.time()
    if time is None:
        return date_of(entry, short=short)
    local = time.astimezone(NEW_YORK)
    if now - time < timedelta(hours=24):
        return f"{local:%H:%M} {age(time, now):>4}"
    return f"{local.day} {local:%b %H:%M}"


def _now_line(today: str, width: int) -> Line:
    """Return the line between what is to come and what has been."""
    words = f"── now · {today} "
    return (Span(words + "─" * max(0, width - cell_len(words)), Tone.MUTED),)


def _shown(board: Board | None) -> object:
    """Return what the timeline depends on."""
    if board is None:
        return None
    days = board.spread.path.days if board.spread else ()
    return (board.events, board.opinions, days, board.problems, board.cached, board.as_of, board.provider)
