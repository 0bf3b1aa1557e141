"""A frame of the stream, read."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from tui.core.market import Quote, Session, State
from tui.providers.yahoo.shape import above_zero, number, words
from tui.providers.yahoo.venues import Venue

_NEW_YORK: Final = Venue(ZoneInfo("America/New_York"), Session.CLOSED, State.CLOSED)
"""What is taken for the venue of a symbol that no poll has told of."""
_FLAGS: Final = {0: Session.PRE, 1: Session.OPEN, 2: Session.POST}
_EXTENDED: Final = 3
_TRADED_BESIDE: Final = frozenset({None, 0, 8, 20})
"""Quote types with trading before the open and after the close: stocks, funds, and what is not said."""
_OPENS, _CLOSES, _NOON = time(9, 30), time(16), time(12)
_AHEAD: Final = timedelta(days=2)
"""No clock is that wrong: a frame from further ahead would keep every true one out."""


def read_frame(
    frame: Mapping[str, Any], asked: Container[str], venues: Mapping[str, Venue], received: datetime
) -> Quote | None:
    """Return the tick a decoded frame holds, or None: of another symbol, without a price above zero, without a time.

    Protobuf leaves zeros out, so an absent change is no change and absent market hours are those before the open.
    `session` says what kind of price it is; how the market stands comes from `venues`, since frames call holidays
    open. Large whole numbers come as strings, times in milliseconds. `received` is the present, UTC.
    """
    symbol = frame.get("id")
    price, made = above_zero(frame.get("price")), _whole(frame.get("time"))
    if not isinstance(symbol, str) or symbol not in asked or price is None or made is None or made <= 0:
        return None
    if made / 1000 > (received + _AHEAD).timestamp():
        return None
    venue = venues.get(symbol, _NEW_YORK)
    stamp = datetime.fromtimestamp(made / 1000, UTC)
    return Quote(
        symbol=symbol,
        price=price,
        time=stamp,
        change=number(frame.get("change", 0)),
        change_pct=number(frame.get("change_percent", 0)),
        previous_close=above_zero(frame.get("previous_close")),
        day=stamp.astimezone(venue.zone).date(),
        session=_session(frame, stamp.astimezone(venue.zone).time(), venue),
        state=venue.state,
        currency=words(frame.get("currency"), 10),
        volume=_whole(frame.get("day_volume")),
        name=words(frame.get("short_name"), 80),
        source="Yahoo's stream",
        fetched=received,
    )


def _session(frame: Mapping[str, Any], local: time, venue: Venue) -> Session:
    """Return the part of the day a price belongs to; one made while the exchange is open is no early or late one."""
    if _whole(frame.get("quote_type")) not in _TRADED_BESIDE:
        return Session.OPEN
    if venue.session is Session.OPEN and _OPENS <= local < _CLOSES:
        return Session.OPEN
    hours = _whole(frame.get("market_hours", 0))
    if hours == _EXTENDED:
        return Session.POST if local >= _NOON else Session.PRE
    return _FLAGS.get(hours if hours is not None else 1, Session.OPEN)


def _whole(value: Any) -> int | None:
    """Return a whole number, also out of a string; None for anything else."""
    if isinstance(value, str) and len(value) < 20 and value.removeprefix("-").isdecimal():
        return int(value)
    found = number(value)
    return None if found is None or abs(found) > 2**63 else int(found)
