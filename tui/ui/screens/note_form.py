"""The form of a note: five fields over the screen, what is wrong under them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label

from tui.core.events import Kind, NewsEvent
from tui.core.notes import Draft, Fault, NoteRefused
from tui.core.text import safe
from tui.ui.lines import Line, Tone, wrapped
from tui.ui.widgets.pane import Pane

Keep = Callable[[Draft], Awaitable[tuple[NewsEvent, ...]]]
"""Keeps a draft and returns all notes; raises `NoteRefused`."""


class Field(NamedTuple):
    """One line of the form."""

    name: str
    """The draft's word."""
    label: str
    example: str


FIELDS = (
    Field("when", "date", "2025-12-31, or 2025-12, or 2025"),
    Field("kind", "kind", "note, macro, company …"),
    Field("title", "title", "what happened"),
    Field("symbols", "symbols", "NVDA, ^RUT"),
    Field("link", "link", "https://"),
)
_KINDS = tuple(kind.value for kind in Kind)
_KEYS = "enter keeps it · tab next field · esc leaves it"


class NoteForm(ModalScreen[tuple[NewsEvent, ...] | None]):
    """Has a draft written and kept; answers with all notes then, or with None where the reader left it."""

    CSS_PATH = "over.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back", show=False),
        Binding("down", "app.focus_next", "next field", show=False),
        Binding("up", "app.focus_previous", "field before", show=False),
        Binding("ctrl+c", "app.quit", "quit", show=False, priority=True),
    ]

    def __init__(self, draft: Draft, keep: Keep) -> None:
        """Make the form of a draft; of a new one where it has no id."""
        super().__init__()
        self._draft = draft
        self._keep = keep
        self._keeping = False

    def compose(self) -> ComposeResult:
        """Set the fields under each other."""
        with Vertical(id="note") as box:
            box.border_title = Content("Edit your note" if self._draft.id else "New note")
            for field in FIELDS:
                with Horizontal(classes="field"):
                    yield Label(field.label, markup=False)
                    yield _input(field, getattr(self._draft, field.name))
            yield Said(id="said")

    def on_mount(self) -> None:
        """Begin with what has to be written; a date and a kind are there already."""
        self._input("title").focus()

    @on(Input.Submitted)
    def submit(self, message: Input.Submitted) -> None:
        """Keep what is typed, once."""
        message.stop()
        if not self._keeping:
            self._keeping = True
            self.run_worker(self._try(), group="note")

    def action_leave(self) -> None:
        """Leave without a change; not while one is being made."""
        if not self._keeping:
            self.dismiss(None)

    async def _try(self) -> None:
        """Have the draft kept, or say what is wrong with it."""
        typed = {field.name: self._input(field.name).value for field in FIELDS}
        try:
            notes = await self._keep(Draft(id=self._draft.id, **typed))
        except NoteRefused as refusal:
            self._keeping = False
            self._refuse(refusal.faults)
        else:
            self.dismiss(notes)

    def _refuse(self, faults: Sequence[Fault]) -> None:
        """Say what is wrong, in the order of the fields, and go to the first of them."""
        order = {field.name: place for place, field in enumerate(FIELDS)}
        told = sorted(faults, key=lambda fault: order.get(fault.field, -1))
        self.query_one(Said).faults(told)
        if told and told[0].field in order:
            self._input(told[0].field).focus()

    def _input(self, name: str) -> Input:
        """Return the line a field is typed in."""
        return self.query_one(f"#note-{name}", Input)


class Said(Pane):
    """What is wrong with the draft; what the keys do where nothing is."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._faults: Sequence[Fault] = ()

    def faults(self, faults: Sequence[Fault]) -> None:
        """Show these."""
        self._faults = faults
        self.relay()

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - it scrolls
        """Return the faults, each with its field's label."""
        if not self._faults:
            return ((), *wrapped(_KEYS, width, Tone.MUTED))
        labels = {field.name: f"{field.label}: " for field in FIELDS}
        told = [labels.get(fault.field, "") + safe(fault.text) for fault in self._faults]
        return tuple(line for words in told for line in wrapped(words, width, Tone.ALERT))


def _input(field: Field, value: str) -> Input:
    """Make the line a field is typed in; a kind is completed from those there are."""
    suggester = SuggestFromList(_KINDS, case_sensitive=False) if field.name == "kind" else None
    return Input(value, field.example, id=f"note-{field.name}", compact=True, suggester=suggester)
