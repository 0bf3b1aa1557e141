from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from engine_fakes import NOW, TODAY, FakeProvider, a_config, a_note, a_quote, sessions_back
from msgspec.structs import replace

from tui.core.board import FedRange
from tui.core.events import COMPUTED, Kind, NewsEvent
from tui.core.market import Bar, Series, Trouble
from tui.core.messages import (
    BasketsPart,
    EventsPart,
    Focus,
    HealthPart,
    MarksPart,
    Notes,
    Quotes,
    SpreadPart,
    Update,
    Watch,
)
from tui.engine import closes
from tui.engine.engine import Engine
from tui.providers.base import Ability, Offline, RateLimited

LIVE = Watch(generation=1, pair="S/L", window="5D")


@dataclass
class Bench:
    """An engine over a fake provider; `until` waits for an update that satisfies a test."""

    provider: FakeProvider = field(default_factory=FakeProvider)
    heard: asyncio.Queue[Update] = field(default_factory=asyncio.Queue)

    def __post_init__(self) -> None:
        self.engine = Engine(a_config(), self.provider, self.heard.put, clock=lambda: NOW, random=Random(1))

    async def until(self, kind: type[Update], generation: int = 1) -> Update:
        async with asyncio.timeout(60):
            while True:
                update = await self.heard.get()
                if isinstance(update, kind) and update.generation == generation:
                    return update


class Hanging(FakeProvider):
    """Has quotes, and never answers where closes are asked for."""

    async def bars(self, symbol: str, since: date | None = None) -> Series:
        return await asyncio.get_running_loop().create_future()


async def board_of(provider: FakeProvider, watch: Watch = LIVE):  # noqa: ANN201  # a Board
    return await Bench(provider).engine.once(watch)


async def test_asking_once_fills_every_part_of_the_board() -> None:
    provider = FakeProvider()
    provider.quoted = {symbol: a_quote(symbol, 120.0) for symbol in ("S", "L", "AAA", "BBB")}
    board = await board_of(provider)
    assert board.spread is not None
    assert board.spread.spread_pts == pytest.approx(100 * (120 / 106 - 120 / 103))
    assert board.spread.live
    assert [row.counted() for row in board.baskets] == [2]
    assert [row.position for row in board.levels] == ["above"]
    assert board.fed is not None
    assert (board.fed.lower_pct, board.fed.upper_pct) == (3.5, 3.75)
    assert [event.id for event in board.events] == ["computed:level:S:110:2025-12-09", "cut", "later"]
    assert [opinion.text for opinion in board.opinions] == ["up"]
    assert board.problems == ()
    assert board.provider.state == "ok"


async def test_looking_back_uses_nothing_of_later_days() -> None:
    provider = FakeProvider()
    provider.quoted = {symbol: a_quote(symbol, 120.0) for symbol in ("S", "L", "AAA", "BBB")}
    past = provider.closes["S"].days[-2]
    board = await board_of(provider, Watch(generation=1, pair="S/L", window="5D", as_of=past))
    assert {quote.price for quote in board.quotes if quote.symbol == "S"} == {112.0}
    assert board.spread is not None
    assert board.spread.as_of == past
    assert max(event.known_from for event in board.events) <= past
    assert board.opinions == ()
    assert board.fed is None


async def test_a_symbol_without_closes_is_named_and_the_rest_is_measured() -> None:
    provider = FakeProvider()
    provider.quoted = {symbol: a_quote(symbol, 120.0) for symbol in ("S", "L", "AAA", "BBB")}
    del provider.closes["BBB"]
    board = await board_of(provider)
    assert [(problem.symbol, problem.what) for problem in board.problems] == [("BBB", "no closes for BBB")]
    assert board.baskets[0].missing() == ("BBB",)
    assert board.baskets[0].return_pct is not None


async def test_a_failure_keeps_what_there_was() -> None:
    bench = Bench()
    bench.provider.quoted = {"AAA": a_quote("AAA", 120.0)}
    before = await bench.engine.once(LIVE)
    bench.provider.fault = Offline("fake does not answer")
    after = await bench.engine.once(LIVE)
    assert after.quote("AAA") == before.quote("AAA")
    assert after.spread == before.spread
    assert after.provider.state == Trouble.OFFLINE.value
    assert after.provider.last_good == NOW
    assert {problem.what for problem in after.problems if problem.symbol is None} == {"fake does not answer"}


