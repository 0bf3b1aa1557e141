"""What the stand-in answers when nothing is wrong, in the shapes Yahoo uses."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from standin.calendars import Calendar
from standin.charts import chart
from standin.clock import Clock
from standin.consent import consent_page, front_page
from standin.cookies import Cookies
from standin.market import Market
from standin.reply import Answer, as_json, problem, refusal
from standin.requestlog import Family, Request
from standin.rows import old_headline

SWITCHING: Final = 101
_PATHS: Final = {
    "/v1/test/getcrumb": Family.CRUMB,
    "/v7/finance/quote": Family.QUOTE,
    "/v8/finance/chart/": Family.CHART,
    "/xhr/ncp": Family.NEWS,
    "/v1/finance/search": Family.SEARCH,
    "/v1/finance/visualization": Family.CALENDAR,
    "/v10/finance/quoteSummary/": Family.CALENDAR,
}
_HOSTS: Final = {
    "fc.yahoo.com": Family.COOKIE,
    "guce.yahoo.com": Family.CONSENT,
    "consent.yahoo.com": Family.CONSENT,
    "streamer.finance.yahoo.com": Family.STREAM,
}


def family_of(host: str, path: str) -> Family:
    """Return the family an address belongs to."""
    if host in _HOSTS:
        return _HOSTS[host]
    if path == "/":
        return Family.CONSENT
    return next((family for prefix, family in _PATHS.items() if path.startswith(prefix)), Family.OTHER)


class Answers:
    """Everything answers are made of."""

    def __init__(self, market: Market, calendar: Calendar, cookies: Cookies, clock: Clock) -> None:
        self.clock = clock
        self.cookies = cookies
        self._market = market
        self._calendar = calendar

    def answer(self, request: Request, *, empty: bool = False) -> Answer:
        """Answer a request; `empty` gives a proper answer with nothing in it."""
        answerers: dict[Family, Callable[..., Answer]] = {
            Family.COOKIE: self._cookie,
            Family.CRUMB: self._crumb,
            Family.CONSENT: self._consent,
            Family.QUOTE: self._quotes,
            Family.CHART: self._chart,
            Family.NEWS: self._news,
            Family.SEARCH: self._search,
            Family.CALENDAR: self._due,
            Family.STREAM: self._stream,
        }
        if request.family not in answerers:
            return problem(404, "Not Found", "No such page")
        return answerers[request.family](request, empty=empty)

    def _cookie(self, _request: Request, *, empty: bool) -> Answer:
        """Give the cookie; the page itself is not there, and never was."""
        return Answer(404, b"", "text/html", cookies=() if empty else (self.cookies.issue(),))

    def _crumb(self, request: Request, *, empty: bool) -> Answer:
        """Give the crumb of a cookie as bare text."""
        crumb = self.cookies.crumb(request)
        if crumb is None:
            return refusal("Invalid Cookie")
        return Answer(200, b"" if empty else crumb.encode(), "text/plain;charset=utf-8")

    def _consent(self, request: Request, *, empty: bool) -> Answer:
        """Give a page of the consent chain, or the front page it ends on."""
        if request.path == "/" or empty:
            return front_page()
        return consent_page(request, self.cookies)

    def _quotes(self, request: Request, *, empty: bool) -> Answer:
        """Give the rows of the symbols known."""
        if why := self.cookies.objection(request):
            return refusal(why)
        symbols = [] if empty else request.query.get("symbols", "").split(",")
        rows = [self._market.quote(symbol) for symbol in symbols if symbol and self._market.knows(symbol)]
        return as_json({"quoteResponse": {"result": rows, "error": None}})

    def _chart(self, request: Request, *, empty: bool) -> Answer:
        """Give the bars of a symbol."""
        return chart(request, self._market, empty=empty)

    def _news(self, request: Request, *, empty: bool) -> Answer:
        """Give the headlines of the symbols named in the body."""
        symbols = json.loads(request.body or b"{}").get("serviceConfig", {}).get("s", [])
        stream = [] if empty else [item for symbol in symbols for item in self._market.news(symbol)]
        return as_json({"data": {"tickerStream": {"stream": stream}}})

    def _search(self, request: Request, *, empty: bool) -> Answer:
        """Give the one symbol that is called exactly as asked, and a headline in the older shape."""
        symbol = request.query.get("q", "")
        known = self._market.knows(symbol) and not empty
        quote = {"symbol": symbol, "shortname": f"{symbol} Stand-in", "quoteType": "EQUITY", "exchange": "NMS"}
        news = old_headline(symbol, self.clock.now())
        return as_json({"count": int(known), "quotes": [quote] if known else [], "news": [news] if known else []})

    def _due(self, request: Request, *, empty: bool) -> Answer:
        """Give a calendar, or the dates of one symbol."""
        if why := self.cookies.objection(request):
            return refusal(why)
        if request.path.startswith("/v10/"):
            return self._calendar.summary(request, empty=empty)
        return self._calendar.visualization(request, empty=empty)

    def _stream(self, _request: Request, *, empty: bool) -> Answer:
        """Say that the connection becomes a WebSocket, which takes over from here."""
        return Answer(SWITCHING, b"")
