"""What this machine's facts are judged to mean."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tui.doctor.checks import (
    Outcome,
    Terminal,
    judge_clock,
    judge_config,
    judge_packages,
    judge_python,
    judge_terminal,
    meets,
)
from tui.settings.load import ConfigReport
from tui.settings.problems import ConfigProblem

NOW = datetime(2026, 1, 16, 15, 0, tzinfo=UTC)
FILES = (("settings.toml", "yours"), ("marks.toml", "shipped"))


def terminal(
    size: tuple[int, int] | None = (120, 40), encoding: str = "utf-8", **environment: str
) -> dict[str, tuple[Outcome, str]]:
    found = judge_terminal(Terminal(size=size, environment=environment, encoding=encoding))
    return {check.check: (check.state, check.what) for check in found}


def report(problems: tuple[ConfigProblem, ...] = (), ignored: tuple[str, ...] = ()) -> ConfigReport:
    return ConfigReport(folder=Path("own"), files=FILES, ignored=ignored, problems=problems, config=None)


@pytest.mark.parametrize(
    ("version", "bounds", "within"),
    [
        ("8.2.8", "==8.2.8", True),
        ("8.2.9", "==8.2.8", False),
        ("8.2", ">=8.2", True),
        ("8.10", ">=8.2", True),
        ("8.1.9", ">=8.2", False),
        ("8", ">=8.0.0", True),
        ("2.0", "<2,>=1.7", False),
        ("1.9.9", "<2,>=1.7", True),
        ("1.7rc1", ">=1.7", True),
        ("1.7", "!=1.7", False),
        ("1.7", "<=1.7", True),
        ("1.7", ">1.7", False),
        ("anything", "", True),
    ],
)
def test_a_version_is_held_against_every_bound(version: str, bounds: str, *, within: bool) -> None:
    assert meets(version, bounds) is within


def test_a_python_that_is_too_old_fails_and_the_mend_names_the_one_needed() -> None:
    check = judge_python("3.10.2", ">=3.11", "Linux x86_64")
    assert check.state is Outcome.FAIL
    assert ">=3.11" in check.mend
    assert judge_python("3.11.7", ">=3.11", "Linux x86_64").state is Outcome.OK


def test_packages_that_are_right_share_a_line_and_each_wrong_one_has_its_own() -> None:
    versions = {"click": "8.3", "textual": "8.2.7"}
    right, old, missing = judge_packages(["click>=8.2", "textual==8.2.8", "msgspec>=0.19"], versions.get)
    assert (right.state, right.what) == (Outcome.OK, "click 8.3")
    assert (old.state, old.what) == (Outcome.FAIL, "textual 8.2.7, needed is textual==8.2.8")
    assert (missing.state, missing.what) == (Outcome.FAIL, "msgspec is missing, needed is msgspec>=0.19")
    assert '"msgspec>=0.19"' in missing.mend


def test_a_package_needed_only_under_a_condition_is_not_missed() -> None:
    checks = judge_packages(['tzdata>=2025; sys_platform == "win32"', "click>=8.2"], {"click": "9"}.get)
    assert [(check.state, check.what) for check in checks] == [(Outcome.OK, "click 9")]


def test_a_program_that_was_never_installed_says_that_its_versions_are_unknown() -> None:
    (check,) = judge_packages(None, {}.get)
    assert check.state is Outcome.WARN
    assert "unknown" in check.what


@pytest.mark.parametrize(
    ("size", "state"), [((40, 12), Outcome.OK), ((39, 12), Outcome.WARN), ((40, 11), Outcome.WARN)]
)
def test_a_terminal_may_be_as_small_as_the_screen_and_no_smaller(size: tuple[int, int], state: Outcome) -> None:
    outcome, what = terminal(size)["terminal"]
    assert outcome is state
    assert f"{size[0]}×{size[1]}" in what


def test_no_terminal_is_less_but_no_failure() -> None:
    assert terminal(None)["terminal"][0] is Outcome.WARN


@pytest.mark.parametrize(
    ("environment", "state", "word"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Outcome.OK, "16 million"),
        ({"TERM": "xterm-direct"}, Outcome.OK, "16 million"),
        ({"TERM": "screen-256color"}, Outcome.OK, "256"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, Outcome.OK, "NO_COLOR"),
        ({"TERM": "vt100"}, Outcome.WARN, "few"),
        ({}, Outcome.WARN, "TERM is not set"),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, Outcome.FAIL, "cannot draw"),
    ],
)
def test_colours_are_read_from_the_environment(environment: dict[str, str], state: Outcome, word: str) -> None:
    outcome, what = terminal(**environment)["colours"]
    assert outcome is state
    assert word in what


@pytest.mark.parametrize(
    ("encoding", "state"), [("utf-8", Outcome.OK), ("UTF_8", Outcome.OK), ("ascii", Outcome.FAIL), ("", Outcome.FAIL)]
)
def test_only_utf8_can_write_the_screens_signs(encoding: str, state: Outcome) -> None:
    assert terminal(encoding=encoding)["text"][0] is state


def test_a_terminals_name_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in terminal(TERM="\x1b[2Jvt100")["colours"][1]


def test_a_sound_configuration_says_where_each_file_comes_from() -> None:
    check = judge_config(report())
    assert (check.state, check.what) == (Outcome.OK, "settings.toml yours, marks.toml shipped")


def test_a_wrong_configuration_counts_its_problems_and_names_the_first() -> None:
    problems = (
        ConfigProblem(file="settings.toml", line=3, key="window", text="'\x1b[31m2D' is none"),
        ConfigProblem(file="marks.toml", text="is no TOML"),
    )
    check = judge_config(report(problems))
    assert check.state is Outcome.FAIL
    assert check.what.startswith("2 problems, the first: settings.toml:3: window")
    assert "\x1b" not in check.what
    assert "config check" in check.mend
    assert judge_config(report(problems[:1])).what.startswith("1 problem: ")


def test_a_file_that_is_not_read_is_a_warning() -> None:
    check = judge_config(report(ignored=("'setings.toml'; did you mean 'settings.toml'?",)))
    assert check.state is Outcome.WARN
    assert "setings.toml" in check.what


def test_the_clock_tells_both_times_and_misses_a_time_zone_that_is_not_known() -> None:
    here = NOW.astimezone(timezone(timedelta(hours=2), "EET"))
    there = NOW.astimezone(timezone(timedelta(hours=-5)))
    assert judge_clock(here, there).what == "2026-01-16 17:00 EET; 10:00 in New York"
    lost = judge_clock(here, None)
    assert lost.state is Outcome.FAIL
    assert "tzdata" in lost.mend
