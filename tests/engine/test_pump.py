from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest

from tui.core.messages import SpreadPart, Update
from tui.engine.pump import Part, Pump


class Bench:
    """A pump whose parts are numbered messages that say what they are of."""

    def __init__(self) -> None:
        self.sent: list[tuple[Part, SpreadPart]] = []
        self.value = 0
        self.pump = Pump(self.make, self.emit)

    def make(self, part: Part) -> Iterable[Update]:
        yield SpreadPart(generation=self.value, window=part, spread=None)

    async def emit(self, update: Update) -> None:
        assert isinstance(update, SpreadPart)
        self.sent.append((Part(update.window), update))

    def parts(self) -> list[Part]:
        return [part for part, _ in self.sent]

    def numbers(self, *parts: Part) -> list[int]:
        return [update.generation for part, update in self.sent if part in parts]


async def test_many_changes_between_two_ticks_are_sent_once() -> None:
    bench = Bench()
    for _ in range(1000):
        bench.pump.mark(Part.QUOTES)
    await bench.pump.flush()
    assert bench.parts() == [Part.QUOTES]


async def test_what_did_not_change_is_not_sent_again() -> None:
    bench = Bench()
    for _ in range(3):
        bench.pump.mark(Part.QUOTES)
        await bench.pump.flush()
    assert bench.parts() == [Part.QUOTES]
    bench.value = 1
    bench.pump.mark(Part.QUOTES)
    await bench.pump.flush()
    assert bench.parts() == [Part.QUOTES, Part.QUOTES]


async def test_a_restart_sends_every_part_anew() -> None:
    bench = Bench()
    bench.pump.restart()
    await bench.pump.flush()
    bench.pump.restart()
    await bench.pump.flush()
    assert bench.parts() == [*Part, *Part]


async def test_analysis_waits_its_turn_while_quotes_go_out() -> None:
    bench = Bench()
    bench.pump.mark(Part.SPREAD)
    await bench.pump.flush()
    bench.value = 1
    bench.pump.mark(Part.SPREAD, Part.QUOTES)
    await bench.pump.flush()
    assert bench.parts() == [Part.SPREAD, Part.QUOTES]


async def test_what_is_measured_is_sent_a_part_a_tick_as_it_was_when_it_was_made() -> None:
    bench = Bench()
    measured = [Part.SPREAD, Part.BASKETS, Part.MARKS]
    bench.pump.mark(*measured, Part.QUOTES)
    for tick in range(4):
        await bench.pump.flush()
        bench.value = tick + 1
        bench.pump.mark(Part.QUOTES)
    assert bench.numbers(*measured) == [0, 0, 0]
    assert bench.parts() == [Part.QUOTES, Part.SPREAD, Part.QUOTES, Part.BASKETS, Part.QUOTES, Part.MARKS, Part.QUOTES]


async def test_nothing_is_measured_again_before_all_that_was_measured_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.engine.pump.SLOW_S", 0.0)
    bench = Bench()
    for _ in range(4):
        bench.pump.mark(Part.SPREAD, Part.BASKETS)
        await bench.pump.flush()
        bench.value += 1
    assert bench.parts() == [Part.SPREAD, Part.BASKETS] * 2
    assert bench.numbers(*Part) == [0, 0, 2, 2]


async def test_a_restart_sends_nothing_that_was_made_before_it() -> None:
    bench = Bench()
    bench.pump.mark(Part.SPREAD, Part.BASKETS, Part.MARKS)
    await bench.pump.flush()
    bench.sent.clear()
    bench.value = 1
    bench.pump.restart()
    await bench.pump.flush()
    await bench.pump.flush()
    assert bench.parts() == [*Part]
    assert set(bench.numbers(*Part)) == {1}


async def test_what_waited_its_turn_is_sent_without_another_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.engine.pump.SLOW_S", 0.1)
    bench = Bench()
    last = asyncio.Event()

    async def emit(update: Update) -> None:
        await Bench.emit(bench, update)
        if bench.numbers(Part.MARKS) == [0, 1]:
            last.set()

    pump = Pump(bench.make, emit)
    running = asyncio.create_task(pump.run())
    pump.mark(Part.SPREAD, Part.MARKS)
    async with asyncio.timeout(60):
        while not bench.sent:
            await asyncio.sleep(0)
        bench.value = 1
        pump.mark(Part.SPREAD, Part.MARKS)
        await last.wait()
    running.cancel()
    assert bench.numbers(Part.SPREAD) == [0, 1]


async def test_a_restart_ends_what_is_being_sent_and_its_end_is_told_last() -> None:
    bench = Bench()

    async def emit(update: Update) -> None:
        await Bench.emit(bench, update)
        if len(bench.sent) == 3:
            bench.pump.restart()

    bench.pump = Pump(bench.make, emit)
    bench.pump.restart()
    await bench.pump.flush()
    assert len(bench.parts()) == 3
    await bench.pump.flush()
    assert bench.parts()[3:] == [*Part]
    assert bench.parts()[-1] is Part.ARRIVED


async def test_a_restart_does_not_wait_for_the_next_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.engine.pump.TICK_S", 3600.0)
    bench = Bench()
    running = asyncio.create_task(bench.pump.run())
    async with asyncio.timeout(60):
        for count in (1, 2):
            bench.pump.restart()
            while bench.parts().count(Part.ARRIVED) < count:
                await asyncio.sleep(0)
    running.cancel()
