"""The symbols in a file of somebody else's: a fund's holdings, a list, or any table with a column of symbols."""

from __future__ import annotations

import csv
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
_BETWEEN = re.compile(r"[\n,;\t]")

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
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoHoldings("is no text in UTF-8") from None
    try:
        found = _gathered(_table(text) or _listed(text))
    except csv.Error as error:
        raise NoHoldings(f"cannot be read as a table: {error}") from error
    if not found.symbols:
        raise NoHoldings("has no symbols: no column is called Ticker or Symbol, and it is no plain list of them")
    return found


def yahoo_symbol(written: str) -> str:
    """Return a symbol as Yahoo writes it, BRK-B for BRK.B; empty where it is none."""
    plain = written.strip().upper()
    share = _CLASS.fullmatch(plain)
    try:
        return symbol(f"{share[1]}-{share[2]}" if share else plain)
    except ValueError:
        return ""


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


def _table(text: str) -> list[tuple[str, str]]:
    """Return symbol and reason to leave it out of each row under a column of symbols; nothing where there is none."""
    for delimiter in (",", ";", "\t"):
        rows = csv.reader(text.splitlines(), delimiter=delimiter)
        for row in rows:
            heading = [cell.strip().casefold() for cell in row]
            at = _column(heading, _NAMED)
            if at is not None:
                return list(_holdings(rows, heading, at))
    return []


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
    """Return what a plain list names; nothing where most of it is no symbol. Words after # are remarks."""
    lines = (line.partition("#")[0] for line in text.splitlines())
    words = (word for line in lines for word in _BETWEEN.split(line) if word.strip())
    names = [yahoo_symbol(word) for word in words]
    return [(name, "") for name in names] if 2 * sum(map(bool, names)) > len(names) else []


def _column(heading: list[str], names: tuple[str, ...]) -> int | None:
    """Return the place of the first column that has one of these names, the surest name first."""
    return next((heading.index(name) for name in names if name in heading), None)


def _cell(row: Sequence[str], at: int | None) -> str:
    """Return a cell; empty where the row has none there."""
    return row[at] if at is not None and at < len(row) else ""


def _says(cell: str, words: tuple[str, ...]) -> bool:
    """Say whether a cell has one of these words."""
    return any(word in cell.casefold() for word in words)
