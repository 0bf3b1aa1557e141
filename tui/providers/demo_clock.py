"""The demo's clock: a minute a second, from one afternoon over the next morning into a session that never closes."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
FIRST_DAY = date(2023, 1, 3)
EVE = date(2025, 12, 18)
"""The last session that is over when the demo starts."""
FRIDAY = date(2025, 12, 19)
MONDAY = date(2025, 12, 22)
CLOSE_AT = 60.0
"""Elapsed seconds at which Friday closes and Monday opens; night and weekend are left out."""
HOLD_AT = 449.0
"""Elapsed seconds at which Monday reaches 15:59 and stays in that minute."""

_SLOWING, _LONGEST = 3600.0, 1e7
_START = datetime(2025, 12, 19, 15, 0, tzinfo=NEW_YORK).astimezone(UTC)
_OPEN = datetime(2025, 12, 22, 9, 30, tzinfo=NEW_YORK).astimezone(UTC)
_HOLD = datetime(2025, 12, 22, 15, 59, tzinfo=NEW_YORK).astimezone(UTC)
_HOLIDAYS = frozenset(
    date.fromisoformat(f"{year}-{day}")
    for year, days in (
        (2023, "01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25"),
        (2024, "01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25"),
        (2025, "01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27"),
    )
    for day in days.split()
)


class Phase(NamedTuple):
    """Where the demo is: the session it is in, and how far through its current stretch."""

    day: date
    share: float
    """0 at the start of the stretch, 1 at its end; 1 for good once the clock holds."""
    holds: bool


def sessions() -> tuple[date, ...]:
    """Return the exchange's sessions from the demo's first day to its last."""
    span = (MONDAY - FIRST_DAY).days + 1
    days = (FIRST_DAY + timedelta(days=count) for count in range(span))
    return tuple(day for day in days if day.weekday() < 5 and day not in _HOLIDAYS)


def instant(elapsed: float) -> datetime:
    """Return the simulated instant, UTC, `elapsed` seconds after the start, or before it where negative.

    Held in 15:59 it only slows down, so that of two quotes the later one is newer, for months.
    """
    if elapsed < CLOSE_AT:
        return _START + timedelta(minutes=elapsed)
    if elapsed < HOLD_AT:
        return _OPEN + timedelta(minutes=elapsed - CLOSE_AT)
    share = math.log1p((elapsed - HOLD_AT) / _SLOWING) / math.log1p(_LONGEST / _SLOWING)
    return _HOLD + timedelta(seconds=59 * min(1.0, share))


def phase(elapsed: float) -> Phase:
    """Return where the demo is `elapsed` seconds after the start."""
    if elapsed < CLOSE_AT:
        return Phase(FRIDAY, max(0.0, elapsed) / CLOSE_AT, holds=False)
    share = min(1.0, (elapsed - CLOSE_AT) / (HOLD_AT - CLOSE_AT))
    return Phase(MONDAY, share, holds=elapsed >= HOLD_AT)
