"""One symbol as Yahoo has it: its closes, what happened to its shares, and what is odd about it."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any

SESSIONS = 780
"""About three years."""
_LEVELS = {"^RUT": 2500.0, "^NDX": 25000.0, "^GSPC": 6800.0, "^IXIC": 23000.0, "^TNX": 4.1, "^DJI": 48000.0}

Closes = dict[date, float | None]


class Oddity(StrEnum):
    """Something wrong with one symbol alone; shows in its quote, and in the last close of its chart."""

    NO_TYPE = "quoteType NONE"
    """A row without a price, as a renamed symbol has; its chart is not found."""
    NULL_PRICE = "null price"
    NULL_CURRENCY = "null currency"
    NO_CURRENCY = "no currency"
    NAN = "NaN"
    """The bare word NaN, which is no JSON."""
    NAN_TEXT = '"NaN"'
    ZERO = "zero"
    NEGATIVE = "negative"
    HUGE = "huge"
    HOLES = "holes"
    """Every seventh bar of its charts is null."""


_PRICES: dict[Oddity, Any] = {
    Oddity.NULL_PRICE: None,
    Oddity.NAN: float("nan"),
    Oddity.NAN_TEXT: "NaN",
    Oddity.ZERO: 0.0,
    Oddity.NEGATIVE: -12.5,
    Oddity.HUGE: 1e300,
}


@dataclass
class Listing:
    """All there is about one symbol; closes are as Yahoo serves them, adjusted for every split so far."""

    symbol: str
    closes: Closes
    fields: dict[str, Any] = field(default_factory=dict)
    extended: float | None = None
    oddity: Oddity | None = None
    splits: dict[date, Fraction] = field(default_factory=dict)
    dividends: dict[date, float] = field(default_factory=dict)
    news: list[dict[str, Any]] | None = None
    known: bool = True

    def copy(self) -> Listing:
        """Return the same, apart from what happens later."""
        return replace(self, closes=dict(self.closes), splits=dict(self.splits), dividends=dict(self.dividends))

    @property
    def index(self) -> bool:
        """Whether it is an index."""
        return self.symbol.startswith("^")

    @property
    def spoilt(self) -> bool:
        """Whether an oddity stands in the place of its price."""
        return self.oddity in _PRICES

    @property
    def price(self) -> Any:
        """The last price, or what stands in its place."""
        return _PRICES[self.oddity] if self.oddity in _PRICES else self._last(1)

    @property
    def previous(self) -> float:
        """The close before the last; the last where there is no other."""
        return self._last(2)

    def split(self, day: date, ratio: Fraction) -> None:
        """Give `ratio` shares for one from `day` on, and restate everything so far in the new ones."""
        self.closes = {each: close and close / float(ratio) for each, close in self.closes.items()}
        self.dividends = {each: amount / float(ratio) for each, amount in self.dividends.items()}
        self.extended = self.extended and self.extended / float(ratio)
        self.splits[day] = ratio

    def adjusted(self) -> Closes:
        """Return the closes less the dividends paid after each."""
        factor, found, earlier = 1.0, {}, sorted(self.closes.items())
        for position in range(len(earlier) - 1, -1, -1):
            day, close = earlier[position]
            found[day] = close and close * factor
            before = earlier[position - 1][1] if position else None
            if day in self.dividends and before:
                factor *= 1 - self.dividends[day] / before
        return dict(sorted(found.items()))

    def add_day(self, day: date) -> None:
        """Walk on to one more day."""
        chance = random.Random(f"{self.symbol} {day}")
        self.closes[day] = round(self._last(1) * (1 + chance.gauss(0.0004, 0.012)), 4)
        self.extended = None

    def _last(self, back: int) -> float:
        """Return the close so far back; the one before it where that is a hole."""
        closes = [close for close in self.closes.values() if close is not None]
        return closes[-min(back, len(closes))]


def walk(symbol: str, last: date) -> Closes:
    """Return weekdays up to `last` with a random walk that is the symbol's own, walked backwards from its level."""
    chance = random.Random(symbol)
    price = _LEVELS.get(symbol, 20 + zlib.crc32(symbol.encode()) % 40_000 / 100)
    walked: list[tuple[date, float | None]] = []
    day = last
    while len(walked) < SESSIONS:
        if day.weekday() < 5:
            walked.append((day, round(price, 4)))
            price /= 1 + chance.gauss(0.0004, 0.012)
        day -= timedelta(days=1)
    return dict(reversed(walked))
