"""The dashboard: quotes on top, then the spread with the baskets, the timeline with its detail, and the status bar."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from tui.core.board import Board
from tui.core.config import Config
from tui.core.text import safe, web_link
from tui.core.watchlist import Pair
from tui.ui.entries import entries, newest_marked
from tui.ui.lines import joined
from tui.ui.widgets.basket_table import BasketTable
from tui.ui.widgets.detail import Detail
from tui.ui.widgets.index_row import IndexRow
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.quote_strip import QuoteStrip
from tui.ui.widgets.spread_chart import SpreadChart
from tui.ui.widgets.status_bar import StatusBar
from tui.ui.widgets.timeline import Timeline
from tui.ui.words import why_missing

LISTED_BELOW = (60, 18)
"""Columns and rows below which the quotes are a list and the spread is told in words."""

_ORDER = ("baskets", "timeline", "detail", "quotes")
"""The panes in the order the pane key goes through them."""


class Dashboard(Screen[None]):
    """Shows the Board in four panes; what is selected in one is selected in all."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filter", "filter", tooltip="one kind of event only"),
        Binding("s", "sort", "sort", tooltip="order of the baskets"),
        Binding("o", "open_link", "open the selected entry’s link", show=False),
        Binding("shift+tab", "pane(-1)", "pane before", show=False),
        Binding("tab", "pane(1)", "pane", tooltip="next pane"),
        Binding("escape", "back", "back", show=False),
    ]

    board: reactive[Board | None] = reactive(None, repaint=False)
    now: reactive[datetime] = reactive(datetime.min.replace(tzinfo=UTC), repaint=False)
    """The wall's instant, UTC; a second old at most."""
    selected: reactive[str | None] = reactive(None, repaint=False)
    """The key of the selected entry of the timeline."""
    asking: reactive[str] = reactive("", repaint=False)
    """What has been asked for and is not answered yet."""
    front: reactive[str] = reactive("baskets", repaint=False, init=False)
    """The pane the keys go to."""

    chart = query_one("#chart", SpreadChart)
    baskets = query_one("#baskets", BasketTable)
    timeline = query_one("#timeline", Timeline)
    quotes = query_one("#quotes", QuoteStrip)

    def __init__(self, config: Config) -> None:
        super().__init__()
        self._config = config
        self._turning = False

    def compose(self) -> ComposeResult:
        """Lay the panes out in their order; which are in sight at which size the style sheet says."""
        watchlist = self._config.watchlist
        yield QuoteStrip(watchlist, id="quotes").data_bind(Dashboard.board, Dashboard.now)
        yield IndexRow(watchlist, id="indices").data_bind(Dashboard.board, Dashboard.now)
        with Container(id="body"):
            with Container(id="left"):
                yield SpreadChart(id="chart").data_bind(Dashboard.board, Dashboard.selected)
                yield Timeline(id="timeline", classes="list").data_bind(
                    Dashboard.board, Dashboard.now, Dashboard.selected
                )
            with Container(id="right"):
                yield BasketTable(id="baskets", classes="list").data_bind(Dashboard.board)
                yield Detail(self._config.marks, id="detail", classes="list").data_bind(
                    Dashboard.board, Dashboard.now, Dashboard.selected
                )
        yield StatusBar(id="status").data_bind(Dashboard.board, Dashboard.now, Dashboard.asking)

    def on_mount(self) -> None:
        """Begin where there is most to read, with changes lit only where that is wanted."""
        self.quotes.flashing = self.app.animation_level != "none" and not self.app.no_color
        if self.board is not None:
            self._take_up(None, self.board)
        self.watch_front()

    def on_resize(self, event: events.Resize) -> None:
        """Turn the quotes into a list where there is little room, and back."""
        columns, rows = LISTED_BELOW
        listed = event.size.width < columns or event.size.height < rows
        if listed != self.quotes.listed:
            self.quotes.listed = listed
            self.set_class(listed, "-listed")
            if listed or self.front == "quotes":
                self.front = "quotes" if listed else "baskets"

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus where a click has moved it, not where our own turning left it a moment ago."""
        name = event.widget.id or ""
        if name == self.front:
            self._turning = False
        elif name in _ORDER and not self._turning:
            self.front = name

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Name the pair, say why there is no chart where there is none, and keep something selected."""
        if self.is_mounted and after is not None:
            self._take_up(before, after)

    def _take_up(self, before: Board | None, after: Board) -> None:
        """Take up what the panes do not read from the Board themselves."""
        named = self._config.watchlist.pair(after.pair or self._config.settings.pair)
        pair = after.spread.pair if after.spread else named
        self.chart.border_title = Content(_pair_title(pair, after.window))
        self.chart.empty = _why_empty(after, pair)
        if before is None or before.events is not after.events or self.selected is None:
            listed = entries(after, self.now)
            if self.selected not in {entry.key for entry in listed}:
                newest = newest_marked(listed)
                self.selected = newest.key if newest else None

    def watch_front(self) -> None:
        """Bring the pane to the front where there is room for one only, and give it the keys."""
        self.set_class(self.front == "quotes", "-on-quotes")
        if self.front != "quotes":
            self.set_class(self.front == "timeline", "-on-left")
            for pane in self.query(".list"):
                pane.set_class(pane.id == self.front, "-front")

        def focus() -> None:
            pane = self.query_one(f"#{self.front}", Widget)
            self._turning = self.focused is not pane
            self.set_focus(pane)

        self._turning = True
        self.call_after_refresh(focus)

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

    def action_pane(self, step: int) -> None:
        """Go to another pane."""
        self.front = _ORDER[(_ORDER.index(self.front) + step) % len(_ORDER)]

    def action_back(self) -> None:
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
        """Open the selected entry's link in the browser; only http and https ever are."""
        chosen = next((event for event in self.board.events if event.id == self.selected), None) if self.board else None
        link = web_link(chosen.url) if chosen else None
        if link:
            self.app.open_url(link)
        else:
            self.notify("This entry has no link", markup=False, timeout=3)


def _why_empty(board: Board, pair: Pair | None) -> str:
    """Say why there is no chart."""
    if board.spread is not None and board.spread.base_date is None:
        return f"no spread over {board.window}: the closes of both legs do not reach back so far"
    return why_missing(board, "spread", (pair.small, pair.large) if pair else ())


def _pair_title(pair: Pair | None, window: str) -> str:
    """Name the pair and its window."""
    if pair is None:
        return joined(("Spread", window))
    names = f"{safe(pair.small_label or pair.small)} vs {safe(pair.large_label or pair.large)}"
    return joined((names, window))
