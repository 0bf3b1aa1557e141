"""A check, and those that need only facts about this machine; every judge here is pure and never raises."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from tui.core.text import safe
from tui.settings.load import ConfigReport

SMALLEST = (40, 12)
"""Columns and lines the screen needs."""

_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*([^;]*)(;.*)?")
_BOUND = re.compile(r"(>=|<=|==|!=|<|>)\s*([0-9.]+)")
_MANY_COLOURS = ("truecolor", "24bit")
_UTF8 = ("utf-8", "utf8")


class Outcome(StrEnum):
    """How a check ended: it works, works with less, does not work, or was not tried."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"
    SKIP = "skip"


class Check(Struct, frozen=True, kw_only=True):
    """One thing looked at."""

    check: str
    """Its name, at most ten characters."""
    state: Outcome
    what: str
    """What was found, without a full stop."""
    mend: str = ""
    """What to do about it; empty where there is nothing to do."""


class Terminal(Struct, frozen=True, kw_only=True):
    """What is known of the terminal."""

    size: tuple[int, int] | None
    """Columns and lines; None where no stream leads to a terminal."""
    environment: Mapping[str, str]
    encoding: str
    """Of the standard output."""


def judge_python(running: str, required: str | None, system: str) -> Check:
    """Hold the running Python, like "3.11.7", against what the package asks for, like ">=3.11"."""
    what = f"{running} on {system}"
    if required is None or meets(running, required):
        return Check(check="python", state=Outcome.OK, what=what)
    return Check(check="python", state=Outcome.FAIL, what=what, mend=f"install Python {required}")


def judge_packages(declared: Iterable[str] | None, installed: Callable[[str], str | None]) -> list[Check]:
    """Hold each installed package against the one declared, like "click>=8.2"; one line for all that are right.

    `declared` is None where the program does not know; `installed` gives a package's version, or None.
    """
    if declared is None:
        what = "rotation itself is not installed, so the versions it needs are unknown"
        return [Check(check="packages", state=Outcome.WARN, what=what, mend="install it, with pipx for one")]
    right: list[str] = []
    wrong: list[Check] = []
    for name, bounds in _required(declared):
        version = installed(name)
        if version is not None and meets(version, bounds):
            right.append(f"{name} {version}")
        else:
            found = f"{name} {version or 'is missing'}, needed is {name}{bounds}"
            mend = f'install "{name}{bounds}" beside rotation, or rotation anew'
            wrong.append(Check(check="packages", state=Outcome.FAIL, what=found, mend=mend))
    return [Check(check="packages", state=Outcome.OK, what=", ".join(right) or "none needed"), *wrong]


def meets(version: str, bounds: str) -> bool:
    """Say whether a version like "8.2.8" lies within bounds like ">=8.2,<9"; only its leading numbers count."""
    return all(_compare(version, sign, bound) for sign, bound in _BOUND.findall(bounds))


def judge_terminal(terminal: Terminal) -> list[Check]:
    """Say whether the screen can open here, in which colours, and whether its signs can be written."""
    return [_judge_size(terminal.size), _judge_colours(terminal.environment), _judge_encoding(terminal.encoding)]


def judge_config(report: ConfigReport) -> Check:
    """Say where the configuration comes from, or the first thing that is wrong with it."""
    if report.problems:
        first, count = report.problems[0], len(report.problems)
        more = f", the first: {first}" if count > 1 else f": {first}"
        what = safe(f"{count} problem{'s' if count > 1 else ''}{more}")
        return Check(check="config", state=Outcome.FAIL, what=what, mend="`rotation config check` lists all of them")
    origins = ", ".join(f"{name} {origin}" for name, origin in report.files)
    if report.ignored:
        what = safe(f"{origins}; not read: {', '.join(report.ignored)}")
        mend = "rename it, or take it out of the folder"
        return Check(check="config", state=Outcome.WARN, what=what, mend=mend)
    return Check(check="config", state=Outcome.OK, what=origins)


def judge_clock(now: datetime, market: datetime | None) -> Check:
    """Say which time it is here and, if `market` could be reckoned, at the exchange; both aware."""
    here = f"{now:%Y-%m-%d %H:%M} {safe(now.tzname() or 'without a zone', 40)}"
    if market is None:
        mend = "install the time zone database: the system's tzdata, or the Python package of that name"
        return Check(check="clock", state=Outcome.FAIL, what=f"{here}; America/New_York is unknown", mend=mend)
    return Check(check="clock", state=Outcome.OK, what=f"{here}; {market:%H:%M} in New York")


def _required(declared: Iterable[str]) -> list[tuple[str, str]]:
    """Return name and bounds of each requirement; those with a condition are not for everyone and left out."""
    found = (_REQUIREMENT.fullmatch(each.strip()) for each in declared)
    return [(match[1], match[2].strip()) for match in found if match is not None and not match[3]]


def _compare(version: str, sign: str, bound: str) -> bool:
    ours, theirs = _numbers(version), _numbers(bound)
    length = max(len(ours), len(theirs))
    left, right = (each + (0,) * (length - len(each)) for each in (ours, theirs))
    order = (left > right) - (left < right)
    return order in {">=": (0, 1), "<=": (0, -1), "==": (0,), "!=": (1, -1), "<": (-1,), ">": (1,)}[sign]


def _numbers(version: str) -> tuple[int, ...]:
    """Return the leading numbers of a version: "8.2.1rc2" is (8, 2, 1)."""
    leading = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(part) for part in leading[0].split(".")) if leading else ()


def _judge_size(size: tuple[int, int] | None) -> Check:
    if size is None:
        mend = "run rotation in one; `rotation print` needs none"
        return Check(check="terminal", state=Outcome.WARN, what="none here, and the screen needs one", mend=mend)
    what = f"{size[0]}×{size[1]}"
    if size[0] < SMALLEST[0] or size[1] < SMALLEST[1]:
        mend = f"make it {SMALLEST[0]}×{SMALLEST[1]} or larger"
        return Check(check="terminal", state=Outcome.WARN, what=f"{what} is too small for the screen", mend=mend)
    return Check(check="terminal", state=Outcome.OK, what=what)


def _judge_colours(environment: Mapping[str, str]) -> Check:
    term = safe(environment.get("TERM", ""), 40)
    if term == "dumb":
        mend = "use a terminal that can draw, and let TERM name it"
        return Check(check="colours", state=Outcome.FAIL, what="TERM says that this terminal cannot draw", mend=mend)
    if environment.get("NO_COLOR"):
        return Check(check="colours", state=Outcome.OK, what="none, as NO_COLOR asks; signs say the same")
    if environment.get("COLORTERM", "").lower() in _MANY_COLOURS or term.endswith("-direct"):
        return Check(check="colours", state=Outcome.OK, what=f"16 million ({term or 'TERM is not set'})")
    if "256color" in term:
        return Check(check="colours", state=Outcome.OK, what=f"256 ({term}); near the theme's own")
    mend = "set COLORTERM=truecolor if the terminal can do it, or TERM=xterm-256color"
    what = f"few ({term or 'TERM is not set'}); the themes look coarse"
    return Check(check="colours", state=Outcome.WARN, what=what, mend=mend)


def _judge_encoding(encoding: str) -> Check:
    what = f"written as {safe(encoding, 40) or 'unknown'}"
    if encoding.lower().replace("_", "-") in _UTF8:
        return Check(check="text", state=Outcome.OK, what=what)
    mend = "set LANG to a UTF-8 locale such as C.UTF-8, or PYTHONUTF8=1"
    return Check(check="text", state=Outcome.FAIL, what=f"{what}: arrows and charts cannot be drawn", mend=mend)
