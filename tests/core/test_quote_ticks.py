"""What a tick of the stream and a poll make of the quote that is held."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from tui.core.market import Extended, Quote, Session, State

NOON = datetime(2025, 12, 11, 17, tzinfo=UTC)
CLOSE = datetime(2025, 12, 11, 21, tzinfo=UTC)
TODAY, TOMORROW = date(2025, 12, 11), date(2025, 12, 12)
LATER = timedelta(seconds=1)


def held(**fields: Any) -> Quote:
    usual = {
        "symbol": "ABC",
        "price": 100.0,
        "time": NOON,
        "change": 2.0,
        "change_pct": 2.04,
        "previous_close": 98.0,
        "day": TODAY,
        "session": Session.OPEN,
        "state": State.LIVE,
        "delay_min": 0.0,
        "currency": "GBp",
        "volume": 5_000,
        "name": "A B Corp",
        "source": "Nasdaq Real Time Price",
        "stale_after_s": 120.0,
    }
    return Quote(**{**usual, **fields})


def tick(price: float, time: datetime, **fields: Any) -> Quote:
    usual = {"change": 3.0, "change_pct": 3.06, "day": TODAY, "session": Session.OPEN, "state": State.LIVE}
    return Quote(symbol="ABC", price=price, time=time, **{**usual, "source": "stream", "fetched": time, **fields})


def beside(price: float, time: datetime, session: Session = Session.POST, regular: float = 100.0) -> Extended:
    percent = 100 * (price / regular - 1)
    return Extended(price=price, time=time, session=session, change=price - regular, change_pct=percent)


def test_a_newer_tick_moves_the_price_and_keeps_what_it_does_not_say() -> None:
    moved = held().moved_by(tick(101.0, NOON + LATER))
    assert moved == held(price=101.0, time=NOON + LATER, change=3.0, change_pct=3.06, fetched=NOON + LATER)


@pytest.mark.parametrize("age", [timedelta(0), LATER, timedelta(days=4)])
def test_a_tick_that_is_not_newer_changes_nothing(age: timedelta) -> None:
    quote = held()
    assert quote.moved_by(tick(50.0, NOON - age, fetched=NOON)) is quote


@pytest.mark.parametrize("ahead", [timedelta(minutes=6), timedelta(hours=2)])
def test_a_price_stamped_with_a_time_to_come_does_not_hold_up_the_true_ones(ahead: timedelta) -> None:
    wrong = held(time=NOON + ahead, extended=beside(104.0, NOON + 2 * ahead), session=Session.POST)
    true = held(price=101.0, time=NOON + LATER, fetched=NOON + 2 * LATER, session=Session.POST, day=TOMORROW)
    assert wrong.moved_by(tick(101.0, NOON + LATER)).price == 101.0
    renewed = wrong.renewed_by(true)
    assert (renewed.price, renewed.time, renewed.extended) == (101.0, NOON + LATER, None)


def test_a_clock_a_little_behind_the_sources_costs_no_newer_price() -> None:
    streamed = held(price=103.0, time=NOON + timedelta(minutes=4))
    assert streamed.renewed_by(held(price=101.0, fetched=NOON)).price == 103.0
    assert streamed.moved_by(tick(101.0, NOON)) is streamed


def test_a_tick_says_its_own_volume_and_previous_close_where_it_has_them() -> None:
    moved = held().moved_by(tick(101.0, NOON + LATER, volume=6_000, previous_close=97.0))
    assert (moved.volume, moved.previous_close) == (6_000, 97.0)


def test_the_first_tick_of_a_day_takes_nothing_from_the_day_before() -> None:
    moved = held().moved_by(tick(101.0, NOON + timedelta(days=1), day=TOMORROW))
    assert (moved.day, moved.previous_close, moved.volume) == (TOMORROW, None, None)
    assert (moved.currency, moved.name, moved.change) == ("GBp", "A B Corp", 3.0)


def test_how_the_market_stands_is_not_taken_from_a_tick() -> None:
    closed = held(session=Session.CLOSED, state=State.CLOSED)
    assert closed.moved_by(tick(101.0, NOON + LATER, state=State.CLOSED)).session is Session.CLOSED


@pytest.mark.parametrize("session", [Session.PRE, Session.POST])
def test_a_price_out_of_hours_stands_beside_the_regular_one(session: Session) -> None:
    moved = held().moved_by(tick(104.0, CLOSE, session=session))
    assert moved == held(extended=beside(104.0, CLOSE, session), fetched=CLOSE)


def test_an_older_price_out_of_hours_never_replaces_a_newer_one() -> None:
    quote = held(extended=beside(104.0, CLOSE))
    assert quote.moved_by(tick(90.0, CLOSE, session=Session.POST)) is quote
    assert quote.moved_by(tick(90.0, NOON, session=Session.PRE)) is quote
    later = quote.moved_by(tick(105.0, CLOSE + LATER, session=Session.POST))
    assert later.extended == beside(105.0, CLOSE + LATER)


def test_a_regular_price_ends_the_older_one_beside_it_and_keeps_the_newer() -> None:
    before_the_open = held(extended=beside(104.0, NOON + LATER, Session.PRE))
    assert before_the_open.moved_by(tick(103.0, NOON + 2 * LATER)).extended is None
    after_the_close = held(extended=beside(104.0, CLOSE + LATER))
    official = after_the_close.moved_by(tick(80.0, CLOSE)).extended
    assert official == beside(104.0, CLOSE + LATER, regular=80.0)


def test_a_newer_poll_counts_in_everything() -> None:
    polled = held(price=102.0, time=NOON + LATER, change=4.0, source="poll")
    assert held().renewed_by(polled) == polled


def test_a_poll_behind_the_stream_keeps_the_streams_price() -> None:
    streamed = held(price=103.0, time=NOON + 5 * LATER, change=5.0, change_pct=5.1, volume=7_000)
    renewed = streamed.renewed_by(held(time=NOON + LATER, delay_min=15.0, state=State.DELAYED))
    assert renewed == replace(streamed, delay_min=15.0, state=State.DELAYED)


def test_once_the_session_is_over_the_polls_price_of_the_day_counts() -> None:
    streamed = held(price=103.0, time=CLOSE + 5 * LATER)
    official = held(price=102.5, time=CLOSE, session=Session.POST, state=State.CLOSED)
    assert streamed.renewed_by(official) == official


def test_yesterdays_close_in_a_late_poll_does_not_end_todays_first_price() -> None:
    streamed = held(price=103.0, time=NOON + timedelta(days=1), day=TOMORROW)
    renewed = streamed.renewed_by(held(session=Session.PRE, state=State.CLOSED))
    assert (renewed.price, renewed.day, renewed.session) == (103.0, TOMORROW, Session.PRE)


def test_a_poll_without_currency_or_name_takes_neither_away() -> None:
    renewed = held().renewed_by(held(time=NOON + LATER, currency=None, name=None))
    assert (renewed.currency, renewed.name) == ("GBp", "A B Corp")


@pytest.mark.parametrize(
    ("ours", "theirs", "left"),
    [
        (None, 105.0, 105.0),
        (104.0, None, 104.0),
        (104.0, 105.0, 105.0),
    ],
)
def test_of_two_prices_out_of_hours_the_newer_stays(
    ours: float | None, theirs: float | None, left: float | None
) -> None:
    streamed = held(session=Session.POST, extended=ours and beside(ours, CLOSE + LATER))
    polled = held(session=Session.POST, extended=theirs and beside(theirs, CLOSE + 2 * LATER))
    renewed = streamed.renewed_by(polled).extended
    assert renewed is not None
    assert renewed.price == left
    assert polled.renewed_by(streamed).extended == renewed


def test_while_the_session_is_open_no_price_stands_beside() -> None:
    assert held(extended=beside(104.0, CLOSE)).renewed_by(held()).extended is None