async def test_a_request_is_answered_with_every_part_and_its_generation() -> None:
    bench = Bench()
    bench.provider.quoted = {"AAA": a_quote("AAA", 120.0)}
    running = asyncio.create_task(bench.engine.run())
    await bench.until(SpreadPart, 0)
    bench.engine.handle(Watch(generation=7, pair="L/S", window="MAX"))
    kinds = {HealthPart, Quotes, SpreadPart, BasketsPart, MarksPart, EventsPart}
    async with asyncio.timeout(60):
        while kinds:
            update = await bench.heard.get()
            if update.generation == 7:
                kinds.discard(type(update))
                if isinstance(update, SpreadPart) and update.spread:
                    assert (update.spread.pair.name, update.window) == ("L/S", "MAX")
    running.cancel()


async def test_closes_that_are_at_hand_are_in_the_first_board_that_is_told() -> None:
    bench = Bench()
    running = asyncio.create_task(bench.engine.run())
    first = await bench.until(SpreadPart, 0)
    assert isinstance(first, SpreadPart)
    assert first.spread is not None
    running.cancel()


async def test_closes_that_hang_hold_up_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closes, "_AT_HAND_S", 0.01)
    bench = Bench(Hanging())
    bench.provider.quoted = {"AAA": a_quote("AAA", 120.0)}
    running = asyncio.create_task(bench.engine.run())
    await bench.until(Quotes, 0)
    running.cancel()


async def test_a_quote_that_moves_goes_out_alone() -> None:
    provider = FakeProvider()
    provider.abilities = frozenset(Ability)
    provider.quoted = {symbol: a_quote(symbol, 120.0) for symbol in ("S", "L", "AAA")}
    bench = Bench(provider)
    running = asyncio.create_task(bench.engine.run())
    bench.engine.handle(LIVE)
    first = await bench.until(Quotes)
    assert isinstance(first, Quotes)
    bench.provider.ticks.put_nowait(a_quote("AAA", 121.0, at=NOW + timedelta(seconds=1)))
    while True:
        update = await bench.until(Quotes)
        assert isinstance(update, Quotes)
        if any(quote.price == 121.0 for quote in update.quotes):
            break
    assert [quote.symbol for quote in update.quotes] == ["AAA"]
    running.cancel()


async def test_ticks_are_polled_for_less_and_nobody_looking_for_less_still() -> None:
    provider = FakeProvider()
    provider.abilities = frozenset(Ability)
    bench = Bench(provider)
    collector = bench.engine._collector
    assert collector.pace() == 15.0
    bench.engine.handle(Focus(generation=1, focused=False))
    assert collector.pace() == 60.0
    running = asyncio.create_task(bench.engine.run())
    provider.ticks.put_nowait(a_quote("AAA", 121.0))
    await bench.until(Quotes, 0)
    assert collector.pace() == 180.0
    running.cancel()


async def test_the_open_and_the_close_are_polled_for_at_once() -> None:
    provider = FakeProvider()
    provider.now_is = NOW.replace(hour=20, minute=59, second=55)
    assert Bench(provider).engine._collector.pace() == 6.0


@pytest.mark.parametrize(("closed", "sessions"), [(False, []), (True, [TODAY])])
async def test_a_level_is_crossed_on_a_close_alone(closed: bool, sessions: list[date]) -> None:
    """Neither a quote nor what a source calls today's close before the exchange has closed is one."""
    provider = FakeProvider()
    provider.now_is = datetime(2025, 12, 11, 21 if closed else 20, 30, tzinfo=UTC)
    days = [*sessions_back(7), TODAY]
    closes = (100.0, 101.0, 102.0, 103.0, 104.0, 105.0, 106.0, 111.0)
    bars = [Bar(day=day, close=close) for day, close in zip(days, closes, strict=True)]
    provider.closes["S"] = Series.of("S", bars)
    provider.quoted = {"S": a_quote("S", 111.0, at=provider.now_is)}
    board = await board_of(provider)
    found = [event for event in board.events if event.source == COMPUTED]
    assert [event.session for event in found if event.kind is Kind.LEVEL] == sessions


async def test_what_closes_tell_is_said_anew_when_they_come() -> None:
    bench = Bench()
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(bench.engine.run())
        ids: set[str] = set()
        while "computed:level:S:110:2025-12-09" not in ids:
            update = await bench.until(EventsPart, 0)
            assert isinstance(update, EventsPart)
            ids = {event.id for event in update.events}
        running.cancel()


