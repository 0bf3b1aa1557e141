from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tui.providers.base import NoData, ServerFault, UnknownSymbol
from tui.providers.yahoo.chart import read_chart

DEC_9, DEC_10, DEC_11 = (date(2025, 12, day) for day in (9, 10, 11))


def opening(day: date, hour: int = 14) -> int:
    return int(datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC).timestamp())


def chart(
    closes: list[Any], adjusted: list[Any] | None, stamps: list[Any] | None = None, **meta: Any
) -> dict[str, Any]:
    known = {"dataGranularity": "1d", "exchangeTimezoneName": "America/New_York", "gmtoffset": -18_000, **meta}
    indicators: dict[str, Any] = {"quote": [{"close": closes}]}
    if adjusted is not None:
        indicators["adjclose"] = [{"adjclose": adjusted}]
    days = [DEC_9, DEC_10, DEC_11][: len(closes)]
    found = {"meta": known, "timestamp": stamps or [opening(day) for day in days], "indicators": indicators}
    return {"chart": {"result": [found], "error": None}}


def refusal(code: str, description: str) -> dict[str, Any]:
    return {"chart": {"result": None, "error": {"code": code, "description": description}}}


def test_a_stock_has_closes_adjusted_for_splits_and_dividends() -> None:
    series = read_chart(chart([100.0, 101.0, 102.0], [99.0, 100.5, 102.0]), "ABC")
    assert series.days == (DEC_9, DEC_10, DEC_11)
    assert series.closes == (99, 100.5, 102)
    assert (series.adjusted, series.source, series.notes) == (True, "Yahoo", ())


@pytest.mark.parametrize(("symbol", "kind"), [("^RUT", None), ("000001.SS", "INDEX")])
def test_an_index_has_closes_as_they_are(symbol: str, kind: str | None) -> None:
    series = read_chart(chart([100.0, 101.0, 102.0], [99.0, 100.5, 102.0], instrumentType=kind), symbol)
    assert (series.closes, series.adjusted) == ((100, 101, 102), False)


def test_without_adjusted_closes_the_plain_ones_are_used_and_said_to_be_plain() -> None:
    series = read_chart(chart([100.0, 101.0], None), "EURUSD=X")
    assert (series.closes, series.adjusted) == ((100, 101), False)


@pytest.mark.parametrize("hole", [None, math.nan, math.inf, 0, -1, "100", True, {}], ids=str)
def test_a_close_that_is_none_is_left_out_and_named(hole: Any) -> None:
    series = read_chart(chart([1.0, 1.0, 1.0], [100.0, hole, 102.0]), "ABC")
    assert (series.days, series.closes) == ((DEC_9, DEC_11), (100, 102))
    assert series.notes == ("ABC: 1 without a usable close: 2025-12-10",)


def test_many_holes_make_one_short_note() -> None:
    stamps = [opening(date(2025, 12, day)) for day in (1, 2, 3, 4, 5, 8)]
    series = read_chart(chart([1.0, 1, 1, 1, 1, 1], [None, None, None, None, None, 5.0], stamps), "ABC")
    assert series.notes == ("ABC: 5 without a usable close: 2025-12-01, 2025-12-02, 2025-12-03 and 2 more",)


def test_todays_unfinished_bar_is_the_last_and_counts_once() -> None:
    stamps = [opening(DEC_10), opening(DEC_11), opening(DEC_11, 18)]
    series = read_chart(chart([1.0, 2, 3], [100.0, 101.0, 101.5], stamps), "ABC")
    assert (series.days, series.closes) == ((DEC_10, DEC_11), (100, 101.5))


def test_days_are_the_exchanges_own_summer_and_winter() -> None:
    midnight = [int(datetime(2025, month, 10, hour, tzinfo=UTC).timestamp()) for month, hour in ((7, 23), (12, 0))]
    meta = {"exchangeTimezoneName": "Europe/London", "gmtoffset": 0}
    assert read_chart(chart([1.0, 2.0], None, midnight, **meta), "GBP=X").days == (date(2025, 7, 11), DEC_10)


def test_bars_out_of_order_are_put_in_order() -> None:
    series = read_chart(chart([1.0, 2.0], None, [opening(DEC_11), opening(DEC_9)]), "ABC")
    assert (series.days, series.closes) == ((DEC_9, DEC_11), (2, 1))


def test_bars_before_the_day_asked_for_are_left_out_without_a_note() -> None:
    series = read_chart(chart([None, 2.0, 3.0], None), "ABC", DEC_10)
    assert (series.days, series.notes) == ((DEC_10, DEC_11), ())


@pytest.mark.parametrize(
    ("answer", "error", "says"),
    [
        (refusal("Not Found", "No data found, symbol may be delisted"), UnknownSymbol, "no ABC: No data found"),
        (refusal("Not Found", "No data found for this date range"), NoData, "date range"),
        (refusal("Bad Request", "Data doesn't exist for startDate = 1"), NoData, "startDate"),
        (refusal("Internal Server Error", "oops"), ServerFault, "oops"),
        ({"chart": {"result": [], "error": None}}, NoData, "no bars"),
        (chart([], None), NoData, "no bars"),
        (chart([None, math.nan, 0], None), NoData, "no bars"),
        (
            {"chart": {"result": [{"meta": {"dataGranularity": "1m"}, "indicators": {"quote": [{}]}}]}},
            NoData,
            "no bars",
        ),
        (chart([1.0, 2.0], None, dataGranularity="1mo"), ServerFault, "1mo bars"),
        (chart([1.0, 2.0], None, [opening(DEC_9)]), ServerFault, "1 days but 2 closes"),
        ({}, ServerFault, "no chart"),
        (None, ServerFault, "no chart"),
        ([], ServerFault, "no chart"),
        ("<html>", ServerFault, "no chart"),
        ({"chart": None}, ServerFault, "no chart"),
    ],
)
def test_an_answer_without_bars_says_why(answer: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        read_chart(answer, "ABC")
    assert type(caught.value) is error
    assert caught.value.symbol == "ABC"


def test_yahoos_own_words_cannot_command_the_terminal() -> None:
    with pytest.raises(UnknownSymbol) as caught:
        read_chart(refusal("Not Found", "gone\x1b]0;owned\x07\nnow"), "ABC")
    assert str(caught.value).isprintable()


def test_days_of_splits_and_dividends_are_told_in_the_exchanges_own_days() -> None:
    answer = chart([100.0, 101.0], [99.0, 101.0])
    answer["chart"]["result"][0]["events"] = {
        "dividends": {"2": {"amount": 0.2, "date": opening(DEC_10)}, "odd": {"date": None}, "odder": 3},
        "splits": {"1": {"date": opening(DEC_9), "numerator": 4, "denominator": 1}},
        "earnings": {"3": {"date": opening(DEC_11)}},
    }
    assert read_chart(answer, "ABC").actions == (DEC_9, DEC_10)
    answer["chart"]["result"][0]["events"] = {"splits": [], "dividends": None}
    assert read_chart(answer, "ABC").actions == ()
