"""Puts the symbols of a file into a basket of the user's watchlist.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomlkit
from msgspec import Struct
from tomlkit.items import Array

from tui.core.text import safe
from tui.core.watchlist import Stance
from tui.settings.editing import edit_file, sound_sheet
from tui.settings.holdings import Holdings
from tui.settings.lines import find_lines
from tui.settings.rewrite import added, changed, line_end
from tui.settings.sheets import Sheet

FILE = "watchlist.toml"
TABLE = "basket"

_HEADING = "# Your own watchlist. What each key means is said in the shipped watchlist.toml.\n"
_A_LINE = 10
"""So many symbols stand on a line."""


class Imported(Struct, frozen=True, kw_only=True):
    """What an import comes to."""

    basket: str
    new: int
    """Symbols the basket did not have before."""
    gone: int
    """Symbols it had and the file does not name."""
    copied: int = 0
    """Shipped baskets that were written beside it, as a list of one's own stands in place of the shipped one."""


def import_basket(given: Path | None, name: str, holdings: Holdings, source: str, *, write: bool) -> Imported:
    """Make a basket of what was found in the file `source`, in place of the members a basket of that name has.

    Its other keys, every other basket and all comments stay. `NotWritten` says why nothing was changed; without
    `write` nothing is, and what would be is returned.
    """
    sheet = sound_sheet(FILE, given)
    before = [_symbol(member) for member in _held(sheet, name).get("members", ())]
    own = sheet.own is not None and TABLE in sheet.own.table
    done = Imported(
        basket=name,
        new=len(set(holdings.symbols).difference(before)),
        gone=len(set(before).difference(holdings.symbols)),
        copied=0 if own else len(sheet.shipped.table[TABLE]),
    )
    if write:
        edit_file(FILE, given, _HEADING, lambda text, sheet: _edited(text, sheet, name, holdings, source))
    return done


def _edited(text: str, sheet: Sheet, name: str, holdings: Holdings, source: str) -> str:
    """Return the text with the basket in it; the members both have stay as they are written."""
    tables: list[dict[str, Any]] = sheet.table[TABLE]
    if sheet.own is None or TABLE not in sheet.own.table:
        text = line_end(text).join((text.rstrip(), "", *_shipped_baskets(sheet)))
    held = _held(sheet, name)
    members = {_symbol(member): member for member in held.get("members", ())}
    values = {**held, "members": _array([members.get(symbol, symbol) for symbol in holdings.symbols])}
    if held:
        return changed(text, TABLE, tables.index(held), values)
    why = f"imported from {safe(source)}"
    return added(text, TABLE, {"name": name, "stance": Stance.WATCH.value, "why": why, "members": values["members"]})


def _held(sheet: Sheet, name: str) -> dict[str, Any]:
    """Return the basket of that name as it is in force; empty where there is none."""
    return next((each for each in sheet.table[TABLE] if each["name"] == name), {})


def _symbol(member: dict[str, Any] | str) -> str:
    """Return the symbol of a member, written as a table or short."""
    return member if isinstance(member, str) else str(member["symbol"])


def _array(members: list[dict[str, Any] | str]) -> Array:
    """Return members as they are written: a few a line, those with more than a symbol on a line of their own."""
    array = tomlkit.array()
    line: list[str] = []
    for member in members:
        if isinstance(member, str):
            line.append(member)
        if line and (len(line) == _A_LINE or not isinstance(member, str)):
            array.add_line(*line, indent="  ")
            line = []
        if not isinstance(member, str):
            table = tomlkit.inline_table()
            table.update(member)
            array.add_line(table, indent="  ")
    if line:
        array.add_line(*line, indent="  ")
    array.add_line(indent="")
    return array


def _shipped_baskets(sheet: Sheet) -> list[str]:
    """Return the lines of the shipped baskets as they are written; they are the end of their file."""
    first = find_lines(sheet.shipped.text)[TABLE, 0]
    return sheet.shipped.text.split("\n")[first - 1 :]
