"""The news answer, read: the present shape and the older one."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tui.core.events import Kind, NewsEvent
from tui.core.text import web_link
from tui.providers.base import ServerFault
from tui.providers.yahoo.shape import dig, instant, items, words

_LOG = logging.getLogger(__name__)
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime(2100, 1, 1, tzinfo=UTC)
_NEW_YORK = ZoneInfo("America/New_York")


def read_headlines(answer: Any, symbol: str) -> tuple[NewsEvent, ...]:
    """Return the headlines of a news answer about `symbol`, newest last; advertisements are left out.

    One without an id, a title or a time of our age is left out too, and the log says how many. Raises `ServerFault` for
    an answer that holds no list.
    """
    stream = dig(answer, "data", "tickerStream", "stream")
    found = stream if isinstance(stream, list) else dig(answer, "news")
    if not isinstance(found, list):
        raise ServerFault(f"Yahoo sent no news of {symbol}", symbol=symbol)
    told = [item for item in items(found) if not dig(item, "ad")]
    read = [event for item in told if (event := _headline(item, symbol)) is not None]
    if len(read) < len(told):
        _LOG.info("%d of %d headlines of %s left out: no id, title or time", len(told) - len(read), len(told), symbol)
    by_id = {event.id: event for event in read}
    return tuple(sorted(by_id.values(), key=lambda event: (event.time or datetime.min.replace(tzinfo=UTC), event.id)))


def _headline(item: Any, symbol: str) -> NewsEvent | None:
    """Read one item of either shape."""
    content = dig(item, "content") or item
    key = words(dig(item, "id") or dig(content, "id") or dig(item, "uuid"), 80)
    title = words(dig(content, "title"), 300)
    time = _time(content)
    if key is None or title is None or time is None:
        return None
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
