"""The table of the precedents: how the episodes compare at the current one's age, and why each is there."""

from __future__ import annotations

from textual.reactive import reactive

from tui.core.board import Board
from tui.core.episodes import Precedents
from tui.core.text import safe
from tui.ui.episode_rows import Layout, arrange
from tui.ui.episode_words import in_full, signs
from tui.ui.lines import DOT, Line, Span, Tone, wrapped
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.rows import Row


class EpisodeTable(ListPane):
    """Shows `board.precedents`; under the rows stands why the selected episode is there and all that is known of it."""

    board: reactive[Board | None] = reactive(None, repaint=False)
    empty: reactive[str] = reactive("", repaint=False)
    """What is said while there are no episodes."""

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where what is shown has changed."""
        if _shown(before) != _shown(after):
            self.entitle("Episodes at the same age")
            self.relay()

    def watch_empty(self) -> None:
        """Say it at once."""
        self.relay()

    def watch_cursor(self, before: str, after: str) -> None:
        """Tell of the episode the cursor came to."""
        self.relay()
        super().watch_cursor(before, after)

    def heading(self, width: int) -> Line:
        """Return the names of the columns."""
        precedents = self._precedents()
        return self._layout(width).heading(precedents.day) if precedents else ()

    def list_rows(self, width: int) -> tuple[Row, ...]:
        """Return the episodes in the order of the configuration, then the selected one in words."""
        precedents = self._precedents()
        if precedents is None:
            return tuple(Row("", line) for line in wrapped(self.empty, width, Tone.MUTED))
        layout = self._layout(width)
        signed = zip(precedents.episodes, signs(precedents.episodes), strict=True)
        rows = [Row(episode.name, layout.row(episode, sign)) for episode, sign in signed]
        chosen = next((each for each in precedents.episodes if each.name == self.cursor), precedents.episodes[0])
        told: list[Line] = [(), (Span(safe(chosen.name), Tone.STRONG),)] if self.room.height > len(rows) + 5 else []
        told += wrapped(safe(chosen.why), width)
        told += wrapped(_broken(in_full(chosen, precedents.ranked)), width, Tone.MUTED)
        return (*rows, *(Row("", line) for line in told))

    def _precedents(self) -> Precedents | None:
        """Return the episodes; None where there are none."""
        found = self.board.precedents if self.board else None
        return found if found and found.episodes else None

    def _layout(self, width: int) -> Layout:
        precedents = self._precedents()
        return arrange(precedents.episodes if precedents else (), width)


def _broken(text: str) -> str:
    """Let lines be broken after separators only."""
    return text.replace(" · ", DOT)


def _shown(board: Board | None) -> object:
    """Return what the table depends on."""
    return board.precedents if board else None
