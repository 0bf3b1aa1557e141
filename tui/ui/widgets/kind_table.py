"""The studies of like events together: mean CAR and t of each kind, and what they leave out."""

from __future__ import annotations

from textual.reactive import reactive

from tui.core.board import Board
from tui.core.events import Kind
from tui.ui.kind_rows import PooledTable
from tui.ui.lines import Line, Tone, wrapped
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.rows import Row
from tui.ui.words import why_missing


class KindTable(ListPane):
    """Shows `board.pooled`; a row's key begins with its kind, which has a row in each block of windows."""

    board: reactive[Board | None] = reactive(None, repaint=False)
    kind: reactive[Kind | None] = reactive(None, repaint=False)
    """The kind whose average path is drawn."""

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where what is shown has changed."""
        if _shown(before) != _shown(after):
            self.entitle("Studies by kind", "mean CAR")
            self.relay()

    def watch_kind(self) -> None:
        """Bring the cursor to the kind, unless it is on one of its rows."""
        if self.kind is not None and kind_of(self.cursor) is not self.kind:
            self.cursor = _key(self.kind, 0)

    def heading(self, width: int) -> Line:
        """Return the names of the first windows' columns."""
        return self._table(width).names(0) if self.board and self.board.pooled else ()

    def list_rows(self, width: int) -> tuple[Row, ...]:
        """Return a row for each kind, block by block of windows, or why there is none."""
        board = self.board
        if board is None:
            return ()
        if not board.pooled:
            return tuple(Row("", line) for line in wrapped(why_missing(board, "studies"), width, Tone.MUTED))
        table = self._table(width)
        rows: list[Row] = []
        for block in range(len(table.windows)):
            rows += [Row("", ()), Row("", table.names(block))] if block else []
            rows += [Row(_key(kind, block), table.row(kind, block)) for kind in table.kinds]
        return (*rows, *(Row("", line) for line in table.caveats()))

    def reveal(self) -> None:
        """Scroll so that the cursor's row is in sight, and with the last one what is under it."""
        super().reveal()
        if self.keys()[-1:] == [self.cursor]:
            self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    def _table(self, width: int) -> PooledTable:
        """Return what is shown, laid out."""
        return PooledTable.of(self.board.pooled if self.board else (), width)


def kind_of(key: str) -> Kind | None:
    """Return the kind that a row is of; None for no row."""
    return Kind(key.partition(" ")[0]) if key else None


def _key(kind: Kind, block: int) -> str:
    """Return the key of a kind's row."""
    return f"{kind.value} {block}"


def _shown(board: Board | None) -> object:
    """Return what the table depends on."""
    return (board.pooled, board.problems, board.cached, board.provider.state) if board else None
