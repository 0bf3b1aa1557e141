"""Cookies and crumbs: who got which, and which still count."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime, timedelta

from standin.clock import Clock
from standin.requestlog import Request

_COOKIE = re.compile(r"\bA3=d=stand-in-(\d+)")
_AGREED = "GUC=stand-in-agreed"
_YEAR = timedelta(days=365)
_NEVER = datetime.max.replace(tzinfo=UTC)


class Cookies:
    """Gives out one cookie after the other, each with a crumb of its own; safe to change while the stand-in runs."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._issued = 0
        self._dead = 0
        self._ends: dict[int, datetime] = {}
        self._edition = 1
        self._lifetime = _YEAR

    def set_lifetime(self, lifetime: timedelta) -> None:
        """Set how long cookies live that are given out from now on; the browser is told, and the server keeps to it."""
        self._lifetime = lifetime

    def expire(self) -> None:
        """Forget every cookie given out so far, whatever the browser was told."""
        with self._lock:
            self._dead = self._issued

    def change_crumbs(self) -> None:
        """Make every crumb so far a wrong one; the cookies stay good."""
        with self._lock:
            self._edition += 1

    def issue(self) -> str:
        """Return a new cookie, as a Set-Cookie header gives it."""
        with self._lock:
            self._issued += 1
            self._ends[self._issued] = self._clock.now() + self._lifetime
            return self._written(f"A3=d=stand-in-{self._issued}")

    def agree(self, request: Request) -> tuple[str, ...]:
        """Return the cookies of somebody who has just consented: that they have, and the usual one if it is missing."""
        return (self._written(_AGREED), *([] if self.crumb(request) else [self.issue()]))

    def crumb(self, request: Request) -> str | None:
        """Return the crumb that belongs to a request's cookie; None if that is missing or no longer counts."""
        found = _COOKIE.search(request.cookie)
        serial = int(found[1]) if found else 0
        with self._lock:
            if serial <= self._dead or self._clock.now() >= self._ends.get(serial, _NEVER):
                return None
            return f"stand.In/{serial}.{self._edition}"

    def agreed(self, request: Request) -> bool:
        """Say whether the sender has consented."""
        return _AGREED in request.cookie

    def objection(self, request: Request) -> str | None:
        """Return why a request that needs a cookie and its crumb is refused; None if it is not."""
        crumb = self.crumb(request)
        if crumb is None or "crumb" not in request.query:
            return "User is unable to access this feature"
        return None if request.query["crumb"] == crumb else "Invalid Crumb"

    def _written(self, cookie: str) -> str:
        """Return a cookie with its end and where it belongs."""
        expires = (self._clock.now() + self._lifetime).strftime("%a, %d %b %Y %H:%M:%S GMT")
        lasts = f"Expires={expires}; Max-Age={int(self._lifetime.total_seconds())}"
        return f"{cookie}; {lasts}; Domain=.yahoo.com; Path=/; SameSite=None; Secure; HttpOnly"
