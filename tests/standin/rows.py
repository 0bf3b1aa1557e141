"""Quote rows and news items as Yahoo writes them."""

from __future__ import annotations

import zlib
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from standin.clock import NEW_YORK
from standin.listing import Listing, Oddity

PRE_OPEN, OPEN, CLOSE, POST_CLOSE = time(4), time(9, 30), time(16), time(20)
LONDON: Final = {
    "currency": "GBp",
    "exchange": "LSE",
    "exchangeDataDelayedBy": 15,
    "quoteSourceName": "Delayed Quote",
}
"""Fields of a share that trades in London, in pence."""
_AFTER: Final = ("POST", "POSTPOST", "CLOSED", "PREPRE")


def row(listing: Listing, state: str, day: date, now: datetime) -> dict[str, Any]:
    """Return the quote row of a listing in a market state, on the market's last day."""
    if listing.oddity is Oddity.NO_TYPE:
        return _shell(listing)
    found = {**_head(listing), **_regular(listing), **_extended(listing, state, day, now), **listing.fields}
    delay = timedelta(minutes=found["exchangeDataDelayedBy"] or 0)
    regular = now - delay if state == "REGULAR" else last_close(day, now)
    found |= {
        "regularMarketTime": int(regular.timestamp()),
        "marketState": state,
        "gmtOffSetMilliseconds": offset_s(now) * 1000,
    }
    found |= listing.fields
    if listing.oddity is Oddity.NULL_CURRENCY:
        found["currency"] = None
    if listing.oddity is Oddity.NO_CURRENCY:
        del found["currency"]
    return found


def offset_s(now: datetime) -> int:
    """Return how far New York's clocks are from Greenwich's, in seconds."""
    return int((now.astimezone(NEW_YORK).utcoffset() or timedelta()).total_seconds())


def last_close(day: date, now: datetime) -> datetime:
    """Return when the regular session last ended: on `day`, or on the weekday before if that is still to come."""
    close = datetime.combine(day, CLOSE, NEW_YORK)
    while close > now or close.weekday() > 4:
        close -= timedelta(days=1)
    return close


def headline(symbol: str, moment: datetime) -> dict[str, Any]:
    """Return one news item in the present shape."""
    return {
        "id": f"00000000-0000-4000-8000-{zlib.crc32(symbol.encode()):012x}",
        "content": {
            "contentType": "STORY",
            "title": f"{symbol} stands in for the news",
            "summary": "",
            "pubDate": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "displayTime": "",
            "provider": {"displayName": "Stand-in Wire"},
            "canonicalUrl": {"url": f"https://finance.yahoo.com/news/{symbol.lower().lstrip('^')}.html"},
            "clickThroughUrl": None,
        },
    }


def old_headline(symbol: str, moment: datetime) -> dict[str, Any]:
    """Return one news item in the older shape, which a search still gives."""
    return {
        "uuid": f"00000000-0000-4000-9000-{zlib.crc32(symbol.encode()):012x}",
        "title": f"{symbol} stands in for the old news",
        "publisher": "Stand-in Wire",
        "link": f"https://finance.yahoo.com/news/{symbol.lower().lstrip('^')}-old.html",
        "providerPublishTime": int(moment.timestamp()),
        "type": "STORY",
        "relatedTickers": [symbol],
    }


def _shell(listing: Listing) -> dict[str, Any]:
    """Return what is left of a row when the symbol was renamed."""
    return {
        "language": "en-US",
        "region": "US",
        "quoteType": "NONE",
        "triggerable": False,
        "customPriceAlertConfidence": "NONE",
        "tradeable": False,
        "cryptoTradeable": False,
        "esgPopulated": False,
        "sourceInterval": 15,
        "exchangeDataDelayedBy": 0,
        "exchange": "YHD",
        "symbol": listing.symbol,
    }


def _head(listing: Listing) -> dict[str, Any]:
    """Return the fields that do not move."""
    index = listing.index
    return {
        "language": "en-US",
        "region": "US",
        "quoteType": "INDEX" if index else "EQUITY",
        "quoteSourceName": "Free Realtime Quote" if index else "Nasdaq Real Time Price",
        "currency": "USD",
        "shortName": f"{listing.symbol} Stand-in",
        "longName": f"{listing.symbol} Stand-in Company",
        "exchange": "SNP" if index else "NMS",
        "exchangeTimezoneName": "America/New_York",
        "exchangeTimezoneShortName": "EST",
        "exchangeDataDelayedBy": 0,
        "hasPrePostMarketData": not index,
        "sourceInterval": 15,
        "tradeable": False,
        "priceHint": 2,
        "symbol": listing.symbol,
    }


def _regular(listing: Listing) -> dict[str, Any]:
    """Return the regular session's fields; where an oddity stands for the price, nothing is reckoned from it."""
    price, previous = listing.price, listing.previous
    fields = {"regularMarketPrice": price, "regularMarketPreviousClose": previous, "regularMarketVolume": 1_000_000}
    if listing.spoilt:
        return {**fields, "regularMarketChange": None, "regularMarketChangePercent": None}
    return {
        **fields,
        "regularMarketChange": price - previous,
        "regularMarketChangePercent": 100 * (price / previous - 1),
        "regularMarketDayHigh": max(price, previous),
        "regularMarketDayLow": min(price, previous),
        "fiftyTwoWeekHigh": max(close for close in listing.closes.values() if close is not None),
        "fiftyTwoWeekLow": min(close for close in listing.closes.values() if close is not None),
    }


def _extended(listing: Listing, state: str, day: date, now: datetime) -> dict[str, Any]:
    """Return the fields of trading before or after hours, in the states that have them; indices have none."""
    if listing.index or listing.spoilt or state not in ("PRE", *_AFTER):
        return {}
    part = "preMarket" if state == "PRE" else "postMarket"
    price = listing.extended or round(listing.price * 1.004, 4)
    moment = now if state in ("PRE", "POST") else min(now, last_close(day, now) + timedelta(hours=4))
    return {
        f"{part}Price": price,
        f"{part}Change": price - listing.price,
        f"{part}ChangePercent": 100 * (price / listing.price - 1),
        f"{part}Time": int(moment.timestamp()),
    }
