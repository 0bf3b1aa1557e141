"""One HTTP answer, and the ones that mean trouble."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from standin.faults import Fault, Trouble


class Answer(NamedTuple):
    """One HTTP answer."""

    status: int
    body: bytes
    kind: str = "application/json;charset=utf-8"
    headers: Mapping[str, str] = {}
    cookies: tuple[str, ...] = ()
    """What each Set-Cookie header says."""


def as_json(value: Any, status: int = 200) -> Answer:
    """Return an answer that carries JSON; numbers that are none are written NaN, as careless servers do."""
    return Answer(status, json.dumps(value).encode())


def problem(status: int, code: str, description: str) -> Answer:
    """Return an error in the shape Yahoo gives to most of them."""
    return as_json({"finance": {"result": None, "error": {"code": code, "description": description}}}, status)


def refusal(why: str = "User is unable to access this feature") -> Answer:
    """Return what Yahoo says to a request without a cookie and the crumb that belongs to it."""
    return problem(401, "Unauthorized", why)


def failure(trouble: Trouble) -> Answer | None:
    """Return the answer that is the fault; None for faults of another kind."""
    answer = _CANNED.get(trouble.fault)
    if answer is None or trouble.retry_after_s is None:
        return answer
    return answer._replace(headers={"Retry-After": str(trouble.retry_after_s)})


_LIMITED: Final = Answer(429, b"Too Many Requests\r\n", "text/plain")
_CANNED: Final = {
    Fault.LIMITED: _LIMITED,
    Fault.POISONED: _LIMITED,
    Fault.REFUSED: refusal(),
    Fault.BROKEN: problem(500, "Internal Server Error", "oops"),
    Fault.UNAVAILABLE: Answer(503, b"<html><body>Service Unavailable</body></html>", "text/html"),
    Fault.HTML: Answer(200, b"<!DOCTYPE html><html><body>Will be right back</body></html>", "text/html;charset=utf-8"),
}
