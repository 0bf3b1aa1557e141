"""The events: the timeline in full with what came of each, the claims' tally, studies by kind, and what is to come."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from tui.ui.screens.base import QUOTES, BoardScreen
from tui.ui.screens.entries import EntryScreen
from tui.ui.topics import EVENTS, Place
from tui.ui.widgets.claim_table import ClaimTable, event_of
from tui.ui.widgets.event_detail import EventDetail
from tui.ui.widgets.event_list import EventList
from tui.ui.widgets.kind_table import KindTable
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.quote_strip import QuoteStrip
from tui.ui.widgets.timeline import Timeline
from tui.ui.widgets.upcoming import Upcoming


class EventsScreen(EntryScreen):
    """Shows the timeline beside the selected entry and what is to come, and under them claims and studies."""

    NAME = "events"
    LABEL = "Events"
    KEY = "3"
    ORDER = ("timeline", "detail", "upcoming", "claims", "studies", QUOTES)
    PLACES = (
        Place("Lists", tuple(ListPane.BINDINGS)),
        Place("Claims, upcoming", (*ClaimTable.BINDINGS, *Upcoming.BINDINGS)),
        Place("Timeline", (*Timeline.BINDINGS, *EventList.BINDINGS)),
        Place("Detail, studies", tuple(EventDetail.BINDINGS)),
        Place("Quotes", tuple(QuoteStrip.BINDINGS)),
    )
    TOPICS = EVENTS

    def panes(self) -> ComposeResult:
        """Set the timeline beside the selected entry, and what is counted over all of them under both."""
        with Container(id="upper"):
            timeline = Timeline(self.config.watchlist, full=True, id="timeline", classes="list")
            yield timeline.data_bind(EventsScreen.board, EventsScreen.now, EventsScreen.selected)
            with Container(id="aside"):
                yield EventDetail(id="detail", classes="list").data_bind(
                    EventsScreen.board, EventsScreen.now, EventsScreen.selected
                )
                yield Upcoming(id="upcoming", classes="list").data_bind(EventsScreen.board, EventsScreen.now)
        with Container(id="lower"):
            yield ClaimTable(id="claims", classes="list").data_bind(EventsScreen.board)
            yield KindTable(id="studies", classes="list").data_bind(EventsScreen.board)

    def show_front(self) -> None:
        """Show the row the pane is in; what is to come may have to take the selected entry's place."""
        upper = self.front in ("timeline", "detail", "upcoming")
        self.set_class(upper, "-on-upper")
        self.set_class(not upper, "-on-lower")
        self.set_class(self.front == "timeline", "-on-timeline")
        self.set_class(self.front == "upcoming", "-on-upcoming")

    @on(ListPane.Moved, "#claims")
    def follow_claims(self, message: ListPane.Moved) -> None:
        """Select the event whose claim the cursor is on."""
        message.stop()
        self.reveal_entry(event_of(message.key))

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
