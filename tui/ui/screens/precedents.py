"""The precedents: the current episode over earlier ones, and where the closes stand to levels, targets and rates."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.text import safe
from tui.ui import shown
from tui.ui.plot.episodes import span_of
from tui.ui.screens.base import QUOTES, BoardScreen, Place
from tui.ui.widgets.episode_chart import EpisodeChart
from tui.ui.widgets.episode_table import EpisodeTable
from tui.ui.widgets.holder import Holder
from tui.ui.widgets.ladder_pane import LadderPane
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.quote_strip import QuoteStrip
from tui.ui.widgets.rates_pane import RatesPane
from tui.ui.words import why_missing


class PrecedentsScreen(BoardScreen):
    """Shows the episodes' paths over their table, and beside them the ladder of levels over the rates."""

    CSS_PATH = "precedents.tcss"
    NAME, LABEL = shown.PRECEDENTS.name, shown.PRECEDENTS.label
    ORDER = ("episodes", "ladder", "rates", QUOTES)
    PLACES = (
        Place("Episodes", tuple(ListPane.BINDINGS)),
        Place("Levels, rates", (*LadderPane.BINDINGS, *RatesPane.BINDINGS[-1:])),
        Place("Quotes", tuple(QuoteStrip.BINDINGS)),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("z", "zoom", "zoom", tooltip="near its age, or two years"),
    ]

    near: reactive[bool] = reactive(True, repaint=False)
    """Whether the chart ends soon after the current age."""
    selected: reactive[str] = reactive("", repaint=False)
    """The name of the selected episode."""

    chart = query_one("#paths", EpisodeChart)
    table = query_one("#episodes", EpisodeTable)

    def panes(self) -> ComposeResult:
        """Set the chart over its table, and the levels over the rates."""
        with Holder(id="left"):
            yield EpisodeChart(id="paths", classes="picture").data_bind(
                PrecedentsScreen.board, PrecedentsScreen.near, PrecedentsScreen.selected
            )
            yield EpisodeTable(id="episodes", classes="list").data_bind(PrecedentsScreen.board)
        with Holder(id="right"):
            yield LadderPane(id="ladder", classes="list").data_bind(PrecedentsScreen.board)
            yield RatesPane(id="rates", classes="list").data_bind(PrecedentsScreen.board)

    def take_up(self, before: Board | None, after: Board) -> None:
        """Name what is laid over each other, or say why nothing is."""
        del before
        laid = after.precedents is not None and after.precedents.episodes
        self.chart.empty = self.table.empty = "" if laid else why_missing(after, "precedents", self.legs())
        self._title()

    def watch_near(self) -> None:
        """Say which ages are in sight."""
        if self.is_mounted:
            self._title()

    def show_front(self) -> None:
        """Show the column the pane is in."""
        self.set_class(self.front == "episodes", "-on-left")

    @on(ListPane.Moved, "#episodes")
    def follow_table(self, message: ListPane.Moved) -> None:
        """Select what the cursor is on."""
        message.stop()
        self.selected = message.key

    def action_zoom(self) -> None:
        """Show the ages near the current one, or all of two years."""
        self.near = not self.near

    def _title(self) -> None:
        """Name the pair and the ages in sight."""
        board = self.board
        precedents = board.precedents if board else None
        if precedents is None or not precedents.episodes:
            self.chart.entitle("Precedents")
            return
        ages = f"{span_of(precedents, near=True)} sessions" if self.near else "two years"
        self.chart.entitle("Precedents", safe(precedents.pair), ages, "z zooms")
