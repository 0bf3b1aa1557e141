"""The stand-in's own clock, which may go wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")


class Clock:
    """The real time plus a skew: every stamp the stand-in gives out, the Date header too, comes from here."""

    def __init__(self) -> None:
        self._skew = timedelta()

    def now(self) -> datetime:
        """Return the time, UTC."""
        return datetime.now(UTC) + self._skew

    def skew(self, by: timedelta) -> None:
        """Run ahead of the real time by this much; behind it if negative, right again if zero."""
        self._skew = by

    def set(self, moment: datetime) -> None:
        """Say that it is `moment` now, and go on from there."""
        self._skew = moment - datetime.now(UTC)
