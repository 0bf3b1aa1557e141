"""Changes the notes in the text of an events.toml, and leaves every other character of it as it is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from tui.settings.lines import find_lines

Values = Mapping[str, object]
"""Keys of a note with what is written for them: texts, lists of texts, days."""

TABLE = "note"


class CannotRewrite(ValueError):
    """The text is written in a way that cannot be changed without loss; the words say what to do."""


def added(text: str, values: Values) -> str:
    """Return the text with one more note at its end."""
    ends = _line_end(text)
    block = tomlkit.dumps({TABLE: [dict(values)]}).replace("\n", ends)
    return _checked(text, text + _gap(text, ends) + block, [*_notes(text), dict(values)])


def changed(text: str, place: int, values: Values) -> str:
    """Return the text with other values in one note; what has the same value stays as it was written.

    `values` are all its keys: one that is not there any more is taken away.
    """
    before = _notes(text)
    ends = _line_end(text)
    plain = text.replace("\r\n", "\n") if ends == "\r\n" else text
    try:
        document = tomlkit.parse(plain)
        notes = document.get(TABLE)
        if not isinstance(notes, AoT) or document.as_string() != plain:
            raise _by_hand()
        table = notes[place]
        for key in before[place].keys() - values.keys():
            del table[key]
        for key, value in values.items():
            if before[place].get(key) != value:
                table[key] = value
        after = document.as_string()
    except TOMLKitError as error:
        raise _by_hand() from error
    return _checked(text, after.replace("\n", ends), [*before[:place], dict(values), *before[place + 1 :]])


def removed(text: str, place: int) -> str:
    """Return the text without one note; comments and blank lines around it stay."""
    before = _notes(text)
    begins = {key: line - 1 for key, line in find_lines(text).items()}
    first = begins[TABLE, place]
    others = [line for key, line in begins.items() if line > first and key[:2] != (TABLE, place)]
    lines = text.split("\n")
    last = min(others, default=len(lines))
    while last > first + 1 and _bare(lines[last - 1]):
        last -= 1
    return _checked(text, "\n".join(lines[:first] + lines[last:]), [*before[:place], *before[place + 1 :]])


def _notes(text: str) -> list[dict[str, Any]]:
    """Return the notes of a text; it is TOML, and has been checked."""
    notes: list[dict[str, Any]] = tomllib.loads(text).get(TABLE, [])
    return notes


def _gap(text: str, ends: str) -> str:
    """Return what puts one blank line after a text."""
    if not text or text.endswith(ends * 2):
        return ""
    return ends if text.endswith(ends) else ends * 2


def _bare(line: str) -> bool:
    """Say whether a line holds no key."""
    return not line.strip() or line.lstrip().startswith("#")


def _line_end(text: str) -> str:
    """Return what all lines end with."""
    return "\r\n" if "\r\n" in text and text.count("\n") == text.count("\r\n") else "\n"


def _checked(before: str, after: str, notes: list[dict[str, Any]]) -> str:
    """Return the new text if it says what it should: these notes, and all else as before."""
    try:
        said = tomllib.loads(after)
    except ValueError as error:
        raise _by_hand() from error
    expected = tomllib.loads(before)
    if said.pop(TABLE, []) != notes or said != {key: value for key, value in expected.items() if key != TABLE}:
        raise _by_hand()
    return after


def _by_hand() -> CannotRewrite:
    return CannotRewrite(
        "its notes are written in a way that cannot be changed here without loss; "
        "write each as a [[note]] of its own, or change it in the file"
    )
