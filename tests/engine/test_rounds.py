"""A long list is asked for a few symbols at a time, the most important first and at their usual pace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from engine_fakes import NOW, FakeProvider, a_config, a_quote, closes
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.core.config import Config
from tui.core.market import Quote, Session, State
from tui.core.messages import Refresh, Update, Watch
from tui.core.watchlist import Basket, Member, Stance
from tui.engine.engine import Engine
from tui.engine.pump import Part
from tui.engine.rounds import AT_ONCE, ROUND_S, Rounds, foremost
from tui.engine.store import Store
from tui.providers.base import Offline

OPEN_S = 15.0
MANY = tuple(f"M{place}" for place in range(2000))


def everything(symbols: Sequence[str]) -> tuple[str, ...]:
    return tuple(symbols)


def polls(rounds: Rounds, count: int, session: Session = Session.OPEN) -> Iterator[tuple[str, ...]]:
    """What so many polls ask for."""
    for _ in range(count):
        asked = rounds.due(session)
        rounds.answered(asked, OPEN_S, hurried=session is Session.OPEN)
        yield asked


def test_two_thousand_symbols_are_forty_requests_a_round_within_five_minutes_the_first_at_their_own_pace() -> None:
    rounds = Rounds(MANY, everything, whole=False)
    asked = list(polls(rounds, 60))
    others = [each for each in asked if each != MANY[:AT_ONCE]]
    assert asked[0] == MANY[:AT_ONCE]
    assert len({asked[0], *others}) == 40
    assert [symbol for each in others[:39] for symbol in each] == list(MANY[AT_ONCE:])
    between = rounds.between(OPEN_S, hurried=True)
    assert [place for place, each in enumerate(asked) if each not in others] == list(range(0, 60, 1 + between))
    assert 39 / between * OPEN_S <= ROUND_S


@given(st.integers(min_value=1, max_value=700), st.sampled_from([5.0, 15.0, 60.0]))
def test_every_symbol_has_its_turn_and_no_request_is_too_long(count: int, usual_s: float) -> None:
    symbols = MANY[:count]
    rounds = Rounds(symbols, everything, whole=False)
    seen: set[str] = set()
    for _ in range(60):
        asked = rounds.due(Session.OPEN)
        assert asked
        assert len(asked) <= max(AT_ONCE, len(foremost(symbols)))
        rounds.answered(asked, usual_s, hurried=True)
        seen.update(asked)
    assert seen == set(symbols)


@pytest.mark.parametrize("usual_s", [15.0, 60.0, 240.0, 600.0, 2400.0])
@pytest.mark.parametrize("hurried", [True, False])
def test_the_most_important_keep_their_pace_also_while_the_others_are_hurried_through(
    usual_s: float, hurried: bool
) -> None:
    rounds, now = Rounds(MANY, everything, whole=False), 0.0
    asked_at = []
    for _ in range(800):
        asked = rounds.due(Session.CLOSED)
        if asked == MANY[:AT_ONCE]:
            asked_at.append(now)
        rounds.answered(asked, usual_s, hurried=hurried)
        now += usual_s / (1 + rounds.between(usual_s, hurried=hurried))
    assert len(asked_at) > 2
    assert all(later - earlier <= 1.5 * usual_s for earlier, later in pairwise(asked_at))


def test_the_most_important_come_first_in_another_session_when_wished_and_after_a_failure() -> None:
    rounds, first = Rounds(MANY, everything, whole=False), MANY[:AT_ONCE]

    def turn() -> tuple[str, ...]:
        asked = rounds.due(Session.OPEN)
        rounds.answered(asked, 600.0, hurried=False)
        return asked

    assert next(polls(rounds, 1, Session.PRE)) == first
    assert [turn(), turn()] == [first, MANY[50:100]]
    failed = rounds.due(Session.OPEN)
    rounds.failed()
    assert [turn(), turn()] == [first, failed]
    asked = rounds.due(Session.OPEN)
    rounds.begin()
    rounds.answered(asked, 600.0, hurried=False)
    assert turn() == first


def test_a_short_list_is_asked_for_whole_each_time() -> None:
    rounds = Rounds(MANY[:100], everything, whole=False)
    assert set(polls(rounds, 5)) == {MANY[:100]}
    assert rounds.between(OPEN_S, hurried=True) == 0


def test_the_others_are_hurried_through_once_after_a_change_of_the_session_and_rest_then() -> None:
    rounds = Rounds(MANY, everything, whole=False)
    assert rounds.between(600, hurried=False) == 78
    assert {symbol for each in polls(rounds, 120, Session.CLOSED) for symbol in each} == set(MANY)
    assert rounds.between(600, hurried=False) == 2
    list(polls(rounds, 1, Session.PRE))
    assert rounds.between(60, hurried=False) == 8


def test_those_left_alone_give_their_place_to_the_next() -> None:
    rounds = Rounds(MANY, lambda symbols: tuple(each for each in symbols if each not in MANY[60:100]), whole=False)
    first, second, *_ = polls(rounds, 2)
    assert first == MANY[:AT_ONCE]
    assert second == (*MANY[50:60], *MANY[100:140])


def test_the_one_looked_at_is_asked_for_with_all_others() -> None:
    rounds = Rounds(MANY, everything, whole=False)
    rounds.looked_at = MANY[1000]
    asked = [each for each in polls(rounds, 100) if each[0] != MANY[0]]
    assert {each[0] for each in asked} == {MANY[1000]}
    assert {symbol for each in asked for symbol in each} == set(MANY[AT_ONCE:])


class Served(FakeProvider):
    """A source that others serve, with a basket of very many."""

    def __init__(self) -> None:
        super().__init__()
        self.closes |= {symbol: closes(symbol, 1.0, 2.0) for symbol in MANY}
        self.quoted = {symbol: a_quote(symbol, 2.0) for symbol in (*self.closes,)}
        self.polled: list[tuple[str, ...]] = []

    async def quotes(self, symbols: Sequence[str]) -> tuple[Quote, ...]:
        self.polled.append(tuple(symbols))
        return await super().quotes(symbols)


def a_long_config() -> Config:
    config = a_config()
    fund = Basket(name="Fund", stance=Stance.WATCH, why="", members=tuple(Member(symbol=each) for each in MANY))
    baskets = (fund, *config.watchlist.baskets)
    return replace(config, watchlist=replace(config.watchlist, baskets=baskets))


class Bench:
    """An engine over a long list, with a store."""

    def __init__(self, folder: Path) -> None:
        self.provider = Served()
        self.now = NOW
        self.engine = self.started(folder)

    def started(self, folder: Path) -> Engine:
        store = Store.open(folder / "store.sqlite3", clock=self.clock)
        return Engine(a_long_config(), self.provider, self.drop, store=store, clock=self.clock, random=Random(1))

    def clock(self) -> datetime:
        return self.now

    async def drop(self, update: Update) -> None:
        """Nobody listens."""

    async def poll(self) -> tuple[str, ...]:
        await self.engine._collector.poll_quotes()
        return self.provider.polled[-1]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


async def test_what_is_on_the_screen_comes_before_a_funds_holdings_and_is_asked_for_at_once_when_wished(
    bench: Bench,
) -> None:
    first = await bench.poll()
    assert set(first) >= {"S", "L", "AAA", "BBB"}
    assert set(await bench.poll()).isdisjoint(first)
    bench.engine.handle(Refresh(generation=0))
    assert await bench.poll() == first


async def test_a_quote_of_a_long_list_is_not_stale_before_its_round_is_long_over(bench: Bench) -> None:
    first, other = await bench.poll(), await bench.poll()
    quotes = bench.engine._book.quotes()
    assert quotes[first[0]].stale_after_s == 120
    assert 2.5 * ROUND_S <= (quotes[other[0]].stale_after_s or 0) <= 4 * ROUND_S
    assert quotes[other[0]].state is State.LIVE


async def test_a_failure_asks_for_the_most_important_and_then_for_the_same_again(bench: Bench) -> None:
    first = await bench.poll()
    bench.provider.fault = Offline("no")
    with pytest.raises(Offline):
        await bench.poll()
    failed = bench.provider.polled[-1]
    bench.provider.fault = None
    assert [await bench.poll(), await bench.poll()] == [first, failed]


async def test_a_source_that_knows_none_of_some_others_is_no_fault_of_it(bench: Bench) -> None:
    await bench.poll()
    collector = bench.engine._collector
    for symbol in collector.rounds.due(collector.tempo.session()):
        del bench.provider.quoted[symbol]
    nobody = await bench.poll()
    assert await bench.poll() != nobody


async def test_a_printed_board_asks_for_everything_once(bench: Bench) -> None:
    bench.engine._closes._pause_s = 0
    board = await bench.engine.once(Watch(generation=0, pair="S/L", window="5D"))
    assert len(board.quotes) == len(MANY) + 4


async def test_closes_come_the_most_important_first_then_one_by_one_and_the_next_run_goes_on(
    bench: Bench, tmp_path: Path
) -> None:
    ordered = bench.engine._collector.symbols
    loader = bench.engine._closes
    loader._pause_s = 0
    await loader.load()
    assert bench.provider.asked == list(ordered[:AT_ONCE])
    assert loader.pace(600.0) < 10
    await loader.load()
    assert bench.provider.asked[AT_ONCE:] == [ordered[AT_ONCE]]
    bench.engine.handle(Watch(generation=1, pair="S/L", window="5D", symbol="M1234"))
    await loader.load()
    assert bench.provider.asked[-1] == "M1234"
    again = bench.started(tmp_path)
    assert again._closes.due() == [symbol for symbol in ordered[AT_ONCE + 1 :] if symbol != "M1234"]


async def test_a_part_of_the_quotes_goes_out_in_the_order_of_their_importance(bench: Bench) -> None:
    await bench.poll()
    updates = bench.engine.updates(Part.QUOTES)
    told = [quote.symbol for update in updates for quote in update.quotes]
    assert told == [symbol for symbol in bench.engine._collector.symbols if symbol in set(told)]


async def test_a_funds_members_unusual_moves_do_not_swamp_the_timeline(bench: Bench) -> None:
    calm = [100.0 + step % 2 for step in range(80)]
    for symbol in ("AAA", *MANY[:30]):
        bench.provider.closes[symbol] = closes(symbol, *calm, 150.0)
        bench.engine._book.take_bars(bench.provider.closes[symbol])
    for symbol in ("S", "L"):
        bench.engine._book.take_bars(closes(symbol, *calm))
    (events,) = bench.engine.updates(Part.EVENTS)
    assert {each.symbols for each in events.events if "AAA" in each.symbols or "M1" in each.symbols} == {("AAA",)}
