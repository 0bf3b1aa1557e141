"""The status bar: badges, how the source is doing, and the keys that work here."""

from __future__ import annotations

from datetime import UTC, datetime

from textual.reactive import reactive

from tui.core.board import Board
from tui.ui.lines import Line, Span, Tone, apart, cut, width_of
from tui.ui.widgets.pane import Pane
from tui.ui.words import badges, source_in_words, trouble

_FEWEST_HINTS = 2
"""So many keys stay before the source's words are shortened."""


class StatusBar(Pane):
    """Shows one line; the badges never go, the source's words get shorter before the first two keys go."""

    board: reactive[Board | None] = reactive(None, repaint=False)
    now: reactive[datetime] = reactive(datetime.min.replace(tzinfo=UTC), repaint=False)
    asking: reactive[str] = reactive("", repaint=False)
    """What has been asked for and is not answered yet."""

    def on_mount(self) -> None:
        """Follow the keys that are bound."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.relay())

    def watch_board(self) -> None:
        """Lay out anew."""
        self.relay()

    def watch_now(self) -> None:
        """Let ages grow."""
        self.relay()

    def watch_asking(self) -> None:
        """Say it."""
        self.relay()

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - it is one line
        """Return the line in the fullest wording that leaves room for the keys."""
        board = self.board
        if board is None:
            return ()
        wrong = trouble(board) is not None
        marked = tuple(
            span for words in badges(board, self.now) for span in (Span(f" {words} ", Tone.BADGE), Span(" "))
        )
        asking = (Span(f"{self.asking} … ", Tone.CHOSEN),) if self.asking else ()
        hints = self._hints()
        least = hints[-_FEWEST_HINTS:] if not wrong else ()
        tone = Tone.ALERT if wrong else Tone.MUTED
        wordings = [(*marked, *asking, Span(text, tone)) for text in source_in_words(board, self.now)]
        room = width - 2
        left = next((each for each in wordings if width_of(each) + _size(least) <= room), cut(wordings[-1], room))
        while hints and width_of(left) + _size(hints) > room:
            hints = hints[1:]
        return ((Span(" "), *apart(left, _drawn(hints), room)),)

    def _hints(self) -> tuple[tuple[str, str], ...]:
        """Return key and word of each binding shown, the ones to keep longest last."""
        active = self.screen.active_bindings.values()
        shown = {each.binding.action: each.binding for each in active if each.binding.show}
        return tuple((self.app.get_key_display(each), each.description) for each in shown.values())


def _size(hints: tuple[tuple[str, str], ...]) -> int:
    """Return the cells hints take, with the gap before them."""
    return width_of(_drawn(hints)) + 3 if hints else 0


def _drawn(hints: tuple[tuple[str, str], ...]) -> Line:
    """Return hints as text."""
    spans = [Span(" · ", Tone.MUTED)] * (2 * len(hints))
    spans[0::2] = [Span(f"{key} {word}", Tone.TEXT) for key, word in hints]
    return tuple(spans[:-1])
