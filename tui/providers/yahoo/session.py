"""The session yfinance sends its requests through: counts them, keeps them to a deadline, and ends what is refused.

yfinance answers any refusal with more requests: a total block costs it nine, one unknown symbol three. It lets errors
that are not the network's own pass, so raising at the first refusal is enough to keep a failed question at one request,
and a crumb that says "Too Many Requests" from being kept.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

from curl_cffi.requests import Response, Session

from tui.providers.base import Late, RateLimited, ServerFault

_DOOR: Final = frozenset({"fc.yahoo.com", "guce.yahoo.com", "consent.yahoo.com"})
"""Hosts that give cookies; what else they answer is of no account."""
_TOO_MANY: Final = frozenset({429, 999})
_SAYING_WHY: Final = frozenset({400, 404, 422})
"""With JSON in the body these are answers about what was asked."""
_CRUMB: Final = re.compile(r"[^\s<>{}]{1,64}")
_LONGEST_REST_S: Final = 3600.0
"""No wish of a server's for rest is taken for longer."""


class Said(Exception):
    """A refusal that is an answer: its JSON says why."""

    def __init__(self, answer: Any) -> None:
        super().__init__("an answer about what was asked")
        self.answer = answer


class Question:
    """One question with every request it takes, and what they met."""

    def __init__(self, timeout_s: float, count: Callable[[int], None]) -> None:
        """Allow `timeout_s` seconds for all of it; `count` is told of requests as they are sent."""
        self._timeout_s = timeout_s
        self._ends = time.monotonic() + timeout_s
        self._count = count
        self.consent_asked = False
        """Whether Yahoo showed its consent page instead of an answer."""
        self.crumb_refused = False
        """Whether Yahoo gave something else when last asked for a crumb."""

    def left_s(self) -> float:
        """Count one more request and return the seconds it may take; `Offline` when none are left."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise Late(f"Yahoo is late: no answer within {self._timeout_s:g} s")
        self._count(1)
        return left

    def judge(self, url: str, response: Response) -> None:
        """Raise what an answer means, unless yfinance can make something of it.

        A 401 or 403 passes: it may be a crumb that has run out, which yfinance replaces, trying once more.
        """
        self._count(response.redirect_count)
        host, path = urlsplit(url).hostname, urlsplit(url).path
        crumb = path.endswith("/getcrumb")
        status = response.status_code
        rest_s = _rest_s(response)
        if status in _TOO_MANY or (crumb and "Too Many Requests" in response.text):
            shared = crumb or host in _DOOR
            words = "Yahoo asks us to slow down" + (" and lets nobody in" if shared else "")
            raise RateLimited(words, shared=shared, retry_after_s=rest_s)
        if host in _DOOR:
            return
        if status >= 500:
            raise ServerFault(f"Yahoo has a fault ({status})", shared=crumb, retry_after_s=rest_s)
        if crumb:
            self.crumb_refused = status != 200 or not _CRUMB.fullmatch(response.text)
            return
        self.consent_asked = self.consent_asked or (urlsplit(response.url).hostname or "").endswith("consent.yahoo.com")
        if status in _SAYING_WHY:
            with suppress(ValueError):
                raise Said(json.loads(response.content))


class Doorway(Session[Response]):
    """A session that looks at every answer before yfinance does; safe to use from several threads."""

    def __init__(self) -> None:
        super().__init__(impersonate="chrome")
        self._asked = threading.local()

    @contextmanager
    def asking(self, timeout_s: float, count: Callable[[int], None]) -> Iterator[Question]:
        """Take every request this thread makes within the `with` block as part of one question."""
        self._asked.question = question = Question(timeout_s, count)
        try:
            yield question
        finally:
            del self._asked.question

    def request(self, method: Any, url: str, **options: Any) -> Response:  # type: ignore[override]  # options pass as they are
        """Send one request; raises `ProviderError` or `Said` where the answer leaves nothing to try."""
        question: Question | None = getattr(self._asked, "question", None)
        if question is None:
            return super().request(method, url, **options)
        response = super().request(method, url, **{**options, "timeout": question.left_s()})
        question.judge(url, response)
        return response


@cache
def doorway() -> Doorway:
    """Return the process's one session: yfinance keeps one cookie a process, which a second session would not hold."""
    return Doorway()


def _rest_s(response: Response) -> float:
    """Return the seconds of rest a server asks for, by count or by date; 0 where it asks for none."""
    written = response.headers.get("Retry-After")
    if not written:
        return 0.0
    try:
        seconds = float(written)
    except ValueError:
        seconds = _until_s(written, response.headers.get("Date"))
    return min(seconds, _LONGEST_REST_S) if seconds > 0 else 0.0


def _until_s(written: str, said_at: str | None) -> float:
    """Return the seconds from the server's own time to a date it names; 0 where either cannot be read."""
    try:
        start = parsedate_to_datetime(said_at) if said_at else datetime.now(UTC)
        return (parsedate_to_datetime(written) - start).total_seconds()
    except (ValueError, TypeError):
        return 0.0
