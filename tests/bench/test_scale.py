"""What 50, 500 and 2,000 symbols cost: run with `pytest -m bench -n 0 -s tests/bench/test_scale.py`.

Figures are printed, never judged. They are of the processor's time, the best of a few runs. What is measured is what
fifty new quotes cost, one answer of the source, and what the whole list costs once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import reduce
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[1] / "engine"))
sys.path.insert(0, str(Path(__file__).parents[1] / "ui"))
from engine_fakes import NOW as THEN
from engine_fakes import FakeProvider, a_quote
from ui_boards import FakeFeed, an_app

from tui.core.board import Board
from tui.core.config import Config
from tui.core.market import MarketClock, ProviderInfo, Series
from tui.core.messages import Update, Watch, merge
from tui.core.watchlist import Basket, Member, Stance
from tui.engine.engine import Engine
from tui.engine.live import LiveCloses
from tui.engine.pump import MEASURED, Part
from tui.engine.store import Kept, Store
from tui.engine.wire import UpdateReader, encode
from tui.settings.load import load

SIZES = (50, 500, 2000)
CHUNK = 50
RUNS = 5
DAYS, INDEX_DAYS = 250, 38 * 252
SEEN = (Part.HEALTH, Part.QUOTES, *MEASURED)
"""What is sent after new quotes."""


def took(work: Callable[[], object]) -> float:
    """The processor time of the best of a few runs, milliseconds."""
    best = float("inf")
    for _ in range(RUNS):
        begun = process_time()
        work()
        best = min(best, process_time() - begun)
    return 1000 * best


def a_walk(symbol: str, count: int, random: np.random.Generator) -> Series:
    """A random walk up to the day before the quotes."""
    last = np.datetime64(THEN.date()) - np.timedelta64(1, "D")
    days: tuple[date, ...] = tuple(np.busday_offset(last, np.arange(1 - count, 1), roll="backward").tolist())
    return Series(symbol=symbol, days=days, closes=tuple(np.exp(random.normal(0, 0.01, count).cumsum()).tolist()))


class World:
    """An engine over the shipped watchlist and one more basket of so many symbols, all of them known."""

    def __init__(self, size: int, shipped: Config) -> None:
        random, self.fund = np.random.default_rng(7), tuple(f"M{place:04}" for place in range(size))
        basket = Basket(name="Fund", stance=Stance.WATCH, why="", members=tuple(Member(symbol=n) for n in self.fund))
        baskets = (*shipped.watchlist.baskets, basket)
        self.config = replace(shipped, watchlist=replace(shipped.watchlist, baskets=baskets))
        provider = FakeProvider()
        lengths = {symbol: INDEX_DAYS if symbol.startswith("^") else DAYS for symbol in self.config.symbols()}
        provider.closes = {symbol: a_walk(symbol, count, random) for symbol, count in lengths.items()}
        provider.quoted = {each.symbol: a_quote(each.symbol, each.closes[-1]) for each in provider.closes.values()}
        self.provider = provider
        self.engine = Engine(self.config, provider, self._drop, clock=lambda: THEN)
        self.watch = Watch(generation=1, pair=self.config.settings.pair, window="QTD")
        self._polls = 0

    async def begin(self) -> Board:
        """Have everything asked for once."""
        return await self.engine.once(self.watch)

    def poll(self) -> list[Update]:
        """Take an answer with fifty new prices of the fund, and make what is sent of it."""
        self._polls += 1
        now: datetime = THEN + timedelta(seconds=self._polls)
        for symbol in self.fund[:CHUNK]:
            quote = self.provider.quoted[symbol]
            moved = replace(quote, price=quote.price * (1 + self._polls / 1000), time=now)
            self.engine._book.take_quote(moved, now, None)
        return [update for part in SEEN for update in self.engine.updates(part)]

    async def _drop(self, update: Update) -> None:
        """Nobody listens."""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return load(tmp_path_factory.mktemp("own"))


def read(lines: bytes) -> list[Update]:
    """What the screen's side makes of lines."""
    reader = UpdateReader()
    return [update for line in lines.splitlines(keepends=True) if (update := reader.read(line)) is not None]


def told(rows: dict[int, dict[str, float]], unit: str = "ms") -> Iterator[str]:
    """The rows as a table, a column for each size."""
    yield f"{'':<38}" + "".join(f"{size:>10,}" for size in rows)
    for name in next(iter(rows.values())):
        yield f"{name:<38}" + "".join(f"{row[name]:>10.1f}" for row in rows.values()) + f" {unit}"


async def painted(world: World, board: Board) -> float:
    """The milliseconds in which the screen takes what fifty new quotes changed and paints it."""
    app = an_app(FakeFeed(), board, world.config)
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.pause()
        best = float("inf")
        for _ in range(RUNS):
            updates = read(b"".join(encode(update) for update in world.poll()))
            begun = process_time()
            app.board = reduce(merge, updates, app.board)
            await pilot.pause()
            best = min(best, process_time() - begun)
    return 1000 * best


def in_arrays(kept: Iterable[Kept]) -> None:
    """Hold closes as the data process does."""
    closes = LiveCloses()
    for each in kept:
        closes.take_bars(each.series, None)


@pytest.mark.bench
async def test_the_curve_of_fifty_new_quotes(shipped: Config, capsys: pytest.CaptureFixture[str]) -> None:
    rows: dict[int, dict[str, float]] = {}
    for size in SIZES:
        world = World(size, shipped)
        board = await world.begin()
        empty = Board(provider=ProviderInfo(name="fake"), clock=MarketClock(now=THEN))
        updates = world.poll()
        lines = b"".join(encode(update) for update in updates)
        row = {"measured and told, all parts": took(world.poll)}
        row["encoded"] = took(lambda told=updates: [encode(each) for each in told])  # type: ignore[misc]
        row["sent, kB"] = len(lines) / 1000
        row["decoded"] = took(lambda told=lines: read(told))  # type: ignore[misc]
        row["merged"] = took(lambda told=updates, held=empty: reduce(merge, told, held))  # type: ignore[misc]
        row["taken and painted"] = await painted(world, board)
        rows[size] = row
    with capsys.disabled():
        print("", *told(rows), sep="\n")


@pytest.mark.bench
def test_all_stored_closes(shipped: Config, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows: dict[int, dict[str, float]] = {}
    for size in SIZES:
        world = World(size, shipped)
        store = Store.open(tmp_path / f"{size}.sqlite3", clock=lambda: THEN)
        for symbol in world.fund:
            store.keep_series(world.provider.closes[symbol], THEN)
        names = frozenset(world.fund)
        kept = tuple(store.many_series(names))
        assert len(kept) == size
        rows[size] = {
            f"read, {DAYS} closes each": took(lambda names=names, store=store: tuple(store.many_series(names))),  # type: ignore[misc]
            "put into arrays": took(lambda kept=kept: in_arrays(kept)),  # type: ignore[misc]
        }
        store.close()
    with capsys.disabled():
        print("", *told(rows), sep="\n")
