"""The batch quote answer, read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from tui.core.market import Extended, Quote, Session
from tui.providers.base import ServerFault
from tui.providers.yahoo.shape import above_zero, dig, instant, items, number, words
from tui.providers.yahoo.venues import delay_of, venue_of


def read_quotes(answer: Any, asked: Collection[str], fetched: datetime) -> tuple[Quote, ...]:
    """Return the quotes in a batch answer for the symbols asked, in Yahoo's order.

    A symbol without a row, without a price above zero or without the time of its price is left out.
    `fetched` is the UTC instant the answer came. Raises `ServerFault` for an answer that holds no list of rows.
    """
    rows = dig(answer, "quoteResponse", "result")
    if not isinstance(rows, list):
        raise ServerFault(f"Yahoo sent no quotes{_reason(answer)}")
    found = (_quote(row, fetched) for row in items(rows) if dig(row, "symbol") in asked)
    by_symbol = {quote.symbol: quote for quote in found if quote is not None}
    return tuple(by_symbol.values())


def _reason(answer: Any) -> str:
    """Return Yahoo's own words for a refusal, as the end of a sentence."""
    for family in ("quoteResponse", "finance"):
        said = words(dig(answer, family, "error", "description"), 120)
        if said:
            return f": {said}"
    return ""


def _quote(row: Mapping[str, Any], fetched: datetime) -> Quote | None:
    """Read one row; None where it holds no price, or none with a time."""
    price = above_zero(row.get("regularMarketPrice"))
    time = instant(row.get("regularMarketTime"))
    if price is None or time is None or row.get("quoteType") == "NONE":
        return None
    previous = above_zero(row.get("regularMarketPreviousClose"))
    change, change_pct = _change(row, price, previous)
    venue = venue_of(row)
    volume = number(row.get("regularMarketVolume"))
    quote = Quote(
        symbol=row["symbol"],
        price=price,
        time=time,
        change=change,
        change_pct=change_pct,
        previous_close=previous,
        day=time.astimezone(venue.zone).date(),
        session=venue.session,
        state=venue.state,
        delay_min=delay_of(row),
        currency=words(row.get("currency"), 10),
        volume=int(volume) if volume is not None and volume >= 0 else None,
        name=words(row.get("shortName"), 80) or words(row.get("longName"), 80),
        source=words(row.get("quoteSourceName"), 80) or "Yahoo",
        fetched=fetched,
    )
    return quote if venue.session is Session.OPEN else replace(quote, extended=_extended(row, quote))


def _change(row: Mapping[str, Any], price: float, previous: float | None) -> tuple[float | None, float | None]:
    """Return the change and the percent as reported; what is not reported is reckoned from the previous close."""
    change, percent = number(row.get("regularMarketChange")), number(row.get("regularMarketChangePercent"))
    if previous is not None:
        change = price - previous if change is None else change
        percent = 100 * (price / previous - 1) if percent is None else percent
    return change, percent


def _extended(row: Mapping[str, Any], quote: Quote) -> Extended | None:
    """Return the newer of the prices before the open and after the close, if it is newer than the regular one."""
    sides = (("preMarket", Session.PRE), ("postMarket", Session.POST))
    found = [each for prefix, session in sides if (each := _side(row, prefix, session, quote)) is not None]
    return max(found, key=lambda each: each.time, default=None)


def _side(row: Mapping[str, Any], prefix: str, session: Session, quote: Quote) -> Extended | None:
    """Read the price of one side of the session with its change as reported, else as reckoned."""
    price, time = above_zero(row.get(f"{prefix}Price")), instant(row.get(f"{prefix}Time"))
    if price is None or time is None:
        return None
    reckoned = Extended(price=price, time=time, session=session).beside(quote)
    change, percent = number(row.get(f"{prefix}Change")), number(row.get(f"{prefix}ChangePercent"))
    return reckoned and replace(
        reckoned,
        change=reckoned.change if change is None else change,
        change_pct=reckoned.change_pct if percent is None else percent,
    )
