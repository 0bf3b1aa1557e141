"""The chart answer: daily bars, or bars within the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from standin.clock import NEW_YORK
from standin.intraday import MINUTES, Minute, edges, minutes
from standin.listing import Listing, Oddity
from standin.market import Market
from standin.reply import Answer, as_json
from standin.requestlog import Request
from standin.rows import OPEN, offset_s

_SPANS: Final = {"1d": 1, "5d": 5, "1mo": 21, "3mo": 63, "6mo": 126, "1y": 251, "2y": 502, "5y": 1256, "10y": 2513}
"""Sessions in each range."""
_RANGES: Final = [*_SPANS, "ytd", "max"]
_HOLE_EVERY: Final = 7


class Bar(NamedTuple):
    """One bar: every price but the adjusted close is the close."""

    epoch: int
    close: Any
    adjusted: Any


def chart(request: Request, market: Market, *, empty: bool) -> Answer:
    """Give a chart; it needs neither cookie nor crumb."""
    symbol = unquote(request.path.rpartition("/")[2])
    listing = market.listing(symbol)
    if not listing.known or listing.oddity is Oddity.NO_TYPE:
        return _no("Not Found", "No data found, symbol may be delisted", 404)
    interval = request.query.get("interval", "1d")
    bars: list[Bar] = []
    if interval in MINUTES:
        head, bars = _within_days(request, market, listing, interval)
    else:
        head, bars = _daily(request, market, listing)
    found: dict[str, Any] = {"meta": {**_meta(market, listing, interval, request), **head}}
    found["indicators"] = {"quote": [{}], **({} if interval in MINUTES else {"adjclose": [{}]})}
    if bars and not empty:
        found |= _columns(_spoilt(bars, listing), adjusted=interval not in MINUTES)
        events = _events(listing, request.query.get("events", ""), bars)
        found |= {"events": events} if events else {}
    return as_json({"chart": {"result": [found], "error": None}})


def _daily(request: Request, market: Market, listing: Listing) -> tuple[dict[str, Any], list[Bar]]:
    """Return what the head holds beside the usual, and one bar a day."""
    adjusted = listing.adjusted()
    days = _asked(request, list(listing.closes))
    bars = [Bar(_epoch(day), listing.closes[day], adjusted[day]) for day in days]
    now = market.clock.now()
    today = now.astimezone(NEW_YORK)
    if bars and days[-1] == market.last_day() == today.date() and today.time() > OPEN:
        moment = market.quote(listing.symbol)["regularMarketTime"]
        bars[-1] = bars[-1]._replace(epoch=max(moment or 0, bars[-1].epoch))
    return {"chartPreviousClose": _close_before(listing, days)}, bars


def _within_days(request: Request, market: Market, listing: Listing, interval: str) -> tuple[dict[str, Any], list[Bar]]:
    """Return what the head holds beside the usual, and the bars of the days asked for that have begun."""
    prepost = request.query.get("includePrePost", "false").lower() == "true"
    now = market.clock.now()
    begun = [day for day in listing.closes if edges(day, prepost=prepost)[0] <= now.timestamp()]
    days = _asked(request, begun[-60:])
    made = [each for day in days for each in minutes(listing, day, MINUTES[interval], now, prepost=prepost)]
    head: dict[str, Any] = {
        "chartPreviousClose": _close_before(listing, days),
        "previousClose": _close_before(listing, days[-1:]),
        "tradingPeriods": _periods(days, prepost=prepost),
        "scale": 3,
    }
    return head, [Bar(each.epoch, each.close, None) for each in _in_window(request, made)]


def _in_window(request: Request, made: Iterable[Minute]) -> list[Minute]:
    """Return the bars between the epochs asked for."""
    start, end = int(request.query.get("period1", 0)), int(request.query.get("period2", 2**62))
    return [each for each in made if start <= each.epoch < end]


def _asked(request: Request, days: list[date]) -> list[date]:
    """Return the days a request asks for, by range or by epochs."""
    span = request.query.get("range")
    if span == "ytd":
        return [day for day in days if day.year == days[-1].year]
    if span is not None:
        return days[-_SPANS.get(span, len(days) or 1) :]
    start, end = (_day(request.query.get(key)) for key in ("period1", "period2"))
    return [day for day in days if (start is None or day >= start) and (end is None or day <= end)]


def _close_before(listing: Listing, days: list[date]) -> float | None:
    """Return the close of the last day before these."""
    before = [close for day, close in listing.closes.items() if close is not None and days and day < days[0]]
    return before[-1] if before else None


def _meta(market: Market, listing: Listing, interval: str, request: Request) -> dict[str, Any]:
    """Return the head of a chart answer."""
    row, now = market.quote(listing.symbol), market.clock.now()
    return {
        "currency": row.get("currency"),
        "symbol": listing.symbol,
        "exchangeName": row["exchange"],
        "instrumentType": row["quoteType"],
        "regularMarketTime": row["regularMarketTime"],
        "hasPrePostMarketData": row["hasPrePostMarketData"],
        "gmtoffset": offset_s(now),
        "timezone": "EST",
        "exchangeTimezoneName": row["exchangeTimezoneName"],
        "regularMarketPrice": row["regularMarketPrice"],
        "longName": row["longName"],
        "shortName": row["shortName"],
        "priceHint": row["priceHint"],
        "currentTradingPeriod": {part: days[0][0] for part, days in _parts([market.last_day()]).items()},
        "dataGranularity": interval,
        "range": request.query.get("range", ""),
        "validRanges": _RANGES,
    }


def _parts(days: list[date]) -> dict[str, list[list[dict[str, Any]]]]:
    """Return the parts of each day, as a chart's head gives them."""
    found: dict[str, list[list[dict[str, Any]]]] = {"pre": [], "regular": [], "post": []}
    for day in days:
        (pre, closed), (begin, end) = edges(day, prepost=True), edges(day, prepost=False)
        for part, start, stop in (("pre", pre, begin), ("regular", begin, end), ("post", end, closed)):
            found[part].append([{"timezone": "EST", "start": start, "end": stop, "gmtoffset": -18_000}])
    return found


