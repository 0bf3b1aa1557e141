from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tui.providers.base import NoData, ServerFault, UnknownSymbol
from tui.providers.yahoo.intraday import GRAINS, read_intraday

OPEN = datetime(2025, 12, 11, 14, 30, tzinfo=UTC)
CLOSE = datetime(2025, 12, 11, 21, tzinfo=UTC)
DAY = timedelta(days=1)
ONE_DAY = GRAINS["1D"]


def epoch(moment: datetime) -> int:
    return int(moment.timestamp())


def hours(day: int = 0) -> dict[str, Any]:
    return {"start": epoch(OPEN + day * DAY), "end": epoch(CLOSE + day * DAY), "timezone": "EST"}


def chart(prices: dict[datetime, Any], periods: Any = None, **meta: Any) -> dict[str, Any]:
    known = {"dataGranularity": "1m", "previousClose": 98.0, "chartPreviousClose": 77.0, **meta}
    found = {
        "meta": {**known, **({} if periods is None else {"tradingPeriods": periods})},
        "timestamp": [epoch(time) for time in prices],
        "indicators": {"quote": [{"close": list(prices.values())}]},
    }
    return {"chart": {"result": [found], "error": None}}


def minutes(*numbers: int) -> list[datetime]:
    return [OPEN + timedelta(minutes=n) for n in numbers]


def test_prices_have_their_instants_and_the_close_before() -> None:
    one, two = minutes(0, 1)
    read = read_intraday(chart({one: 100.0, two: 101.0}, [[hours()]]), "ABC", ONE_DAY)
    assert (read.times, read.closes) == ((one, two), (100, 101))
    assert (read.symbol, read.previous_close, read.interval_min, read.source) == ("ABC", 98, 1, "Yahoo")


def test_the_close_before_the_whole_range_is_never_taken_for_the_close_before() -> None:
    (one,) = minutes(0)
    assert read_intraday(chart({one: 100.0}, previousClose=None), "ABC", ONE_DAY).previous_close is None


@pytest.mark.parametrize("hole", [None, math.nan, math.inf, 0, -1, "100", True, {}], ids=str)
def test_a_minute_without_a_price_is_left_out(hole: Any) -> None:
    one, two, three = minutes(0, 1, 2)
    read = read_intraday(chart({one: 100.0, two: hole, three: 102.0}), "ABC", ONE_DAY)
    assert (read.times, read.closes) == ((one, three), (100, 102))


@pytest.mark.parametrize(
    "periods",
    [
        [[hours()], [hours(1)]],
        {"pre": [[hours()]], "regular": [[hours()], [hours(1)]], "post": [[hours(2)]]},
        [hours(), hours(1)],
    ],
    ids=["bare", "beside the others", "flat"],
)
def test_only_regular_hours_are_kept_their_close_included(periods: Any) -> None:
    early, late = OPEN - timedelta(minutes=1), CLOSE + timedelta(minutes=1)
    prices = {early: 1.0, OPEN: 2.0, CLOSE: 3.0, late: 4.0, OPEN + DAY: 5.0, OPEN + 2 * DAY: 6.0}
    read = read_intraday(chart(prices, periods), "ABC", ONE_DAY)
    assert (read.times, read.closes) == ((OPEN, CLOSE, OPEN + DAY), (2, 3, 5))


@pytest.mark.parametrize("periods", [None, [], {}, "odd", [[{"start": None, "end": 5}]]])
def test_without_hours_everything_is_kept(periods: Any) -> None:
    (one,) = minutes(-60)
    assert read_intraday(chart({one: 100.0}, periods), "ABC", ONE_DAY).times == (one,)


def test_instants_out_of_order_are_put_in_order_and_count_once() -> None:
    one, two = minutes(0, 1)
    answer = chart({two: 102.0, one: 101.0})
    answer["chart"]["result"][0]["timestamp"].append(epoch(two))
    answer["chart"]["result"][0]["indicators"]["quote"][0]["close"].append(103.0)
    read = read_intraday(answer, "ABC", ONE_DAY)
    assert (read.times, read.closes) == ((one, two), (101, 103))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"chart": {"result": None, "error": {"code": "Not Found", "description": "delisted"}}}, UnknownSymbol),
        (chart({}), NoData),
        (chart({OPEN: None}), NoData),
        (chart({OPEN: 1.0}, [[hours(3)]]), NoData),
        (chart({OPEN: 1.0}, dataGranularity="1d"), ServerFault),
        ({}, ServerFault),
        (None, ServerFault),
    ],
)
def test_an_answer_without_prices_says_why(answer: Any, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        read_intraday(answer, "ABC", ONE_DAY)
    assert type(caught.value) is error


def test_times_and_prices_that_do_not_match_are_a_fault() -> None:
    answer = chart({OPEN: 1.0})
    answer["chart"]["result"][0]["timestamp"].append(1)
    with pytest.raises(ServerFault, match="2 times but 1 prices"):
        read_intraday(answer, "ABC", ONE_DAY)
