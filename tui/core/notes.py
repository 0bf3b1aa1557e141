"""The user's own notes as they are written on the screen, and who keeps them."""

from typing import Protocol

from msgspec import Struct

from tui.core.events import NewsEvent
from tui.core.text import safe


class Draft(Struct, frozen=True, kw_only=True):
    """A note as it is typed: every field is text, right or wrong."""

    id: str = ""
    """Empty for a new one."""
    when: str = ""
    kind: str = ""
    title: str = ""
    symbols: str = ""
    """With commas or blanks between them."""
    link: str = ""

    @classmethod
    def of(cls, note: NewsEvent) -> "Draft":
        """Return a kept note as it would be typed."""
        return cls(
            id=note.id,
            when=note.when,
            kind=note.kind.value,
            title=safe(note.title),
            symbols=", ".join(note.symbols),
            link=note.url or "",
        )


class Fault(Struct, frozen=True, kw_only=True):
    """Why something was not kept."""

    field: str = ""
    """The field of the draft; empty where none is at fault."""
    text: str


class NoteRefused(Exception):
    """Nothing was changed; `faults` say why, one at least."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.text for fault in faults))
        self.faults = faults


class Notebook(Protocol):
    """Where the user's own notes are kept."""

    async def keep(self, draft: Draft) -> tuple[NewsEvent, ...]:
        """Add a note, or change the one of the draft's id; return all notes as they now are.

        `NoteRefused` where the draft is wrong, that note is gone, or the file cannot be changed.
        """

    async def remove(self, id: str) -> tuple[NewsEvent, ...]:  # noqa: A002 - the noun's own word
        """Remove a note; return those that are left. `NoteRefused` where it is gone or the file cannot be changed."""
