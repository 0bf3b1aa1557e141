"""Dates and prices as people write them in a table, read only where they can mean one thing.

A date is ISO (a time after it is allowed and ignored: the day counts as written, whatever its offset), has its year
first ("2025/12/11"), or names its month in English ("11 Dec 2025", "Dec 11, 2025"). Dates such as "11/12/2025" are read
only in a table where a row, such as "25/12/2025", shows which part is the day and none shows the opposite.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from datetime import date

from tui.core.text import safe

YEARS = range(1800, 2101)
"""A date outside is a slip of the pen."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = r"(?:[T ,]+\d{1,2}:\d{2}.*)?"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})" + _TIME, re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})[-., ]+(\d{4})" + _TIME, re.ASCII)
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})" + _TIME, re.ASCII)
_POINT_NUMBER = re.compile(r"\d{1,3}(?:([,'’ \u00a0\u202f])\d{3})?(?:\1\d{3})*(?:\.\d*)?|\d+(?:\.\d*)?", re.ASCII)
_COMMA_NUMBER = re.compile(r"\d{1,3}(?:([.'’ \u00a0\u202f])\d{3})?(?:\1\d{3})*(?:,\d*)?|\d+(?:,\d*)?", re.ASCII)
_SHOWS_COMMA = re.compile(r",(?:\d{1,2}|\d{4,})$|\.\d{3},", re.ASCII)
_SHOWS_POINT = re.compile(r",.*\.", re.ASCII)
_POINT_TO_COMMA = str.maketrans(",", ".", ".'’ \u00a0\u202f")
_POINT = str.maketrans("", "", ",'’ \u00a0\u202f")


def shown(text: str) -> str:
    """Return a cell as it may be quoted in a message: on one line, short."""
    return repr(safe(text, 40))


def date_reader(cells: Iterable[str]) -> Callable[[str], date]:
    """Return the reader for a table's dates, given all of them; the reader raises ValueError with a reason."""
    day_first = _day_first(cells)

    def read(text: str) -> date:
        day = _read_date(text.strip(), day_first)
        if day.year not in YEARS:
            raise ValueError(f"date {shown(text)} is out of range")
        return day

    return read


def price_reader(cells: Iterable[str]) -> Callable[[str], float]:
    """Return the reader for a table's prices, given all of them; the reader raises ValueError with a reason.

    A comma groups thousands, unless a price such as "271,36" shows that it stands before the decimals.
    """
    decimal_comma = _decimal_comma(cells)

    def read(text: str) -> float:
        price = _comma_number(text) if decimal_comma else _point_number(text)
        if price is None or not math.isfinite(price):
            raise ValueError(f"close {shown(text)} is no number" if text.strip() else "close is empty")
        if price <= 0:
            raise ValueError(f"close {shown(text)} is not above zero")
        return price

    return read


def _day_first(cells: Iterable[str]) -> bool | None:
    """Say whether day comes before month in dates with the year last; None where rows do not show it or disagree."""
    pairs = [(int(match[1]), int(match[3])) for cell in cells if (match := _YEAR_LAST.fullmatch(cell.strip()))]
    days_first = any(first > 12 for first, _ in pairs)
    months_first = any(second > 12 for _, second in pairs)
    return None if days_first == months_first else days_first


def _read_date(text: str, day_first: bool | None) -> date:
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(text, match[1], match[3], match[4])
    if match := _YEAR_LAST.fullmatch(text):
        if day_first is None and int(match[1]) != int(match[3]):
            raise ValueError(f"date {shown(text)} can mean two days; write 2025-12-31")
        day, month = (match[1], match[3]) if day_first else (match[3], match[1])
        return _date(text, match[4], month, day)
    if match := _DAY_MONTH.fullmatch(text):
        return _date(text, match[3], _month(match[2]), match[1])
    if match := _MONTH_DAY.fullmatch(text):
        return _date(text, match[3], _month(match[1]), match[2])
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"date {shown(text)} is no date" if text else "date is empty") from None


def _date(text: str, year: str, month: str | int, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"date {shown(text)} is no date") from None


def _month(name: str) -> int:
    """Return the month's number, or 0, which is no month."""
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _decimal_comma(cells: Iterable[str]) -> bool:
    """Say whether a comma stands before the decimals in this table."""
    with_comma = [cell.strip() for cell in cells if "," in cell]
    return any(map(_SHOWS_COMMA.search, with_comma)) and not any(map(_SHOWS_POINT.search, with_comma))


def _point_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        bare = _bare(text)
        return float(bare.translate(_POINT)) if _POINT_NUMBER.fullmatch(bare) else None


def _comma_number(text: str) -> float | None:
    bare = _bare(text)
    return float(bare.translate(_POINT_TO_COMMA)) if _COMMA_NUMBER.fullmatch(bare) else None


def _bare(text: str) -> str:
    return text.strip().removeprefix("$").strip()
