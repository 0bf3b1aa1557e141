"""Histories, bars within the day and what happens to shares, as yfinance reads them."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import Any

import pytest
from standin import NEW_YORK, Oddity, Standin
from yfinance_process import Refused, YFinance

NOON = datetime(2025, 12, 11, 12, tzinfo=NEW_YORK)
DAILY = {"period": "5d", "auto_adjust": False}


def closes(chart: Any) -> list[Any]:
    return chart["indicators"]["quote"][0]["close"]


def test_a_history_ends_on_the_last_day_with_the_price(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = warm
    standin.market.set_price("AAPL", 300.5)
    found = yahoo.ask("history", "AAPL", **DAILY)
    assert [each[:10] for each in found["times"]][-2:] == ["2025-12-10", "2025-12-11"]
    assert found["close"] == list(standin.market.closes("AAPL").values())[-5:]
    assert found["close"][-1] == 300.5
    assert found["meta"]["chartPreviousClose"] == list(standin.market.closes("AAPL").values())[-6]


def test_a_split_overnight_restates_everything_before_it(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = warm
    before = yahoo.ask("history", "NVDA", **DAILY)["close"]
    standin.market.split("NVDA", 10)
    after = yahoo.ask("history", "NVDA", **DAILY)
    assert after["close"] == pytest.approx([close / 10 for close in before])
    assert after["stock splits"] == [0, 0, 0, 0, 10]
    (row,) = yahoo.ask("quotes", "NVDA")
    assert (row["regularMarketPrice"], row["regularMarketPreviousClose"]) == pytest.approx(
        (before[-1] / 10, before[-2] / 10)
    )


def test_fewer_shares_for_many_is_a_split_the_other_way(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = warm
    standin.market.split("KRRO", 0.1, date(2025, 12, 9))
    (split,) = yahoo.ask("chart", "KRRO", range="5d", interval="1d", events="split")["events"]["splits"].values()
    assert (split["numerator"], split["denominator"], split["splitRatio"]) == (1, 10, "1:10")
    assert "events" not in yahoo.ask("chart", "KRRO", range="5d", interval="1d", events="div")


def test_a_dividend_lowers_the_adjusted_closes_before_it_and_no_others(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = warm
    standin.market.set_closes("KO", {date(2025, 12, day): 50.0 for day in (8, 9, 10, 11)})
    standin.market.pay_dividend("KO", 0.5, date(2025, 12, 10))
    plain = yahoo.ask("history", "KO", **DAILY)
    assert plain["close"] == [50.0] * 4
    assert plain["dividends"] == [0, 0, 0.5, 0]
    assert yahoo.ask("history", "KO", period="5d")["close"] == pytest.approx([49.5, 49.5, 50.0, 50.0])


def test_the_next_day_adds_one_close_and_keeps_the_others(cold: tuple[Standin, YFinance]) -> None:
    standin, yahoo = cold
    asked = {"period1": 1764547200, "period2": 1893456000, "interval": "1d"}
    before = closes(yahoo.ask("chart", "AMD", **asked))
    assert standin.market.next_day() == date(2025, 12, 12)
    after = closes(yahoo.ask("chart", "AMD", **asked))
    assert after[:-1] == before


@pytest.mark.parametrize(("span", "interval", "days", "bars"), [("1d", "5m", 1, 78), ("5d", "15m", 5, 26)])
def test_a_day_is_served_in_bars_of_the_length_asked_for(
    cold: tuple[Standin, YFinance], span: str, interval: str, days: int, bars: int
) -> None:
    standin, yahoo = cold
    found = yahoo.ask("history", "AAPL", period=span, interval=interval)
    assert len(found["times"]) == days * bars
    assert found["times"][-bars].startswith("2025-12-11T09:30:00")
    assert found["close"][-1] == list(standin.market.closes("AAPL").values())[-1]
    assert found["meta"]["previousClose"] == list(standin.market.closes("AAPL").values())[-2]
    assert found["meta"]["chartPreviousClose"] == list(standin.market.closes("AAPL").values())[-1 - days]


def test_bars_that_have_not_begun_are_not_served_and_those_before_stay(cold: tuple[Standin, YFinance]) -> None:
    standin, yahoo = cold
    asked = {"range": "1d", "interval": "1m"}
    whole = closes(yahoo.ask("chart", "AAPL", **asked))
    standin.clock.set(NOON)
    half = yahoo.ask("chart", "AAPL", **asked)
    assert half["timestamp"][-1] == int(NOON.timestamp())
    assert closes(half)[:-1] == whole[:150]
    assert closes(half)[-1] == whole[-1]
    standin.clock.set(NOON.replace(hour=8))
    assert datetime.fromtimestamp(yahoo.ask("chart", "AAPL", **asked)["timestamp"][0], UTC).day == 10
    wide = yahoo.ask("chart", "AAPL", includePrePost="true", **asked)
    assert datetime.fromtimestamp(wide["timestamp"][0], NEW_YORK).hour == 4
    assert set(wide["meta"]["tradingPeriods"]) == {"pre", "regular", "post"}


@pytest.mark.parametrize(
    ("oddity", "last"),
    [
        (Oddity.NULL_PRICE, None),
        (Oddity.NAN_TEXT, "NaN"),
        (Oddity.ZERO, 0.0),
        (Oddity.NEGATIVE, -12.5),
        (Oddity.HUGE, 1e300),
    ],
)
def test_an_odd_price_is_the_last_close_too(warm: tuple[Standin, YFinance], oddity: Oddity, last: Any) -> None:
    standin, yahoo = warm
    standin.market.spoil("ODD", oddity)
    chart = yahoo.ask("chart", "ODD", range="5d", interval="1d")
    (row,) = yahoo.ask("quotes", "ODD")
    assert closes(chart)[-1] == chart["meta"]["regularMarketPrice"] == row["regularMarketPrice"] == last
    assert all(close > 0 for close in closes(chart)[:-1])
    standin.market.mend("ODD")
    assert closes(yahoo.ask("chart", "ODD", range="5d", interval="1d"))[-1] > 0


def test_a_price_that_is_no_number_and_bars_with_holes(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = warm
    standin.market.spoil("ODD", Oddity.NAN)
    assert math.isnan(yahoo.ask("quotes", "ODD")[0]["regularMarketPrice"])
    standin.market.spoil("ODD", Oddity.HOLES)
    assert closes(yahoo.ask("chart", "ODD", range="1d", interval="30m")).count(None) == 1


def test_an_unknown_and_a_renamed_symbol_have_no_chart(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = warm
    standin.market.forget("SIX")
    standin.market.spoil("BRKS", Oddity.NO_TYPE)
    for symbol in ("SIX", "BRKS"):
        with pytest.raises(Refused, match="404"):
            yahoo.ask("chart", symbol, range="1d", interval="1d")
    (row,) = yahoo.ask("quotes", "SIX", "BRKS")
    assert (row["symbol"], row["quoteType"], "regularMarketPrice" in row) == ("BRKS", "NONE", False)
