"""A list of events whose reader may add notes of their own, and change or remove those."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.events import NewsEvent
from tui.ui.widgets.list_pane import ListPane


class Wish(StrEnum):
    """What a reader wants to do with notes."""

    ADD = "add"
    EDIT = "edit"
    REMOVE = "remove"


class EventList(ListPane):
    """Lists events of the Board by their ids, and asks for notes to be written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "note('add')", "add an event or note", show=False, tooltip="add an event or note of your own"),
        Binding("e", "note('edit')", "edit the note", show=False, tooltip="edit your own note"),
        Binding("x", "note('remove')", "remove the note", show=False, tooltip="remove your own note"),
    ]

    board: reactive[Board | None] = reactive(None, repaint=False)

    class NoteWished(Message):
        """The reader wants to add a note, or to change or remove the selected entry."""

        def __init__(self, wish: Wish, event: NewsEvent | None) -> None:
            super().__init__()
            self.wish = wish
            self.event = event
            """The event the cursor is on; None where it is on none."""

    def action_note(self, wish: str) -> None:
        """Ask for it."""
        listed = self.board.events if self.board else ()
        event = next((each for each in listed if each.id == self.cursor), None)
        self.post_message(self.NoteWished(Wish(wish), event))
