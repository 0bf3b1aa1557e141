"""Yahoo at its worst, in the running program: what it shows, what it says, how often it asks, and how it recovers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from standin import Family, Fault, Standin, running_standin
from terminal import Terminal, terminal

ASKED_FOR = (Family.COOKIE, Family.CRUMB, Family.QUOTE, Family.CHART, Family.NEWS, Family.CALENDAR, Family.STREAM)


@pytest.fixture
def yahoo() -> Iterator[Standin]:
    """A stand-in in the middle of a session."""
    with running_standin() as standin:
        yield standin


@pytest.fixture
def env(yahoo: Standin, tmp_path: Path) -> dict[str, str]:
    own = {name: str(tmp_path) for name in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")}
    settings = tmp_path / "rotation" / "settings.toml"
    settings.parent.mkdir()
    settings.write_text("[cadence]\nopen_s = 5\nextended_s = 5\nclosed_s = 5\nscale = 0.05\n", encoding="utf-8")
    return {**os.environ, **yahoo.env(), **own, "XDG_CONFIG_HOME": str(tmp_path)}


@pytest.fixture
def program(yahoo: Standin, env: dict[str, str]) -> Iterator[Terminal]:
    """The program on the stand-in, with every pane filled."""
    yahoo.market.set_price("AMZN", 1234.5)
    with terminal(env=env) as opened:
        opened.shows("1,234.50", "Yahoo ok", "pts", "2/2")
        assert yahoo.log.wait_until(lambda log: len(log.of(Family.CHART)) >= 46)
        yield opened
        opened.press("q")
        assert opened.ended() == 0
        assert b"Traceback" not in opened.raw


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.LIMITED, "slow down"),
        (Fault.BROKEN, "fault"),
        (Fault.HTML, "something other than data"),
        (Fault.RESET, "does not answer"),
    ],
)
def test_a_fault_is_said_in_words_keeps_the_prices_and_ends_by_itself(
    yahoo: Standin, program: Terminal, fault: Fault, words: str
) -> None:
    yahoo.faults.set(fault)
    text = program.shows(words, "since", "next try")
    assert "1,234.50" in text
    assert "pts" in text
    yahoo.faults.clear()
    yahoo.market.set_price("AMZN", 1300.25)
    program.shows("1,300.25", "Yahoo ok")


def test_a_pulled_plug_is_told_from_a_fault_of_yahoos(yahoo: Standin, program: Terminal) -> None:
    yahoo.unplug()
    assert "1,234.50" in program.shows("does not answer", "next try")
    yahoo.market.set_price("AMZN", 1300.25)
    yahoo.plug_in()
    program.shows("1,300.25", "Yahoo ok")


def test_a_symbol_that_stays_away_is_named_and_keeps_its_last_price(yahoo: Standin, program: Terminal) -> None:
    yahoo.market.forget("AMZN")
    assert "1,234.50" in program.shows("1 symbol lacks data")


def test_a_block_at_the_start_is_met_with_few_requests(yahoo: Standin, env: dict[str, str]) -> None:
    """The first wait is three seconds at this scale: one call was made until it is over, and its cost is bounded."""
    yahoo.faults.set(Fault.LIMITED)
    with terminal(env=env) as program:
        program.shows("slow down", "next try")
        first = len(yahoo.log.of(*ASKED_FOR))
        assert first <= 9
        began: datetime = yahoo.log.requests[0].wall
        assert yahoo.log.wait_until(lambda log: len(log.of(*ASKED_FOR)) > first)
        again = next(each for each in yahoo.log.requests[first:] if each.family in ASKED_FOR)
        assert (again.wall - began).total_seconds() >= 3
        yahoo.faults.clear()
        program.shows("Yahoo ok", "pts")
        program.press("q")
        assert program.ended() == 0


def test_a_restart_does_not_hammer_a_block(yahoo: Standin, env: dict[str, str]) -> None:
    yahoo.faults.set(Fault.LIMITED, retry_after_s=600)
    with terminal(env=env) as program:
        program.shows("slow down", "next try")
        program.press("q")
        assert program.ended() == 0
    asked = len(yahoo.log.of(*ASKED_FOR))
    yahoo.faults.clear()
    with terminal(env=env) as program:
        program.shows("slow down", "next try")
        program.press("r")
        program.press("w")
        program.shows("YTD")
        assert len(yahoo.log.of(*ASKED_FOR)) == asked
        program.press("q")
        assert program.ended() == 0


def test_the_next_start_shows_what_was_kept_while_nothing_answers(yahoo: Standin, env: dict[str, str]) -> None:
    yahoo.market.set_price("AMZN", 1234.5)
    with terminal(env=env) as program:
        program.shows("1,234.50", "Yahoo ok", "2/2")
        assert yahoo.log.wait_until(lambda log: len(log.of(Family.CHART)) >= 46)
        program.press("q")
        assert program.ended() == 0
    yahoo.unplug()
    with terminal(env=env) as program:
        text = program.shows("1,234.50", "cached", "2/2", "does not answer", "next try")
        assert "pts" in text
        program.press("q")
        assert program.ended() == 0
