"""How the CAR went on average after events of one kind, and how far the single ones were from that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.reactive import reactive

from tui.core.board import Board
from tui.core.events import Kind
from tui.ui.plot.average import Subject, draw_average, title
from tui.ui.plot.grid import Grid, Ink
from tui.ui.tints import Tint
from tui.ui.widgets.plot import Plot
from tui.ui.words import why_missing


class PathChart(Plot):
    """Draws the average path of `kind` from `board.average_paths`."""

    INKS: ClassVar[Mapping[Ink, Tint]] = {
        **Plot.INKS,
        Ink.BAND: Tint("muted"),
        Ink.CURRENT: Tint("foreground", bold=True),
    }

    board: reactive[Board | None] = reactive(None, repaint=False)
    kind: reactive[Kind | None] = reactive(None, repaint=False)

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Draw anew where what is shown has changed."""
        if _shown(before) != _shown(after):
            self.follow()

    def watch_kind(self) -> None:
        """Name the kind, and draw its path at once."""
        self.entitle(*title(self.kind))
        self.redraw()

    def picture(self, width: int, height: int) -> Grid:
        """Draw the path, or say why there is none."""
        return draw_average(_subject(self.board, self.kind), width, height) if self.board else Grid(width, height)


def _subject(board: Board, kind: Kind | None) -> Subject:
    """Return what is known of a kind's path."""
    of_kind = [each for each in board.pooled if each.kind is kind]
    return Subject(
        kind=kind,
        path=next((each for each in board.average_paths if each.kind is kind), None),
        longest=max(of_kind, key=lambda each: each.last, default=None),
        empty=why_missing(board, "average path"),
    )


def _shown(board: Board | None) -> object:
    """Return what the picture depends on."""
    if board is None:
        return None
    return (board.pooled, board.average_paths, board.problems, board.cached, board.provider.state)
