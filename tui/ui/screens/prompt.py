"""One line to type words into, at the foot of the screen that goes on being shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

_MOST_CHARACTERS = 80
_FRAME = 5
"""Cells of border, padding and cursor."""


class Prompt(ModalScreen[None]):
    """Tells what is typed at each key; enter keeps it, esc takes it all away."""

    CSS_PATH = "over.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", "clear", show=False),
        Binding("ctrl+c", "app.quit", "quit", show=False, priority=True),
    ]

    def __init__(self, name: str, text: str, told: Callable[[str], None], *, hints: Sequence[str] = ()) -> None:
        """Make the prompt called `name`, filled with `text`; `told` is called with what is typed.

        `hints` say what can be typed, the fullest wording first; while nothing is, the first that fits is shown.
        """
        super().__init__()
        self._heading = name
        self._text = text
        self._told = told
        self._hints = hints

    def compose(self) -> ComposeResult:
        """Show the line."""
        room = self.app.size.width - _FRAME
        hint = next((each for each in self._hints if len(each) <= room), "")
        line = Input(self._text, placeholder=hint, max_length=_MOST_CHARACTERS, select_on_focus=False)
        line.border_title = self._heading
        yield line

    @on(Input.Changed)
    def tell(self, message: Input.Changed) -> None:
        """Tell of what is typed."""
        message.stop()
        self._told(message.value)

    @on(Input.Submitted)
    def keep(self, message: Input.Submitted) -> None:
        """Go back and keep it."""
        message.stop()
        self.dismiss()

    def action_clear(self) -> None:
        """Go back and keep nothing."""
        self._told("")
        self.dismiss()
