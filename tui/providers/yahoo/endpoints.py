"""The addresses asked, with what each wants to be told; the functions block, and raise `ProviderError` alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from urllib.parse import quote as url_quote

from tui.core.events import NewsEvent
from tui.core.headlines import Heard
from tui.core.intraday import Intraday
from tui.core.market import Quote, Series
from tui.providers.yahoo.calendars import (
    MOST_ROWS,
    ask_earnings,
    ask_releases,
    read_earnings,
    read_releases,
    row_count,
)
from tui.providers.yahoo.chart import read_chart
from tui.providers.yahoo.headlines import read_headlines
from tui.providers.yahoo.intraday import Grain, read_intraday
from tui.providers.yahoo.quotes import read_quotes
from tui.providers.yahoo.venues import Venue, read_venues
from tui.providers.yahoo.wire import Wire

QUOTES_PER_REQUEST: Final = 50
HEADLINES: Final = 10

_QUOTE_URL: Final = "https://query1.finance.yahoo.com/v7/finance/quote"
_CHART_URL: Final = "https://query2.finance.yahoo.com/v8/finance/chart/"
_NEWS_URL: Final = "https://finance.yahoo.com/xhr/ncp?queryRef=latestNews&serviceKey=ncp_fin"
_CALENDAR_URL: Final = "https://query1.finance.yahoo.com/v1/finance/visualization"
_LOCALE: Final = {"lang": "en-US", "region": "US"}
_RELEASE_PAGES: Final = 3
"""Of every country's releases; the American ones of the next days are among them."""
_LONGEST: Final = timedelta(days=36_135)
"""99 years, the span yfinance asks for when everything is wanted; `range=max` leaves the bar length to Yahoo."""


def fetch_quotes(
    wire: Wire, symbols: tuple[str, ...], clock: Callable[[], datetime], timeout_s: float
) -> tuple[tuple[Quote, ...], dict[str, Venue]]:
    """Fetch the quotes and venues of up to `QUOTES_PER_REQUEST` symbols in one request."""
    params = {"symbols": ",".join(symbols), "formatted": "false", **_LOCALE}
    answer = wire.get(_QUOTE_URL, params, timeout_s)
    return read_quotes(answer, symbols, clock()), read_venues(answer)


def fetch_bars(wire: Wire, symbol: str, since: date | None, now: datetime, timeout_s: float) -> Series:
    """Fetch daily closes from `since` on, or all there are, up to `now` (UTC), in one request."""
    # A session east of Greenwich begins on the UTC day before.
    start = now - _LONGEST if since is None else datetime.combine(since, time(), UTC) - timedelta(days=1)
    params: dict[str, str | int] = {
        "period1": int(start.timestamp()),
        "period2": int((now + timedelta(days=1)).timestamp()),
        "interval": "1d",
        "includePrePost": "false",
        "events": "div,split",
        **_LOCALE,
    }
    return read_chart(wire.get(_chart_of(symbol), params, timeout_s), symbol, since)


def fetch_intraday(wire: Wire, symbol: str, grain: Grain, timeout_s: float) -> Intraday:
    """Fetch the prices within the regular hours of the last sessions in one request."""
    params = {"range": grain.span, "interval": grain.interval, "includePrePost": "false", **_LOCALE}
    return read_intraday(wire.get(_chart_of(symbol), params, timeout_s), symbol, grain)


def fetch_headlines(wire: Wire, symbol: str, timeout_s: float) -> Heard:
    """Fetch recent headlines about a symbol in one request."""
    body = {"serviceConfig": {"snippetCount": HEADLINES, "s": [symbol]}}
    return read_headlines(wire.post(_NEWS_URL, body, timeout_s), symbol)


def fetch_earnings(wire: Wire, companies: tuple[str, ...], now: datetime, timeout_s: float) -> tuple[NewsEvent, ...]:
    """Fetch the coming reports of up to `MOST_ROWS` companies in one request."""
    answer = wire.post(_CALENDAR_URL, ask_earnings(companies, now), timeout_s, _LOCALE)
    return read_earnings(answer, companies, now)


def fetch_releases(wire: Wire, now: datetime, timeout_s: float) -> tuple[NewsEvent, ...]:
    """Fetch the coming American economic releases, a request for each hundred of all countries'."""
    found: tuple[NewsEvent, ...] = ()
    for page in range(_RELEASE_PAGES):
        answer = wire.post(_CALENDAR_URL, ask_releases(now, page * MOST_ROWS), timeout_s, _LOCALE)
        found += read_releases(answer, now)
        if row_count(answer) < MOST_ROWS:
            break
    return tuple({event.id: event for event in found}.values())


def _chart_of(symbol: str) -> str:
    return _CHART_URL + url_quote(symbol, safe="")
