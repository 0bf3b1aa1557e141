"""What screens with a timeline share: one entry is selected in all panes, can be read, and its link opened."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.events import NewsEvent
from tui.ui.entries import newest_marked
from tui.ui.links import offer_link
from tui.ui.look import LookAt
from tui.ui.said_rows import is_said
from tui.ui.screens.base import BoardScreen
from tui.ui.standing import Selecting
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.timeline import Timeline


class EntryScreen(BoardScreen, Selecting):
    """Keeps one entry selected; its panes have the ids "timeline" and "detail"."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filter", "filter", tooltip="one kind of event only"),
        Binding("slash", "search", "search", key_display="/", tooltip="only entries with these words"),
        Binding("o", "open_link", "open the selected entry’s link", show=False),
        Binding("b", "since", "measure since this event", show=False, tooltip="since this event; w goes back"),
        Binding("enter", "look", "in the detail: look at the entry’s symbol", show=False),
    ]

    selected: reactive[str | None] = reactive(None, repaint=False)
    """The key of the selected entry of the timeline."""

    timeline = query_one("#timeline", Timeline)

    def take_up(self, before: Board | None, after: Board) -> None:
        """Keep something selected."""
        if before is None or before.events is not after.events or self.selected is None:
            listed = self.timeline.listing.of(after, self.now)
            if self.selected not in {entry.key for entry in listed} and not is_said(self.selected):
                newest = newest_marked(listed)
                self.selected = newest.key if newest else None
                self.timeline.call_after_refresh(self.timeline.agree)

    @on(ListPane.Moved, "#timeline")
    def follow_timeline(self, message: ListPane.Moved) -> None:
        """Select what the cursor is on."""
        message.stop()
        self.selected = message.key

    @on(Timeline.Opened)
    def read_entry(self) -> None:
        """Go to the detail."""
        self.front = "detail"

    def stand_at(self, event: str) -> None:
        """Select the event a move through time has led to, unless a filter leaves it out."""
        self.selected = event
        self.timeline.call_after_refresh(self.timeline.agree)

    def reveal_entry(self, key: str) -> None:
        """Select an entry chosen elsewhere, whatever is listed."""
        self.timeline.clear()
        self.selected = key

    async def action_back(self) -> None:
        """Go back: from the detail to the timeline, then from some of its entries to all."""
        if self.front == "detail":
            self.front = "timeline"
        else:
            self.timeline.clear()

    def action_filter(self) -> None:
        """List the next kind."""
        self.timeline.action_filter()

    def action_search(self) -> None:
        """Ask for the words of the entries to list."""
        self.timeline.action_search()

    def action_since(self) -> None:
        """Ask for the window since the selected event."""
        self.timeline.action_since()

    def action_look(self) -> None:
        """Ask for the first symbol of the entry that is read."""
        chosen = self._chosen()
        if self.front == "detail" and chosen and chosen.symbols:
            self.post_message(LookAt(chosen.symbols[0]))
        elif self.front == "detail":
            self.notify("This entry names no symbol", markup=False, timeout=3)

    def action_open_link(self) -> None:
        """Show where the selected entry's link leads, and open it if that is wanted."""
        offer_link(self, self._chosen())

    def _chosen(self) -> NewsEvent | None:
        """Return the selected event; None for an opinion."""
        return next((event for event in self.board.events if event.id == self.selected), None) if self.board else None
