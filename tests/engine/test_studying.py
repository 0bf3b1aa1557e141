"""Claims and studies as the engine sends them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from engine_fakes import NOW, TODAY, FakeProvider, a_config, a_quote, closes
from msgspec.structs import replace

from tui.analysis.detected import RECENT_SESSIONS
from tui.analysis.history import History
from tui.core.checks import Verdict
from tui.core.config import Config
from tui.core.events import Claim, Kind, Measure, NewsEvent
from tui.core.messages import StudyPart, Watch
from tui.core.study import WindowState
from tui.core.watchlist import GraphLines
from tui.engine.engine import Engine
from tui.engine.pump import Part
from tui.engine.sessions import Sessions
from tui.engine.studying import Inquiry

LIVE = Watch(generation=1, pair="S/L", window="5D")
PUBLISHED = date(2025, 12, 9)
CLAIM = Claim(text="", symbol="S", measure=Measure.CLOSE, source="x", known_from=PUBLISHED, value=1.0)
EARLY, LATE = date(2025, 12, 8), date(2025, 12, 10)


def an_event(event_id: str, session: date, kind: Kind = Kind.MACRO, **given: object) -> NewsEvent:
    about = {"title": "", "source": "x", "known_from": session, "session": session} | given
    return NewsEvent(id=event_id, when=session.isoformat(), kind=kind, **about)  # type: ignore[arg-type]


def series(symbol: str, step: float):  # noqa: ANN201  # a Series of 200 closes that end yesterday
    return closes(symbol, *(100 + step * (at % 7) + at * 0.1 for at in range(200)))


def a_provider() -> FakeProvider:
    provider = FakeProvider()
    provider.closes |= {"S": series("S", 1.0), "L": series("L", 0.5), "AAA": series("AAA", 2.0)}
    return provider


def config_of(*events: NewsEvent) -> Config:
    config = a_config()
    graph = GraphLines(benchmark="L")
    return replace(config, events=events, watchlist=replace(config.watchlist, graph=graph))


async def study(provider: FakeProvider, config: Config, watch: Watch = LIVE) -> StudyPart:
    async def drop(_update: object) -> None:
        pass

    engine = Engine(config, provider, drop, clock=lambda: NOW)
    await engine.once(watch)
    (part,) = engine.updates(Part.STUDY)
    assert isinstance(part, StudyPart)
    return part


async def test_each_kind_is_studied_by_what_it_moves() -> None:
    events = (
        an_event("cpi", EARLY),
        an_event("report", EARLY, Kind.EARNINGS, symbols=("AAA", "L", "S")),
        an_event("heard", EARLY, Kind.NEWS),
        an_event("next", date(2025, 12, 20), Kind.FED, known_from=EARLY),
    )
    part = await study(a_provider(), config_of(*events))
    told = {event_id: [(each.subject, each.benchmark) for each in found] for event_id, found in part.studies.items()}
    assert told == {"cpi": [("S/L", None)], "report": [("AAA", "L"), ("S", "L")]}, (
        "the benchmark against itself is none"
    )
    assert part.studies["cpi"][0].windows[0].overlaps == ("report",)
    assert {each.kind for each in part.pooled} == {Kind.MACRO, Kind.EARNINGS}
    assert EARLY in part.followed


async def test_what_followed_is_known_of_every_session_something_is_looked_for_on() -> None:
    """What the closes tell happens between the events, and its row has the same columns."""
    provider = a_provider()
    days = provider.closes["S"].days
    part = await study(provider, config_of(an_event("cpi", EARLY)))
    assert set(days[-RECENT_SESSIONS:-1]) <= part.followed.keys()
    assert days[-1] not in part.followed
    assert [part.followed[day].five_pts is None for day in days[-7:-1]] == [False, False, True, True, True, True]


async def test_a_claim_is_checked_once_its_source_is_out() -> None:
    config = config_of(an_event("e", EARLY, claims=(CLAIM,)))
    before = await study(a_provider(), config, Watch(generation=1, pair="S/L", window="5D", as_of=EARLY))
    after = await study(a_provider(), config, Watch(generation=1, pair="S/L", window="5D", as_of=PUBLISHED))
    assert before.checks == {}
    assert before.tally.claims() == 0
    assert [check.verdict for check in after.checks["e"]] == [Verdict.DIFFERS]
    assert (after.tally.differs, after.tally.claims()) == (1, 1)


async def test_a_quote_is_no_close() -> None:
    provider = a_provider()
    quiet = await study(provider, config_of(an_event("e", TODAY, claims=(CLAIM,))))
    provider.quoted = {"S": a_quote("S", 500.0), "L": a_quote("L", 50.0)}
    moved = await study(provider, config_of(an_event("e", TODAY, claims=(CLAIM,))))
    assert moved == quiet
    assert [window.state for window in moved.studies["e"][0].windows] == [WindowState.PENDING] * 4


@pytest.mark.parametrize("back", range(1, 9))
async def test_looking_back_equals_closes_that_end_that_day(back: int) -> None:
    provider = a_provider()
    as_of = provider.closes["S"].days[-back]
    config = config_of(an_event("e", EARLY, claims=(CLAIM,)), an_event("f", LATE, Kind.COMPANY, symbols=("AAA",)))
    watch = Watch(generation=1, pair="S/L", window="5D", as_of=as_of)
    looked_back = await study(provider, config, watch)
    ending = a_provider()
    ending.closes = {symbol: each.until(as_of) for symbol, each in ending.closes.items()}
    assert await study(ending, config, watch) == looked_back


def test_what_is_said_to_have_closed_is_all_that_is_read() -> None:
    """A source may tell of the session that is still open as if it were over."""
    provider = a_provider()
    histories = {symbol: History.of(provider.closes[symbol]) for symbol in ("S", "L")}
    config = config_of(an_event("e", LATE))
    inquiry = Inquiry(config=config, pair=config.watchlist.pairs[0], histories=histories, closed=LATE - timedelta(1))
    part = inquiry.part(1, config.events, TODAY)
    assert [window.known for window in part.studies["e"][0].windows] == [0, 1, 0, 0]


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2025-12-11T18:00", date(2025, 12, 10)),
        ("2025-12-11T21:29", date(2025, 12, 10)),
        ("2025-12-11T21:30", date(2025, 12, 11)),
        ("2025-12-14T18:00", date(2025, 12, 12)),
    ],
)
def test_the_last_session_with_final_closes_is_half_an_hour_over(now: str, day: date) -> None:
    assert Sessions().settled_day(datetime.fromisoformat(now).replace(tzinfo=UTC)) == day
