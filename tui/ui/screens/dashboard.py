"""The dashboard: quotes on top, then the spread with the baskets, the timeline with its detail, and the status bar."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.getters import query_one
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.summary import window_in_words
from tui.core.text import safe
from tui.core.watchlist import Pair
from tui.ui.entries import entries, newest_marked
from tui.ui.lines import joined
from tui.ui.links import offer_link
from tui.ui.screens.base import QUOTES, BoardScreen
from tui.ui.topics import DASHBOARD, Place
from tui.ui.widgets.basket_table import BasketTable
from tui.ui.widgets.detail import Detail
from tui.ui.widgets.event_list import EventList
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.quote_strip import QuoteStrip
from tui.ui.widgets.spread_chart import SpreadChart
from tui.ui.widgets.timeline import Timeline
from tui.ui.words import why_missing


class Dashboard(BoardScreen):
    """Shows the Board in four panes; what is selected in one is selected in all."""

    NAME = "dashboard"
    LABEL = "Dashboard"
    KEY = "1"
    ORDER = ("baskets", "timeline", "detail", QUOTES)
    FIRST_LISTED = QUOTES
    PLACES = (
        Place("Lists", tuple(ListPane.BINDINGS)),
        Place("Baskets", tuple(BasketTable.BINDINGS)),
        Place("Timeline", (*Timeline.BINDINGS, *EventList.BINDINGS)),
        Place("Detail", tuple(Detail.BINDINGS)),
        Place("Quotes", tuple(QuoteStrip.BINDINGS)),
    )
    TOPICS = DASHBOARD
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filter", "filter", tooltip="one kind of event only"),
        Binding("s", "sort", "sort", tooltip="order of the baskets"),
        Binding("o", "open_link", "open the selected entry’s link", show=False),
    ]

    selected: reactive[str | None] = reactive(None, repaint=False)
    """The key of the selected entry of the timeline."""

    chart = query_one("#chart", SpreadChart)
    baskets = query_one("#baskets", BasketTable)
    timeline = query_one("#timeline", Timeline)

    def panes(self) -> ComposeResult:
        """Set the spread over the timeline, and the baskets over the detail beside them."""
        with Container(id="left"):
            yield SpreadChart(id="chart").data_bind(Dashboard.board, Dashboard.selected)
            yield Timeline(id="timeline", classes="list").data_bind(Dashboard.board, Dashboard.now, Dashboard.selected)
        with Container(id="right"):
            yield BasketTable(id="baskets", classes="list").data_bind(Dashboard.board)
            yield Detail(self.config.marks, id="detail", classes="list").data_bind(
                Dashboard.board, Dashboard.now, Dashboard.selected
            )

    def take_up(self, before: Board | None, after: Board) -> None:
        """Name the pair, say why there is no chart where there is none, and keep something selected."""
        self.chart.entitle(_pair_title(self.pair(), window_in_words(after.window, after.since)))
        self.chart.empty = _why_empty(after, self.legs())
        if before is None or before.events is not after.events or self.selected is None:
            listed = entries(after, self.now)
            if self.selected not in {entry.key for entry in listed}:
                newest = newest_marked(listed)
                self.selected = newest.key if newest else None

    def show_front(self) -> None:
        """Show the column the pane is in."""
        self.set_class(self.front == "timeline", "-on-left")

    @on(ListPane.Moved, "#timeline")
    def follow_timeline(self, message: ListPane.Moved) -> None:
        """Select what the cursor is on."""
        message.stop()
        self.selected = message.key

    @on(SpreadChart.EventSelected)
    def follow_chart(self, message: SpreadChart.EventSelected) -> None:
        """Select the event whose mark was clicked."""
        message.stop()
        self.timeline.kind = None
        self.selected = message.event_id

    @on(Timeline.Opened)
    def read_entry(self) -> None:
        """Go to the detail."""
        self.front = "detail"

    async def action_back(self) -> None:
        """Go back: from the detail to the timeline, from one kind to all."""
        if self.front == "detail":
            self.front = "timeline"
        else:
            self.timeline.kind = None

    def action_filter(self) -> None:
        """List the next kind."""
        self.timeline.action_filter()

    def action_sort(self) -> None:
        """Order the baskets another way."""
        self.baskets.action_sort()

    def action_open_link(self) -> None:
        """Show where the selected entry's link leads, and open it if that is wanted."""
        listed = self.board.events if self.board else ()
        offer_link(self, next((event for event in listed if event.id == self.selected), None))


def _why_empty(board: Board, legs: tuple[str, ...]) -> str:
    """Say why there is no chart."""
    if board.spread is not None and board.spread.base_date is None:
        window = window_in_words(board.window, board.since)
        return f"no spread over {window}: the closes of both legs do not reach back so far"
    return why_missing(board, "spread", legs)


def _pair_title(pair: Pair | None, window: str) -> str:
    """Name the pair and its window."""
    if pair is None:
        return joined(("Spread", window))
    names = f"{safe(pair.small_label or pair.small)} vs {safe(pair.large_label or pair.large)}"
    return joined((names, window))
