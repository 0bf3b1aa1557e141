"""The selected entry with its claims and its studies, which are too long to stand beside anything else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from textual.binding import BindingType
from textual.reactive import reactive

from tui.core.board import Board
from tui.ui.entries import Entry, entry_of
from tui.ui.entry_lines import entry_lines, title
from tui.ui.lines import Line, Tone, wrapped
from tui.ui.said_rows import said_lines
from tui.ui.study_rows import study_lines
from tui.ui.widgets.pane import Pane
from tui.ui.widgets.scrolling import SCROLLING
from tui.ui.words import market_now, why_missing


class EventDetail(Pane, can_focus=True):
    """Shows the entry whose key is `selected`, and under it what was out of the ordinary around it."""

    BINDINGS: ClassVar[list[BindingType]] = [*SCROLLING]

    board: reactive[Board | None] = reactive(None, repaint=False)
    now: reactive[datetime] = reactive(datetime.min.replace(tzinfo=UTC), repaint=False)
    selected: reactive[str | None] = reactive(None, repaint=False)

    def watch_board(self) -> None:
        """Lay out anew."""
        self.relay()

    def watch_now(self) -> None:
        """Let ages grow."""
        self.relay()

    def watch_selected(self) -> None:
        """Show the entry from its beginning."""
        self.relay()
        self.scroll_to(y=0, animate=False)

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - it scrolls
        """Return the entry in full, then its studies."""
        board = self.board
        if board is None:
            return ()
        entry = entry_of(board, self.selected, self.now)
        said = said_lines(board, self.selected, width)
        self.entitle(*(title(entry) or ("Said" if said else "Event",)))
        if entry is None:
            return said or wrapped(why_missing(board, "events"), width, Tone.MUTED)
        return (*entry_lines(entry, board, width, market_now(board, self.now)), *_studies(entry, board, width))


def _studies(entry: Entry, board: Board, width: int) -> tuple[Line, ...]:
    """Return every study of an entry under one another."""
    events = {event.id: event for event in board.events}
    blocks = (study_lines(study, events, width) for study in board.studies.get(entry.key, ()))
    return tuple(line for block in blocks for line in ((), *block))
