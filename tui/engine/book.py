"""What the engine holds: closes, quotes, headlines and problems, each the newest there is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from msgspec.structs import replace

from tui.analysis.history import History
from tui.analysis.intraday import Within
from tui.core.events import NewsEvent
from tui.core.intraday import Intraday
from tui.core.market import Problem, Quote, Series, State, Trouble
from tui.providers.closing import closing_quote

_MOST_HEADLINES = 200
_FAMILIES = ("quotes", "bars", "intraday", "stream", "news", "calendar")


class Book:
    """The newest of everything; older never replaces newer, and a failure replaces nothing."""

    def __init__(self) -> None:
        self._bars: dict[str, Series] = {}
        self._closed: dict[str, History] = {}
        self._live: dict[str, History] = {}
        self._quotes: dict[str, Quote] = {}
        self._intraday: dict[tuple[str, str], Intraday] = {}
        self._headlines: dict[str, NewsEvent] = {}
        self._calendar: tuple[NewsEvent, ...] = ()
        self._problems: dict[tuple[str, str], Problem] = {}

    def take_bars(self, series: Series) -> None:
        """Hold a symbol's daily closes; a quote of the last day or a later one stands on top of them."""
        self._bars[series.symbol] = series
        self._closed[series.symbol] = self._live[series.symbol] = History.of(series)
        quote = self._quotes.get(series.symbol)
        if quote is not None:
            self._live[series.symbol] = self._live[series.symbol].with_quote(quote)

    def take_quote(self, quote: Quote, now: datetime, stale_after_s: float | None) -> bool:
        """Hold a polled quote, of two prices the newer; say whether anything a reader sees changed."""
        polled = replace(quote, fetched=now, stale_after_s=stale_after_s)
        held = self._quotes.get(quote.symbol)
        return self._hold(held, polled if held is None else held.renewed_by(polled))

    def take_cached(self, quote: Quote) -> None:
        """Hold a quote of an earlier run until a newer one comes, marked as what it is."""
        self._hold(None, replace(quote, state=State.CACHED))

    def take_tick(self, tick: Quote, now: datetime) -> bool:
        """Hold a tick of a stream over the quote it belongs to; say whether anything a reader sees changed."""
        fresh = replace(tick, fetched=now)
        held = self._quotes.get(tick.symbol)
        return self._hold(held, fresh if held is None else held.moved_by(fresh))

    def take_intraday(self, window: str, prices: Intraday) -> bool:
        """Hold a symbol's prices within the sessions of a window; say whether anything changed."""
        key = (window, prices.symbol)
        changed = self._intraday.get(key) != prices
        self._intraday[key] = prices
        return changed

    def _hold(self, held: Quote | None, fresh: Quote) -> bool:
        """Put a quote in place of the held one, and on top of its closes."""
        if held == fresh:
            return False
        self._quotes[fresh.symbol] = fresh
        history = self._live.get(fresh.symbol)
        if history is not None:
            self._live[fresh.symbol] = history.with_quote(fresh)
        return True

    def take_calendar(self, entries: Iterable[NewsEvent]) -> bool:
        """Hold what is due in place of what was due before; say whether that changed.

        A calendar forgets what is over: the last decision on the fed funds range is kept, as it is still in force.
        """
        fresh = {each.id: each for each in entries}
        decided = [each for each in self._calendar if each.upper_pct is not None and each.id not in fresh]
        before, self._calendar = self._calendar, (*sorted(decided, key=NewsEvent.placed)[-1:], *fresh.values())
        return before != self._calendar

    def take_headlines(self, headlines: Iterable[NewsEvent]) -> bool:
        """Hold headlines, the newest few hundred; say whether any is new."""
        before = self._headlines.keys()
        merged = self._headlines | {each.id: each for each in headlines}
        newest = sorted(merged.values(), key=lambda each: (each.time is None, each.time, each.id))[-_MOST_HEADLINES:]
        self._headlines = {each.id: each for each in newest}
        return self._headlines.keys() != before

    def set_problem(self, family: str, symbol: str, problem: Problem | None) -> bool:
        """Hold or clear the problem of one family and symbol ("" for all); say whether that changed anything."""
        key = (family, symbol)
        if problem is None:
            return self._problems.pop(key, None) is not None
        changed = self._problems.get(key) != problem
        self._problems[key] = problem
        return changed

    def histories(self, as_of: date | None = None) -> dict[str, History]:
        """Return closes by symbol: with today's quotes on top when live, closes alone when looking back."""
        return dict(self._live if as_of is None else self._closed)

    def within(self, window: str, as_of: date | None = None) -> dict[str, Within]:
        """Return by symbol what is known within the sessions of a window; nothing when looking back."""
        return {
            symbol: Within(prices, self._quotes.get(symbol), bars.actions if (bars := self._bars.get(symbol)) else ())
            for (held, symbol), prices in self._intraday.items()
            if held == window and as_of is None
        }

    def quotes(self, as_of: date | None = None) -> dict[str, Quote]:
        """Return quotes by symbol; for a past day the closes of that day."""
        if as_of is None:
            return dict(self._quotes)
        closing = {symbol: closing_quote(series, as_of) for symbol, series in self._bars.items()}
        return {symbol: quote for symbol, quote in closing.items() if quote is not None}

    def news(self) -> tuple[NewsEvent, ...]:
        """Return the held headlines, oldest first, and what is due."""
        return (*self._headlines.values(), *self._calendar)

    def calendar(self) -> tuple[NewsEvent, ...]:
        """Return what is due, and the last decision on the fed funds range the calendar told of."""
        return self._calendar

    def trouble(self, *families: str) -> Problem | None:
        """Return the first of these families' problems as a whole, if one has any."""
        return next((found for family in families if (found := self._problems.get((family, "")))), None)

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong, whole families before single symbols, and of each symbol one thing."""
        ordered = sorted(self._problems.items(), key=lambda item: _weight(*item[0]))
        told: dict[tuple[str, str], Problem] = {}
        for (family, symbol), problem in ordered:
            key = ("", symbol) if symbol else (family, "")
            first = told.setdefault(key, problem)
            if first.trouble is problem.trouble is Trouble.UNKNOWN and first.next_try is None:
                told[key] = replace(first, next_try=problem.next_try)
        return tuple(told.values())


def _weight(family: str, symbol: str) -> tuple[bool, int, str]:
    """Order problems: whole families before symbols, prices before what merely explains them."""
    rank = _FAMILIES.index(family) if family in _FAMILIES else len(_FAMILIES)
    # Of one symbol the closes' words count: they say why there is no price either.
    return bool(symbol), -rank if symbol else rank, symbol
