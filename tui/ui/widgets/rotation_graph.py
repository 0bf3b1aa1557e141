"""The rotation graph: every line against the benchmark, where it comes from, and which quadrant it is in."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.message import Message
from textual.reactive import reactive

from tui.core.board import Board
from tui.ui.graph_rows import signed
from tui.ui.plot.graph_picture import Subject, draw_graph
from tui.ui.plot.grid import Grid
from tui.ui.widgets.plot import Plot
from tui.ui.words import why_missing


class RotationGraphPlot(Plot):
    """Draws `board.graph`; a click on a sign posts `LineSelected`."""

    board: reactive[Board | None] = reactive(None, repaint=False)
    selected: reactive[str | None] = reactive(None, repaint=False)
    """The name of the selected line."""

    class LineSelected(Message):
        """A line's sign was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, classes=classes)
        self._heads: Mapping[tuple[int, int], str] = {}
        self.entitle("Rotation graph")

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Draw anew where what is shown has changed."""
        if _shown(before) != _shown(after):
            self.follow()

    def watch_selected(self) -> None:
        """Draw the selected line's tail over the others."""
        self.redraw()

    def picture(self, width: int, height: int) -> Grid:
        """Draw the graph, or say why there is none."""
        board = self.board
        graph = board.graph if board else None
        empty = why_missing(board, "rotation graph", (graph.benchmark,) if graph else ()) if board else ""
        drawn = draw_graph(Subject(graph, signed(graph), self.selected, empty), width, height)
        self._heads = drawn.heads
        return drawn.grid

    def on_click(self, event: events.Click) -> None:
        """Select the line whose sign is under the pointer or beside it."""
        offset = event.get_content_offset(self)
        near = (self._heads.get((offset.x + x, offset.y)) for x in (0, -1, 1)) if offset else ()
        name = next((name for name in near if name), None)
        if name is not None:
            event.stop()
            self.post_message(self.LineSelected(name))


def _shown(board: Board | None) -> object:
    """Return what the picture depends on."""
    return (board.graph, board.problems, board.cached, board.provider.state) if board else None
