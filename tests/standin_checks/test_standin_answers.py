"""Quotes in every market state, news, search and the calendars, as yfinance reads them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from standin import LONDON, NEW_YORK, Earnings, Family, Oddity, Release, Standin
from yfinance_process import YFinance

CLOSE = datetime(2025, 12, 11, 16, tzinfo=NEW_YORK)
REPORT = datetime(2025, 12, 16, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "part"),
    [("PREPRE", "post"), ("PRE", "pre"), ("REGULAR", None), ("POST", "post"), ("POSTPOST", "post"), ("CLOSED", "post")],
)
def test_prices_after_hours_are_there_in_the_states_that_have_them(
    warm: tuple[Standin, YFinance], state: str, part: str | None
) -> None:
    standin, yahoo = warm
    standin.market.set_state(state)
    standin.market.set_price("AAPL", 200.0)
    standin.market.set_extended("AAPL", 210.0)
    share, index = yahoo.ask("quotes", "AAPL", "^RUT")
    assert share["marketState"] == index["marketState"] == state
    found = {key[: -len("MarketPrice")]: share[key] for key in ("preMarketPrice", "postMarketPrice") if key in share}
    assert found == ({part: 210.0} if part else {})
    if part:
        assert (share[f"{part}MarketChange"], share[f"{part}MarketChangePercent"]) == pytest.approx((10, 5))
    assert not any(key.startswith(("pre", "post")) for key in index)
    assert (share["regularMarketTime"] == int(CLOSE.timestamp())) == (state != "REGULAR")


def test_delay_and_currency_are_said(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = warm
    standin.market.set_fields("VOD.L", **LONDON)
    standin.market.spoil("ADH", Oddity.NO_CURRENCY)
    standin.market.spoil("NUL", Oddity.NULL_CURRENCY)
    late, none, null, live = yahoo.ask("quotes", "VOD.L", "ADH", "NUL", "AAPL")
    assert (late["currency"], late["exchangeDataDelayedBy"]) == ("GBp", 15)
    assert live["regularMarketTime"] - late["regularMarketTime"] in (899, 900, 901)
    assert "currency" not in none
    assert null["currency"] is None


def test_a_clock_that_is_wrong_shows_in_every_stamp(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = warm
    (right,) = yahoo.ask("quotes", "AAPL")
    standin.clock.skew(timedelta(hours=3))
    (wrong,) = yahoo.ask("quotes", "AAPL")
    standin.clock.skew(timedelta())
    assert wrong["regularMarketTime"] - right["regularMarketTime"] >= 3 * 3600


def test_headlines_and_search_hold_both_shapes_of_news(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = warm
    assert yahoo.ask("news", "AAPL") == ["AAPL stands in for the news"]
    found = yahoo.ask("search", "MSFT")
    assert found["quotes"][0]["symbol"] == "MSFT"
    assert found["news"][0]["title"] == "MSFT stands in for the old news"
    assert standin.log.families() == [Family.NEWS, Family.SEARCH]


def test_reports_due_come_as_a_table_between_the_days_asked_for(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = warm
    late = Earnings("LATE", REPORT + timedelta(days=30))
    standin.calendar.set_earnings(Earnings("AAPL", REPORT, "AMC", estimate=1.7), late)
    (row,) = yahoo.ask("earnings", "2025-12-11", "2025-12-20")
    assert (row["Symbol"], row["Timing"], row["EPS Estimate"]) == ("AAPL", "AMC", 1.7)
    assert row["Event Start Date"].startswith("2025-12-16T21:00")
    assert standin.log.families() == [Family.CALENDAR]
    assert yahoo.ask("dates", "AAPL") == ["2025-12-16"]


def test_economic_releases_come_as_a_table(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = warm
    standin.calendar.set_releases(Release("CPI YY", REPORT, period="Nov", expected=3.1, prior=3.0))
    (row,) = yahoo.ask("releases", "2025-12-11", "2025-12-20")
    assert (row["Event"], row["Region"], row["Expected"], row["Last"], row["For"]) == ("CPI YY", "US", 3.1, 3.0, "Nov")
    assert row["Event Time"].startswith("2025-12-16T21:00")
    assert yahoo.ask("releases", "2026-12-11", "2026-12-20") == []
