"""Bars within the day: a walk from the close before, each symbol's and day's own, that ends at the day's close."""

from __future__ import annotations

import random
from datetime import date, datetime, time
from typing import Final, NamedTuple

from standin.clock import NEW_YORK
from standin.listing import Listing
from standin.rows import CLOSE, OPEN, POST_CLOSE, PRE_OPEN

MINUTES: Final = {"1m": 1, "2m": 2, "5m": 5, "15m": 15, "30m": 30, "60m": 60, "1h": 60}
"""The lengths of bar there are."""


class Minute(NamedTuple):
    """One bar; its epoch is its start."""

    epoch: int
    close: float | None


def edges(day: date, *, prepost: bool) -> tuple[int, int]:
    """Return when a day's trading starts and ends, as epochs; `prepost` takes in the hours before and after."""
    first, last = (PRE_OPEN, POST_CLOSE) if prepost else (OPEN, CLOSE)
    return _epoch(day, first), _epoch(day, last)


def minutes(listing: Listing, day: date, length: int, now: datetime, *, prepost: bool) -> list[Minute]:
    """Return the bars of `length` minutes of a day that have begun by `now`.

    A bar stays as it is while the day goes on; only the last one moves, with the price.
    """
    start, end = edges(day, prepost=prepost)
    chance = random.Random(f"{listing.symbol} {day} {length}")
    price = _close_before(listing, day)
    made = []
    for epoch in range(start, end, 60 * length):
        if epoch > now.timestamp():
            break
        price *= 1 + chance.gauss(0, 0.0004 * length**0.5)
        made.append(Minute(epoch, round(price, 4)))
    return [*made[:-1], made[-1]._replace(close=listing.closes[day])] if made else []


def _close_before(listing: Listing, day: date) -> float:
    """Return the close before a day; the day's own where there is none before."""
    before = [close for each, close in listing.closes.items() if close is not None and each < day]
    return before[-1] if before else listing.previous


def _epoch(day: date, moment: time) -> int:
    """Return a New York time of day as an epoch."""
    return int(datetime.combine(day, moment, NEW_YORK).timestamp())
