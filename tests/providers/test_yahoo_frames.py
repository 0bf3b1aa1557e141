from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tui.core.market import Quote, Session, State
from tui.providers.yahoo.frames import read_frame
from tui.providers.yahoo.venues import Venue

NOW = datetime(2025, 12, 11, 20, 0, 5, tzinfo=UTC)
MADE = datetime(2025, 12, 11, 20, 0, 0, 250_000, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")
OPEN = Venue(NEW_YORK, Session.OPEN, State.LIVE)
SHUT = Venue(NEW_YORK, Session.CLOSED, State.CLOSED)


def ms(moment: datetime) -> str:
    return str(round(moment.timestamp() * 1000))


def frame(**fields: Any) -> dict[str, Any]:
    usual = {
        "id": "ABC",
        "price": 101.5,
        "time": ms(MADE),
        "exchange": "NMS",
        "quote_type": 8,
        "market_hours": 1,
        "change": -1.5,
        "change_percent": -1.46,
        "day_volume": "62560296960",
        "price_hint": "2",
    }
    return {name: value for name, value in {**usual, **fields}.items() if value is not None}


def read(venue: Venue | None = OPEN, **fields: Any) -> Quote | None:
    return read_frame(frame(**fields), {"ABC"}, {} if venue is None else {"ABC": venue}, NOW)


def test_a_frame_becomes_a_tick_with_its_own_time_and_the_reported_change() -> None:
    assert read() == Quote(
        symbol="ABC",
        price=101.5,
        time=MADE,
        change=-1.5,
        change_pct=-1.46,
        day=date(2025, 12, 11),
        session=Session.OPEN,
        state=State.LIVE,
        volume=62_560_296_960,
        source="Yahoo's stream",
        fetched=NOW,
    )


def test_an_absent_change_is_none_at_all_and_an_unreadable_one_is_unknown() -> None:
    still = read(change=None, change_percent=None)
    odd = read(change="NaN", change_percent="Infinity")
    assert still is not None
    assert odd is not None
    assert (still.change, still.change_pct) == (0, 0)
    assert (odd.change, odd.change_pct) == (None, None)


@pytest.mark.parametrize(
    "fields",
    [
        {"id": None},
        {"id": "XYZ"},
        {"id": ["ABC"]},
        {"price": None},
        {"price": "NaN"},
        {"price": 0},
        {"price": -3.5},
        {"price": float("inf")},
        {"time": None},
        {"time": "0"},
        {"time": "soon"},
        {"time": "9" * 30},
        {"time": ms(NOW + timedelta(days=3))},
    ],
    ids=str,
)
def test_a_frame_without_a_price_of_a_symbol_asked_for_is_no_tick(fields: dict[str, Any]) -> None:
    assert read(**fields) is None


@pytest.mark.parametrize("empty", [{}, {"error": "bad", "raw_base64": "x"}])
def test_a_frame_with_nothing_in_it_is_no_tick(empty: dict[str, Any]) -> None:
    assert read_frame(empty, {"ABC"}, {}, NOW) is None


def test_a_first_frame_that_is_days_old_keeps_its_time_and_day() -> None:
    old = read(time=ms(MADE - timedelta(days=6)))
    assert old is not None
    assert (old.time, old.day) == (MADE - timedelta(days=6), date(2025, 12, 5))


@pytest.mark.parametrize("made", [int(MADE.timestamp() * 1000), float(int(MADE.timestamp() * 1000)), ms(MADE)])
def test_a_time_may_be_a_number_or_a_string(made: Any) -> None:
    tick = read(time=made)
    assert tick is not None
    assert tick.time == MADE


@pytest.mark.parametrize(
    ("hours", "hour", "session"),
    [
        (None, 13, Session.PRE),
        (0, 13, Session.PRE),
        (1, 15, Session.OPEN),
        (2, 21, Session.POST),
        (3, 10, Session.PRE),
        (3, 23, Session.POST),
        (7, 13, Session.OPEN),
    ],
)
def test_market_hours_say_which_part_of_the_day_a_price_is_of(hours: int | None, hour: int, session: Session) -> None:
    tick = read(SHUT, market_hours=hours, time=ms(MADE.replace(hour=hour)))
    assert tick is not None
    assert tick.session is session


@pytest.mark.parametrize("kind", [9, 14, 18, 41])
def test_indices_currencies_futures_and_crypto_have_no_price_out_of_hours(kind: int) -> None:
    tick = read(SHUT, market_hours=None, quote_type=kind)
    assert tick is not None
    assert tick.session is Session.OPEN


def test_while_the_exchange_is_open_a_price_of_its_hours_is_regular_whatever_the_frame_says() -> None:
    during, before = read(market_hours=None), read(market_hours=None, time=ms(MADE.replace(hour=14, minute=29)))
    assert during is not None
    assert before is not None
    assert (during.session, before.session) == (Session.OPEN, Session.PRE)


@pytest.mark.parametrize(
    ("venue", "state"),
    [
        (OPEN, State.LIVE),
        (OPEN._replace(state=State.DELAYED), State.DELAYED),
        (SHUT, State.CLOSED),
        (None, State.CLOSED),
    ],
)
def test_a_frame_that_calls_a_holiday_open_makes_nothing_live(venue: Venue | None, state: State) -> None:
    tick = read(venue, market_hours=1)
    assert tick is not None
    assert tick.state is state


def test_the_day_is_the_exchanges_own() -> None:
    tokyo = Venue(ZoneInfo("Asia/Tokyo"), Session.OPEN, State.LIVE)
    tick = read(tokyo)
    assert tick is not None
    assert tick.day == date(2025, 12, 12)


def test_foreign_words_are_made_safe() -> None:
    tick = read(short_name="A\x1b[2J\u202eB", currency="US\x07D", previous_close=103.0)
    assert tick is not None
    assert (tick.name, tick.currency, tick.previous_close) == ("A[2JB", "USD", 103.0)