async def test_headlines_join_the_events_once_their_time_has_come() -> None:
    provider = FakeProvider()
    provider.abilities = frozenset({Ability.QUOTES, Ability.BARS, Ability.NEWS})
    provider.headlines = tuple(
        NewsEvent(
            id=name,
            when="2025-12-11",
            kind=Kind.NEWS,
            title=name,
            source="wire",
            known_from=TODAY,
            time=NOW + timedelta(minutes=minutes),
        )
        for name, minutes in {"heard": -5, "to come": 5}.items()
    )
    board = await board_of(provider)
    assert [event.id for event in board.events if event.kind is Kind.NEWS] == ["heard"]


async def test_notes_are_told_at_once_with_their_session_and_go_when_they_are_removed() -> None:
    bench = Bench()
    engine = bench.engine
    engine.handle(LIVE)
    running = asyncio.create_task(engine.run())
    part = await bench.until(EventsPart)
    notes = (a_note("2025-12-06"), a_note("2025-12-10T16:30-05:00", "late", Kind.FED))
    for held, shown in ((notes, [("cut", 10), ("mine", 8), ("late", 11)]), ((), [("cut", 10)])):
        engine.handle(Notes(generation=1, notes=held))
        part = await bench.until(EventsPart)
        assert isinstance(part, EventsPart)
        told = {(event.id, event.session.day) for event in part.events if event.session and event.source != COMPUTED}
        assert told == set(shown)
    running.cancel()


async def test_a_note_is_not_known_before_its_day() -> None:
    bench = Bench()
    bench.engine.handle(Notes(generation=1, notes=(a_note("2025-12-09"),)))
    shown = [(await bench.engine.once(replace(LIVE, as_of=TODAY - timedelta(days=back)))).events for back in (3, 2)]
    assert [[event.id for event in events if event.own] for events in shown] == [[], ["mine"]]


async def test_a_decision_in_the_calendar_moves_the_fed_range_and_a_known_meeting_stays_one_row() -> None:
    provider = FakeProvider()
    provider.due = tuple(
        NewsEvent(
            id=f"decision {day}",
            when=f"2025-12-{day}T14:00-05:00",
            kind=Kind.FED,
            title="Fed Funds Tgt Rate",
            source="wire",
            known_from=TODAY,
            lower_pct=3.25,
            upper_pct=3.5,
            time=NOW.replace(day=day),
        )
        for day in (10, 11)
    )
    bench = Bench(provider)
    await bench.engine._collector.read_calendar()
    board = await bench.engine.once(LIVE)
    assert board.fed == FedRange(lower_pct=3.25, upper_pct=3.5, since=TODAY, source="wire")
    told = [event.id for event in board.events if event.source != COMPUTED]
    assert told == ["cut", "decision 11", "later"]


async def test_a_block_stops_the_asking_until_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench()
    bench.provider.fault = RateLimited("fake says wait")
    running = asyncio.create_task(bench.engine.run())
    bench.engine.handle(LIVE)
    while True:
        update = await bench.until(HealthPart)
        assert isinstance(update, HealthPart)
        if update.provider.state == Trouble.LIMITED.value:
            break
    asked = list(bench.provider.asked)
    for _ in range(50):
        await asyncio.sleep(0)
    assert bench.provider.asked == asked
    assert asked.count("quotes") == 1
    running.cancel()


async def test_a_symbol_is_portrayed_only_where_one_is_looked_at() -> None:
    provider = FakeProvider()
    provider.quoted = {"AAA": a_quote("AAA", 120.0)}
    assert (await board_of(provider)).portrait is None
    portrait = (await board_of(provider, replace(LIVE, symbol="AAA"))).portrait
    assert portrait is not None
    assert (portrait.symbol, portrait.live, portrait.closes[-1], portrait.watched) == ("AAA", True, 120.0, True)


async def test_looking_back_at_a_symbol_shows_nothing_later() -> None:
    provider = FakeProvider()
    provider.quoted = {"AAA": a_quote("AAA", 120.0)}
    day = sessions_back(3)[0]
    portrait = (await board_of(provider, replace(LIVE, symbol="AAA", as_of=day))).portrait
    assert portrait is not None
    assert portrait.as_of == portrait.days[-1] == day
    assert not portrait.live


async def test_a_symbol_that_is_not_watched_is_not_asked_for_and_says_so() -> None:
    provider = FakeProvider()
    portrait = (await board_of(provider, replace(LIVE, symbol="ZZZ"))).portrait
    assert portrait is not None
    assert (portrait.watched, portrait.close) == (False, None)
    assert "ZZZ" not in str(provider.asked)
