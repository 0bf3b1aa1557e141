"""How long one family of requests is left alone after a failure; kept on disk, so that a restart does not hammer."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from tui.core.market import Trouble
from tui.engine.schedule import wait_after
from tui.providers.base import ProviderError

_LONGEST_S = 3600.0


class Wait(Struct, frozen=True, kw_only=True):
    """Where one family stands; all instants UTC."""

    family: str
    """"quotes", "bars", "intraday", "news", "calendar" or "stream"."""
    failures: int = 0
    """In a row; 0 when all is well."""
    trouble: Trouble | None = None
    what: str = ""
    """What failed last, in words."""
    since: datetime | None = None
    """The first of the failures in a row."""
    next_try: datetime | None = None
    last_good: datetime | None = None

    def failed(self, error: ProviderError, now: datetime, random: Random, scale: float = 1.0) -> Wait:
        """Return the wait after one more failure at `now`; never shorter than the source itself asked for.

        `scale` multiplies the wait. Another kind of trouble begins its own doubling.
        """
        failures = self.failures + 1 if error.trouble is self.trouble else 1
        seconds = scale * max(error.retry_after_s, wait_after(error.trouble, failures, random))
        return replace(
            self,
            failures=failures,
            trouble=error.trouble,
            what=str(error),
            since=self.since or now,
            next_try=now + timedelta(seconds=seconds),
        )

    def succeeded(self, now: datetime) -> Wait:
        """Return the wait after a good answer: none."""
        return Wait(family=self.family, last_good=now)

    def left_s(self, now: datetime) -> float:
        """Return the seconds until the next try, 0 when it is due; at most an hour, whatever a clock once said."""
        left = (self.next_try - now).total_seconds() if self.next_try else 0.0
        return min(max(0.0, left), _LONGEST_S)
