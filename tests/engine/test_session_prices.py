"""Prices within sessions: asked for while they are watched, and as seldom as that allows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from engine_fakes import NOW, TODAY, FakeProvider, a_config, a_quote, prices_within

from tui.core.board import Spread
from tui.core.messages import Refresh, SpreadPart, Update, Watch
from tui.engine import pump
from tui.engine.engine import Engine
from tui.engine.jobs import Job
from tui.engine.pump import Part
from tui.providers.base import Ability, RateLimited

ONE_DAY = Watch(generation=1, pair="S/L", window="1D")
NIGHT = datetime(2025, 12, 12, 2, tzinfo=UTC)
BOTH = ["S 1D", "L 1D"]


@dataclass
class Bench:
    """An engine over a provider with prices within sessions; what was asked for within them is in `asked`."""

    provider: FakeProvider = field(default_factory=FakeProvider)
    heard: asyncio.Queue[Update] = field(default_factory=asyncio.Queue)

    def __post_init__(self) -> None:
        provider = self.provider
        provider.abilities = frozenset({Ability.QUOTES, Ability.BARS, Ability.INTRADAY})
        provider.quoted = {symbol: a_quote(symbol, 120.0) for symbol in ("S", "L")}
        for window in ("1D", "5D"):
            provider.within |= {
                ("S", window): prices_within("S", 115, 116),
                ("L", window): prices_within("L", 109, 108),
            }
        self.engine = Engine(a_config(), provider, self.heard.put, clock=lambda: NOW, random=Random(1))

    @property
    def asked(self) -> list[str]:
        return [each for each in self.provider.asked if " " in each]

    @property
    def job(self) -> Job:
        return next(job for job in self.engine._jobs if job.name == "intraday")

    async def watch(self, watch: Watch) -> Spread:
        """The spread that answers a request."""
        self.engine.handle(watch)
        return await self.spread(watch.generation)

    async def spread(self, generation: int, holds: Callable[[Spread], bool] = lambda _: True) -> Spread:
        async with asyncio.timeout(60):
            while True:
                update = await self.heard.get()
                spread = update.spread if isinstance(update, SpreadPart) else None
                if update.generation == generation and spread and holds(spread):
                    return spread


def within(spread: Spread) -> bool:
    return bool(spread.path.times)


@pytest.fixture
async def bench(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    """A running engine, its closes loaded, that sends as soon as there is something to send."""
    monkeypatch.setattr(pump, "TICK_S", 0.001)
    monkeypatch.setattr(pump, "SLOW_S", 0.0)
    made = Bench()
    running = asyncio.create_task(made.engine.run())
    made.engine.handle(Watch(generation=0, pair="S/L", window="MAX"))
    await made.spread(0)
    yield made
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_one_request_a_leg_draws_the_window_that_is_watched(bench: Bench) -> None:
    bench.engine.handle(ONE_DAY)
    spread = await bench.spread(1, within)
    assert bench.asked == BOTH
    assert spread.path.times == (NOW - timedelta(minutes=2), NOW - timedelta(minutes=1), NOW)
    assert spread.path.days == (TODAY,) * 3
    assert spread.path.small == pytest.approx([100 * price / 114 for price in (115, 116, 120)])
    assert spread.path.large == pytest.approx([100 * price / 107 for price in (109, 108, 120)])
    assert spread.spread_pts == pytest.approx(spread.path.spread[-1])


async def test_another_window_asks_for_nothing_within_sessions(bench: Bench) -> None:
    for generation, window in enumerate(("1M", "QTD", "MAX"), start=1):
        await bench.watch(Watch(generation=generation, pair="S/L", window=window))
        await bench.job.attempt()
    assert bench.asked == []


async def test_looking_back_asks_for_nothing_and_shows_nothing_of_it(bench: Bench) -> None:
    bench.engine.handle(ONE_DAY)
    await bench.spread(1, within)
    for symbol in ("S", "L"):
        bench.engine._book.take_intraday("1D", prices_within(symbol, 115, 116, ends=NOW - timedelta(days=1)))
    past = await bench.watch(Watch(generation=2, pair="S/L", window="1D", as_of=TODAY - timedelta(days=1)))
    await bench.job.attempt()
    assert past.path.times == ()
    assert len(past.path.days) == 2
    assert bench.asked == BOTH


async def test_each_window_and_pair_has_prices_of_its_own(bench: Bench) -> None:
    for generation, (pair, window) in enumerate((("S/L", "1D"), ("S/L", "5D"), ("L/S", "5D")), start=1):
        bench.engine.handle(Watch(generation=generation, pair=pair, window=window))
        await bench.job.attempt()
    assert bench.asked == [*BOTH, "S 5D", "L 5D"]


async def test_going_to_and_fro_between_windows_asks_once(bench: Bench) -> None:
    for generation in range(1, 20, 2):
        bench.engine.handle(Watch(generation=generation, pair="S/L", window="1D"))
        await bench.job.attempt()
        bench.engine.handle(Watch(generation=generation + 1, pair="S/L", window="1M"))
        bench.engine.handle(Refresh(generation=generation + 1))
    assert bench.asked == BOTH


async def test_every_minute_of_an_open_session_costs_two_requests() -> None:
    bench = Bench()
    bench.engine.handle(ONE_DAY)
    for _ in range(3):
        pause = await bench.job.attempt()
        assert 54 <= pause <= 66
        bench.provider.now_is += timedelta(seconds=pause)
    assert bench.asked == BOTH * 3


async def test_what_is_closed_is_asked_for_once_it_has_settled_and_not_again() -> None:
    bench = Bench()
    bench.engine.handle(ONE_DAY)
    await bench.job.attempt()
    for at in (NIGHT, NIGHT + timedelta(hours=1), NIGHT + timedelta(hours=12)):
        bench.provider.now_is = at
        await bench.job.attempt()
    assert bench.asked == BOTH * 2
    bench.provider.now_is = NIGHT + timedelta(hours=13)
    await bench.job.attempt()
    assert bench.asked == BOTH * 3


async def test_a_window_that_is_not_watched_waits_until_it_is() -> None:
    bench = Bench()
    bench.engine.handle(Watch(generation=1, pair="S/L", window="1M"))
    assert await bench.job.attempt() > 3000
    assert bench.asked == []


async def test_a_window_watched_again_ends_the_long_wait_also_while_its_prices_are_young() -> None:
    bench = Bench()
    bench.engine.handle(ONE_DAY)
    await bench.job.attempt()
    bench.engine.handle(Watch(generation=2, pair="S/L", window="1M"))
    bench.job._nudged.clear()
    bench.engine.handle(Watch(generation=3, pair="S/L", window="5D", as_of=TODAY))
    assert not bench.job._nudged.is_set()
    bench.engine.handle(Watch(generation=4, pair="S/L", window="1D"))
    assert bench.job._nudged.is_set()
    assert await bench.job.attempt() <= 66
    assert bench.asked == BOTH


async def test_a_switch_while_an_answer_is_awaited_is_answered_too() -> None:
    bench = Bench()
    bench.engine.handle(ONE_DAY)
    attempt, asked = asyncio.create_task(bench.job.attempt()), bench.provider.intraday

    async def switching(symbol: str, window: str) -> object:
        bench.provider.intraday = asked
        bench.engine.handle(Watch(generation=2, pair="S/L", window="5D"))
        return await asked(symbol, window)

    bench.provider.intraday = switching  # type: ignore[method-assign]  # the first answer meets a switch
    await attempt
    assert bench.asked == ["S 1D", "S 5D", "L 5D"]


async def test_a_leg_without_such_prices_leaves_the_daily_closes(bench: Bench) -> None:
    del bench.provider.within["L", "1D"]
    await bench.watch(ONE_DAY)
    await bench.job.attempt()
    assert bench.asked == BOTH
    (part,) = bench.engine.updates(Part.SPREAD)
    assert isinstance(part, SpreadPart)
    assert part.spread is not None
    assert part.spread.path.times == ()
    assert len(part.spread.path.days) == 2


async def test_a_failure_keeps_the_prices_there_were_and_is_named(bench: Bench) -> None:
    bench.engine.handle(ONE_DAY)
    before = await bench.spread(1, within)
    bench.provider.now_is += timedelta(seconds=40)
    bench.provider.fault = RateLimited("fake says wait")
    assert await bench.job.attempt() >= 60
    assert bench.asked == [*BOTH, "S 1D"]
    assert [each.family for each in bench.engine._book.problems() if each.symbol is None] == ["intraday"]
    after = await bench.watch(Watch(generation=2, pair="S/L", window="1D"))
    assert after.path == before.path


async def test_a_provider_without_them_is_never_asked() -> None:
    provider = FakeProvider()
    engine = Engine(a_config(), provider, asyncio.Queue[Update]().put, clock=lambda: NOW, random=Random(1))
    board = await engine.once(ONE_DAY)
    assert "intraday" not in [job.name for job in engine._jobs]
    assert board.spread is not None
    assert len(board.spread.path.days) == 2
