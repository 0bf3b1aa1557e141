"""Yahoo as a provider: one request per poll, a deadline for each, a stream on top, every failure named."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from msgspec import Struct

from tui.core.events import NewsEvent
from tui.core.headlines import Heard
from tui.core.intraday import Intraday
from tui.core.market import Quote, Series, Session
from tui.providers.base import Ability, Late, NoData, PartialAnswer, ProviderError
from tui.providers.yahoo.calendars import MOST_ROWS
from tui.providers.yahoo.endpoints import (
    QUOTES_PER_REQUEST,
    fetch_bars,
    fetch_earnings,
    fetch_headlines,
    fetch_intraday,
    fetch_quotes,
    fetch_releases,
)
from tui.providers.yahoo.frames import read_frame
from tui.providers.yahoo.intraday import GRAINS
from tui.providers.yahoo.stream import Socket, dial, follow, streamable
from tui.providers.yahoo.threads import Threads
from tui.providers.yahoo.venues import Venue
from tui.providers.yahoo.wire import Wire

T = TypeVar("T")


class Deadlines(Struct, frozen=True):
    """Seconds after which an answer is late, whatever the network is still doing."""

    quote_s: float = 15.0
    chart_s: float = 20.0
    """For intraday charts, headlines and each calendar too."""
    silence_s: float = 60.0
    """After so many seconds without a tick while the market is open a stream is given up."""


_USUAL: Final = Deadlines()


class Yahoo:
    """Everything from Yahoo, unofficial and free; see `Provider`."""

    def __init__(
        self,
        cache_dir: Path,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        deadlines: Deadlines = _USUAL,
    ) -> None:
        """Keep yfinance's cookie in `cache_dir`, a folder for this alone."""
        self._wire = Wire(cache_dir)
        self._threads = Threads()
        self._clock = clock
        self._deadlines = deadlines
        self._venues: dict[str, Venue] = {}

    @property
    def name(self) -> str:
        """The name a reader knows."""
        return "Yahoo"

    @property
    def note(self) -> str:
        """What a reader should know of it."""
        return "unofficial; delays as Yahoo states them"

    @property
    def simulated(self) -> bool:
        """Say that its numbers are not invented."""
        return False

    @property
    def abilities(self) -> frozenset[Ability]:
        """What it can be asked for."""
        return frozenset(Ability)

    @property
    def requests(self) -> int:
        """Requests sent so far, those for cookies and crumbs and every connection of the stream among them."""
        return self._wire.requests

    def now(self) -> datetime:
        """Return the real time, UTC."""
        return self._clock()

    async def quotes(self, symbols: Sequence[str]) -> tuple[Quote, ...]:
        """Return the quotes there are: one request per fifty symbols, one after the other.

        The first request that fails ends it, so that a refusal is not answered with more requests; `PartialAnswer`
        then holds what came before.
        """
        asked = tuple(dict.fromkeys(symbols))
        found: tuple[Quote, ...] = ()
        for start in range(0, len(asked), QUOTES_PER_REQUEST):
            batch = asked[start : start + QUOTES_PER_REQUEST]
            work = partial(fetch_quotes, self._wire, batch, self._clock, self._deadlines.quote_s)
            try:
                quotes, venues = await self._ask(work, self._deadlines.quote_s)
            except ProviderError as error:
                if not found:
                    raise
                raise PartialAnswer(found, asked[start:], error) from error
            found += quotes
            self._venues |= venues
        return found

    async def bars(self, symbol: str, since: date | None = None) -> Series:
        """Return daily closes from `since` on, or all there are, in one request; see `tui.core.splice` for tails."""
        deadline_s = self._deadlines.chart_s
        return await self._ask(partial(fetch_bars, self._wire, symbol, since, self.now(), deadline_s), deadline_s)

    async def intraday(self, symbol: str, window: str) -> Intraday:
        """Return prices within the last session ("1D") or the last five ("5D") in one request."""
        grain = GRAINS.get(window)
        if grain is None:
            raise NoData(f"Yahoo is asked for prices within {' or '.join(GRAINS)}, not {window}", symbol=symbol)
        deadline_s = self._deadlines.chart_s
        return await self._ask(partial(fetch_intraday, self._wire, symbol, grain, deadline_s), deadline_s)

    async def news(self, symbol: str) -> Heard:
        """Return recent headlines about a symbol in one request."""
        deadline_s = self._deadlines.chart_s
        return await self._ask(partial(fetch_headlines, self._wire, symbol, deadline_s), deadline_s)

    async def calendar(self, symbols: Sequence[str]) -> tuple[NewsEvent, ...]:
        """Return the coming reports of the companies among the symbols, then America's economic releases.

        Two requests as a rule, up to four: Yahoo gives a hundred releases of all countries at once.
        """
        companies = tuple(symbol for symbol in dict.fromkeys(symbols) if symbol.isalpha() or "-" in symbol)[:MOST_ROWS]
        deadline_s = self._deadlines.chart_s
        reports: tuple[NewsEvent, ...] = ()
        if companies:
            reports = await self._ask(
                partial(fetch_earnings, self._wire, companies, self.now(), deadline_s), deadline_s
            )
        releases = await self._ask(partial(fetch_releases, self._wire, self.now(), deadline_s), deadline_s)
        return reports + releases

    def stream(self, symbols: Sequence[str]) -> AsyncIterator[Quote]:
        """Yield ticks of the first hundred symbols over one connection; see `Quote.moved_by` for what they say.

        Ends with a `ProviderError` when the connection does, or when it says nothing for a minute while some of the
        symbols are traded; every iterator makes a connection of its own.
        """
        asked = streamable(symbols)
        known = frozenset(asked)
        return follow(
            asked,
            lambda frame: read_frame(frame, known, self._venues, self._clock()),
            lambda: any(venue.session is Session.OPEN for name, venue in self._venues.items() if name in known),
            self._deadlines.silence_s,
            self._dial,
        )

    async def close(self) -> None:
        """Let go of the threads; one still waiting for the network holds nothing up."""
        self._threads.close()

    def _dial(self) -> Socket:
        """Make a socket, which counts as a request."""
        self._wire.count()
        return dial()

    async def _ask(self, work: Callable[[], T], deadline_s: float) -> T:
        """Ask one question in a thread and give it up at the deadline; the thread is left to end by itself."""
        try:
            async with asyncio.timeout(deadline_s):
                return await self._threads.run(work)
        except TimeoutError:
            raise Late(f"Yahoo is late: no answer within {deadline_s:g} s") from None
