"""The four files as read: each shipped file with the user's own laid over it, every key knowing whose it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct

from tui.core.text import safe
from tui.settings.lines import find_lines, nearest_line
from tui.settings.problems import ConfigProblem, Key, written

MERGED_BY_KEY = "settings.toml"
"""The one file whose tables are laid over each other key by key."""

_PLACE = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)


class FileRefused(Exception):
    """A file that cannot be read at all; the text says why and what would be right."""

    def __init__(self, text: str, line: int | None = None) -> None:
        super().__init__(text)
        self.line = line


class Document(Struct, frozen=True, kw_only=True):
    """One TOML file."""

    path: Path
    text: str
    table: dict[str, Any]


class Sheet(Struct, frozen=True, kw_only=True):
    """One of the four files as it is in force."""

    name: str
    shipped: Document
    own: Document | None
    """The user's; None where there is none, or it cannot be read."""
    table: dict[str, Any]
    """The user's keys over the shipped ones."""
    refused: ConfigProblem | None = None
    """Why the user's file could not be read; the shipped one is in force then."""

    def owns(self, key: Key) -> bool:
        """Say whether a key's value is the user's own."""
        if self.own is not None and not key:
            return True
        if self.own is None or key[0] not in self.own.table:
            return False
        mine, theirs = self.own.table[key[0]], self.shipped.table.get(key[0])
        if self.name == MERGED_BY_KEY and len(key) > 1 and isinstance(mine, dict) and isinstance(theirs, dict):
            return key[1] in mine
        return True

    def problems(self, found: Iterable[tuple[Key, str]]) -> list[ConfigProblem]:
        """Put the file, the line and the written key to what was found."""
        split: dict[bool, list[tuple[Key, str]]] = {True: [], False: []}
        for key, text in found:
            split[self.owns(key)].append((key, text))
        mine = _located(self.name, self.own, split[True]) if self.own is not None else []
        return mine + _located(f"{self.name} (shipped)", self.shipped, split[False])


def read_sheet(name: str, shipped_folder: Path, own_folder: Path) -> Sheet:
    """Return a file as it is in force: the user's keys over the shipped ones."""
    shipped = read_document(shipped_folder / name)
    try:
        own = read_document(own_folder / name) if _there(own_folder / name) else None
    except FileRefused as refusal:
        problem = ConfigProblem(file=name, line=refusal.line, text=str(refusal))
        return Sheet(name=name, shipped=shipped, own=None, table=shipped.table, refused=problem)
    table = shipped.table if own is None else _laid_over(name, shipped.table, own.table)
    return Sheet(name=name, shipped=shipped, own=own, table=table)


def read_document(path: Path) -> Document:
    """Read one TOML file; `FileRefused` where that cannot be done."""
    text = _read_text(path)
    try:
        return Document(path=path, text=text, table=tomllib.loads(text))
    except RecursionError as error:
        raise FileRefused("is nested too deeply") from error
    except ValueError as error:
        raise _not_toml(error, text) from error


def _located(label: str, document: Document, found: list[tuple[Key, str]]) -> list[ConfigProblem]:
    lines = find_lines(document.text) if found else {}
    return [
        ConfigProblem(file=label, line=nearest_line(lines, key), key=written(key), text=text) for key, text in found
    ]


def _read_text(path: Path) -> str:
    if path.is_dir():
        raise FileRefused("is a folder; there should be a TOML file, or nothing")
    if path.exists() and not path.is_file():
        raise FileRefused("is no regular file; there should be a TOML file, or nothing")
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise FileRefused("is not UTF-8; save it in that encoding", line) from error
    except OSError as error:
        raise FileRefused(f"cannot be read: {error.strerror}") from error


def _there(path: Path) -> bool:
    """Say whether there is a file; a link that leads nowhere is one that cannot be read."""
    return path.exists() or path.is_symlink()


def _laid_over(name: str, shipped: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    if name != MERGED_BY_KEY:
        return shipped | own
    return shipped | {
        key: shipped[key] | value if isinstance(value, dict) and isinstance(shipped.get(key), dict) else value
        for key, value in own.items()
    }


def _not_toml(error: ValueError, text: str) -> FileRefused:
    """Take the line out of the parser's words."""
    place = _PLACE.fullmatch(str(error))
    if place is None:
        return FileRefused(f"is not TOML: {safe(str(error))}")
    line = int(place[2]) if place[2] else text.count("\n") + 1
    return FileRefused(f"is not TOML: {safe(place[1])}", line)
