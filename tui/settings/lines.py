"""On which line of a TOML text each key stands.

The text must be valid TOML already: this walks it, and checks nothing. It runs only where a problem is reported.
"""

from __future__ import annotations

import re

from tui.settings.problems import Key

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN = re.compile(r"[^,\]}#\r\n]*")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_STRINGS = (
    re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}(?!")', re.DOTALL),
    re.compile(r"'''.*?'{3,5}(?!')", re.DOTALL),
    re.compile(r'"(?:[^"\\]|\\.)*"'),
    re.compile(r"'[^']*'"),
)


def find_lines(text: str) -> dict[Key, int]:
    """Return the line, counted from 1, of every table, key and list item: where each is first opened."""
    walk = _Walk(text)
    walk.document()
    return walk.lines


def nearest_line(lines: dict[Key, int], key: Key) -> int | None:
    """Return the line of a key, or of the innermost table around it that has one."""
    for length in range(len(key), 0, -1):
        if key[:length] in lines:
            return lines[key[:length]]
    return None


class _Walk:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Key, int] = {}
        self._text = text
        self._at = 0
        self._counted_to = 0
        self._line = 1
        self._lengths: dict[Key, int] = {}

    def document(self) -> None:
        table: Key = ()
        while self._skip(_SPACE) < len(self._text):
            if self._text.startswith("[", self._at):
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Key:
        """Read `[a.b]` or `[[a.b]]`; each list on the way stands for its last item."""
        brackets = 2 if self._text.startswith("[[", self._at) else 1
        self._at += brackets
        self._skip(_SPACE)
        *outer, last = self._names()
        self._skip(_SPACE)
        self._at += brackets
        table: Key = ()
        for name in outer:
            table = (*table, name)
            self._note(table)
            table = self._entered(table)
        table = (*table, last)
        if brackets == 2:
            self._lengths[table] = self._lengths.get(table, 0) + 1
            self._note(table)
        table = self._entered(table)
        self._note(table)
        return table

    def _entered(self, table: Key) -> Key:
        return (*table, self._lengths[table] - 1) if table in self._lengths else table

    def _pair(self, table: Key) -> None:
        """Read `key = value`; a dotted key notes every table it opens."""
        key = table
        for name in self._names():
            key = (*key, name)
            self._note(key)
        self._skip(_SPACE)
        self._at += 1
        self._skip(_SPACE)
        self._value(key)

    def _value(self, key: Key) -> None:
        opening = self._text[self._at : self._at + 1]
        if opening == "[":
            self._closed_by("]", key)
        elif opening == "{":
            self._closed_by("}", key)
        elif opening in ('"', "'"):
            self._string()
        else:
            self._skip(_PLAIN)

    def _closed_by(self, closing: str, key: Key) -> None:
        """Read the items of a list, or the pairs of an inline table."""
        self._at += 1
        place = 0
        while True:
            self._skip(_SPACE)
            if self._text.startswith(closing, self._at):
                break
            if closing == "}":
                self._pair(key)
            else:
                self._note((*key, place))
                self._value((*key, place))
            place += 1
            self._skip(_SPACE)
            if self._text.startswith(",", self._at):
                self._at += 1
        self._at += 1

    def _names(self) -> list[str]:
        names = [self._name()]
        while (dot := _DOT.match(self._text, self._at)) is not None:
            self._at = dot.end()
            names.append(self._name())
        return names

    def _name(self) -> str:
        if self._text[self._at] in "\"'":
            return _unquoted(self._string())
        start = self._at
        return self._text[start : self._skip(_BARE_KEY)]

    def _string(self) -> str:
        start = self._at
        for pattern in _STRINGS:
            match = pattern.match(self._text, start)
            if match is not None:
                self._at = match.end()
                return match[0]
        self._at = len(self._text)
        return self._text[start:]

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self._text, self._at)
        if match is not None:
            self._at = match.end()
        return self._at

    def _note(self, key: Key) -> None:
        self._line += self._text.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        self.lines.setdefault(key, self._line)


def _unquoted(quoted: str) -> str:
    """Return a quoted key's name; the escapes of TOML are those of JSON, and two more."""
    if quoted.startswith("'"):
        return quoted[1:-1]
    return _ESCAPE.sub(_unescape, quoted[1:-1])


_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


def _unescape(match: re.Match[str]) -> str:
    mark = match[1]
    return _ESCAPED[mark] if len(mark) == 1 else chr(int(mark[1:], 16))
