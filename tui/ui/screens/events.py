"""The events: the timeline in full with what came of each, the claims' tally, studies by kind, and what is to come."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.events import Kind
from tui.ui import shown
from tui.ui.said_rows import is_said
from tui.ui.screens.base import QUOTES, BoardScreen, Place
from tui.ui.screens.entries import EntryScreen
from tui.ui.widgets.claim_table import ClaimTable, event_of
from tui.ui.widgets.event_detail import EventDetail
from tui.ui.widgets.event_list import EventList
from tui.ui.widgets.holder import Holder
from tui.ui.widgets.kind_table import KindTable, kind_of
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.path_chart import PathChart
from tui.ui.widgets.quote_strip import QuoteStrip
from tui.ui.widgets.timeline import Timeline
from tui.ui.widgets.upcoming import Upcoming


class EventsScreen(EntryScreen):
    """Shows the timeline beside the selected entry and what is to come, and under them claims and studies."""

    CSS_PATH = "events.tcss"
    NAME, LABEL = shown.EVENTS.name, shown.EVENTS.label
    ORDER = ("timeline", "detail", "upcoming", "claims", "studies", QUOTES)
    PLACES = (
        Place("Lists", tuple(ListPane.BINDINGS)),
        Place("Claims, upcoming", (*ClaimTable.BINDINGS, *Upcoming.BINDINGS)),
        Place("Timeline", (*Timeline.BINDINGS, *EventList.BINDINGS)),
        Place("Detail, studies", tuple(EventDetail.BINDINGS)),
        Place("Quotes", tuple(QuoteStrip.BINDINGS)),
    )

    kind: reactive[Kind | None] = reactive(None, repaint=False)
    """The kind of event whose average path is drawn."""

    def take_up(self, before: Board | None, after: Board) -> None:
        """Keep an entry selected, and a kind that has been studied."""
        super().take_up(before, after)
        kinds = [each.kind for each in after.pooled]
        if self.kind not in kinds:
            self.kind = kinds[0] if kinds else None

    def panes(self) -> ComposeResult:
        """Set the timeline beside the selected entry, and what is counted over all of them under both."""
        with Holder(id="upper"):
            timeline = Timeline(self.config.watchlist, full=True, id="timeline", classes="list")
            yield timeline.data_bind(EventsScreen.board, EventsScreen.now, EventsScreen.selected)
            with Holder(id="aside"):
                yield EventDetail(id="detail", classes="list").data_bind(
                    EventsScreen.board, EventsScreen.now, EventsScreen.selected
                )
                yield Upcoming(id="upcoming", classes="list").data_bind(EventsScreen.board, EventsScreen.now)
        with Holder(id="lower"):
            yield ClaimTable(id="claims", classes="list").data_bind(EventsScreen.board)
            yield PathChart(id="path", classes="picture").data_bind(EventsScreen.board, EventsScreen.kind)
            yield KindTable(id="studies", classes="list").data_bind(EventsScreen.board, EventsScreen.kind)

    def show_front(self) -> None:
        """Show the row the pane is in; what shares a place with another pane is there while it is wanted."""
        upper = self.front in ("timeline", "detail", "upcoming")
        self.set_class(upper, "-on-upper")
        self.set_class(not upper, "-on-lower")
        self.set_class(self.front == "timeline", "-on-timeline")
        self.set_class(self.front == "upcoming", "-on-upcoming")
        self.set_class(self.front == "claims", "-on-claims")
        self.set_class(self.front == "studies", "-on-studies")

    def reveal_entry(self, key: str) -> None:
        """Select an entry chosen elsewhere, and draw the path of its kind."""
        super().reveal_entry(key)
        self._compare(key)

    @on(ListPane.Moved, "#timeline")
    def compare_entry(self, message: ListPane.Moved) -> None:
        """Draw the path of the kind of the event the cursor is on."""
        self._compare(message.key)

    @on(ListPane.Moved, "#studies")
    def follow_studies(self, message: ListPane.Moved) -> None:
        """Draw the path of the kind the cursor is on."""
        message.stop()
        self.kind = kind_of(message.key)

    @on(ListPane.Moved, "#claims")
    def follow_claims(self, message: ListPane.Moved) -> None:
        """Select what the cursor is on: a claim's event, an opinion, a forecast, a thing to watch."""
        message.stop()
        self.reveal_entry(message.key if is_said(message.key) else event_of(message.key))

    @on(ListPane.Moved, "#upcoming")
    def follow_upcoming(self, message: ListPane.Moved) -> None:
        """Select what the cursor is on."""
        message.stop()
        self.reveal_entry(message.key)

    async def action_back(self) -> None:
        """Go back: to the timeline, from some of its entries to all, at last to the dashboard."""
        if self.front not in ("timeline", QUOTES):
            self.front = "timeline"
        elif not self.timeline.clear():
            await BoardScreen.action_back(self)

    def _compare(self, key: str) -> None:
        """Draw the path of an entry's kind, where that has been studied."""
        board = self.board
        kind = next((event.kind for event in board.events if event.id == key), None) if board else None
        if board is not None and any(each.kind is kind for each in board.pooled):
            self.kind = kind
