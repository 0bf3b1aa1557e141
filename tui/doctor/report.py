"""The checks as lines for a reader, or as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import msgspec

from tui.doctor.checks import Check, Outcome

WIDEST = 100
"""No line is longer, in columns."""

_TINTS = {Outcome.OK: "32", Outcome.WARN: "33", Outcome.FAIL: "31", Outcome.SKIP: "2"}
_INDENT = " " * 18


def as_line(check: Check, *, colour: bool = False, width: int = WIDEST) -> str:
    """Write a check as "ok    python      3.11.7", wrapped under itself, with its mend on a line of its own."""
    head = f"{check.state.value:<4}  {check.check:<10}  "
    lines = _wrapped(check.what, head, width)
    if check.mend:
        lines += _wrapped(f"mend: {check.mend}", _INDENT, width)
    text = "\n".join(lines)
    if not colour:
        return text
    word = check.state.value
    return f"\x1b[{_TINTS[check.state]}m{word}\x1b[0m{text.removeprefix(word)}"


def summary(checks: Sequence[Check]) -> str:
    """Count the checks: "14 ok, 1 warn, 0 fail, 2 skipped"."""
    counts = {state: sum(1 for check in checks if check.state is state) for state in Outcome}
    words = ", ".join(f"{counts[state]} {state.value}" for state in (Outcome.OK, Outcome.WARN, Outcome.FAIL))
    return f"{words}, {counts[Outcome.SKIP]} skipped"


def as_json(checks: Sequence[Check]) -> str:
    """Write the checks as a JSON list of {check, state, what, mend}."""
    return msgspec.json.format(msgspec.json.encode(checks), indent=2).decode()


def exit_code(checks: Sequence[Check]) -> int:
    """Return 1 if any check failed, else 0: a warning is no failure."""
    return int(any(check.state is Outcome.FAIL for check in checks))


def _wrapped(text: str, head: str, width: int) -> list[str]:
    """Put `head` before a text and break it into lines no longer than `width`; paths may break anywhere."""
    room = max(width, len(_INDENT) + 20)
    return textwrap.wrap(text, room, initial_indent=head, subsequent_indent=_INDENT, break_on_hyphens=False) or [head]
