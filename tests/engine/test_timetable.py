"""The engine answers a move through time with where it led, and asks nobody for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from engine_fakes import NOW, TODAY, FakeProvider, a_config
from msgspec.structs import replace

from tui.core.board import Board
from tui.core.events import Kind, NewsEvent
from tui.core.market import Bar, Series
from tui.core.messages import Arrived, EventsPart, HealthPart, Update, Watch
from tui.core.travel import Bound, Move, Stride
from tui.engine.engine import Engine
from tui.engine.pump import Part
from tui.engine.sessions import Sessions, close_of
from tui.providers.base import Ability

LIVE = Watch(generation=1, pair="S/L", window="5D")
FIRST = date(2025, 6, 2)


def a_year() -> dict[str, Series]:
    """Closes of both legs, the large one's from `FIRST` on, to yesterday."""
    days = Sessions().between(date(2025, 5, 1), TODAY - timedelta(days=1))
    bars = [Bar(day=day, close=100 + place % 7) for place, day in enumerate(days)]
    return {"S": Series.of("S", bars), "L": Series.of("L", [bar for bar in bars if bar.day >= FIRST])}


def an_event(name: str, when: str, known_from: date | None = None) -> NewsEvent:
    known = known_from or date.fromisoformat(when[:10])
    return NewsEvent(id=name, when=when, kind=Kind.MACRO, title=name, source="x", known_from=known)


@dataclass
class Traveller:
    """An engine that has loaded what there is, and the day it looks at."""

    provider: FakeProvider = field(default_factory=FakeProvider)
    events: tuple[NewsEvent, ...] = ()
    as_of: date | None = None

    def __post_init__(self) -> None:
        self.provider.closes = a_year()
        self.engine = Engine(replace(a_config(), events=self.events), self.provider, _nowhere, clock=lambda: NOW)

    async def load(self) -> Traveller:
        await self.engine.once(LIVE)
        return self

    def move(self, steps: int, stride: Stride = Stride.SESSION) -> Arrived:
        self.engine.handle(replace(LIVE, as_of=self.as_of, move=Move(steps, stride)))
        (arrived,) = self.engine.updates(Part.ARRIVED)
        assert isinstance(arrived, Arrived)
        self.as_of = arrived.as_of
        (health,) = self.engine.updates(Part.HEALTH)
        assert isinstance(health, HealthPart)
        assert health.as_of == arrived.as_of
        return arrived


async def _nowhere(update: Update) -> None:
    """Send nothing."""


@pytest.mark.parametrize(
    ("begin", "steps", "end"),
    [
        (date(2025, 7, 3), 1, date(2025, 7, 7)),
        (date(2025, 7, 7), -1, date(2025, 7, 3)),
        (date(2025, 11, 26), 1, date(2025, 11, 28)),
        (date(2025, 12, 6), -1, date(2025, 12, 4)),
        (date(2025, 12, 6), 1, date(2025, 12, 8)),
        (date(2025, 12, 6), 0, date(2025, 12, 5)),
        (None, -1, date(2025, 12, 10)),
    ],
)
async def test_steps_go_over_weekends_and_holidays(begin: date | None, steps: int, end: date) -> None:
    traveller = await Traveller(as_of=begin).load()
    assert traveller.move(steps).as_of == end


async def test_the_first_session_is_the_first_that_both_legs_have() -> None:
    traveller = await Traveller(as_of=date(2025, 6, 3)).load()
    assert traveller.move(-1) == Arrived(generation=1, as_of=FIRST)
    assert traveller.move(-1) == Arrived(generation=1, as_of=FIRST, bound=Bound.FIRST)


async def test_the_session_in_progress_is_live_and_nothing_comes_after_it() -> None:
    traveller = await Traveller(as_of=date(2025, 12, 9)).load()
    assert traveller.move(1).as_of == date(2025, 12, 10)
    assert traveller.move(1) == Arrived(generation=1)
    assert traveller.move(1) == Arrived(generation=1, bound=Bound.LIVE)


