"""The rotation: where every line stands against the benchmark, who takes part, and how stretched the pair is."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.getters import query_one
from textual.reactive import reactive

from tui.core.board import Board
from tui.ui import shown
from tui.ui.graph_rows import ordered, signed
from tui.ui.screens.base import QUOTES, BoardScreen, Place
from tui.ui.widgets.breadth import BreadthPane
from tui.ui.widgets.graph_table import GraphTable
from tui.ui.widgets.holder import Holder
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.quote_strip import QuoteStrip
from tui.ui.widgets.rotation_graph import RotationGraphPlot
from tui.ui.widgets.stretch_chart import StretchChart
from tui.ui.widgets.tail import Tail
from tui.ui.words import why_missing

UNPLOTTED_BELOW = (100, 22)
"""Columns and rows below both of which the graph over its table would have too few rows to be drawn in."""


class RotationScreen(BoardScreen):
    """Shows the rotation graph with its table, and under them the selected line's tail, breadth and stretch."""

    CSS_PATH = "rotation.tcss"
    NAME, LABEL = shown.ROTATION.name, shown.ROTATION.label
    ORDER = ("lines", "tail", "breadth", "stretch", QUOTES)
    PLACES = (
        Place("Lines", (*ListPane.BINDINGS, *GraphTable.BINDINGS)),
        Place("Tail, breadth", tuple(BreadthPane.BINDINGS)),
        Place("Quotes", tuple(QuoteStrip.BINDINGS)),
    )

    selected: reactive[str | None] = reactive(None, repaint=False)
    """The name of the selected line."""

    table = query_one("#lines", GraphTable)
    stretch = query_one("#stretch", StretchChart)

    def panes(self) -> ComposeResult:
        """Set the graph beside its table, and what they rest on under them."""
        with Holder(id="upper"):
            yield RotationGraphPlot(id="graph", classes="picture").data_bind(
                RotationScreen.board, RotationScreen.selected
            )
            yield GraphTable(id="lines", classes="list").data_bind(RotationScreen.board)
        with Holder(id="lower"):
            yield BreadthPane(id="breadth", classes="list").data_bind(RotationScreen.board)
            yield StretchChart(id="stretch", classes="list").data_bind(RotationScreen.board)
            yield Tail(id="tail", classes="list").data_bind(RotationScreen.board, RotationScreen.selected)

    def on_resize(self, event: events.Resize) -> None:
        """Leave the graph's room to its table where it holds no graph."""
        # Textual calls the handler of the base besides this one.
        columns, rows = UNPLOTTED_BELOW
        self.set_class(event.size.width < columns and event.size.height < rows, "-unplotted")

    def take_up(self, before: Board | None, after: Board) -> None:
        """Say why there is no stretch where there is none, and keep a line selected."""
        self.stretch.empty = "" if after.stretch.z else why_missing(after, "stretch", self.legs())
        if before is not None and before.graph is after.graph and self.selected is not None:
            return
        names = [line.row.name for line in ordered(signed(after.graph))]
        if self.selected not in names:
            self.selected = names[0] if names else None

    def watch_selected(self) -> None:
        """Bring the table's cursor to the selected line."""
        if self.is_mounted and self.selected:
            self.table.cursor = self.selected

    @on(ListPane.Moved, "#lines")
    def follow_table(self, message: ListPane.Moved) -> None:
        """Select what the cursor is on."""
        message.stop()
        self.selected = message.key

    @on(RotationGraphPlot.LineSelected)
    def follow_graph(self, message: RotationGraphPlot.LineSelected) -> None:
        """Select the line whose sign was clicked."""
        message.stop()
        self.selected = message.name

    def show_front(self) -> None:
        """Show the row the pane is in, and of tail and stretch, which may share a place, the one last in front."""
        self.set_class(self.front == "lines", "-on-upper")
        self.set_class(self.front != "lines", "-on-lower")
        if self.front in ("tail", "stretch"):
            self.set_class(self.front == "stretch", "-on-stretch")
