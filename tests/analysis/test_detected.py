"""What is found in closes: when, once, and never before it could be known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from analysis_tables import PAIR, history, weekdays
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.analysis.detected import RECENT_SESSIONS, Grounds, detect, undoubled
from tui.core.events import COMPUTED, Claim, Kind, Measure, NewsEvent
from tui.core.lead import LeadRule
from tui.core.marks import Level

GROUNDS = Grounds(
    pair=PAIR,
    levels=(Level(symbol="S", level=110.0, label="ceiling", source="article"),),
    rule=LeadRule(mean=5, closes=3),
    members=("M",),
)
CALM = [100.0, 100.1] * 200
DAYS = weekdays(len(CALM))


def with_end(*end: float) -> list[float]:
    """Calm closes whose last ones are these."""
    return [*CALM[: -len(end)], *end]


def found(small: Sequence[float] = CALM, member: Sequence[float] = CALM, **changes: object) -> dict[str, NewsEvent]:
    """What is found, by its id without the source; the large leg is calm."""
    grounds = Grounds(**{name: changes.get(name, getattr(GROUNDS, name)) for name in Grounds.__slots__})
    closes = {"S": history("S", small), "L": history("L", [100.0] * len(CALM)), "M": history("M", member)}
    return {each.event.id.removeprefix(f"{COMPUTED}:"): each.event for each in detect(grounds, closes)}


def of_kind(events: dict[str, NewsEvent], about: str) -> list[tuple[str, date]]:
    return [(event.title, event.known_from) for key, event in events.items() if key.startswith(about)]


def test_a_level_is_crossed_on_each_close_on_another_side() -> None:
    events = found(with_end(111.0, 110.0, 112.0, 109.0))
    assert of_kind(events, "level") == [
        ("S closed above 110.00, at 111.00", DAYS[-4]),
        ("S closed below 110.00, at 109.00", DAYS[-1]),
    ]
    event = events[f"level:S:110:{DAYS[-1]}"]
    assert (event.kind, event.source, event.symbols, event.session) == (Kind.LEVEL, COMPUTED, ("S",), DAYS[-1])
    assert (event.detail, event.when) == ("ceiling (article)", DAYS[-1].isoformat())


def test_a_level_is_not_crossed_before_it_could_be_known() -> None:
    level = replace(GROUNDS.levels[0], known_from=DAYS[-1])
    events = found(with_end(111.0, 109.0), levels=(level,))
    assert [known for _, known in of_kind(events, "level")] == [DAYS[-1]]


def test_a_record_is_a_close_above_all_before_it() -> None:
    events = found(with_end(100.2, 100.2, 100.3))
    assert of_kind(events, "record:S") == [
        ("S record close of 100.20", DAYS[-3]),
        ("S record close of 100.30", DAYS[-1]),
    ]
    assert events[f"record:S:{DAYS[-1]}"].detail == f"the highest of {len(CALM)} closes known, the first of 1 Jan 2024"


def test_the_first_year_of_a_history_has_no_records() -> None:
    rising = [100.0 + step for step in range(252)]
    closes = {"S": history("S", rising), "L": history("L", rising)}
    assert not [each for each in detect(GROUNDS, closes) if each.measure is Measure.RECORD_CLOSE]
    longer = {symbol: history(symbol, [*rising, 400.0]) for symbol in closes}
    records = [each.event.symbols for each in detect(GROUNDS, longer) if each.measure is Measure.RECORD_CLOSE]
    assert records == [("L",), ("S",)]


def test_the_stretch_is_told_when_it_goes_beyond_two_and_not_while_it_stays_there() -> None:
    events = found(with_end(101.0, 102.0, 103.0, 95.0))
    titles = of_kind(events, "stretch")
    assert [known for _, known in titles] == [DAYS[-4], DAYS[-1]]
    assert titles[0][0].startswith("S/L stretched: z60 +")
    assert titles[0][0].endswith("above +2")
    assert titles[1][0].endswith("below −2")


def test_a_new_leader_is_told_at_the_close_that_made_it_known() -> None:
    events = found(with_end(101.0, 102.0, 103.0, 95.0, 94.0, 93.0))
    assert of_kind(events, "lead") == [("L took the lead (large side of S/L)", DAYS[-1])]
    assert events[f"lead:S/L:{DAYS[-1]}"].detail.startswith(f"since {DAYS[-3].day} ")


def test_who_led_first_took_the_lead_from_nobody_known() -> None:
    assert not of_kind(found(with_end(101.0, 102.0, 103.0)), "lead")


def test_a_member_s_move_is_told_beyond_four_of_its_own_sigmas() -> None:
    moves = [100.0 * (1.01 if step % 2 else 1.0) for step in range(len(CALM))]
    returns = np.diff(moves)[-61:-1] / np.array(moves)[-62:-2]
    sigma = float(returns.std(ddof=1))
    below, above = moves[-2] * (1 + 3.999 * sigma), moves[-2] * (1 + 4.001 * sigma)
    assert not of_kind(found(member=[*moves[:-1], below]), "move")
    ((title, known),) = of_kind(found(member=[*moves[:-1], above]), "move")
    assert known == DAYS[-1]
    assert title == f"M +{100 * 4.001 * sigma:.2f}%, 4.0 of its own sigmas"


def test_a_move_needs_sixty_returns_before_it_that_differ() -> None:
    short = {"S": history("S", CALM), "M": history("M", [*CALM[:60], 150.0], DAYS[-61:])}
    assert not [each for each in detect(GROUNDS, short) if each.measure is Measure.DAY_CHANGE]
    flat = found(member=[100.0] * (len(CALM) - 1) + [150.0])
    assert not of_kind(flat, "move")


def test_only_the_last_sixty_sessions_are_told_of() -> None:
    early = [*CALM[:-61], 111.0, *CALM[-60:]]
    assert [known for _, known in of_kind(found(early), "level")] == [DAYS[-RECENT_SESSIONS]]


def test_without_closes_of_a_leg_nothing_is_found() -> None:
    assert detect(GROUNDS, {"M": history("M", with_end(200.0))}) == ()
    only_small = detect(GROUNDS, {"S": history("S", with_end(111.0))})
    assert {each.measure for each in only_small} == {Measure.FIRST_CLOSE_ABOVE, Measure.RECORD_CLOSE}


WALKS = {
    symbol: history(symbol, np.exp(np.random.default_rng(seed).normal(0, 0.02, 400).cumsum()) * 110)
    for seed, symbol in enumerate(("S", "L", "M"))
}


@settings(max_examples=25, deadline=None)
@given(st.integers(min_value=1, max_value=59))
def test_what_was_found_at_an_earlier_close_is_found_the_same_later(back: int) -> None:
    then = DAYS[-1 - back]
    live = {symbol: each.until(then) for symbol, each in WALKS.items()}
    earlier = [each.event for each in detect(GROUNDS, WALKS, then)]
    assert earlier == [each.event for each in detect(GROUNDS, live)]
    later = [each.event for each in detect(GROUNDS, WALKS)]
    since = DAYS[-RECENT_SESSIONS]
    assert [event for event in earlier if event.known_from >= since] == [
        event for event in later if event.known_from <= then
    ]
    assert len(later) > 5


def curated(kind: Kind, title: str, session: date = DAYS[-1], **fields: object) -> NewsEvent:
    event = NewsEvent(
        id="own",
        when=session.isoformat(),
        kind=kind,
        title=title,
        source="article",
        known_from=session,
        session=session,
    )
    return replace(event, **{"symbols": ("S",), **fields})


def a_claim(measure: Measure, level: float | None = None) -> Claim:
    return Claim(text="", symbol="S", measure=measure, source="article", known_from=DAYS[-1], level=level)


@pytest.mark.parametrize(
    ("event", "left"),
    [
        (curated(Kind.LEVEL, "The index closes at a record"), {"level"}),
        (curated(Kind.MARKET, "A high", claims=(a_claim(Measure.RECORD_CLOSE),)), {"level"}),
        (curated(Kind.LEVEL, "The index breaks above 110"), {"record"}),
        (curated(Kind.COMPANY, "x", claims=(a_claim(Measure.FIRST_CLOSE_ABOVE, 110.0),)), {"record"}),
        (curated(Kind.LEVEL, "The index breaks above 1100"), {"level", "record"}),
        (curated(Kind.LEVEL, "A record", DAYS[-2]), {"level", "record"}),
        (curated(Kind.LEVEL, "A record", symbols=("L",)), {"level", "record"}),
        (curated(Kind.FED, "The Fed cuts"), {"level", "record"}),
    ],
    ids=lambda value: value.title if isinstance(value, NewsEvent) else "",
)
def test_what_a_curated_event_tells_is_not_told_twice(event: NewsEvent, left: set[str]) -> None:
    closes = {"S": history("S", with_end(111.0))}
    assert {each.id.split(":")[1] for each in undoubled(detect(GROUNDS, closes), [event])} == left


def test_a_move_that_a_curated_event_names_the_symbol_of_is_not_told_twice() -> None:
    closes = {"S": history("S", CALM), "M": history("M", with_end(120.0))}
    moves = [each for each in detect(GROUNDS, closes) if each.measure is Measure.DAY_CHANGE]
    assert len(moves) == 1
    assert undoubled(moves, [curated(Kind.EARNINGS, "Results", symbols=("M",))]) == ()
    assert undoubled(moves, [curated(Kind.EARNINGS, "Results", symbols=("S",))]) == (moves[0].event,)
