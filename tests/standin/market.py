"""The prices the stand-in gives: for every symbol the same ones each time, until a test sets others."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from standin.clock import NEW_YORK, Clock
from standin.listing import Closes, Listing, Oddity, walk
from standin.rows import headline, row


class Market:
    """Prices, closes and headlines by symbol; safe to change while the stand-in runs."""

    def __init__(self, today: date | None = None, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self._lock = threading.Lock()
        self._today = today or self.clock.now().astimezone(NEW_YORK).date()
        self._listings: dict[str, Listing] = {}
        self._state = "REGULAR"

    def set_state(self, state: str) -> None:
        """Set Yahoo's market state for all symbols: PREPRE, PRE, REGULAR, POST, POSTPOST or CLOSED."""
        self._state = state

    def set_price(self, symbol: str, price: float, **fields: Any) -> None:
        """Set the last price, today's close with it, and the further fields of the quote row; earlier ones go."""
        with self._listed(symbol) as listing:
            listing.closes[self.last_day()] = price
            listing.fields = fields

    def set_fields(self, symbol: str, **fields: Any) -> None:
        """Set further fields of the quote row, beside those set before: exchangeDataDelayedBy, currency, …"""
        with self._listed(symbol) as listing:
            listing.fields = {**listing.fields, **fields}

    def set_extended(self, symbol: str, price: float) -> None:
        """Set the price before or after hours, shown in the states that have one."""
        with self._listed(symbol) as listing:
            listing.extended = price

    def set_closes(self, symbol: str, closes: Closes) -> None:
        """Set the whole history; the last close is the price. A close of None is a hole."""
        with self._listed(symbol) as listing:
            listing.closes = dict(sorted(closes.items()))

    def set_news(self, symbol: str, stream: list[dict[str, Any]]) -> None:
        """Set the news items of a symbol, as Yahoo sends them."""
        with self._listed(symbol) as listing:
            listing.news = stream

    def spoil(self, symbol: str, oddity: Oddity) -> None:
        """Make one symbol odd."""
        with self._listed(symbol) as listing:
            listing.oddity = oddity

    def forget(self, symbol: str) -> None:
        """Make Yahoo know no such symbol."""
        with self._listed(symbol) as listing:
            listing.known = False

    def mend(self, symbol: str) -> None:
        """Make a symbol that was forgotten or spoilt an ordinary one again."""
        with self._listed(symbol) as listing:
            listing.known, listing.oddity = True, None

    def split(self, symbol: str, ratio: float, day: date | None = None) -> None:
        """Split a symbol's shares, by 10 or by 0.1, on the last day or an earlier one.

        From now on everything served of it, today's price too, is in the new shares.
        """
        with self._listed(symbol) as listing:
            listing.split(day or self.last_day(), Fraction(ratio).limit_denominator(1000))

    def pay_dividend(self, symbol: str, amount: float, day: date | None = None) -> None:
        """Let a symbol's shares trade without this dividend from the last day, or from an earlier one."""
        with self._listed(symbol) as listing:
            listing.dividends[day or self.last_day()] = amount

    def next_day(self) -> date:
        """Go on to the next weekday, with a new close for every symbol; return it."""
        with self._lock:
            self._today = self.last_day() + timedelta(days=1)
            while self._today.weekday() > 4:
                self._today += timedelta(days=1)
            for listing in self._listings.values():
                listing.add_day(self._today)
            return self._today

    def last_day(self) -> date:
        """Return today, or the Friday before a weekend."""
        return self._today - timedelta(days=max(0, self._today.weekday() - 4))

    def knows(self, symbol: str) -> bool:
        """Say whether Yahoo has this symbol."""
        with self._listed(symbol) as listing:
            return listing.known

    def closes(self, symbol: str) -> Closes:
        """Return the history of a symbol, ascending by day."""
        return self.listing(symbol).closes

    def news(self, symbol: str) -> list[dict[str, Any]]:
        """Return the news items of a symbol: one, unless a test set others."""
        return self.listing(symbol).news or [headline(symbol, self.clock.now())]

    def quote(self, symbol: str) -> dict[str, Any]:
        """Return the quote row of a symbol as Yahoo writes it."""
        return row(self.listing(symbol), self._state, self.last_day(), self.clock.now())

    def listing(self, symbol: str) -> Listing:
        """Return all there is about a symbol, as it is now."""
        with self._listed(symbol) as listing:
            return listing.copy()

    @contextmanager
    def _listed(self, symbol: str) -> Iterator[Listing]:
        """Hold a symbol's listing, made on first use, while nobody else changes it."""
        with self._lock:
            if symbol not in self._listings:
                self._listings[symbol] = Listing(symbol, walk(symbol, self.last_day()))
            yield self._listings[symbol]
