"""Nouns as plain values: numbers stay numbers, days and instants become ISO text, names of enums text."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Any

import msgspec

Facts = dict[str, Any]
"""What one object of the JSON holds."""


def plain(noun: msgspec.Struct) -> Facts:
    """Return a noun's fields under their own names, with what is in them made plain as well."""
    fields: Facts = msgspec.to_builtins(noun)
    return fields


def when(value: Any) -> Any:
    """Return dates and instants in ISO form, names of enums as text, and anything else as it is."""
    if isinstance(value, datetime | date):
        return value.isoformat().replace("+00:00", "Z")
    return value.value if isinstance(value, Enum) else value
