"""What was asked of the stand-in, in order."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple


class Family(StrEnum):
    """A group of addresses that fail together."""

    COOKIE = "cookie"
    CRUMB = "crumb"
    CONSENT = "consent"
    """The pages of the consent chain."""
    QUOTE = "quote"
    CHART = "chart"
    NEWS = "news"
    SEARCH = "search"
    CALENDAR = "calendar"
    STREAM = "stream"
    """The opening of a WebSocket; what follows on it is no request."""
    OTHER = "other"


class Request(NamedTuple):
    """One request as it arrived."""

    method: str
    host: str
    path: str
    query: dict[str, str]
    family: Family
    cookie: str = ""
    body: bytes = b""
    monotonic_s: float = 0.0
    wall: datetime = datetime.min.replace(tzinfo=UTC)
    """The real time, UTC, whatever the stand-in's clock says."""
    fault: str = ""
    """The fault it met, empty for none."""


class RequestLog:
    """Every request and every refused host, safe to read while the stand-in runs."""

    def __init__(self) -> None:
        self._changed = threading.Condition()  # its lock is reentrant: `holds` may read the log
        self._requests: list[Request] = []
        self._refused: list[str] = []

    def add(self, request: Request) -> None:
        """Record a request and when it came, before it is answered."""
        with self._changed:
            stamped = request._replace(monotonic_s=time.monotonic(), wall=datetime.now(UTC))
            self._requests.append(stamped)
            self._changed.notify_all()

    def refuse(self, host: str) -> None:
        """Record a host that is not Yahoo's."""
        with self._changed:
            self._refused.append(host)
            self._changed.notify_all()

    def clear(self) -> None:
        """Forget everything so far."""
        with self._changed:
            self._requests.clear()
            self._refused.clear()

    @property
    def requests(self) -> tuple[Request, ...]:
        """Everything asked so far, oldest first."""
        with self._changed:
            return tuple(self._requests)

    @property
    def refused(self) -> tuple[str, ...]:
        """Hosts that were asked for and are not Yahoo's."""
        with self._changed:
            return tuple(self._refused)

    def families(self) -> list[Family]:
        """Return the families asked so far, oldest first."""
        return [request.family for request in self.requests]

    def of(self, *families: Family) -> list[Request]:
        """Return the requests of these families, oldest first."""
        return [request for request in self.requests if request.family in families]

    def counts(self) -> Counter[Family]:
        """Return how many requests each family got."""
        return Counter(self.families())

    def within(self, seconds: float, since: Request | None = None) -> list[Request]:
        """Return the requests of the first `seconds` after `since`, it included; after the first one, if not given."""
        asked = self.requests
        if not asked:
            return []
        start = (since or asked[0]).monotonic_s
        return [request for request in asked if start <= request.monotonic_s < start + seconds]

    def wait_until(self, holds: Callable[[RequestLog], bool], timeout_s: float = 30) -> bool:
        """Wait until the log is as wanted; False when that takes longer than `timeout_s`."""
        with self._changed:
            return self._changed.wait_for(lambda: holds(self), timeout_s)
