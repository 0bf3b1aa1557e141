"""A table of daily closes in CSV, read into a Series; what was put right is told in its notes."""

from __future__ import annotations

import codecs
import csv
import io
import math
import re
from collections.abc import Sequence
from datetime import date
from operator import le, lt
from typing import NamedTuple

from tui.core.market import Series
from tui.providers.base import NoData
from tui.providers.csv_cells import YEARS, date_reader, price_reader

_DATE_NAMES = ("date", "day", "timestamp", "datetime")
_CLOSE_NAMES = ("close", "closelast")
_ADJUSTED_NAMES = ("adjclose", "adjustedclose")
_HEADER_WITHIN = 10
_NOTES = 18
"""Unreadable rows named one by one; with the lines on order and duplicates and the count, about twenty notes."""


class _Columns(NamedTuple):
    """Where the header says date and close are, and how lines are split."""

    delimiter: str
    line: int
    day: int
    close: int
    adjusted: bool


class _Cells(NamedTuple):
    """The rows that are not blank, in columns of one length."""

    lines: list[int]
    days: list[str]
    closes: list[str]


class _Table(NamedTuple):
    days: list[date]
    closes: list[float]
    unreadable: list[str]


def read_series(symbol: str, file: str, content: bytes) -> Series:
    """Return the closes in a file's content, ascending, one a day; `file` is its name in the notes.

    Comma, semicolon or tab; the first lines are searched for a header with a date and a close, in any order and case;
    other columns are not used. The plain close is taken even beside an adjusted one, so that two files carry the same
    adjustment, the same as an index level does (none for dividends); an adjusted close is taken where there is no
    other, and said so. Splits that a plain close does not carry are not put right. Of two rows on one day the later
    row counts. Raises `NoData` where no row can be read.
    """
    text = _decode(content)
    columns = _find_columns(text)
    if columns is None:
        raise NoData(f"{file} has no header with a date and a close", symbol=symbol)
    cells, broken = _cells(text, columns)
    table = _plain_table(cells) or _table(cells, file)
    unreadable = [*table.unreadable, *(f"{file}:{line}: {why}" for line, why in broken)]
    if not table.days:
        first = f": {unreadable[0]}" if unreadable else ""
        raise NoData(f"{file} holds no close that can be read{first}", symbol=symbol)
    days, closes, repairs = _in_order(table, file)
    return Series(
        symbol=symbol,
        days=days,
        closes=closes,
        adjusted=columns.adjusted,
        source=file,
        notes=(*repairs, *_shortened(unreadable, file)),
    )


def _decode(content: bytes) -> str:
    """Return the text; what is not UTF-8 becomes a replacement character, which no date or price contains."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    return content.decode("utf-8-sig", errors="replace")


def _find_columns(text: str) -> _Columns | None:
    """Return the first header found with any delimiter."""
    return next(filter(None, (_header(text, delimiter) for delimiter in ",;\t")), None)


def _header(text: str, delimiter: str) -> _Columns | None:
    head = io.StringIO(text, newline="")
    for line, written in zip(range(1, _HEADER_WITHIN + 1), head, strict=False):
        names = [re.sub(r"[^a-z]", "", name.lower()) for name in written.replace('"', "").split(delimiter)]
        day, plain, adjusted = (_index(names, known) for known in (_DATE_NAMES, _CLOSE_NAMES, _ADJUSTED_NAMES))
        close = adjusted if plain is None else plain
        if day is not None and close is not None:
            return _Columns(delimiter, line, day, close, adjusted=plain is None)
    return None


def _index(names: Sequence[str], known: Sequence[str]) -> int | None:
    """Return where the first of the known names that is there stands."""
    return next((names.index(name) for name in known if name in names), None)


def _cells(text: str, columns: _Columns) -> tuple[_Cells, list[tuple[int, str]]]:
    """Return the date and close cells as text, and the line where the table itself breaks, if it does."""
    cells = _Cells([], [], [])
    body = io.StringIO(text, newline="")
    for _ in range(columns.line):
        next(body)
    reader = csv.reader(body, delimiter=columns.delimiter)
    day, close = columns.day, columns.close
    missing = [""] * (max(day, close) + 1)
    try:
        for row in reader:
            if any(row):
                padded = row if len(row) >= len(missing) else row + missing
                cells.lines.append(columns.line + reader.line_num)
                cells.days.append(padded[day])
                cells.closes.append(padded[close])
    except csv.Error as error:
        return cells, [(columns.line + reader.line_num, f"the table breaks off: {error}")]
    return cells, []


def _plain_table(cells: _Cells) -> _Table | None:
    """Read a table of nothing but ISO dates and plain numbers, four times as fast; None for any other."""
    try:
        days = [date.fromisoformat(cell) for cell in cells.days]
        closes = [float(cell) for cell in cells.closes]
    except ValueError:
        return None
    fit = bool(days) and min(days).year in YEARS and max(days).year in YEARS
    return _Table(days, closes, []) if fit and all(0 < close < math.inf for close in closes) else None


def _table(cells: _Cells, file: str) -> _Table:
    read_day, read_close = date_reader(cells.days), price_reader(cells.closes)
    table = _Table([], [], [])
    for line, day, close in zip(*cells, strict=True):
        try:
            row = read_day(day), read_close(close)
        except ValueError as error:
            table.unreadable.append(f"{file}:{line}: {error}")
        else:
            table.days.append(row[0])
            table.closes.append(row[1])
    return table


def _in_order(table: _Table, file: str) -> tuple[tuple[date, ...], tuple[float, ...], list[str]]:
    """Return days and closes ascending with one close a day, and what had to be done for it."""
    if all(map(lt, table.days, table.days[1:])):
        return tuple(table.days), tuple(table.closes), []
    by_day = dict(zip(table.days, table.closes, strict=True))
    repairs = []
    if not all(map(le, table.days, table.days[1:])):
        repairs.append(f"{file}: dates were not ascending; sorted")
    if twice := len(table.days) - len(by_day):
        repairs.append(f"{file}: {twice} {_rows_word(twice)} on a date given before; the later row counts")
    days = tuple(sorted(by_day))
    return days, tuple(by_day[day] for day in days), repairs


def _shortened(unreadable: list[str], file: str) -> list[str]:
    """Keep the first notes and count the rest."""
    if not unreadable:
        return []
    count = f"{file}: {len(unreadable)} {_rows_word(len(unreadable))} left out as unreadable"
    rest = len(unreadable) - _NOTES
    return [count, *unreadable[:_NOTES], *([f"{file}: and {rest} more"] if rest > 0 else [])]


def _rows_word(count: int) -> str:
    return "row" if count == 1 else "rows"
