"""Closes with the newest quotes on top of them: laid once when they are wanted, however many quotes came meanwhile."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from tui.analysis.history import History, SharedDays
from tui.core.market import Bar, Problem, Quote, Series
from tui.core.splice import misfit
from tui.core.text import price


class LiveCloses:
    """Holds daily closes by symbol, and lays a quote of the last day or a later one on top of them.

    A quote that does not fit its closes, as after a split, stays apart, and is named until it does.
    """

    def __init__(self) -> None:
        self._ends: dict[str, Series] = {}
        """Their last two rows, and what else a source tells: all of them would take five times the room of arrays."""
        self._closed: dict[str, History] = {}
        self._live: dict[str, History] = {}
        self._quotes: dict[str, Quote | None] = {}
        self._unfit: dict[str, Problem] = {}
        self._days = SharedDays()

    def take_bars(self, series: Series, quote: Quote | None) -> None:
        """Hold a symbol's closes in place of those before, under the quote that is held of it."""
        symbol = series.symbol
        self._ends[symbol] = replace(series, days=series.days[-2:], closes=series.closes[-2:])
        self._closed[symbol] = self._live[symbol] = History.of(series, self._days)
        self._quotes[symbol] = quote

    def take_quote(self, quote: Quote) -> None:
        """Have a quote laid on its closes."""
        self._quotes[quote.symbol] = quote

    def unfit(self) -> dict[str, Problem]:
        """Return what is wrong by the symbols whose quotes do not fit their closes."""
        self._settle()
        return self._unfit

    def live(self) -> dict[str, History]:
        """Return closes with quotes on top."""
        self._settle()
        return self._live

    def closed(self) -> dict[str, History]:
        """Return closes alone."""
        return self._closed

    def actions(self, symbol: str) -> tuple[date, ...]:
        """Return the days of a symbol's splits and dividends, as far as its closes tell of them, ascending."""
        held = self._ends.get(symbol)
        return held.actions if held else ()

    def lacking(self, day: date) -> list[str]:
        """Return the symbols that had no close yet on a day."""
        return [symbol for symbol, closed in self._closed.items() if not len(closed.until(day).days)]

    def _settle(self) -> None:
        """Lay what came since the last time."""
        while self._quotes:
            symbol, quote = self._quotes.popitem()
            if quote is not None and symbol in self._closed:
                self._lay(symbol, quote)

    def _lay(self, symbol: str, quote: Quote) -> None:
        """Put a quote on top of its closes, unless it does not fit."""
        closed, before = self._closed[symbol], self._live[symbol]
        unfit = misfit(self._ends[symbol], quote)
        if unfit is not None:
            self._live[symbol] = closed
            self._unfit.setdefault(symbol, _told(quote, unfit))
            return
        # Of the same day only the price is another: the days need not be put together again.
        base = before if before.quoted == quote.day else closed
        self._live[symbol] = base.with_quote(quote, self._days)
        self._unfit.pop(symbol, None)


def _told(quote: Quote, kept: Bar) -> Problem:
    """Say that a quote is kept apart from the closes, and why."""
    told = price(quote.previous_close or 0.0)
    return Problem(
        what=f"{quote.symbol} is left out of {quote.day}: its previous close of {told} does not fit the last close "
        f"kept, {price(kept.close)} of {kept.day}, as after a split; the closes are asked for again",
        symbol=quote.symbol,
        since=quote.fetched,
    )
