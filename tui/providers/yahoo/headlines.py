"""The news answer, read: the present shape and the older one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tui.core.events import Kind, NewsEvent
from tui.core.headlines import NO_DATE, NO_ID, NO_TITLE, Heard, LeftOut
from tui.core.text import web_link
from tui.providers.base import ServerFault
from tui.providers.yahoo.shape import dig, instant, items, words

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime(2100, 1, 1, tzinfo=UTC)
_NEW_YORK = ZoneInfo("America/New_York")


def read_headlines(answer: Any, symbol: str) -> Heard:
    """Return the headlines of a news answer about `symbol`; advertisements are none.

    One without a title, a date of our age or an id is left out and counted. Raises `ServerFault` for an answer that
    holds no list.
    """
    stream = dig(answer, "data", "tickerStream", "stream")
    found = stream if isinstance(stream, list) else dig(answer, "news")
    if not isinstance(found, list):
        raise ServerFault(f"Yahoo sent no news of {symbol}", symbol=symbol)
    told = [item for item in items(found) if not dig(item, "ad")]
    read = [_headline(item, symbol, place) for place, item in enumerate(told)]
    by_id = {event.id: event for event in read if isinstance(event, NewsEvent)}
    newest_last = sorted(by_id.values(), key=lambda event: (event.time or datetime.min.replace(tzinfo=UTC), event.id))
    return Heard(headlines=tuple(newest_last), left_out=tuple(each for each in read if isinstance(each, LeftOut)))


def _headline(item: Any, symbol: str, place: int) -> NewsEvent | LeftOut:
    """Read one item of either shape, or say why it cannot be listed."""
    content = dig(item, "content") or item
    key = words(dig(item, "id") or dig(content, "id") or dig(item, "uuid"), 80)
    title = words(dig(content, "title"), 300)
    time = _time(content)
    if key is None or title is None or time is None:
        why = NO_TITLE if title is None else NO_DATE if time is None else NO_ID
        return LeftOut(id=f"yahoo:{key or title or f'{symbol} {place}'}", why=why)
    local = time.astimezone(_NEW_YORK)
    return NewsEvent(
        id=f"yahoo:{key}",
        when=local.isoformat(timespec="minutes"),
        kind=Kind.NEWS,
        title=title,
        source=words(dig(content, "provider", "displayName") or dig(content, "publisher"), 80) or "Yahoo",
        known_from=local.date(),
        detail=words(dig(content, "summary")) or "",
        symbols=(symbol,),
        url=_link(content),
        time=time,
    )


def _time(content: Any) -> datetime | None:
    """Return when it was published, UTC: an ISO instant in the present shape, an epoch in the older one.

    A year that nobody publishes in, as where a date is unset, is none.
    """
    for key in ("pubDate", "displayTime"):
        written = dig(content, key)
        if isinstance(written, str) and written:
            try:
                moment = datetime.fromisoformat(written)
                return _ours(moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC))
            except (ValueError, OverflowError):
                continue
    return _ours(instant(dig(content, "providerPublishTime")))


def _ours(moment: datetime | None) -> datetime | None:
    """Return an instant of our age, whose New York day there is; else None."""
    return moment if moment is not None and _FIRST <= moment < _LAST else None


def _link(content: Any) -> str | None:
    """Return the first address that is a plain web address."""
    for found in (dig(content, "clickThroughUrl", "url"), dig(content, "canonicalUrl", "url"), dig(content, "link")):
        link = web_link(found) if isinstance(found, str) else None
        if link:
            return link
    return None
