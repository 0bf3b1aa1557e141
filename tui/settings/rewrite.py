"""Changes one list of tables in a TOML text, notes or baskets, and leaves every other character of it as it is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from tui.settings.lines import find_lines

Values = Mapping[str, object]
"""Keys of a table with what is written for them: texts, lists of texts, days."""


class CannotRewrite(ValueError):
    """The text is written in a way that cannot be changed without loss; the words say what to do."""


def added(text: str, table: str, values: Values) -> str:
    """Return the text with one more of the `table`s at its end."""
    ends = line_end(text)
    block = tomlkit.dumps({table: [dict(values)]}).replace("\n", ends)
    return _checked(text, text + _gap(text, ends) + block, table, [*_tables(text, table), dict(values)])


def changed(text: str, table: str, place: int, values: Values) -> str:
    """Return the text with other values in one of the `table`s; what has the same value stays as it was written.

    `values` are all its keys: one that is not there any more is taken away.
    """
    before = _tables(text, table)
    first, last, lines = _block(text, table, place)
    ends = line_end(text)
    block = "".join(f"{line.removesuffix(ends[:-1])}\n" for line in lines[first:last])
    edited = _edited(block, table, before[place], values).removesuffix("\n").replace("\n", ends) + ends[:-1]
    after = "\n".join((*lines[:first], edited, *lines[last:]))
    return _checked(text, after, table, [*before[:place], dict(values), *before[place + 1 :]])


def removed(text: str, table: str, place: int) -> str:
    """Return the text without one of the `table`s; comments and blank lines around it stay."""
    before = _tables(text, table)
    first, last, lines = _block(text, table, place)
    return _checked(text, "\n".join(lines[:first] + lines[last:]), table, [*before[:place], *before[place + 1 :]])


def _block(text: str, table: str, place: int) -> tuple[int, int, list[str]]:
    """Return the first line of a table and the line after its last key, and all lines; only a line feed ends one."""
    begins = {key: line - 1 for key, line in find_lines(text).items()}
    first, lines = begins[table, place], text.split("\n")
    others = [line for key, line in begins.items() if line > first and key[:2] != (table, place)]
    last = min(others, default=len(lines))
    while last > first + 1 and _bare(lines[last - 1]):
        last -= 1
    return first, last, lines


def _edited(block: str, table: str, before: Values, values: Values) -> str:
    """Return the lines of one table with other values."""
    try:
        document = tomlkit.parse(block)
        tables = document.get(table)
        if not isinstance(tables, AoT) or len(tables) != 1 or document.as_string() != block:
            raise _by_hand(table)
        for key in before.keys() - values.keys():
            del tables[0][key]
        for key, value in values.items():
            if before.get(key) != value:
                tables[0][key] = value
        return document.as_string()
    except TOMLKitError as error:
        raise _by_hand(table) from error


def _tables(text: str, table: str) -> list[dict[str, Any]]:
    """Return the tables of a name in a text; it is TOML, and has been checked."""
    tables: list[dict[str, Any]] = tomllib.loads(text).get(table, [])
    return tables


def _gap(text: str, ends: str) -> str:
    """Return what puts one blank line after a text."""
    if not text or text.endswith(ends * 2):
        return ""
    return ends if text.endswith(ends) else ends * 2


def _bare(line: str) -> bool:
    """Say whether a line holds no key."""
    return not line.strip() or line.lstrip().startswith("#")


def line_end(text: str) -> str:
    """Return what all lines end with."""
    return "\r\n" if "\r\n" in text and text.count("\n") == text.count("\r\n") else "\n"


def _checked(before: str, after: str, table: str, tables: list[dict[str, Any]]) -> str:
    """Return the new text if it says what it should: these tables, and all else as before."""
    try:
        said = tomllib.loads(after)
    except ValueError as error:
        raise _by_hand(table) from error
    expected = tomllib.loads(before)
    if said.pop(table, []) != tables or said != {key: value for key, value in expected.items() if key != table}:
        raise _by_hand(table)
    return after


def _by_hand(table: str) -> CannotRewrite:
    return CannotRewrite(
        f"its {table}s are written in a way that cannot be changed here without loss; "
        f"write each as a [[{table}]] of its own, or change it in the file"
    )
