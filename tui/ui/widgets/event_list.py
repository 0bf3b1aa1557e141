"""A list of events whose reader may measure since one, and add notes of their own, and change or remove those."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.events import NewsEvent
from tui.ui.entries import entry_of
from tui.ui.widgets.list_pane import ListPane


class Wish(StrEnum):
    """What a reader wants to do with notes."""

    ADD = "add"
    EDIT = "edit"
    REMOVE = "remove"


class EventList(ListPane):
    """Lists events of the Board by their ids, and asks for notes to be written and for windows since an event."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "note('edit')", "edit the note", show=False, tooltip="edit your own note"),
        Binding("x", "note('remove')", "remove the note", show=False, tooltip="remove your own note"),
        Binding("n", "note('add')", "note", tooltip="add an event or note of your own"),
    ]

    board: reactive[Board | None] = reactive(None, repaint=False)
    now: reactive[datetime] = reactive(datetime.min.replace(tzinfo=UTC), repaint=False)

    class NoteWished(Message):
        """The reader wants to add a note, or to change or remove the selected entry."""

        def __init__(self, pane: EventList, wish: Wish, event: NewsEvent | None, symbols: tuple[str, ...] = ()) -> None:
            super().__init__()
            self.pane = pane
            """The list that asks."""
            self.wish = wish
            self.event = event
            """The event the cursor is on; None where it is on none."""
            self.symbols = symbols
            """Whom the list is about, and with it a new note."""

    class Since(Message):
        """The reader wants the window to begin at the last close before an event's session."""

        def __init__(self, session: date) -> None:
            super().__init__()
            self.session = session

    _expected = ""

    def relay(self) -> None:
        """Lay out anew, and go to the entry that is expected once it is known."""
        super().relay()
        key = self._expected
        if not key or not self.board or all(each.id != key for each in self.board.events):
            return
        self._expected = ""
        if key not in self.keys():
            self.clear()
        if key in self.keys():
            self.call_after_refresh(self.choose, key)

    def expect(self, key: str) -> None:
        """Go to an entry as soon as the Board has it, also where it would not be listed as the list is now."""
        self._expected = key

    def clear(self) -> bool:
        """List everything; say whether anything was left out before."""
        return False

    def about(self) -> tuple[str, ...]:
        """Return the symbols all of the list is about; none where it is about any."""
        return ()

    def chosen(self) -> NewsEvent | None:
        """Return the event the cursor is on."""
        listed = self.board.events if self.board else ()
        return next((each for each in listed if each.id == self.cursor), None)

    def action_note(self, wish: str) -> None:
        """Ask for it."""
        self.post_message(self.NoteWished(self, Wish(wish), self.chosen(), self.about()))

    def action_since(self) -> None:
        """Ask for the window since the selected event; what is not of a session yet has none."""
        entry = entry_of(self.board, self.cursor, self.now) if self.board else None
        session = entry.event.session if entry and entry.event and not entry.upcoming else None
        if session:
            self.post_message(self.Since(session))
        else:
            self.notify("This entry has no session to measure from", markup=False, timeout=3)