def _periods(days: list[date], *, prepost: bool) -> Any:
    """Return the trading periods: a list of the regular ones, or all three kinds by name."""
    return _parts(days) if prepost else _parts(days)["regular"]


def _columns(bars: list[Bar], *, adjusted: bool) -> dict[str, Any]:
    """Return the columns of a chart."""
    closes = [bar.close for bar in bars]
    prices: dict[str, list[Any]] = dict.fromkeys(("open", "high", "low", "close"), closes)
    volumes = [None if close is None else 1_000_000 for close in closes]
    indicators: dict[str, Any] = {"quote": [{**prices, "volume": volumes}]}
    if adjusted:
        indicators["adjclose"] = [{"adjclose": [bar.adjusted for bar in bars]}]
    return {"timestamp": [bar.epoch for bar in bars], "indicators": indicators}


def _spoilt(bars: list[Bar], listing: Listing) -> list[Bar]:
    """Return the bars with what is odd about the listing."""
    if listing.oddity is Oddity.HOLES:
        gaps = range(_HOLE_EVERY - 1, len(bars), _HOLE_EVERY)
        return [bar._replace(close=None, adjusted=None) if at in gaps else bar for at, bar in enumerate(bars)]
    if listing.spoilt:
        return [*bars[:-1], bars[-1]._replace(close=listing.price, adjusted=listing.price)]
    return bars


def _events(listing: Listing, wanted: str, bars: list[Bar]) -> dict[str, Any]:
    """Return the dividends and splits on the days of these bars, of the kinds asked for."""
    days = {datetime.fromtimestamp(bar.epoch, NEW_YORK).date() for bar in bars}
    found: dict[str, Any] = {}
    if "div" in wanted:
        found["dividends"] = {
            str(_epoch(day)): {"amount": amount, "date": _epoch(day)}
            for day, amount in listing.dividends.items()
            if day in days
        }
    if "split" in wanted:
        found["splits"] = {
            str(_epoch(day)): {
                "date": _epoch(day),
                "numerator": ratio.numerator,
                "denominator": ratio.denominator,
                "splitRatio": f"{ratio.numerator}:{ratio.denominator}",
            }
            for day, ratio in listing.splits.items()
            if day in days
        }
    return {kind: each for kind, each in found.items() if each}


def _no(code: str, description: str, status: int) -> Answer:
    """Return a chart answer that says why there is none."""
    return as_json({"chart": {"result": None, "error": {"code": code, "description": description}}}, status)


def _day(epoch: str | None) -> date | None:
    """Return the New York day of an epoch in a query."""
    return None if epoch is None else datetime.fromtimestamp(int(epoch), NEW_YORK).date()


def _epoch(day: date) -> int:
    """Return when New York opens on a day."""
    return int(datetime.combine(day, OPEN, NEW_YORK).timestamp())
