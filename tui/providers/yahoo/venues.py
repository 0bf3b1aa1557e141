"""Where a symbol is traded and how its exchange stands, as Yahoo's own quotes say it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final, NamedTuple

from tui.core.market import Session, State
from tui.providers.yahoo.shape import dig, items, number, words, zone

_SESSIONS: Final = {"PRE": Session.PRE, "REGULAR": Session.OPEN, "POST": Session.POST}
"""Yahoo's PREPRE, POSTPOST and CLOSED, and a word it may invent, all mean that nothing is traded."""


class Venue(NamedTuple):
    """A symbol's exchange at the last poll."""

    zone: tzinfo
    session: Session
    state: State
    """How far a price of this moment may be trusted: live, delayed or closed."""


def read_venues(answer: Any) -> dict[str, Venue]:
    """Return the venue of every row of a batch quote answer, by symbol."""
    rows = (row for row in items(dig(answer, "quoteResponse", "result")) if isinstance(dig(row, "symbol"), str))
    return {row["symbol"]: venue_of(row) for row in rows}


def venue_of(row: Mapping[str, Any]) -> Venue:
    """Return the venue of one quote row."""
    offset_ms = number(row.get("gmtOffSetMilliseconds"))
    session = _SESSIONS.get(words(row.get("marketState")) or "", Session.CLOSED)
    exchange = zone(row.get("exchangeTimezoneName"), offset_ms and offset_ms / 1000)
    return Venue(exchange, session, _state(row, session))


def delay_of(row: Mapping[str, Any]) -> float | None:
    """Return the delay in minutes that Yahoo states, or None."""
    delay = number(row.get("exchangeDataDelayedBy"))
    return delay if delay is not None and delay >= 0 else None


def _state(row: Mapping[str, Any], session: Session) -> State:
    """Return how far the price may be trusted: live only where Yahoo says so and does not contradict itself."""
    if session is not Session.OPEN:
        return State.CLOSED
    source = (words(row.get("quoteSourceName")) or "").casefold()
    delay = delay_of(row)
    if "delayed" in source or (delay is None and "real" not in source):
        return State.DELAYED
    return State.DELAYED if delay else State.LIVE
