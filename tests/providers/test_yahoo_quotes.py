from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tui.core.market import Extended, Session, State
from tui.providers.base import ServerFault
from tui.providers.yahoo.quotes import read_quotes
from tui.providers.yahoo.venues import read_venues

FETCHED = datetime(2025, 12, 11, 20, 0, 5, tzinfo=UTC)
MADE = 1_765_483_200  # 2025-12-11 20:00 UTC, 15:00 in New York


def row(**fields: Any) -> dict[str, Any]:
    usual = {
        "symbol": "ABC",
        "quoteType": "EQUITY",
        "regularMarketPrice": 110.0,
        "regularMarketPreviousClose": 100.0,
        "regularMarketTime": MADE,
        "marketState": "REGULAR",
        "exchangeDataDelayedBy": 0,
        "quoteSourceName": "Nasdaq Real Time Price",
        "exchangeTimezoneName": "America/New_York",
        "gmtOffSetMilliseconds": -18_000_000,
    }
    return {**usual, **fields}


def answer(*rows: Any) -> dict[str, Any]:
    return {"quoteResponse": {"result": list(rows), "error": None}}


def test_a_row_becomes_a_quote_with_its_time_and_source() -> None:
    (quote,) = read_quotes(
        answer(row(currency="GBp", regularMarketVolume=5, shortName="A\x1b[2J\u202eB Corp")), ["ABC"], FETCHED
    )
    assert (quote.symbol, quote.price, quote.previous_close, quote.volume) == ("ABC", 110, 100, 5)
    assert quote.time == datetime(2025, 12, 11, 20, 0, tzinfo=UTC)
    assert (quote.day, quote.fetched) == (date(2025, 12, 11), FETCHED)
    assert (quote.currency, quote.name, quote.source) == ("GBp", "A[2JB Corp", "Nasdaq Real Time Price")
    assert (quote.session, quote.state, quote.delay_min) == (Session.OPEN, State.LIVE, 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"regularMarketPrice": None},
        {"regularMarketPrice": math.nan},
        {"regularMarketPrice": math.inf},
        {"regularMarketPrice": 0},
        {"regularMarketPrice": -3.5},
        {"regularMarketPrice": "110"},
        {"regularMarketPrice": True},
        {"regularMarketPrice": 10**400},
        {"quoteType": "NONE"},
        {"regularMarketTime": None},
        {"regularMarketTime": 1e18},
        {"symbol": "OTHER"},
        {"symbol": ["ABC"]},
    ],
    ids=str,
)
def test_a_row_without_a_usable_price_and_time_is_left_out(fields: dict[str, Any]) -> None:
    other = row(symbol="XYZ")
    assert [quote.symbol for quote in read_quotes(answer(row(**fields), other), ["ABC", "XYZ"], FETCHED)] == ["XYZ"]


def test_a_renamed_symbol_has_a_row_but_no_price_and_is_left_out() -> None:
    assert read_quotes(answer({"symbol": "ABC", "quoteType": "NONE", "marketState": "REGULAR"}), ["ABC"], FETCHED) == ()


def test_rows_that_are_no_rows_do_not_hide_the_others() -> None:
    assert len(read_quotes(answer(None, 3, [], row()), ["ABC"], FETCHED)) == 1


@pytest.mark.parametrize(
    ("fields", "change", "percent"),
    [
        ({"regularMarketChange": -4.25, "regularMarketChangePercent": -2.5}, -4.25, -2.5),
        ({}, 10, 10),
        ({"regularMarketChange": 9.0}, 9, 10),
        ({"regularMarketChange": math.nan, "regularMarketChangePercent": None}, 10, 10),
        ({"regularMarketChange": 0, "regularMarketChangePercent": 0}, 0, 0),
        ({"regularMarketPreviousClose": None}, None, None),
        ({"regularMarketPreviousClose": 0}, None, None),
        ({"regularMarketChange": {"raw": 1.5, "fmt": "1.50"}, "regularMarketChangePercent": 1}, 1.5, 1),
    ],
    ids=str,
)
def test_the_reported_change_comes_before_the_reckoned_one(
    fields: dict[str, Any], change: float | None, percent: float | None
) -> None:
    (quote,) = read_quotes(answer(row(**fields)), ["ABC"], FETCHED)
    assert quote.change == (change if change is None else pytest.approx(change))
    assert quote.change_pct == (percent if percent is None else pytest.approx(percent))


@pytest.mark.parametrize(
    ("said", "session"),
    [
        ("PREPRE", Session.CLOSED),
        ("PRE", Session.PRE),
        ("REGULAR", Session.OPEN),
        ("POST", Session.POST),
        ("POSTPOST", Session.CLOSED),
        ("CLOSED", Session.CLOSED),
        ("SOMETHING NEW", Session.CLOSED),
        (None, Session.CLOSED),
        ({}, Session.CLOSED),
    ],
)
def test_each_market_state_has_its_session(said: Any, session: Session) -> None:
    (quote,) = read_quotes(answer(row(marketState=said)), ["ABC"], FETCHED)
    assert quote.session is session
    assert quote.state is (State.LIVE if session is Session.OPEN else State.CLOSED)


