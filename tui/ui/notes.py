"""The user's own notes on the screen: asked for, written, and told to the data process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from textual.screen import Screen

from tui.core.events import Kind, NewsEvent
from tui.core.notes import Draft, Notebook, NoteRefused
from tui.core.text import day, safe
from tui.ui.shown import NOTE_FORM, QUESTION
from tui.ui.widgets.event_list import EventList, Wish

_SAID_S = 5


class NoteDesk:
    """Does what the reader wishes, over the screen that asked; the whole list is told after each change."""

    def __init__(self, book: Notebook, tell: Callable[[tuple[NewsEvent, ...]], None]) -> None:
        """Make it.

        Args:
            book: where notes are kept.
            tell: takes all notes after a change.

        """
        self._book = book
        self._tell = tell

    def follow(self, screen: Screen[Any], wished: EventList.NoteWished, today: date) -> None:
        """Do what is wished; `today` is the day the Board is looked at on."""
        event = wished.event
        if wished.wish is Wish.ADD:
            draft = Draft(when=today.isoformat(), kind=Kind.NOTE.value, symbols=", ".join(wished.symbols))
            self._write(screen, draft, wished.pane, today)
        elif event is None or not event.own:
            _say(screen, _not_yours(event, wished.wish))
        elif wished.wish is Wish.EDIT:
            self._write(screen, Draft.of(event), wished.pane, today)
        else:
            self._remove(screen, event)

    def _write(self, screen: Screen[Any], draft: Draft, asking: EventList, today: date) -> None:
        """Have the form filled in, and the list that asked go to what was written."""

        def kept(notes: tuple[NewsEvent, ...] | None) -> None:
            if notes is None:
                return
            note = _written(notes, draft.id)
            later = note is not None and note.known_from > today
            if note is not None and not later:
                asking.expect(note.id)
            self._tell(notes)
            shown = f"; shown from {day(note.known_from)} on" if note is not None and later else ""
            _say(screen, f"Kept in your events.toml{shown}")

        screen.app.push_screen(NOTE_FORM.load()(draft, self._book.keep), kept)

    def _remove(self, screen: Screen[Any], event: NewsEvent) -> None:
        """Ask once, then remove it."""

        async def remove() -> None:
            try:
                notes = await self._book.remove(event.id)
            except NoteRefused as refusal:
                _say(screen, str(refusal))
            else:
                self._tell(notes)
                _say(screen, "Removed from your events.toml")

        def answered(yes: bool | None) -> None:
            if yes:
                screen.run_worker(remove(), group="note")

        question = QUESTION.load()("Remove this note?", safe(event.title), "enter removes it · esc keeps it")
        screen.app.push_screen(question, answered)


def _not_yours(event: NewsEvent | None, wish: Wish) -> str:
    """Say why an entry cannot be changed."""
    done = "edited" if wish is Wish.EDIT else "removed"
    entry = f"This entry is from {safe(event.source)}" if event is not None else "This entry is no note"
    return f"{entry}: only notes of your own can be {done} here; n adds one"


def _written(notes: Sequence[NewsEvent], id: str) -> NewsEvent | None:  # noqa: A002 - the noun's own word
    """Return the note of an id; a new one, which had none yet, is the last."""
    return next((each for each in notes if each.id == id), notes[-1] if notes else None)


def _say(screen: Screen[Any], words: str) -> None:
    """Say something for a moment, as text whatever it says."""
    screen.notify(words, markup=False, timeout=_SAID_S)
