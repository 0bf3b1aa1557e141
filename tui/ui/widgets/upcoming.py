"""What is still to come, the nearest first."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tui.core.board import Board
from tui.ui.entries import Entry, Listing, date_of, today_of
from tui.ui.lines import Line, Span, Tone, fit, fit_words, right, wrapped
from tui.ui.look import LookAt
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.rows import Row
from tui.ui.words import why_missing

_KIND = 9
_AWAY = 6
_LEAST_TITLE = 24


class Upcoming(ListPane):
    """Shows the entries of the timeline that are above its line of now, each with the days until then."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "look", "look at the entry’s symbol", show=False)]

    board: reactive[Board | None] = reactive(None, repaint=False)
    now: reactive[datetime] = reactive(datetime.min.replace(tzinfo=UTC), repaint=False)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, classes=classes)
        self._listing = Listing()

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where what is shown has changed."""
        if _shown(before) != _shown(after):
            self.relay()

    def watch_now(self) -> None:
        """Let what is due move to the past."""
        self.relay()

    def heading(self, width: int) -> Line:
        """Return the names of the columns."""
        if not self.keys():
            return ()
        dates, kind = self._columns(self._coming(), width)
        named = f"{fit('date', dates)}{right('in', _AWAY - 1)} {fit('kind', kind)}"
        return (Span(fit(f"{named}event", width), Tone.MUTED),)

    def list_rows(self, width: int) -> tuple[Row, ...]:
        """Return a row for each entry, or say that nothing is known to come."""
        board = self.board
        if board is None:
            return ()
        coming = self._coming()
        self.entitle("Upcoming", str(len(coming)) if coming else "")
        if not coming:
            words = "nothing known to come" if board.events else why_missing(board, "events")
            return tuple(Row("", line) for line in wrapped(words, width, Tone.MUTED))
        dates, kind = self._columns(coming, width)
        today = today_of(board, self.now)
        return tuple(Row(each.key, _line(each, today, dates, kind, width)) for each in coming)

    def action_look(self) -> None:
        """Ask for the first symbol of the entry under the cursor."""
        chosen = next((each for each in self._coming() if each.key == self.cursor), None)
        if chosen is not None and chosen.event is not None and chosen.event.symbols:
            self.post_message(LookAt(chosen.event.symbols[0]))
        else:
            self.notify("This entry names no symbol", markup=False, timeout=3)

    def _coming(self) -> tuple[Entry, ...]:
        """Return what is still to come, the nearest first."""
        if self.board is None:
            return ()
        return tuple(reversed([each for each in self._listing.of(self.board, self.now) if each.upcoming]))

    def _columns(self, coming: tuple[Entry, ...], width: int) -> tuple[int, int]:
        """Return the cells of date and kind; the kind goes where titles would be short."""
        dates = max((cell_len(date_of(each, short=True)) for each in coming), default=0)
        return dates, _KIND if width - dates - _AWAY - _KIND >= _LEAST_TITLE else 0


def _line(entry: Entry, today: date, dates: int, kind: int, width: int) -> Line:
    """Return an entry's line."""
    days = (entry.placed - today).days
    away = f"{days}d" if days else "today"
    told = f"{fit(date_of(entry, short=True), dates)}{right(away, _AWAY - 1)} {fit(entry.kind.value, kind)}"
    room = max(1, width - cell_len(told))
    return (Span(told, Tone.MUTED), Span(fit_words(entry.title, room)))


def _shown(board: Board | None) -> object:
    """Return what the list depends on."""
    if board is None:
        return None
    return (board.events, board.as_of, board.problems, board.cached, board.provider.state, board.provider.live)
