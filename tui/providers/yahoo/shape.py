"""Reading JSON whose shape is somebody else's: what is absent or of another kind is None, never an error."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tui.core.text import safe


def dig(value: Any, *path: str | int) -> Any:
    """Follow keys and list positions into nested JSON; None as soon as one is not there."""
    for step in path:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, Mapping) else None
        else:
            value = value[step] if isinstance(value, list) and -len(value) <= step < len(value) else None
    return value


def items(value: Any) -> list[Any]:
    """Return `value` if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def number(value: Any) -> float | None:
    """Return a finite number, also out of Yahoo's {"raw": …, "fmt": …}; None for anything else."""
    if isinstance(value, Mapping):
        value = value.get("raw")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def above_zero(value: Any) -> float | None:
    """Return a price: a finite number above zero, or None."""
    found = number(value)
    return found if found is not None and found > 0 else None


def words(value: Any, limit: int = 500) -> str | None:
    """Return foreign text made safe for one line, or None where nothing is left."""
    return (safe(value, limit) or None) if isinstance(value, str) else None


def instant(value: Any) -> datetime | None:
    """Return the UTC instant of an epoch in seconds, or None."""
    seconds = number(value)
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def zone(name: Any, offset_s: float | None) -> tzinfo:
    """Return the exchange's time zone; by its present offset where the name is unknown here, else UTC."""
    if isinstance(name, str):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    if offset_s is not None and abs(offset_s) < 86_400:
        return timezone(timedelta(seconds=offset_s))
    return UTC
