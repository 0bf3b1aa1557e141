"""The rotation graph as a table, for its numbers and for those who cannot see a picture."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.graph import Role, RotationGraph
from tui.core.text import day, safe
from tui.ui.graph_rows import Layout, Signed, arrange, ordered, signed
from tui.ui.lines import Line, Tone, wrapped
from tui.ui.look import LookAt
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.rows import Row
from tui.ui.words import why_missing


class GraphTable(ListPane):
    """Shows every line of `board.graph` by quadrant and strength; the cursor selects one, enter looks at its symbol."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "look", "look at this symbol", show=False)]

    board: reactive[Board | None] = reactive(None, repaint=False)

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where what is shown has changed."""
        if _shown(before) != _shown(after):
            self.entitle(*_title(after.graph if after else None))
            self.relay()

    def heading(self, width: int) -> Line:
        """Return the names of the columns."""
        graph = self.board.graph if self.board else None
        return arrange(graph, width).heading() if graph and graph.rows else ()

    def list_rows(self, width: int) -> tuple[Row, ...]:
        """Return the lines in their order, those without a place in the graph last and with why."""
        board = self.board
        if board is None:
            return ()
        graph = board.graph
        if graph is None or not graph.rows:
            return tuple(Row("", line) for line in wrapped(why_missing(board, "lines"), width, Tone.MUTED))
        layout = arrange(graph, width)
        return tuple(row for line in ordered(signed(graph)) for row in _rows(line, layout, width))

    def action_look(self) -> None:
        """Ask for the symbol of the line under the cursor; a basket is more than one."""
        rows = self.board.graph.rows if self.board and self.board.graph else ()
        chosen = next((row for row in rows if row.name == self.cursor), None)
        if chosen is not None and chosen.role is Role.BASKET:
            self.notify("A basket is not one symbol: its members are on the dashboard", markup=False, timeout=3)
        elif chosen is not None:
            self.post_message(LookAt(chosen.name))


def _title(graph: RotationGraph | None) -> tuple[str, ...]:
    """Return the parts of the title: how many lines have a place, against what, and when."""
    if graph is None:
        return ("Lines",)
    placed = sum(row.quadrant is not None for row in graph.rows)
    when = day(graph.as_of) if graph.as_of else ""
    return (f"Lines {placed}/{len(graph.rows)}", f"vs {safe(graph.benchmark)}", when)


def _rows(line: Signed, layout: Layout, width: int) -> list[Row]:
    """Return the rows of one line; one that is missing may need more than one for its reason."""
    if line.row.quadrant is not None:
        return [Row(line.row.name, layout.line(line))]
    first, *rest = layout.missing(line, width)
    return [Row(line.row.name, first), *(Row("", each) for each in rest)]


def _shown(board: Board | None) -> object:
    """Return what the table depends on."""
    return (board.graph, board.problems, board.cached, board.provider.state) if board else None
