"""The exchange's hours, session by session: computed from its rules about once a month and kept in between.

Loading the rules and computing from them takes longer and holds more memory than all else of a demo's start.
"""

from __future__ import annotations

import importlib
import logging
from array import array
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple, cast

import msgspec
from msgspec import Struct

from tui.engine.saved import write_whole
from tui.paint.stamps import file_stamps

_LOG = logging.getLogger(__name__)
_LASTS: Final = timedelta(days=30)
_RULES: Final = ("__init__.py", "exchange_calendar.py", "exchange_calendar_xnys.py", "us_holidays.py")
"""The files of exchange_calendars that are written anew with every version, and that the hours come of."""


class Hours(NamedTuple):
    """Every session of the exchange, and when it opens and closes."""

    days: tuple[date, ...]
    """Ascending."""
    opens: array[int]
    """Seconds since 1970 UTC, one for each day."""
    closes: array[int]


class KeptHours(Struct, frozen=True, kw_only=True):
    """Hours on disk, and what they hold for."""

    rules: list[str]
    """The stamps of the files with the rules."""
    made: date
    days: tuple[date, ...]
    opens: list[int]
    closes: list[int]


def computed() -> Hours:
    """Return the hours from 1970 to a year from today, computed from the exchange's rules; that loads pandas."""
    return cast("Hours", importlib.import_module("tui.engine.exchange").computed())


def exchange_hours(folder: Path, today: date | None = None) -> Hours:
    """Return the hours kept in `folder`, else computed ones, and keep those; they reach eleven months ahead or more.

    `today` is the day on the wall, UTC, if not now's.
    """
    path, rules, today = folder / "sessions.json", _rules(), today or datetime.now(UTC).date()
    found = _kept(path)
    if found and found.rules == rules and timedelta() <= today - found.made <= _LASTS:
        return Hours(found.days, array("q", found.opens), array("q", found.closes))
    hours = computed()
    kept = KeptHours(rules=rules, made=today, days=hours.days, opens=list(hours.opens), closes=list(hours.closes))
    try:
        write_whole(path, msgspec.json.encode(kept))
    except (OSError, UnicodeEncodeError) as error:  # folders may have names that are no text
        _LOG.info("the exchange's hours are not kept: %s", error)
    return hours


def _kept(path: Path) -> KeptHours | None:
    """Return what is kept; None where nothing is that can be read."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=KeptHours)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    alike = len(found.days) == len(found.opens) == len(found.closes) > 0
    return found if alike and all(a < b for a, b in pairwise(found.days)) else None


def _rules() -> list[str]:
    """Return the stamps of the files with the rules, without loading them."""
    spec = find_spec("exchange_calendars")
    folders = spec.submodule_search_locations if spec else None
    return file_stamps(str(Path(folder) / name) for folder in folders or () for name in _RULES)
