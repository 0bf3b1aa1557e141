"""The whole program as a person meets it: in a terminal, with its data process."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from homes import environment
from standin import Family, RequestLog, running_standin
from terminal import is_alive, terminal

Environment = dict[str, str]


@pytest.fixture
def home(tmp_path: Path) -> Environment:
    """An environment whose folders are all the test's own, and in which nothing can reach a network."""
    own = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")}
    return {**os.environ, **own, "HTTPS_PROXY": "http://127.0.0.1:1"}


def gone(*pids: int) -> Callable[[str], bool]:
    return lambda _: not any(is_alive(pid) for pid in pids)


def test_the_demo_fills_every_pane_keeps_indices_and_badge_at_every_size_and_quits(home: Environment) -> None:
    with terminal("--demo", env=home) as program:
        program.shows("SIMULATED", "AMZN", "RUT", "NDX", "Regional banks", "Baskets", "Timeline", "pts")
        assert len(program.workers()) == 1
        for columns, rows in ((100, 30), (80, 24), (40, 12)):
            program.resize(columns, rows)
            program.shows("SIM", "RUT", "NDX")
        program.quits()


def test_prices_within_the_day_are_asked_for_once_a_leg_when_their_window_is_shown(tmp_path: Path) -> None:
    with running_standin() as standin, terminal(env=environment(tmp_path, standin, poll_s=3000, scale=0.5)) as program:
        program.shows("Yahoo ok", "pts", "2/2")

        def within(log: RequestLog) -> list[tuple[str, str | None]]:
            charts = [each for each in log.of(Family.CHART) if each.query.get("interval") in ("1m", "15m")]
            return [(unquote(each.path.rpartition("/")[2]), each.query.get("range")) for each in charts]

        assert within(standin.log) == []
        program.press("W" * 4)
        program.shows("· 5D")
        assert standin.log.wait_until(lambda log: len(within(log)) >= 2)
        program.press("W")
        program.shows("· 1D")
        assert standin.log.wait_until(lambda log: len(within(log)) >= 4)
        program.press("W")
        program.shows("· MAX")
        assert within(standin.log) == [(leg, span) for span in ("5d", "1d") for leg in ("^RUT", "^NDX")]
        program.quits()


def test_a_killed_data_process_is_said_and_comes_back(home: Environment) -> None:
    with terminal("--demo", env=home) as program:
        program.shows("AMZN", "pts")
        (worker,) = program.workers()
        os.kill(worker, signal.SIGKILL)
        program.until(lambda _: bool(program.workers()) and program.workers() != [worker])
        program.shows("AMZN", "pts", "demo ok")
        program.quits()


def test_the_data_process_goes_when_the_screen_is_killed(home: Environment) -> None:
    with terminal("--demo", env=home) as program:
        program.shows("AMZN", "pts")
        workers = program.workers()
        program.child.kill(signal.SIGKILL)
        program.until(gone(*workers))


def test_a_program_that_was_stopped_goes_on_and_ends_with_its_data_process_once_the_terminal_is_closed(
    home: Environment,
) -> None:
    with terminal("--demo", env=home) as program:
        program.shows("AMZN", "pts")
        threads = program.threads()
        for keys, words in (("", ("AMZN", "╭─ Timeline", "? help · q quit")), ("?", ("Dashboard screen",))):
            program.child.kill(signal.SIGSTOP)
            os.waitid(os.P_PID, program.child.pid, os.WSTOPPED)
            program.clear()
            program.press(keys)
            program.child.kill(signal.SIGCONT)
            program.shows(*words)
        program.until(lambda _: program.threads() <= threads)
        processes = (program.child.pid, *program.workers())
        program.close()
        program.until(gone(*processes))


def test_without_a_network_the_screen_says_what_is_wrong_and_when_it_tries_again(home: Environment) -> None:
    with terminal(env=home) as program:
        program.shows("does not answer", "next try")
        program.quits()