@pytest.mark.parametrize(
    ("delay", "source", "state", "shown"),
    [
        (0, "Nasdaq Real Time Price", State.LIVE, 0),
        (0, "Free Realtime Quote", State.LIVE, 0),
        (0, None, State.LIVE, 0),
        (15, "Delayed Quote", State.DELAYED, 15),
        (15, "Nasdaq Real Time Price", State.DELAYED, 15),
        (0, "Delayed Quote", State.DELAYED, 0),
        (None, "Delayed Quote", State.DELAYED, None),
        (None, "Nasdaq Real Time Price", State.LIVE, None),
        (None, None, State.DELAYED, None),
        (-1, None, State.DELAYED, None),
    ],
)
def test_a_price_is_live_only_where_nothing_says_otherwise(
    delay: Any, source: Any, state: State, shown: float | None
) -> None:
    (quote,) = read_quotes(answer(row(exchangeDataDelayedBy=delay, quoteSourceName=source)), ["ABC"], FETCHED)
    assert (quote.state, quote.delay_min) == (state, shown)
    assert quote.source == (source or "Yahoo")


@pytest.mark.parametrize(
    ("zone", "offset_ms", "day"),
    [
        ("Asia/Tokyo", 32_400_000, date(2025, 12, 12)),
        ("No/Such", 32_400_000, date(2025, 12, 12)),
        (None, -18_000_000, date(2025, 12, 11)),
        ("../etc/passwd", None, date(2025, 12, 11)),
        (None, 1e12, date(2025, 12, 11)),
    ],
)
def test_the_day_is_the_exchanges_own(zone: Any, offset_ms: Any, day: date) -> None:
    odd = row(exchangeTimezoneName=zone, gmtOffSetMilliseconds=offset_ms)
    assert read_quotes(answer(odd), ["ABC"], FETCHED)[0].day == day


@pytest.mark.parametrize(
    "nothing",
    [
        {"quoteResponse": {"result": None, "error": {"code": "Unauthorized", "description": "Invalid Crumb"}}},
        {"finance": {"result": None, "error": {"code": "Unauthorized", "description": "Invalid Crumb"}}},
    ],
)
def test_a_refusal_is_told_in_yahoos_words(nothing: Any) -> None:
    with pytest.raises(ServerFault, match="Yahoo sent no quotes: Invalid Crumb"):
        read_quotes(nothing, ["ABC"], FETCHED)


@pytest.mark.parametrize("nothing", [None, [], "x", 3, {}, {"quoteResponse": []}, {"quoteResponse": {"result": {}}}])
def test_an_answer_that_is_none_is_a_fault(nothing: Any) -> None:
    with pytest.raises(ServerFault):
        read_quotes(nothing, ["ABC"], FETCHED)


def test_an_empty_answer_holds_no_quotes() -> None:
    assert read_quotes(answer(), ["ABC"], FETCHED) == ()


AFTER = {"postMarketPrice": 111.0, "postMarketTime": MADE + 3600, "postMarketChange": 1.25}
BEFORE = {"preMarketPrice": 108.0, "preMarketTime": MADE + 60_000, "preMarketChangePercent": -1.75}


@pytest.mark.parametrize("said", ["POST", "POSTPOST", "CLOSED", "PREPRE"])
def test_a_price_after_the_close_stands_beside_the_regular_one(said: str) -> None:
    (quote,) = read_quotes(answer(row(marketState=said, **AFTER)), ["ABC"], FETCHED)
    assert (quote.price, quote.time) == (110, datetime(2025, 12, 11, 20, 0, tzinfo=UTC))
    assert quote.extended == Extended(
        price=111,
        time=datetime(2025, 12, 11, 21, 0, tzinfo=UTC),
        session=Session.POST,
        change=1.25,
        change_pct=pytest.approx(100 / 110),
    )


def test_of_the_prices_out_of_hours_the_newer_is_taken() -> None:
    (quote,) = read_quotes(answer(row(marketState="PRE", **AFTER, **BEFORE)), ["ABC"], FETCHED)
    assert quote.extended is not None
    assert (quote.extended.session, quote.extended.price) == (Session.PRE, 108)
    assert (quote.extended.change, quote.extended.change_pct) == (-2, -1.75)


@pytest.mark.parametrize(
    "fields",
    [
        {"marketState": "REGULAR", **AFTER},
        {**AFTER, "postMarketPrice": None},
        {**AFTER, "postMarketPrice": 0},
        {**AFTER, "postMarketPrice": "NaN"},
        {**AFTER, "postMarketTime": None},
        {**AFTER, "postMarketTime": MADE - 80_000},
        {},
    ],
    ids=str,
)
def test_no_price_stands_beside_while_open_or_where_it_is_none_or_older(fields: dict[str, Any]) -> None:
    (quote,) = read_quotes(answer(row(**{"marketState": "CLOSED", **fields})), ["ABC"], FETCHED)
    assert quote.extended is None


def test_the_venue_of_every_row_is_told_even_where_it_has_no_price() -> None:
    found = read_venues(
        answer(row(regularMarketPrice=None), row(symbol="XYZ", marketState="POST"), None, {"symbol": 3})
    )
    assert {symbol: (venue.session, venue.state) for symbol, venue in found.items()} == {
        "ABC": (Session.OPEN, State.LIVE),
        "XYZ": (Session.POST, State.CLOSED),
    }
    assert str(found["ABC"].zone) == "America/New_York"
    assert read_venues(None) == {}