async def test_events_are_halted_at_when_they_could_be_known() -> None:
    late = an_event("after the close", "2025-12-05T17:00-05:00")
    told = an_event("told later", "2025-11-03", date(2025, 11, 12))
    due = an_event("to come", "2026-01-05", date(2025, 12, 1))
    traveller = await Traveller(events=(late, told, due)).load()
    found = [traveller.move(-1, Stride.EVENT) for _ in range(3)]
    assert [each.as_of for each in found] == [date(2025, 12, 8), date(2025, 11, 12), date(2025, 11, 12)]
    assert [each.bound for each in found] == [None, None, Bound.FIRST]
    assert traveller.move(1, Stride.EVENT).as_of == date(2025, 12, 8)
    assert traveller.move(1, Stride.EVENT) == Arrived(generation=1, bound=Bound.LIVE)


async def test_what_the_closes_tell_is_halted_at_and_named_like_any_other_event() -> None:
    provider = FakeProvider()
    jumped, fell = date(2025, 7, 1), date(2025, 11, 12)
    told = an_event("told", "2025-11-12")
    traveller = Traveller(provider, events=(told,))
    days = provider.closes["S"].days
    closes = {jumped: 130.0, fell: 90.0}
    bars = [Bar(day=day, close=closes.get(day, 100 + place % 5)) for place, day in enumerate(days)]
    provider.closes["S"] = Series.of("S", bars)
    await traveller.load()
    first = [traveller.move(-1, Stride.EVENT).as_of for _ in range(40)]
    assert {date(2025, 7, 2), jumped, fell} <= set(first)
    for halt in {each for each in first if each}:
        assert (await traveller.engine.once(replace(LIVE, as_of=halt))).first_known
    traveller.as_of = date(2025, 11, 11)
    assert traveller.move(1, Stride.EVENT).as_of == fell
    known = next(iter(traveller.engine.updates(Part.EVENTS)))
    assert isinstance(known, EventsPart)
    assert known.first_known[0] == "told"
    titles = {event.title for event in known.events if event.id in known.first_known[1:]}
    assert "S/L stretched" in " ".join(titles)
    assert all(event.session == fell for event in known.events if event.id in known.first_known)


async def test_looking_back_asks_the_source_for_nothing() -> None:
    traveller = await Traveller().load()
    asked = list(traveller.provider.asked)
    for _ in range(60):
        traveller.move(-1)
        for part in Part:
            list(traveller.engine.updates(part))
    assert traveller.provider.asked == asked
    assert not traveller.engine._within.wanted()


async def test_headlines_and_what_the_calendar_says_later_are_not_there() -> None:
    provider = FakeProvider()
    provider.abilities = frozenset({Ability.QUOTES, Ability.BARS, Ability.NEWS, Ability.CALENDAR})
    day = date(2025, 12, 9)
    minutes = {"before the close": -1, "after the close": 1}
    provider.headlines = tuple(
        replace(an_event(name, "2025-12-09"), kind=Kind.NEWS, time=close_of(day) + timedelta(minutes=late))
        for name, late in minutes.items()
    )
    provider.due = (an_event("announced later", "2025-12-20", date(2025, 12, 10)),)
    traveller = await Traveller(provider).load()
    await traveller.engine._collector.read_calendar()

    async def seen(as_of: date | None) -> set[str]:
        return {event.id for event in (await traveller.engine.once(replace(LIVE, as_of=as_of))).events}

    assert await seen(day) == {"before the close"}
    assert await seen(None) == {"before the close", "after the close", "announced later"}


async def test_a_symbol_without_a_close_yet_has_no_quote_left_of_another_day() -> None:
    traveller = await Traveller().load()
    board: Board = await traveller.engine.once(replace(LIVE, as_of=date(2025, 5, 20)))
    assert [quote.symbol for quote in board.quotes] == ["S"]
    assert "L has no close up to 2025-05-20" in {problem.what for problem in board.problems}


def test_the_calendar_reaches_back_as_far_as_the_closes_of_both_sides() -> None:
    assert Sessions().between(date(1987, 9, 4), date(1987, 9, 9)) == (
        date(1987, 9, 4),
        date(1987, 9, 8),
        date(1987, 9, 9),
    )
