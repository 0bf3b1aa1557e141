"""The spread chart: both legs rebased, their spread under them, and the events that may say why."""

from __future__ import annotations

from tui.core.board import Board
from tui.core.summary import clauses, lead_in_words
from tui.ui.plot.marks import Picture, event_marks
from tui.ui.plot.picture import Subject, draw
from tui.ui.widgets.marked_chart import MarkedChart


class SpreadChart(MarkedChart):
    """Draws `board.spread` with its event marks; a click on a mark posts `EventSelected`."""

    def marked(self, width: int, height: int) -> Picture:
        """Draw the spread."""
        board = self.board
        spread = board.spread if board else None
        subject = Subject(
            spread=spread,
            marks=event_marks(board) if board else (),
            selected=self.selected,
            empty=self.empty,
            lead=lead_in_words(board.leadership, spread.pair) if board and spread else "",
            sentence=clauses(board) if board and spread else (),
        )
        return draw(subject, width, height, self.plotter)

    def shown(self, board: Board) -> object:
        """Return what the picture depends on."""
        return (board.spread, board.events, board.leadership, clauses(board))

    def question(self, board: Board) -> object:
        """Return what the picture answers; None while there is nothing to draw."""
        spread = board.spread
        return (spread.pair, spread.window, board.since, board.as_of) if spread else None
