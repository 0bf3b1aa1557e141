"""Adds, changes and removes notes in the user's events.toml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from tui.core.events import NewsEvent, When
from tui.core.notes import Draft, Fault, NoteRefused
from tui.core.text import safe
from tui.settings import nouns
from tui.settings.editing import Edit, NotWritten, edit_file, sound_sheet
from tui.settings.problems import Key
from tui.settings.rewrite import added, changed, removed
from tui.settings.schema import NoteShape
from tui.settings.shaping import Shaper
from tui.settings.sheets import Sheet

FILE = "events.toml"
TABLE = "note"

_HEADING = "# Your own events and notes. What each key means is said in the shipped events.toml.\n"


def read_draft(draft: Draft) -> NoteShape:
    """Return a draft by the rules of the file; `NoteRefused` names everything that is wrong with it."""
    shaper = Shaper()
    table = {"id": draft.id or "new", "when": draft.when, "kind": draft.kind, "title": draft.title}
    stripped: dict[str, object] = {key: value.strip() for key, value in table.items()}
    stripped["symbols"] = list(dict.fromkeys(draft.symbols.replace(",", " ").split()))
    if draft.link.strip():
        stripped["link"] = draft.link.strip()
    shape = shaper.table(NoteShape, stripped)
    if shape is None:
        raise NoteRefused(*(Fault(field=_field(key), text=text) for key, text in shaper.problems))
    return shape


def keep_note(given: Path | None, draft: Draft, today: date) -> tuple[NewsEvent, ...]:
    """Write a note into the user's folder, a new one where the draft has no id; return all notes there are then.

    A note of a day still to come is known from `today`. `NoteRefused` says why nothing was changed.
    """
    shape = read_draft(draft)
    if draft.id:
        return _rewrite(given, lambda text, sheet: _changed(text, sheet, shape, today))
    return _rewrite(given, lambda text, sheet: added(text, TABLE, _values(shape, {"id": _new_id(shape, sheet)}, today)))


def remove_note(given: Path | None, id: str) -> tuple[NewsEvent, ...]:  # noqa: A002 - the noun's own word
    """Take a note out of the user's file; return those that are left. `NoteRefused` says why nothing was changed."""
    return _rewrite(given, lambda text, sheet: removed(text, TABLE, _place(sheet, id)))


def _rewrite(given: Path | None, edit: Edit) -> tuple[NewsEvent, ...]:
    """Edit the file and return the notes it then has; `NoteRefused` says why nothing was changed."""
    try:
        edit_file(FILE, given, _HEADING, edit)
        sheet = sound_sheet(FILE, given)
    except NotWritten as refusal:
        raise _refused(str(refusal)) from refusal
    shaper = Shaper()
    shapes = (shaper.table(NoteShape, each) for each in sheet.table.get(TABLE, ()))
    return tuple(nouns.note(shape) for shape in shapes if shape is not None)


def _changed(text: str, sheet: Sheet, shape: NoteShape, today: date) -> str:
    """Return the text with a note changed."""
    place = _place(sheet, shape.id)
    return changed(text, TABLE, place, _values(shape, sheet.table[TABLE][place], today))


def _place(sheet: Sheet, id: str) -> int:  # noqa: A002 - the noun's own word
    """Return which of the notes has an id."""
    notes: list[dict[str, Any]] = sheet.own.table.get(TABLE, []) if sheet.own is not None else []
    place = next((place for place, each in enumerate(notes) if each.get("id") == id), None)
    if place is None:
        raise _refused(f"this note is no longer in {FILE}; somebody has removed it")
    return place


def _values(shape: NoteShape, held: dict[str, Any], today: date) -> dict[str, object]:
    """Return what is written for a note: what is `held` where it says the same, so that it stays as it was written."""
    due = When(shape.when).end() > today
    wanted: dict[str, object] = {
        "id": held["id"],
        "when": shape.when,
        "kind": shape.kind.value,
        "title": shape.title,
        "symbols": list(shape.symbols),
        "link": shape.link,
        "known_from": held.get("known_from", today) if due else None,
    }
    written = Shaper().table(NoteShape, held) if "when" in held else None
    if written is not None and written.when == shape.when:
        wanted["when"] = held["when"]
        wanted["known_from"] = held.get("known_from")
    if written is not None and written.title == shape.title:
        wanted["title"] = held["title"]
    return {key: value for key, value in wanted.items() if value or (value == [] and held.get(key) == [])}


def _new_id(shape: NoteShape, sheet: Sheet) -> str:
    """Return an id from the note's date that no event and no note has."""
    entries = [*sheet.table.get("event", ()), *sheet.table.get(TABLE, ()), *sheet.shipped.table["event"]]
    taken = {each.get("id") for each in entries}
    wanted = f"note-{shape.when[: len('2025-12-31')]}"
    numbers = range(2, len(taken) + 3)
    return next(each for each in (wanted, *(f"{wanted}-{number}" for number in numbers)) if each not in taken)


def _field(key: Key) -> str:
    """Return the field of a draft that a key stands for."""
    return safe(str(key[0])) if key else ""


def _refused(text: str) -> NoteRefused:
    return NoteRefused(Fault(text=text))
