"""The dashboard: quotes on top, then the spread with the baskets, the timeline with its detail, and the status bar."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from tui.core.board import Board
from tui.core.summary import window_in_words
from tui.core.text import day, safe
from tui.core.watchlist import Pair
from tui.ui import shown
from tui.ui.lines import joined
from tui.ui.outside import widening
from tui.ui.screens.base import QUOTES, Place
from tui.ui.screens.entries import EntryScreen
from tui.ui.widgets.basket_table import BasketTable
from tui.ui.widgets.detail import Detail
from tui.ui.widgets.event_list import EventList
from tui.ui.widgets.holder import Holder
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.marked_chart import MarkedChart
from tui.ui.widgets.quote_strip import QuoteStrip
from tui.ui.widgets.spread_chart import SpreadChart
from tui.ui.widgets.timeline import Timeline
from tui.ui.words import why_missing


class Dashboard(EntryScreen):
    """Shows the Board in four panes; what is selected in one is selected in all."""

    NAME, LABEL = shown.DASHBOARD.name, shown.DASHBOARD.label
    ORDER = ("baskets", "timeline", "detail", QUOTES)
    FIRST_LISTED = QUOTES
    PLACES = (
        Place("Lists", tuple(ListPane.BINDINGS)),
        Place("Baskets", tuple(BasketTable.BINDINGS)),
        Place("Timeline", (*Timeline.BINDINGS, *EventList.BINDINGS)),
        Place("Detail", tuple(Detail.BINDINGS)),
        Place("Quotes", tuple(QuoteStrip.BINDINGS)),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *EntryScreen.BINDINGS,
        Binding("s", "sort", "sort", tooltip="order of the baskets"),
    ]

    chart = query_one("#chart", SpreadChart)
    baskets = query_one("#baskets", BasketTable)

    def panes(self) -> ComposeResult:
        """Set the spread over the timeline, and the baskets over the detail beside them."""
        with Holder(id="left"):
            yield SpreadChart(id="chart").data_bind(Dashboard.board, Dashboard.selected)
            timeline = Timeline(self.config.watchlist, id="timeline", classes="list")
            yield timeline.data_bind(Dashboard.board, Dashboard.now, Dashboard.selected)
        with Holder(id="right"):
            yield BasketTable(id="baskets", classes="list").data_bind(Dashboard.board)
            yield Detail(self.config.marks, id="detail", classes="list").data_bind(
                Dashboard.board, Dashboard.now, Dashboard.selected
            )

    def take_up(self, before: Board | None, after: Board) -> None:
        """Name the pair, say why there is no chart where there is none, and keep something selected."""
        self._title(after)
        self.chart.empty = _why_empty(after, self.legs())
        super().take_up(before, after)

    def watch_selected(self) -> None:
        """Say how to widen the window to an event that is not in it."""
        if self.is_mounted and self.board is not None:
            self._title(self.board)

    def _title(self, board: Board) -> None:
        """Name the pair and its window over the chart."""
        days = board.spread.path.days if board.spread else ()
        window = joined((window_in_words(board.window, board.since), widening(board, self.selected, days)))
        self.chart.entitle(_pair_title(self.pair(), window))

    def show_front(self) -> None:
        """Show the column the pane is in."""
        self.set_class(self.front == "timeline", "-on-left")

    @on(MarkedChart.EventSelected)
    def follow_chart(self, message: MarkedChart.EventSelected) -> None:
        """Select the event whose mark was clicked."""
        message.stop()
        self.reveal_entry(message.event_id)

    def action_sort(self) -> None:
        """Order the baskets another way."""
        self.baskets.action_sort()


def _why_empty(board: Board, legs: tuple[str, ...]) -> str:
    """Say why there is no chart; nothing where there is one."""
    if board.spread is not None and board.spread.path.days:
        return ""
    if board.spread is not None and board.spread.base_date is None:
        window = window_in_words(board.window, board.since)
        if board.since and board.as_of and board.as_of < board.since:
            return f"no spread {window}: on {day(board.as_of)} that is still to come; w measures another window"
        return f"no spread over {window}: the closes of both legs do not reach back so far"
    return why_missing(board, "spread", legs)


def _pair_title(pair: Pair | None, window: str) -> str:
    """Name the pair and its window."""
    if pair is None:
        return joined(("Spread", window))
    names = f"{safe(pair.small_label or pair.small)} vs {safe(pair.large_label or pair.large)}"
    return joined((names, window))
