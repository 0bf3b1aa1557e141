"""What is wrong with the configuration, in words a person can act on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct

Key = tuple[str | int, ...]
"""Where in a file: names of tables and keys, 0-based places in lists."""

_BARE = r"[A-Za-z0-9_-]+"
_SHOWN = 60
_HUGE = 10**18


class ConfigProblem(Struct, frozen=True, kw_only=True):
    """One thing that is wrong in one file."""

    file: str
    """The file's name, or a folder."""
    key: str = ""
    """Path of the key, like "basket[2].members[0].symbol", counted from 0; empty for the file as a whole."""
    line: int | None = None
    """Counted from 1; None where no line can be named."""
    text: str
    """The value and what is allowed instead."""

    def __str__(self) -> str:
        """Write it as "watchlist.toml:14: basket[2].members[0].symbol: …"."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (where, self.key, self.text) if part)


class ConfigError(Exception):
    """The configuration is refused; carries every problem of every file, sorted by file and line."""

    def __init__(self, problems: Iterable[ConfigProblem], folder: Path) -> None:
        self.problems = tuple(sorted(problems, key=lambda each: (each.file, each.line or 0, each.key, each.text)))
        self.folder = folder
        super().__init__(self._report())

    def _report(self) -> str:
        count = len(self.problems)
        head = f"{count} problem{'' if count == 1 else 's'} in the configuration of {shown(str(self.folder), 500)}"
        return "\n".join((head, *(f"  {problem}" for problem in self.problems)))


def written(key: Key) -> str:
    """Write a key's path as "basket[2].members[0].symbol"."""
    text = ""
    for part in key:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + (part if re.fullmatch(_BARE, part) else shown(part))
    return text


def shown(value: object, limit: int = _SHOWN) -> str:
    """Write a foreign value on one printable line, cut to `limit` characters; tables and lists by their kind."""
    match value:
        case bool():
            return "true" if value else "false"
        case dict():
            return "a table"
        case list():
            return "a list"
        case date() | time():  # a datetime is a date
            return value.isoformat()
        case int() if abs(value) > _HUGE:  # a number of thousands of digits refuses to be written
            return "a huge number"
        case _:
            text = repr(value)
            return text if len(text) <= limit else f"{text[: limit - 1]}…"


def nearest(name: str, allowed: Iterable[str]) -> str:
    """Return "; did you mean 'x'?" for the allowed name most like `name`, or nothing."""
    close = get_close_matches(name, list(allowed), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def choices(allowed: Iterable[str]) -> str:
    """Write what may be chosen: "a, b or c"."""
    *most, last = allowed
    return f"{', '.join(most)} or {last}" if most else last
