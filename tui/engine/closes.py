"""Daily closes: what is kept, what has to be asked for, and how little of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from tui.core.market import Problem, Series
from tui.core.splice import spliced, tail_start
from tui.engine.book import Book
from tui.engine.pump import MEASURED, Part
from tui.engine.rounds import foremost
from tui.engine.sessions import Sessions
from tui.engine.store import Store
from tui.providers.base import Ability, NoData, Provider, ProviderError

_AT_ONCE = 4
_BETWEEN_S = 0.5
_OTHERS_S = 6.0
"""Between two of the others of a long list: two thousand take three hours and a half."""
_AT_HAND_S = 0.5
"""The longest wait for closes that cost nobody anything to ask for: thousands of files take longer."""
_NOTES = 6
_UNFIT_AGAIN = timedelta(minutes=15)
"""Closes that do not fit a quote are asked for again so often, as a source may be late with a split."""
_NONE_AGAIN = timedelta(hours=1)
"""So long a symbol without closes is left alone: an empty answer may be the source's mistake."""


class Closes:
    """Loads the closes of every symbol: from the store, then what is missing from the provider.

    Of a long list the most important come first, the others one by one over hours; what came is stored, so that the
    next run goes on from there.
    Closes are asked for when a session has settled since they were fetched, and soon when a quote does not fit them;
    today's price comes from quotes.
    """

    def __init__(
        self,
        provider: Provider,
        symbols: tuple[str, ...],
        book: Book,
        sessions: Sessions,
        store: Store | None,
        *,
        scale: float,
        changed: Callable[..., None],
    ) -> None:
        """Make a loader; `symbols` begin with the most important, `changed` is told which `Part`s of the Board are."""
        self._provider = provider
        self._symbols = symbols
        self._foremost = frozenset(foremost(symbols) if store else symbols)
        self._book = book
        self._sessions = sessions
        self._store = store
        self._pause_s = _BETWEEN_S * scale if store else 0.0
        self._unfit_again = _UNFIT_AGAIN * scale
        self._rest = _NONE_AGAIN * scale
        self._changed = changed
        self.looked_at: str | None = None
        """A symbol that is looked at by itself, and so is as important as any."""
        self._asked = asyncio.Event()
        self._fetched: dict[str, datetime] = {}
        self._without: dict[str, datetime] = {}

    def restore(self) -> None:
        """Take what the store has kept."""
        for kept in self._store.many_series(frozenset(self._symbols)) if self._store else ():
            self._book.take_bars(kept.series)
            self._fetched[kept.series.symbol] = kept.fetched

    async def at_hand(self) -> None:
        """Wait for closes that are not far, so that no Board without them is shown first; never for long."""
        if self._store is None and Ability.BARS in self._provider.abilities:
            with suppress(TimeoutError):
                async with asyncio.timeout(_AT_HAND_S):
                    await self._asked.wait()

    def forget(self) -> None:
        """Ask again at the next turn for what had no closes; for everything where asking costs nobody anything."""
        self._without.clear()
        if self._store is None:
            self._fetched.clear()

    def due(self) -> list[str]:
        """Return the symbols whose closes lack a session that has settled or do not fit, the most important first.

        One that had none when last asked for is due an hour later.
        """
        now, unfit = self._provider.now(), self._book.unfit()
        settled, soon = self._sessions.settled(now), now - self._unfit_again
        since = {symbol: max(settled, soon) if symbol in unfit else settled for symbol in self._symbols}
        lacking = [symbol for symbol, then in since.items() if (at := self._fetched.get(symbol)) is None or at < then]
        return [symbol for symbol in lacking if (at := self._without.get(symbol)) is None or now - at >= self._rest]

    def pace(self, usual_s: float) -> float:
        """Return the seconds to the next turn: `usual_s` as a rule, few while others of a long list are due."""
        return min(usual_s, _OTHERS_S) if any(symbol not in self._foremost for symbol in self.due()) else usual_s

    async def load(self) -> None:
        """Ask for what is due of the most important, a few symbols at once, or else for one of the others.

        The first is asked for alone, so that a block is met with one request.
        """
        due = self.due()
        first = [symbol for symbol in due if symbol in self._foremost or symbol == self.looked_at]
        try:
            for batch in _batches(first or due[:1]):
                await self._load_at_once(batch)
                await asyncio.sleep(self._pause_s)
        finally:
            self._asked.set()

    async def _load_at_once(self, symbols: list[str]) -> None:
        """Ask for a few symbols at once; the first failure of the source ends it."""
        try:
            async with asyncio.TaskGroup() as tasks:
                for symbol in symbols:
                    tasks.create_task(self._load(symbol))
        except* ProviderError as failures:
            raise failures.exceptions[0] from None

    async def _load(self, symbol: str) -> None:
        """Ask for one symbol's closes; that there are none is a fact about the symbol, not a failure of the source."""
        asked = self._provider.now()
        try:
            series = await self._fetch(symbol)
        except NoData as error:
            problem = Problem(what=str(error), trouble=error.trouble, symbol=symbol, since=asked)
            self._name(symbol, problem)
            self._without[symbol] = asked
            return
        self._without.pop(symbol, None)
        self._book.take_bars(series)
        self._fetched[symbol] = asked
        if self._store:
            self._store.keep_series(series, asked)
        self._name(symbol, _noted(series))
        self._changed(*MEASURED, Part.EVENTS, Part.STUDY, Part.QUOTES, Part.HEALTH)

    async def _fetch(self, symbol: str) -> Series:
        """Return the closes: the kept ones with a fresh tail if that fits, else all of them."""
        kept = self._store.series(symbol) if self._store else None
        since = tail_start(kept.series) if kept else None
        if kept is None or since is None:
            return await self._provider.bars(symbol)
        whole = spliced(kept.series, await self._provider.bars(symbol, since))
        return whole or await self._provider.bars(symbol)

    def _name(self, symbol: str, problem: Problem | None) -> None:
        if self._book.set_problem("bars", symbol, problem):
            self._changed(Part.HEALTH)


def _noted(series: Series) -> Problem | None:
    """Say what had to be put right or left out in closes; None where nothing had."""
    if not series.notes:
        return None
    rest = len(series.notes) - _NOTES
    what = "; ".join(series.notes[:_NOTES]) + (f"; and {rest} more" if rest > 0 else "")
    return Problem(what=what, symbol=series.symbol)


def _batches(symbols: list[str]) -> Iterator[list[str]]:
    """Cut a list into one symbol and then a few at a time."""
    if symbols:
        yield symbols[:1]
    for start in range(1, len(symbols), _AT_ONCE):
        yield symbols[start : start + _AT_ONCE]
