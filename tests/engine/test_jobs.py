from __future__ import annotations

import asyncio
from datetime import timedelta
from random import Random

import pytest
from engine_fakes import NOW

from tui.core.market import Problem, Trouble
from tui.engine import jobs
from tui.engine.gate import Gate
from tui.engine.jobs import Duty, Job, Stuck, Surroundings
from tui.engine.waits import Wait
from tui.providers.base import Late, Offline, RateLimited, ServerFault


class Bench:
    """A job over a script of outcomes, with a clock that stands still until told."""

    def __init__(self, *outcomes: Exception | None, wait: Wait | None = None) -> None:
        self.outcomes = list(outcomes)
        self.now = NOW
        self.reports: list[Problem | None] = []
        self.gate = Gate("quotes")
        around = Surroundings(lambda: self.now, self.gate, Random(1), self.report)
        self.job = Job(Duty("quotes", self.ask, lambda: 15.0), around, wait)

    async def ask(self) -> None:
        outcome = self.outcomes.pop(0)
        if outcome:
            raise outcome

    def report(self, name: str, problem: Problem | None) -> None:
        assert name == "quotes"
        self.reports.append(problem)


async def test_a_good_answer_is_followed_by_the_usual_pace() -> None:
    bench = Bench(None)
    assert 13.5 <= await bench.job.attempt() <= 16.5
    assert bench.reports == [None]


async def test_a_failure_says_what_since_when_and_what_comes_next() -> None:
    bench = Bench(None, Offline("Yahoo does not answer"), Offline("Yahoo does not answer"))
    await bench.job.attempt()
    bench.now += timedelta(seconds=15)
    await bench.job.attempt()
    bench.now += timedelta(seconds=2)
    wait = await bench.job.attempt()
    problem = bench.reports[-1]
    assert problem is not None
    assert (problem.what, problem.trouble) == ("Yahoo does not answer", Trouble.OFFLINE)
    assert problem.since == NOW + timedelta(seconds=15)
    assert problem.last_good == NOW
    assert problem.next_try == bench.now + timedelta(seconds=wait)


async def test_a_block_is_left_alone_for_longer_than_a_missing_network() -> None:
    limited, offline = Bench(RateLimited("wait")), Bench(Offline("gone"))
    assert await limited.job.attempt() >= 60 > await offline.job.attempt()


async def test_an_unforeseen_error_becomes_words_and_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    bench = Bench(KeyError("timestamp"), None)
    await bench.job.attempt()
    problem = bench.reports[0]
    assert problem is not None
    assert "KeyError" in problem.what
    assert "timestamp" not in problem.what
    assert caplog.records[0].exc_info is not None
    await bench.job.attempt()
    assert bench.reports[1] is None


async def test_what_the_source_asks_to_wait_is_waited() -> None:
    assert await Bench(RateLimited("wait", retry_after_s=900)).job.attempt() >= 900


async def test_another_kind_of_trouble_begins_its_own_doubling() -> None:
    bench = Bench(*[ServerFault("broken")] * 6, Offline("gone"))
    waits = [await bench.job.attempt() for _ in range(7)]
    assert waits[5] >= 80
    assert waits[6] <= 3
    problem = bench.reports[-1]
    assert problem is not None
    assert problem.since == NOW


async def test_a_failure_of_the_whole_source_holds_the_others_back_until_one_good_answer() -> None:
    bench = Bench(RateLimited("no crumb", shared=True), ServerFault("broken"), RateLimited("again", shared=True), None)
    turns = []
    for _ in range(4):
        await bench.job.attempt()
        other = asyncio.create_task(bench.gate.turn("bars"))
        await asyncio.sleep(0)
        turns.append(other.done())
        other.cancel()
    assert turns == [False, True, False, True]


async def test_a_wait_of_the_last_run_is_kept_and_said() -> None:
    block = Wait(
        family="quotes",
        failures=3,
        trouble=Trouble.LIMITED,
        what="wait",
        since=NOW,
        next_try=NOW + timedelta(minutes=4),
        last_good=NOW,
    )
    bench = Bench(wait=block)
    running = asyncio.create_task(bench.job.run())
    for _ in range(5):
        await asyncio.sleep(0)
        bench.job.nudge()
    problem = bench.reports[0]
    assert problem is not None
    assert problem.next_try == NOW + timedelta(minutes=4)
    running.cancel()


async def test_two_late_answers_in_a_row_ask_for_a_fresh_process() -> None:
    bench = Bench(Late("late"), ServerFault("broken"), Late("late"), Late("late"))
    for _ in range(3):
        await bench.job.attempt()
    with pytest.raises(Stuck):
        await bench.job.attempt()
    assert bench.reports[-1] is not None


async def test_a_stream_that_held_for_long_begins_its_doubling_anew() -> None:
    bench = Bench(*[ServerFault("dropped")] * 5)
    for _ in range(4):
        await bench.job.attempt()

    async def hold() -> None:
        bench.now += timedelta(minutes=5)
        raise ServerFault("dropped")

    bench.job._duty = bench.job._duty._replace(ask=hold)
    assert await bench.job.attempt() <= 7.5


async def test_a_wait_that_the_machine_sleeps_through_is_over_when_it_wakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LOOK_S", 0.0)
    bench = Bench(ServerFault("broken"), None)
    running = asyncio.create_task(bench.job.run())
    async with asyncio.timeout(60):
        while not bench.reports:
            await asyncio.sleep(0)
        bench.now += timedelta(hours=8)
        while len(bench.reports) < 2:
            await asyncio.sleep(0)
    assert bench.outcomes == []
    running.cancel()


async def test_a_nudge_ends_the_wait() -> None:
    bench = Bench(ServerFault("broken"), None)
    running = asyncio.create_task(bench.job.run())
    async with asyncio.timeout(60):
        while len(bench.reports) < 2:
            bench.job.nudge()
            await asyncio.sleep(0)
    running.cancel()
