"""What must be there once only, and what must be there because something else names it.

Both are looked for in the tables as written, so that one wrong value does not hide another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tui.core.text import safe
from tui.settings.problems import Key, choices, nearest, shown, written
from tui.settings.sheets import Sheet

Found = tuple[Key, str]
"""A key, and the text found or the problem with it."""

_ONCE = {
    "watchlist.toml": (
        ("strip", None),
        ("yields", None),
        ("graph", "symbols", None),
        ("index", None, "symbol"),
        ("basket", None, "name"),
    ),
    "events.toml": (("source", None, "name"),),
    "marks.toml": (("precedent", None, "name"), ("watch", None, "name")),
}
_SOURCES = {
    "watchlist.toml": (("basket", None, "sources", None),),
    "events.toml": (("event", None, "sources", None), ("event", None, "claim", None, "source")),
    "marks.toml": (
        ("level", None, "sources", None),
        ("target", None, "sources", None),
        ("precedent", None, "sources", None),
        ("opinion", None, "source"),
        ("watch", None, "sources", None),
    ),
}


def repeated(sheet: Sheet) -> Iterator[Found]:
    """Yield every name, id or symbol of a file that is there before, and a list of pairs without one."""
    for pattern in _ONCE.get(sheet.name, ()):
        yield from _repeats(texts(sheet.table, pattern))
    if sheet.name == "watchlist.toml":
        yield from _repeats(pair_names(sheet))
        if sheet.table.get("pair") == []:
            yield ("pair",), "no pairs; write one [[pair]] at least, or leave the key out"
        baskets = sheet.table.get("basket")
        for place in range(len(baskets) if isinstance(baskets, list) else 0):
            yield from _repeats(_member_symbols(sheet, place))
    if sheet.name == "events.toml":
        ids = (texts(sheet.table, (table, None, "id")) for table in ("event", "note"))
        yield from _repeats(found for each in ids for found in each)
    if sheet.name == "marks.toml":
        current = list(_matches(sheet.table, ("precedent", None, "current")))
        for key, _ in [match for match in current if match[1] is True][1:]:
            yield key, "true is there before; one episode is the current one"


def unknown(sheet: Sheet, sheets: Mapping[str, Sheet]) -> Iterator[Found]:
    """Yield every name in a file that means a source, a pair, a basket or an event, and is none of any file.

    What a shipped file names and a user's file took away is no mistake of the user's, and is left out; so is what a
    file that cannot be read might have.
    """
    if not sheets["events.toml"].refused:
        known = source_names(sheets["events.toml"])
        for pattern in _SOURCES.get(sheet.name, ()):
            for key, text in texts(sheet.table, pattern):
                if text not in known:
                    yield key, _missing(text, "[[source]] of events.toml", known)
        if sheet.name == "marks.toml":
            yield from _unknown_events(sheet, sheets["events.toml"])
    if sheet.name == "marks.toml" and not sheets["watchlist.toml"].refused:
        yield from _unknown_baskets(sheet, sheets["watchlist.toml"])
    if sheet.name == "settings.toml" and not sheets["watchlist.toml"].refused:
        yield from _unknown_pair(sheet, sheets["watchlist.toml"])


def source_names(events: Sheet) -> list[str]:
    """Return the names of all sources: the shipped ones, and the user's added to them."""
    both = (events.shipped.table, events.table)
    return list(dict.fromkeys(text for table in both for _, text in texts(table, ("source", None, "name"))))


def pair_names(watchlist: Sheet) -> list[Found]:
    """Return the names of the pairs, given or made of their symbols."""
    found: list[Found] = []
    for key, pair in _matches(watchlist.table, ("pair", None)):
        if not isinstance(pair, dict):
            continue
        name = pair.get("name", f"{pair.get('small')}/{pair.get('large')}")
        if isinstance(name, str):
            found.append(((*key, "name") if "name" in pair else key, safe(name)))
    return found


def texts(table: Mapping[str, Any], pattern: tuple[str | None, ...]) -> list[Found]:
    """Return the keys and texts where a pattern fits; None in it stands for every place of a list."""
    return [(key, safe(value)) for key, value in _matches(table, pattern) if isinstance(value, str)]


def _unknown_events(marks: Sheet, events: Sheet) -> Iterator[Found]:
    ids = [text for _, text in texts(events.table, ("event", None, "id"))]
    for key, text in texts(marks.table, ("watch", None, "event")):
        if text not in ids and (marks.owns(key) or not events.owns(("event",))):
            yield key, _missing(text, "[[event]] of events.toml", ids, few=False)


def _unknown_baskets(marks: Sheet, watchlist: Sheet) -> Iterator[Found]:
    names = [text for _, text in texts(watchlist.table, ("basket", None, "name"))]
    for key, text in texts(marks.table, ("opinion", None, "basket")):
        if text not in names and (marks.owns(key) or not watchlist.owns(("basket",))):
            yield key, _missing(text, "[[basket]] of watchlist.toml", names)


def _unknown_pair(settings: Sheet, watchlist: Sheet) -> Iterator[Found]:
    names = [name for _, name in pair_names(watchlist)]
    for key, text in texts(settings.table, ("pair",)):
        if names and text not in names and (settings.owns(key) or not watchlist.owns(("pair",))):
            yield key, _missing(text, "[[pair]] of watchlist.toml", names)


def _missing(text: str, what: str, names: list[str], *, few: bool = True) -> str:
    allowed = f"choose {choices(names)}" if few and names else "name one that is there"
    return f"{shown(text)} is no {what}; {allowed}{nearest(text, names)}"


def _repeats(found: Iterable[Found]) -> Iterator[Found]:
    first: dict[str, Key] = {}
    for key, text in found:
        if text in first:
            yield key, f"{shown(text)} is there before, at {written(first[text])}; write it once"
        else:
            first[text] = key


def _member_symbols(watchlist: Sheet, place: int) -> list[Found]:
    """Return the symbols of a basket, whether written as a table or as a bare text."""
    pattern = ("basket", None, "members", None)
    members = [(key, value) for key, value in _matches(watchlist.table, pattern) if key[1] == place]
    bare = [(key, value) for key, value in members if isinstance(value, str)]
    tables = [((*key, "symbol"), value.get("symbol")) for key, value in members if isinstance(value, dict)]
    return sorted(((key, text) for key, text in bare + tables if isinstance(text, str)), key=lambda each: each[0][:4])


def _matches(value: Any, pattern: tuple[str | None, ...], key: Key = ()) -> Iterator[tuple[Key, Any]]:
    """Yield what a pattern fits; where the table has another form, nothing does."""
    if not pattern:
        yield key, value
        return
    head, *rest = pattern
    if head is None and isinstance(value, list):
        for place, each in enumerate(value):
            yield from _matches(each, tuple(rest), (*key, place))
    elif isinstance(head, str) and isinstance(value, dict) and head in value:
        yield from _matches(value[head], tuple(rest), (*key, head))
