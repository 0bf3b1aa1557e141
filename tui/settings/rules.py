"""What single values must be; each rule returns the value, or raises `ValueError` with what is allowed."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from tui.core.events import When
from tui.core.text import safe, web_link
from tui.settings.problems import choices, nearest, shown

MIN_CADENCE_S = 5.0
MAX_CADENCE_S = 86_400.0
MIN_SCALE = 0.001
MAX_SCALE = 10.0
ESTIMATION = (10, 2500)
"""Sessions of an estimation window, at least and at most."""
FARTHEST = 250
"""Sessions from an event's, before or after it, that a study may look at besides its estimation window."""

_SYMBOL = re.compile(r"\^?[A-Z0-9][A-Z0-9.&=_-]*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MAX_SYMBOL = 20
_MAX_SLUG = 60
_MAX_LINK = 500


class Rule(Struct, frozen=True):
    """Marks a field of a file's shape with what its value must be."""

    read: Callable[[object], object]


def symbol(value: object) -> str:
    """Accept a symbol as Yahoo writes it."""
    if isinstance(value, str) and len(value) <= _MAX_SYMBOL and _SYMBOL.fullmatch(value):
        return value
    raise ValueError(f"{shown(value)} is no symbol; write one as Yahoo does, like AAPL, ^RUT or BRK-B")


def subject(value: object) -> str:
    """Accept what a claim is about: a symbol, or two as small/large."""
    parts = value.split("/") if isinstance(value, str) else []
    if not 1 <= len(parts) <= 2:
        raise ValueError(f"{shown(value)} is no symbol and no pair; write one like ^RUT or ^RUT/^NDX")
    return "/".join(symbol(part) for part in parts)


def slug(value: object) -> str:
    """Accept an id: small letters, digits and hyphens."""
    if isinstance(value, str) and len(value) <= _MAX_SLUG and _SLUG.fullmatch(value):
        return value
    raise ValueError(
        f"{shown(value)} is no id; write small letters, digits and single hyphens, like fed-2025-12-10, "
        f"at most {_MAX_SLUG}"
    )


def text(limit: int) -> Rule:
    """Accept text of at most `limit` characters; it is put on one line, without control characters."""

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError(f'{shown(value)} is no text; write it in quotes, "like this"')  # noqa: TRY004  # a refusal
        line = safe(value, limit + 1)
        if not line:
            raise ValueError(f"{shown(value)} is empty; write some text, or leave the key out where it may be")
        if len(line) > limit:
            raise ValueError(f"{shown(value)} is too long; write at most {limit} characters")
        return line

    return Rule(read)


def option(allowed: tuple[str, ...]) -> Rule:
    """Accept one of the words given."""

    def read(value: object) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        hint = nearest(value, allowed) if isinstance(value, str) else ""
        raise ValueError(f"{shown(value)} is not allowed; choose {choices(allowed)}{hint}")

    return Rule(read)


def member_of(words: type[StrEnum]) -> Rule:
    """Accept one of an enumeration's words, and return the member."""
    plain = option(tuple(each.value for each in words))
    return Rule(lambda value: words(str(plain.read(value))))


def flag(value: object) -> bool:
    """Accept true or false."""
    if isinstance(value, bool):
        return value
    raise ValueError(f"{shown(value)} is neither true nor false; write one of them, without quotes")


def number(value: object) -> float:
    """Accept a finite number."""
    if isinstance(value, int | float) and not isinstance(value, bool) and _finite(value):
        return float(value)
    raise ValueError(f"{shown(value)} is no finite number; write one like 12.5, without quotes")


def positive(value: object) -> float:
    """Accept a finite number above 0."""
    checked = number(value)
    if checked > 0:
        return checked
    raise ValueError(f"{shown(value)} is not above 0; write a number above 0")


def count(least: int, most: int) -> Rule:
    """Return the rule of a whole number between two others, both allowed."""

    def read(value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise ValueError(f"{shown(value)} is no whole number from {least} to {most}")

    return Rule(read)


def estimation(value: object) -> tuple[int, int]:
    """Accept the sessions of an estimation window, and those between it and the event's."""
    pair = _two_whole(value)
    least, most = ESTIMATION
    if pair is not None and least <= pair[0] <= most and 0 <= pair[1] <= FARTHEST:
        return pair
    raise ValueError(
        f"{_written(value)} is no estimation window; write its sessions, {least} to {most}, and those between it and "
        f"the event's, 0 to {FARTHEST}, like [120, 10]"
    )


def event_window(value: object) -> tuple[int, int]:
    """Accept the first and last session of an event window, counted from the event's."""
    pair = _two_whole(value)
    if pair is not None and -FARTHEST <= pair[0] <= pair[1] <= FARTHEST:
        return pair
    raise ValueError(
        f"{_written(value)} is no event window; write its first and last session counted from the event's, "
        f"from -{FARTHEST} to {FARTHEST}, like [-1, 1]"
    )


def cadence(value: object) -> float:
    """Accept seconds between polls."""
    checked = number(value)
    if MIN_CADENCE_S <= checked <= MAX_CADENCE_S:
        return checked
    raise ValueError(
        f"{shown(value)} seconds is no pace to poll at; write {MIN_CADENCE_S:.0f} to {MAX_CADENCE_S:.0f} seconds"
    )


def scale(value: object) -> float:
    """Accept what every wait is multiplied by."""
    checked = number(value)
    if MIN_SCALE <= checked <= MAX_SCALE:
        return checked
    raise ValueError(f"{shown(value)} is no scale of waits; write {MIN_SCALE:g} to {MAX_SCALE:g}, 1 as a rule")


def day(value: object) -> date:
    """Accept a whole day, as TOML's own date or in quotes."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    refusal = f"{shown(value)} is no day; write it like 2025-12-31"
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError(refusal)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(refusal) from error


def when(value: object) -> str:
    """Accept a date as it is known: a year, a month, a day or an instant with its offset; kept as written."""
    if isinstance(value, date):
        value = value.isoformat()
    if not isinstance(value, str):
        raise ValueError(  # noqa: TRY004  # a refusal like the others
            f'{shown(value)} is no date: write "2026", "2026-01", "2026-01-31" or "2026-01-31T14:00-05:00"'
        )
    return When.parse(value).text


def link(value: object) -> str:
    """Accept the address of a web page."""
    if isinstance(value, str) and len(value) <= _MAX_LINK and web_link(value):
        return value
    raise ValueError(
        f"{shown(value)} is no web address; write one that begins with http:// or https://, "
        f"at most {_MAX_LINK} characters"
    )


def _two_whole(value: object) -> tuple[int, int] | None:
    """Return a list of two whole numbers as a pair; None for anything else."""
    match value:
        case [int(first), int(last)] if not isinstance(first, bool) and not isinstance(last, bool):
            return first, last
        case _:
            return None


def _written(value: object) -> str:
    """Write a foreign value, a pair of whole numbers as such."""
    pair = _two_whole(value)
    return f"[{shown(pair[0])}, {shown(pair[1])}]" if pair else shown(value)


def _finite(value: float) -> bool:
    """Say whether it is finite, also where an integer is too large for a float."""
    try:
        return math.isfinite(value)
    except OverflowError:
        return False
