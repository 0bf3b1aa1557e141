"""The symbols in a file of somebody else's: a fund's holdings, a list, or any table with a column of symbols."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from tui.settings.rules import symbol

_NAMED = ("holding ticker", "ticker", "ticker symbol", "stock ticker", "symbol", "stock symbol", "yahoo symbol")
"""What a column of symbols is called, the surest first."""
_KINDS = ("asset class", "asset type", "security type", "type")
_MARKETS = ("exchange", "market")
_NO_SHARES = ("cash", "money market", "future", "forward", "option", "swap", "derivative", "currency", "fx")
_NO_MARKET = ("no market", "unlisted")
_CLASS = re.compile(r"([A-Z]+)[./ ]([A-D])")
"""A share class as exchanges and fund companies write it: BRK.B, BRK/B."""
_NONE = ("N/A",)
"""What would be read as a share class, and says that there is no symbol."""
_BETWEEN = re.compile(r"[\n,;\t]")
_NUMBER = re.compile(r"[-+$€£]?[0-9][0-9.]*%?")
_NEVER_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a]")

NO_SYMBOL, NO_SHARE, UNLISTED, TWICE = "without a symbol", "cash and derivatives", "unlisted", "named twice"


class NoHoldings(ValueError):
    """A file in which no symbols can be found; the words say what would be right."""


class Holdings(Struct, frozen=True):
    """What was found in a file."""

    symbols: tuple[str, ...]
    """As Yahoo writes them, in the file's order, each once."""
    left_out: dict[str, int]
    """How many rows were not taken, by the reason."""


def read_holdings(content: bytes) -> Holdings:
    """Return the symbols in a file; `NoHoldings` where there are none."""
    text = _decoded(content)
    try:
        rows = _table(text)
    except csv.Error as error:
        raise NoHoldings(f"cannot be read as a table: {error}") from error
    found = _gathered(_listed(text) if rows is None else rows)
    if not found.symbols:
        raise NoHoldings(
            "has no symbols, neither in a column called Ticker or Symbol nor as a plain list: one a line, or with "
            "commas between"
        )
    return found


def yahoo_symbol(written: str) -> str:
    """Return a symbol as Yahoo writes it, BRK-B for BRK.B; empty where it is none."""
    plain = written.strip().upper()
    share = None if plain in _NONE else _CLASS.fullmatch(plain)
    try:
        return symbol(f"{share[1]}-{share[2]}" if share else plain)
    except ValueError:
        return ""


def _decoded(content: bytes) -> str:
    """Return a file as text, in whichever way a spreadsheet has written it: symbols are the same in all of them."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if _NEVER_TEXT.search(text):
        raise NoHoldings("is no text")
    return text


def _gathered(rows: Iterable[tuple[str, str]]) -> Holdings:
    """Put the symbols together, and count what was left out and why."""
    symbols: dict[str, None] = {}
    left_out: Counter[str] = Counter()
    for name, why in rows:
        reason = why or (NO_SYMBOL if not name else TWICE if name in symbols else "")
        if reason:
            left_out[reason] += 1
        else:
            symbols[name] = None
    return Holdings(tuple(symbols), dict(left_out))


def _table(text: str) -> list[tuple[str, str]] | None:
    """Return symbol and reason to leave it out of each row under a column of symbols; None where there is no such."""
    for delimiter in (",", ";", "\t"):
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for row in rows:
            heading = [cell.strip().casefold() for cell in row]
            at = _column(heading, _NAMED)
            if at is not None:
                return list(_holdings(rows, heading, at))
    return None


def _holdings(rows: Iterable[Sequence[str]], heading: list[str], at: int) -> Iterator[tuple[str, str]]:
    """Read the rows under a heading; words below the table, and blank lines, are no rows of it."""
    kind, market = _column(heading, _KINDS), _column(heading, _MARKETS)
    for row in rows:
        name = yahoo_symbol(_cell(row, at))
        if not name and len(row) < len(heading):
            continue
        if _says(_cell(row, kind), _NO_SHARES):
            yield name, NO_SHARE
        elif _says(_cell(row, market), _NO_MARKET):
            yield name, UNLISTED
        else:
            yield name, ""


def _listed(text: str) -> list[tuple[str, str]]:
    """Return what a plain list names; nothing where most of it is no symbol, or where a table has its numbers.

    Words after # are remarks.
    """
    lines = (line.partition("#")[0] for line in text.splitlines())
    words = [word for line in lines for word in _BETWEEN.split(line) if word.strip()]
    names = [yahoo_symbol(word) for word in words]
    listed = 2 * sum(map(bool, names)) > len(names) and not any(_NUMBER.fullmatch(word.strip()) for word in words)
    return [(name, "") for name in names] if listed else []


def _column(heading: list[str], names: tuple[str, ...]) -> int | None:
    """Return the place of the first column that has one of these names, the surest name first."""
    return next((heading.index(name) for name in names if name in heading), None)


def _cell(row: Sequence[str], at: int | None) -> str:
    """Return a cell; empty where the row has none there."""
    return row[at] if at is not None and at < len(row) else ""


def _says(cell: str, words: tuple[str, ...]) -> bool:
    """Say whether a cell has one of these words."""
    return any(word in cell.casefold() for word in words)
