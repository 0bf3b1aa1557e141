"""A simulated market that needs neither network nor files; every number and headline is marked simulated."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import date, datetime
from random import Random

from tui.core.events import NewsEvent
from tui.core.headlines import Heard
from tui.core.intraday import Intraday
from tui.core.market import Quote, Series, Session, State
from tui.core.text import safe
from tui.providers.base import Ability, CannotDo, NoData
from tui.providers.demo_clock import instant, phase
from tui.providers.demo_news import coming, headlines
from tui.providers.demo_path import Paths

_SOURCE = "simulated"
_TICKS_A_SECOND = 8.0
_OFTEN = frozenset(
    {"^RUT", "^NDX", "^GSPC", "AMZN", "AAPL", "AMD", "BAC", "GOOG", "META", "MSFT", "NVDA", "ORCL", "TSLA"}
)
_OFTEN_WEIGHT = 4
_UNITLESS = frozenset({"^TNX", "^IRX", "^VIX"})


class Demo:
    """Invented prices through the closes the articles report; the same at the same elapsed second on every run.

    The clock starts on Friday 2025-12-19 at 15:00 New York and runs a minute a second; Friday's 16:00 is followed at
    once by Monday's 09:30, and Monday's 15:59 never ends. `elapsed` gives the seconds since the start; `pause` waits
    the seconds between two ticks.
    """

    name = "demo"
    note = "prices are invented"
    simulated = True
    abilities = frozenset(Ability) - {Ability.INTRADAY}
    requests = 0

    def __init__(
        self,
        elapsed: Callable[[], float],
        seed: int = 7,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._elapsed = elapsed
        self._seed = seed
        self._pause = pause
        self._paths = Paths(seed)

    def now(self) -> datetime:
        """Return the simulated instant, UTC."""
        return instant(self._elapsed())

    async def quotes(self, symbols: Sequence[str]) -> tuple[Quote, ...]:
        """Return the price of every symbol at this moment; a symbol never heard of gets one too."""
        elapsed = self._elapsed()
        return tuple(self._quote(symbol, elapsed) for symbol in symbols)

    async def bars(self, symbol: str, since: date | None = None) -> Series:
        """Return the simulated closes up to the session before the demo's own; `NoData` where `since` is later."""
        path = self._paths.path(symbol)
        start = 0 if since is None else bisect_left(path.days, since)
        end = bisect_left(path.days, phase(self._elapsed()).day)
        if start >= end:
            raise NoData(f"the demo has no close of {safe(symbol)} from {since} on", symbol=symbol)
        return Series(
            symbol=symbol, days=path.days[start:end], closes=path.closes[start:end], simulated=True, source=_SOURCE
        )

    async def intraday(self, symbol: str, window: str) -> Intraday:  # noqa: ARG002  the protocol's names
        """Raise `CannotDo`: a simulated session keeps no record of itself."""
        raise CannotDo(self.name, Ability.INTRADAY)

    async def news(self, symbol: str) -> Heard:
        """Return the invented headlines out by now about an index or the whole market."""
        return Heard(headlines=headlines(self._seed, symbol, self._elapsed()))

    async def calendar(self, symbols: Sequence[str]) -> tuple[NewsEvent, ...]:  # noqa: ARG002  the protocol's name
        """Return a few invented dates, the same whatever the symbols."""
        return coming()

    async def stream(self, symbols: Sequence[str]) -> AsyncIterator[Quote]:
        """Yield about eight quotes a second, indices and strip more often; ends at once without symbols."""
        weights = [_OFTEN_WEIGHT if symbol in _OFTEN else 1 for symbol in symbols]
        draw = Random(f"{self._seed}:ticks")  # noqa: S311  a simulation, no secret
        while symbols:
            await self._pause(draw.uniform(0.5, 1.5) / _TICKS_A_SECOND)
            symbol = draw.choices(symbols, weights)[0]
            yield self._quote(symbol, self._elapsed())

    async def close(self) -> None:
        """Do nothing: there is nothing to let go of."""

    def _quote(self, symbol: str, elapsed: float) -> Quote:
        stand, now = phase(elapsed), instant(elapsed)
        path = self._paths.path(symbol)
        price, previous = self._paths.price(symbol, stand, elapsed), path.close_before(stand.day)
        return Quote(
            symbol=symbol,
            price=price,
            time=now,
            change=round(price - previous, path.digits),
            change_pct=100 * (price - previous) / previous,
            previous_close=previous,
            day=stand.day,
            session=Session.OPEN,
            state=State.SIMULATED,
            delay_min=0.0,
            currency=None if symbol in _UNITLESS else "USD",
            source=_SOURCE,
            fetched=now,
        )
