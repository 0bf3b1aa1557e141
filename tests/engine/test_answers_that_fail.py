"""What an engine makes of answers that are none, of a stream that drops, and how seldom it asks meanwhile."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from engine_fakes import NOW, FakeProvider, a_config, a_quote

from tui.core.board import Board
from tui.core.market import MarketClock, ProviderInfo, Quote, Trouble
from tui.core.messages import Update, WorkerDown, merge
from tui.engine.client import WorkerFeed
from tui.engine.engine import Engine
from tui.engine.jobs import Stuck
from tui.engine.store import Store
from tui.engine.wire import STUCK, Start
from tui.providers.base import Ability, Late, Offline, ProviderError, RateLimited, ServerFault


class Streaming(FakeProvider):
    """Its stream brings the ticks it is given, then drops; another connection brings the next."""

    def __init__(self, *lives: tuple[Sequence[Quote], ProviderError]) -> None:
        super().__init__()
        self.abilities = frozenset({Ability.QUOTES, Ability.STREAM})
        self.quoted = {symbol: a_quote(symbol, 100.0) for symbol in ("S", "L", "AAA", "BBB")}
        self.lives = list(lives)
        self.connected = 0

    async def stream(self, symbols: Sequence[str]) -> AsyncIterator[Quote]:
        self.connected += 1
        if not self.lives:
            await asyncio.Event().wait()
        ticks, end = self.lives.pop(0)
        for tick in ticks:
            yield tick
        raise end


class Bench:
    """An engine with a store, on a clock that the test moves, and the Board a screen would hold."""

    def __init__(self, folder: Path, provider: FakeProvider) -> None:
        self.provider = provider
        self.now = NOW
        self.board = Board(provider=ProviderInfo(name="fake"), clock=MarketClock(now=NOW))
        self.heard = asyncio.Event()
        store = Store.open(folder / "c.sqlite3", clock=lambda: self.now)
        self.engine = Engine(a_config(), provider, self._hear, store=store, clock=lambda: self.now, random=Random(1))

    async def _hear(self, update: Update) -> None:
        self.board = merge(self.board, update)
        self.heard.set()

    async def until(self, holds: object) -> None:
        async with asyncio.timeout(60):
            while not holds():  # type: ignore[operator]  # a test's own condition
                self.heard.clear()
                await self.heard.wait()

    def job(self, name: str):  # noqa: ANN201  # a Job
        return next(job for job in self.engine._jobs if job.name == name)

    def down(self) -> list[tuple[str, str]]:
        return [(each.family, each.what) for each in self.board.problems if each.symbol is None]


def tick(price: float, time: datetime = NOW) -> Quote:
    return a_quote("AAA", price, at=time)


SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("end", "trouble"),
    [
        (ServerFault("the stream was closed (1000)"), Trouble.SERVER),
        (Offline("the stream broke off"), Trouble.OFFLINE),
        (RateLimited("the stream lets nobody in"), Trouble.LIMITED),
    ],
)
async def test_a_stream_that_drops_costs_its_ticks_alone_and_one_connection_a_step(
    tmp_path: Path, end: ProviderError, trouble: Trouble
) -> None:
    provider = Streaming(([tick(105.0, NOW + SECOND)], end), ([], end), ([tick(107.0, NOW + 3 * SECOND)], end))
    bench = Bench(tmp_path, provider)
    await bench.job("quotes").attempt()
    waits = []
    for connected in (1, 2):
        waits.append(await bench.job("stream").attempt())
        assert provider.connected == connected
        wait = bench.job("stream")._wait
        assert (wait.trouble, wait.failures, wait.what) == (trouble, connected, str(end))
        assert bench.engine._book.quotes()["AAA"].price == 105.0
        assert bench.engine._health.info().state == "ok"
        assert bench.engine._gate.is_open()
    assert waits[1] > waits[0] > 0
    await bench.job("stream").attempt()
    assert bench.engine._book.quotes()["AAA"].price == 107.0


async def test_duplicates_and_ticks_out_of_order_leave_the_newest_price(tmp_path: Path) -> None:
    ticks = [tick(101.0, NOW + 2 * SECOND), tick(101.0, NOW + 2 * SECOND), tick(90.0, NOW + SECOND)]
    days_old = a_quote("BBB", 50.0, at=NOW - timedelta(days=4))
    bench = Bench(tmp_path, Streaming(([days_old, *ticks], Offline("gone"))))
    await bench.job("quotes").attempt()
    await bench.job("stream").attempt()
    prices = {symbol: quote.price for symbol, quote in bench.engine._book.quotes().items()}
    assert (prices["AAA"], prices["BBB"]) == (101.0, 100.0)


async def test_a_stream_that_is_back_takes_its_trouble_off_the_screen(tmp_path: Path) -> None:
    bench = Bench(tmp_path, Streaming(([], Offline("gone"))))
    bench.engine._jobs = [bench.job("quotes"), bench.job("stream")]
    running = asyncio.create_task(bench.engine.run())
    await bench.until(lambda: bench.down() == [("stream", "gone")])
    assert bench.board.quote("AAA").price == 100.0  # type: ignore[union-attr]  # it was polled
    bench.job("stream").nudge()
    await bench.until(lambda: bench.down() == [])
    running.cancel()


async def test_answers_that_are_late_twice_end_the_engine_for_a_fresh_process(tmp_path: Path) -> None:
    bench = Bench(tmp_path, Streaming())
    polls = bench.job("quotes")
    await polls.attempt()
    prices = bench.engine._book.quotes()
    bench.provider.fault = Late("fake is late: no answer within 15 s")
    await polls.attempt()
    assert [problem.what for problem in bench.engine._health.problems()] == ["fake is late: no answer within 15 s"]
    with pytest.raises(Stuck):
        await polls.attempt()
    assert bench.engine._book.quotes() == prices


async def test_a_process_that_gave_itself_up_is_said_to_have_waited_and_to_begin_anew(tmp_path: Path) -> None:
    start = Start(config=a_config(), provider="demo", cache_dir=str(tmp_path), saved=str(tmp_path / "board.json"))
    feed = WorkerFeed(start, command=(sys.executable, "-c", f"raise SystemExit({STUCK})"))
    async with asyncio.timeout(60):
        said = await anext(feed.updates())
    await feed.closed()
    assert isinstance(said, WorkerDown)
    assert said.problem.what == "The data process waited too long for answers and is begun anew"
