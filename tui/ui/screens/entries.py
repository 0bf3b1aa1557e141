"""What screens with a timeline share: one entry is selected in all panes, can be read, and its link opened."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.text import web_link
from tui.ui.entries import entries, newest_marked
from tui.ui.screens.base import BoardScreen
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.timeline import Timeline


class EntryScreen(BoardScreen):
    """Keeps one entry selected; its panes have the ids "timeline" and "detail"."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filter", "filter", tooltip="one kind of event only"),
        Binding("o", "open_link", "open the selected entry’s link", show=False),
    ]

    selected: reactive[str | None] = reactive(None, repaint=False)
    """The key of the selected entry of the timeline."""

    timeline = query_one("#timeline", Timeline)

    def take_up(self, before: Board | None, after: Board) -> None:
        """Keep something selected."""
        if before is None or before.events is not after.events or self.selected is None:
            listed = entries(after, self.now)
            if self.selected not in {entry.key for entry in listed}:
                newest = newest_marked(listed)
                self.selected = newest.key if newest else None

    @on(ListPane.Moved, "#timeline")
    def follow_timeline(self, message: ListPane.Moved) -> None:
        """Select what the cursor is on."""
        message.stop()
        self.selected = message.key

    @on(Timeline.Opened)
    def read_entry(self) -> None:
        """Go to the detail."""
        self.front = "detail"

    def reveal_entry(self, key: str) -> None:
        """Select an entry chosen elsewhere, whatever kind is listed."""
        self.timeline.kind = None
        self.selected = key

    async def action_back(self) -> None:
        """Go back: from the detail to the timeline, then from one kind to all."""
        if self.front == "detail":
            self.front = "timeline"
        else:
            self.timeline.kind = None

    def action_filter(self) -> None:
        """List the next kind."""
        self.timeline.action_filter()

    def action_open_link(self) -> None:
        """Open the selected entry's link in the browser; only http and https ever are."""
        chosen = next((event for event in self.board.events if event.id == self.selected), None) if self.board else None
        link = web_link(chosen.url) if chosen else None
        if link:
            self.app.open_url(link)
        else:
            self.notify("This entry has no link", markup=False, timeout=3)
