"""A symbol the source leaves out: named after three good answers, then asked for once an hour until it is back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from engine_fakes import NOW, FakeProvider, a_config, a_quote

from tui.core.market import Problem, Quote, Trouble
from tui.core.messages import HealthPart, Refresh
from tui.engine.absent import Absences
from tui.engine.book import Book
from tui.engine.engine import Engine
from tui.engine.pump import Part
from tui.engine.store import Store
from tui.providers.base import Ability, ServerFault, UnknownSymbol

ALL = ("AAA", "S", "L", "BBB")


class Listening(FakeProvider):
    """Notes which symbols it was asked for, poll by poll."""

    def __init__(self) -> None:
        super().__init__()
        self.polled: list[tuple[str, ...]] = []
        self.quoted = {symbol: a_quote(symbol, 120.0) for symbol in ALL}

    async def quotes(self, symbols: Sequence[str]) -> tuple[Quote, ...]:
        self.polled.append(tuple(symbols))
        return await super().quotes(symbols)


class Bench:
    """An engine with a store, as it runs on a source that others serve."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self.provider = Listening()
        self.provider.abilities = frozenset(Ability)
        self.store = Store.open(folder / "store.sqlite3", clock=self.clock)
        self.engine = Engine(
            a_config(), self.provider, self._drop, store=self.store, clock=self.clock, random=Random(1)
        )

    def clock(self) -> datetime:
        return self.now

    async def poll(self, times: int = 1, *, after: timedelta = timedelta(seconds=15)) -> tuple[str, ...]:
        """Poll so many times; returns what the last poll asked for."""
        for _ in range(times):
            self.now += after
            await self.engine._collector.poll_quotes()
        return self.provider.polled[-1]

    def problem(self, symbol: str) -> Problem | None:
        (part,) = self.engine.updates(Part.HEALTH)
        assert isinstance(part, HealthPart)
        return next((each for each in part.problems if each.symbol == symbol), None)

    async def _drop(self, update: object) -> None:
        return None


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path)
    assert set(made.engine._collector.symbols) == set(ALL)
    return made


async def test_it_is_named_after_three_good_answers_and_asked_for_an_hour_later(bench: Bench) -> None:
    del bench.provider.quoted["BBB"]
    await bench.poll(2)
    assert bench.problem("BBB") is None
    assert "BBB" in await bench.poll()
    problem = bench.problem("BBB")
    assert problem is not None
    assert (problem.what, problem.trouble) == ("fake has no quote for BBB", Trouble.UNKNOWN)
    assert problem.since == NOW + timedelta(seconds=15)
    assert problem.next_try == bench.now + timedelta(hours=1)
    assert set(await bench.poll(5)) == {"AAA", "S", "L"}
    assert "BBB" in await bench.poll(after=timedelta(hours=1))
    assert "BBB" not in await bench.poll()
    again = bench.problem("BBB")
    assert again is not None
    assert again.since == problem.since
    assert again.next_try == bench.now - timedelta(seconds=15) + timedelta(hours=1)


async def test_it_is_back_in_every_poll_once_it_was_seen(bench: Bench) -> None:
    back = bench.provider.quoted.pop("BBB")
    await bench.poll(3)
    bench.provider.quoted["BBB"] = back
    await bench.poll(after=timedelta(hours=1))
    assert bench.problem("BBB") is None
    assert "BBB" in await bench.poll()


async def test_a_tick_of_the_stream_brings_it_back_at_once(bench: Bench) -> None:
    del bench.provider.quoted["BBB"]
    await bench.poll(3)
    bench.provider.ticks.put_nowait(a_quote("BBB", 7.0))
    bench.provider.ticks.put_nowait(a_quote("AAA", 7.0))
    ticks = bench.provider.stream(ALL)

    async def two() -> AsyncIterator[Quote]:
        for _ in range(2):
            yield await anext(ticks)

    bench.provider.stream = lambda _: two()
    await bench.engine._collector.follow_stream()
    assert bench.problem("BBB") is None
    assert "BBB" in await bench.poll()


async def test_a_refresh_asks_for_it_in_the_next_poll(bench: Bench) -> None:
    del bench.provider.quoted["BBB"]
    await bench.poll(3)
    bench.engine.handle(Refresh(generation=1))
    assert bench.problem("BBB") is not None
    assert "BBB" in await bench.poll()
    assert "BBB" not in await bench.poll()


async def test_a_refresh_asks_again_for_closes_there_were_none_of_and_for_no_others(bench: Bench) -> None:
    del bench.provider.closes["BBB"]
    closes = bench.engine._closes
    await closes.load()
    assert closes.due() == []
    bench.engine.handle(Refresh(generation=1))
    assert closes.due() == ["BBB"]


async def test_answers_without_any_quote_are_the_sources_fault_and_have_none_asked_for_less(bench: Bench) -> None:
    bench.provider.quoted.clear()
    for _ in range(4):
        with pytest.raises(ServerFault, match="no quote of any symbol"):
            await bench.poll()
    assert bench.problem("AAA") is None
    assert set(bench.provider.polled[-1]) == set(ALL)


async def test_the_words_are_the_sources_own_reason_where_it_gives_one(bench: Bench) -> None:
    del bench.provider.quoted["BBB"]
    await bench.poll(3)
    reason = UnknownSymbol("fake knows no BBB: delisted", symbol="BBB")
    bench.engine._book.set_problem("bars", "BBB", Problem(what=str(reason), trouble=reason.trouble, symbol="BBB"))
    problem = bench.problem("BBB")
    assert problem is not None
    assert problem.what == "fake knows no BBB: delisted"
    assert problem.next_try == bench.now + timedelta(hours=1)


def test_a_clock_that_was_put_back_keeps_no_symbol_away() -> None:
    absences = Absences(Book(), "fake", 1, timedelta(hours=1))
    absences.miss(["X"], NOW)
    assert absences.wanted(["X"], NOW + timedelta(minutes=59)) == ()
    assert absences.wanted(["X"], NOW - timedelta(days=1)) == ("X",)


def test_a_source_that_costs_nothing_is_asked_for_all_each_time() -> None:
    book = Book()
    absences = Absences(book, "fake", 1, None)
    absences.miss(["X"], NOW)
    assert absences.wanted(["X"], NOW) == ("X",)
    (problem,) = book.problems()
    assert (problem.what, problem.trouble, problem.next_try) == ("fake has no quote for X", Trouble.DATA, None)
