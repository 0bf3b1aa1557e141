"""Answers recorded from Yahoo go through the readers, where a folder of them is given."""

from __future__ import annotations

import base64
import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict
from yfinance.pricing_pb2 import PricingData

from tui.core.market import Session, State
from tui.providers.base import NoData, ServerFault, UnknownSymbol
from tui.providers.yahoo.chart import read_chart
from tui.providers.yahoo.frames import read_frame
from tui.providers.yahoo.headlines import read_headlines
from tui.providers.yahoo.intraday import GRAINS, read_intraday
from tui.providers.yahoo.quotes import read_quotes

RECORDED = Path(os.environ.get("ROTATION_DATA", "/nonexistent"), "yahoo")
pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="ROTATION_DATA holds no recorded answers")
FETCHED = datetime(2025, 12, 31, tzinfo=UTC)


def recorded(name: str) -> Any:
    held = json.loads(RECORDED.joinpath(f"{name}.json").read_bytes())
    return held.get("body", held)


@pytest.mark.parametrize(
    ("name", "prices"),
    [
        ("quote_AAPL_BABA", {"AAPL": 244.6, "BABA": 124.73}),
        ("quote_AAPL_MSFT", {"AAPL": 269.7, "MSFT": 541.55}),
        ("quote_AAPL_NONEXIST_partial", {"AAPL": 160.07}),
        ("quote_QQQ", {"QQQ": 538.15}),
    ],
)
def test_recorded_quotes_are_read(name: str, prices: dict[str, float]) -> None:
    quotes = read_quotes(recorded(name), {"AAPL", "BABA", "MSFT", "NONEXIST", "QQQ"}, FETCHED)
    assert {quote.symbol: quote.price for quote in quotes} == prices
    for quote in quotes:
        assert quote.state is State.CLOSED
        assert quote.session in (Session.PRE, Session.CLOSED)
        assert quote.change == pytest.approx(quote.price - quote.previous_close, abs=0.01)


@pytest.mark.parametrize(
    ("name", "symbol", "sessions", "last"),
    [
        ("chart_AAPL_127d", "AAPL", 127, (date(2025, 10, 29), 269.70001220703125)),
        ("chart_AAPL_1d_split_dividend", "AAPL", 49, (date(2020, 11, 6), 115.93415069580078)),
        ("chart_NVDA_1d_split", "NVDA", 252, (date(2022, 1, 28), 22.802078247070312)),
    ],
)
def test_recorded_charts_are_read(name: str, symbol: str, sessions: int, last: tuple[date, float]) -> None:
    series = read_chart(recorded(name), symbol)
    assert (len(series.days), series.days[-1], series.closes[-1]) == (sessions, *last)
    assert series.adjusted


def test_recorded_splits_and_dividends_are_told() -> None:
    assert read_chart(recorded("chart_AAPL_1d_split_dividend"), "AAPL").actions == (
        date(2020, 8, 31),
        date(2020, 11, 6),
    )
    assert read_chart(recorded("chart_NVDA_1d_split"), "NVDA").actions == (date(2021, 7, 20),)


def test_recorded_minutes_are_read_with_the_close_before() -> None:
    read = read_intraday(recorded("chart_AAPL_1m"), "AAPL", GRAINS["1D"])
    assert (len(read.times), read.previous_close, read.closes[0]) == (390, 226.78, 225.6999969482422)
    assert read.times[0] == datetime(2024, 10, 2, 13, 30, tzinfo=UTC)


def test_recorded_prices_out_of_hours_stand_beside_the_regular_ones() -> None:
    asked = {"AAPL", "BABA"}
    after = {quote.symbol: quote.extended for quote in read_quotes(recorded("quote_AAPL_BABA"), asked, FETCHED)}
    (before,) = read_quotes(recorded("quote_AAPL_NONEXIST_partial"), asked, FETCHED)
    assert [(each.price, each.session) for each in after.values()] == [(244.64, Session.POST), (124.81, Session.POST)]
    assert (before.extended.price, before.extended.session, before.extended.change) == (155.82, Session.PRE, -4.25)


def test_a_recorded_frame_is_read() -> None:
    message = json.loads(RECORDED.joinpath("stream_frame.b64").read_text())["message"]
    pricing = PricingData.FromString(base64.b64decode(message))
    tick = read_frame(MessageToDict(pricing, preserving_proto_field_name=True), {"BTC-USD"}, {}, FETCHED)
    assert (tick.price, tick.change, tick.session) == (110429.42, -2207.3828, Session.OPEN)
    assert tick.time == datetime(2025, 10, 30, 0, 46, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "error"),
    [("chart_SI_404", UnknownSymbol), ("chart_AAPL_weekend_no_bars", NoData), ("chart_AAPL_1m", ServerFault)],
)
def test_recorded_answers_without_daily_bars_are_told_apart(name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_chart(recorded(name), "AAPL")


@pytest.mark.parametrize(("name", "count"), [("news_AAPL_latest", 10), ("search_AAPL_old_news_shape", 4)])
def test_recorded_headlines_are_read(name: str, count: int) -> None:
    events = read_headlines(recorded(name), "AAPL").headlines
    assert len(events) == count
    assert all(event.url and event.time and event.title for event in events)
