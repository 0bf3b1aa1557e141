"""The checks as they are read: by people, in pipes, by programs."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.doctor.checks import Check, Outcome
from tui.doctor.report import WIDEST, as_json, as_line, exit_code, summary

OK = Check(check="python", state=Outcome.OK, what="3.11.7")
WARN = Check(check="clock skew", state=Outcome.WARN, what="31s behind", mend="set it")
FAIL = Check(check="TLS", state=Outcome.FAIL, what="no trust")
SKIP = Check(check="quote", state=Outcome.SKIP, what="skipped, no network")
LONG = Check(check="packages", state=Outcome.FAIL, what="word " * 60, mend="x" * 250)


def test_lines_stand_under_each_other() -> None:
    assert as_line(OK) == "ok    python      3.11.7"
    assert as_line(WARN) == "warn  clock skew  31s behind\n                  mend: set it"


@pytest.mark.parametrize("width", [100, 80, 40])
def test_no_line_is_wider_than_there_is_room(width: int) -> None:
    lines = as_line(LONG, width=width).splitlines()
    assert max(map(len, lines)) <= width
    assert all(line.startswith(" " * 18) for line in lines[1:])


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(Outcome))
def test_nothing_is_lost_in_wrapping(what: str, mend: str, state: Outcome) -> None:
    text = as_line(Check(check="any", state=state, what=what, mend=mend))
    assert max(map(len, text.splitlines()), default=0) <= WIDEST
    assert "".join(text.split()) == "".join(f"{state.value} any {what} {'mend: ' + mend if mend else ''}".split())


def test_colour_adds_to_the_word_and_never_stands_for_it() -> None:
    for check in (OK, WARN, FAIL, SKIP):
        coloured = as_line(check, colour=True)
        assert coloured.startswith("\x1b[")
        assert f"m{check.state.value}\x1b[0m" in coloured
        assert "\x1b" not in as_line(check)


def test_a_summary_counts() -> None:
    assert summary([OK, OK, WARN, SKIP]) == "2 ok, 1 warn, 0 fail, 1 skipped"


def test_json_holds_every_check_with_all_its_keys() -> None:
    assert json.loads(as_json([OK, WARN])) == [
        {"check": "python", "state": "ok", "what": "3.11.7", "mend": ""},
        {"check": "clock skew", "state": "warn", "what": "31s behind", "mend": "set it"},
    ]


def test_only_a_failure_fails() -> None:
    assert exit_code([OK, WARN, SKIP]) == 0
    assert exit_code([OK, FAIL]) == 1
