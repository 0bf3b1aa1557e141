"""The prompt for a day to go to."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

_HINT = "enter goes there · esc goes back"


class DayPrompt(ModalScreen[date | None]):
    """Asks for a day; gives None where the reader thinks better of it."""

    CSS_PATH = "over.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "back", show=False),
        Binding("ctrl+c", "app.quit", "quit", show=False),
    ]

    def __init__(self, day: date | None) -> None:
        """Make a prompt that offers `day`, where there is one."""
        super().__init__()
        self._day = day

    def compose(self) -> ComposeResult:
        """Show a field, and under it what may be written there."""
        with Container(id="day") as box:
            box.border_title = "Go to a day"
            yield Input(self._day.isoformat() if self._day else "", placeholder="2025-12-11", compact=True)
            yield Static(Content(_HINT))

    @on(Input.Submitted)
    def read(self, message: Input.Submitted) -> None:
        """Give the day, or say why what was written is none."""
        text = message.value.strip()
        try:
            self.dismiss(date.fromisoformat(text))
        except ValueError:
            self.query_one(Static).update(Content(f"{text[:20]!r} is no day: write it as 2025-12-11"))
