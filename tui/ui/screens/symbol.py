"""One symbol by itself: its closes with its own events, what is known of it, and the company it keeps."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.portrait import Portrait
from tui.core.summary import window_in_words
from tui.core.text import safe
from tui.ui import shown
from tui.ui.links import offer_link
from tui.ui.outside import widening
from tui.ui.screens.base import QUOTES, BoardScreen, Place
from tui.ui.standing import Selecting
from tui.ui.widgets.close_chart import CloseChart
from tui.ui.widgets.company_table import CompanyTable
from tui.ui.widgets.event_list import EventList
from tui.ui.widgets.holder import Holder
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.marked_chart import MarkedChart
from tui.ui.widgets.quote_strip import QuoteStrip
from tui.ui.widgets.symbol_facts import SymbolFacts
from tui.ui.widgets.symbol_news import SymbolNews
from tui.ui.words import why_missing, why_no_closes


class SymbolScreen(BoardScreen, Selecting):
    """Shows a symbol's closes over its events and headlines, and its facts over its baskets."""

    CSS_PATH = "symbol.tcss"
    NAME, LABEL = shown.SYMBOL.name, shown.SYMBOL.label
    ORDER = ("facts", "company", "news", QUOTES)
    PLACES = (
        Place("Facts", tuple(SymbolFacts.BINDINGS)),
        Place("Baskets, events", tuple(ListPane.BINDINGS)),
        Place("Events", (*SymbolNews.BINDINGS, *EventList.BINDINGS)),
        Place("Baskets", tuple(CompanyTable.BINDINGS)),
        Place("Quotes", tuple(QuoteStrip.BINDINGS)),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "since", "measure since this event", show=False, tooltip="since this event; w goes back"),
        Binding("o", "open_link", "open the selected entry’s link", show=False),
    ]

    selected: reactive[str] = reactive("", repaint=False)
    """The key of the selected entry."""

    chart = query_one("#closes", CloseChart)
    news = query_one("#news", SymbolNews)

    def panes(self) -> ComposeResult:
        """Set the chart over what was said, and the facts over the baskets."""
        watchlist = self.config.watchlist
        with Holder(id="left"):
            yield CloseChart(watchlist, id="closes", classes="picture").data_bind(
                SymbolScreen.board, SymbolScreen.selected
            )
            yield SymbolNews(id="news", classes="list").data_bind(SymbolScreen.board, SymbolScreen.now)
        with Holder(id="right"):
            facts = SymbolFacts(watchlist, id="facts", classes="list")
            yield facts.data_bind(SymbolScreen.now, board=SymbolScreen.prices)
            yield CompanyTable(id="company", classes="list").data_bind(SymbolScreen.board)

    def take_up(self, before: Board | None, after: Board) -> None:
        """Name the symbol and its window, or say why there is nothing to draw."""
        del before
        portrait = after.portrait
        if portrait is None:
            self.chart.empty = why_missing(after, "symbol")
            self.chart.entitle("Symbol")
            return
        self.chart.empty = "" if portrait.close is not None else why_no_closes(after, portrait)
        self._title(after, portrait)

    def watch_selected(self) -> None:
        """Say how to widen the window to an event that is not in it."""
        if self.is_mounted and self.board is not None and self.board.portrait is not None:
            self._title(self.board, self.board.portrait)

    def _title(self, board: Board, portrait: Portrait) -> None:
        """Name the symbol and its window over the chart."""
        window = window_in_words(portrait.window, portrait.since)
        self.chart.entitle(safe(portrait.symbol), window, widening(board, self.selected, portrait.days))

    def show_front(self) -> None:
        """Show the column the pane is in."""
        self.set_class(self.front == "news", "-on-left")

    @on(ListPane.Moved, "#news")
    def follow_news(self, message: ListPane.Moved) -> None:
        """Select what the cursor is on."""
        message.stop()
        self.selected = message.key

    @on(MarkedChart.EventSelected)
    def follow_chart(self, message: MarkedChart.EventSelected) -> None:
        """Select the event whose mark was clicked."""
        message.stop()
        self.news.choose(message.event_id)

    def action_since(self) -> None:
        """Ask for the window since the selected event."""
        self.news.action_since()

    def stand_at(self, event: str) -> None:
        """Select the event a move through time has led to, where it names the symbol."""
        listed = self.news.keys()
        if event in listed:
            self.news.choose(event)

    def action_open_link(self) -> None:
        """Show where the selected entry's link leads, and open it if that is wanted."""
        offer_link(self, self.news.chosen())
