"""What the engine holds: closes, quotes, headlines and problems, each the newest there is."""

from __future__ import annotations

from datetime import date, datetime

from msgspec.structs import replace

from tui.analysis.history import History
from tui.analysis.intraday import Within
from tui.core.intraday import Intraday
from tui.core.market import Problem, Quote, Series, State, Trouble
from tui.engine.live import LiveCloses
from tui.engine.news import News
from tui.providers.closing import closing_quote

_UNFIT = "fit"
"""What is wrong with a symbol whose quote does not stand on its closes goes by this name."""
_FAMILIES = ("quotes", "bars", "intraday", "stream", "news", "calendar")


class Book:
    """The newest of everything; older never replaces newer, and a failure replaces nothing."""

    def __init__(self) -> None:
        self._closes = LiveCloses()
        self._closing: tuple[date, dict[str, Quote]] | None = None
        self._quotes: dict[str, Quote] = {}
        self._intraday: dict[tuple[str, str], Intraday] = {}
        self._problems: dict[tuple[str, str], Problem] = {}
        self.news = News()
        """What was heard and what is due."""

    def take_bars(self, series: Series) -> None:
        """Hold a symbol's daily closes; a quote of the last day or a later one stands on top of them."""
        self._closes.take_bars(series, self._quotes.get(series.symbol))
        self._closing = None

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
        self._closes.take_quote(fresh)
        return True

    def set_problem(self, family: str, symbol: str, problem: Problem | None) -> bool:
        """Hold or clear the problem of one family and symbol ("" for all); say whether that changed anything."""
        key = (family, symbol)
        if problem is None:
            return self._problems.pop(key, None) is not None
        changed = self._problems.get(key) != problem
        self._problems[key] = problem
        return changed

    def unfit(self) -> frozenset[str]:
        """Return the symbols whose quotes do not fit their closes."""
        return frozenset(self._closes.unfit())

    def histories(self, as_of: date | None = None) -> dict[str, History]:
        """Return closes by symbol: with today's quotes on top when live, closes alone when looking back."""
        return dict(self._closes.live() if as_of is None else self._closes.closed())

    def within(self, window: str, as_of: date | None = None) -> dict[str, Within]:
        """Return by symbol what is known within the sessions of a window; nothing when looking back."""
        return {
            symbol: Within(prices, self._quotes.get(symbol), self._closes.actions(symbol))
            for (held, symbol), prices in self._intraday.items()
            if held == window and as_of is None
        }

    def quotes(self, as_of: date | None = None) -> dict[str, Quote]:
        """Return quotes by symbol; for a past day the closes of that day."""
        if as_of is None:
            return dict(self._quotes)
        if self._closing is None or self._closing[0] != as_of:
            ends = {symbol: closed.ending(as_of) for symbol, closed in self._closes.closed().items()}
            closing = {symbol: closing_quote(series, as_of) for symbol, series in ends.items()}
            self._closing = as_of, {symbol: quote for symbol, quote in closing.items() if quote is not None}
        return dict(self._closing[1])

    def trouble(self, *families: str) -> Problem | None:
        """Return the first of these families' problems as a whole, if one has any."""
        return next((found for family in families if (found := self._problems.get((family, "")))), None)

    def problems(self, as_of: date | None = None) -> tuple[Problem, ...]:
        """Return what is wrong, whole families before single symbols, and of each symbol one thing.

        For a past day what is wrong with today's quotes of a symbol is left out, and who had no close yet is named.
        """
        held = self._problems_now() if as_of is None else self._problems_of(as_of)
        ordered = sorted(held.items(), key=lambda item: _weight(*item[0]))
        told: dict[tuple[str, str], Problem] = {}
        for (family, symbol), problem in ordered:
            key = ("", symbol) if symbol else (family, "")
            first = told.setdefault(key, problem)
            if first.trouble is problem.trouble is Trouble.UNKNOWN and first.next_try is None:
                told[key] = replace(first, next_try=problem.next_try)
        return tuple(told.values())

    def _problems_now(self) -> dict[tuple[str, str], Problem]:
        """Return what is wrong with what is known now."""
        return self._problems | {(_UNFIT, symbol): each for symbol, each in self._closes.unfit().items()}

    def _problems_of(self, day: date) -> dict[tuple[str, str], Problem]:
        """Return what is wrong with what is known of a past day."""
        lasting = {key: each for key, each in self._problems.items() if not key[1] or key[0] != "quotes"}
        lacking = self._closes.lacking(day)
        unborn = {("bars", each): Problem(what=f"{each} has no close up to {day}", symbol=each) for each in lacking}
        return lasting | unborn


def _weight(family: str, symbol: str) -> tuple[bool, int, str]:
    """Order problems: whole families before symbols, prices before what merely explains them."""
    rank = _FAMILIES.index(family) if family in _FAMILIES else len(_FAMILIES)
    # Of one symbol the closes' words count: they say why there is no price either.
    return bool(symbol), -rank if symbol else rank, symbol
