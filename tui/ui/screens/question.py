"""A question over the screen: enter says yes, esc says no."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui.ui.lines import Line, Tone, wrapped
from tui.ui.widgets.pane import Pane


class Question(ModalScreen[bool]):
    """Asks once; answers True for yes. The words are shown as text whatever they say."""

    CSS_PATH = "over.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "dismiss(True)", "yes", show=False),
        Binding("escape,n", "dismiss(False)", "no", show=False),
        Binding("q,ctrl+c", "app.quit", "quit", show=False),
    ]

    def __init__(self, title: str, words: str, answers: str, *, link: str = "") -> None:
        """Make a question.

        Args:
            title: what it is about.
            words: what is asked, or the address that is asked about.
            answers: what the keys do.
            link: the address the words lead to, if they do.

        """
        super().__init__()
        self._asked = (title, words, answers, link)

    def compose(self) -> ComposeResult:
        """Show the words and the answers."""
        yield Asked(*self._asked)


class Asked(Pane):
    """The words of a question, and under them what the keys do."""

    def __init__(self, title: str, words: str, answers: str, link: str) -> None:
        super().__init__(id="question")
        self._words, self._answers, self._link = words, answers, link
        self.entitle(title)

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - it is as high as its lines
        """Return the words and the answers."""
        tone = Tone.LARGE if self._link else Tone.TEXT
        told = wrapped(self._words, width, tone, link=self._link)
        return (*told, (), *wrapped(self._answers, width, Tone.MUTED))
