"""Asks the provider for what moves, quotes, ticks, headlines, the calendar, and puts what comes into the book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import cycle

from tui.core.config import Cadence
from tui.core.market import Quote, Session
from tui.engine.absent import Absences
from tui.engine.book import Book
from tui.engine.jobs import Duty
from tui.engine.pump import MEASURED, Part
from tui.engine.schedule import pace
from tui.engine.sessions import Sessions
from tui.engine.store import Store
from tui.providers.base import Ability, PartialAnswer, Provider, ServerFault

_NEWS_S = 300.0
_SIMULATED_NEWS_S = 5.0
_CALENDAR_S = 6 * 3600.0
_STREAM_AGAIN_S = 1.0
_STREAM_CLOSED_S = 60.0
_STREAM_ALIVE = timedelta(seconds=60)
_STREAMED = 3.0
_UNSEEN = 4.0
_MISSES = 3
_UNKNOWN_AGAIN = timedelta(hours=1)
_MOVED = (Part.HEALTH, Part.QUOTES, *MEASURED)
"""What a moved price changes."""


class Collector:
    """Knows what to ask a provider for, and how often."""

    def __init__(
        self,
        provider: Provider,
        symbols: Sequence[str],
        book: Book,
        *,
        sessions: Sessions,
        store: Store | None,
        cadence: Cadence,
        clock: Callable[[], datetime],
        changed: Callable[..., None],
    ) -> None:
        """Make a collector.

        Args:
            provider: whom to ask.
            symbols: what to ask for, the most important first.
            book: where answers go.
            sessions: the exchange's calendar.
            store: where answers are kept; None to keep nothing.
            cadence: how often to poll.
            clock: the time on the wall, UTC.
            changed: told which `Part`s of the Board an answer changes.

        """
        self._provider = provider
        self._symbols = symbols
        self._book = book
        self._sessions = sessions
        self._store = store
        self._cadence = cadence
        self._clock = clock
        self._changed = changed
        self._asked_about = cycle(symbols[:2] if provider.simulated else symbols)
        enough, rest = (_MISSES, _UNKNOWN_AGAIN * cadence.scale) if store else (1, None)
        self._absences = Absences(book, provider.name, enough, rest)
        self._last_tick: datetime | None = None
        self.focused = True
        """Whether anybody looks."""
        self.last_good: datetime | None = None
        """The last poll or tick that held data, UTC."""

    def duties(self) -> Iterable[Duty]:
        """List what this provider can be asked for, the probe of the source first."""
        able = self._provider.abilities
        if Ability.QUOTES in able:
            yield Duty("quotes", self.poll_quotes, self.pace)
        if Ability.NEWS in able:
            yield Duty("news", self.read_news, lambda: _SIMULATED_NEWS_S if self._provider.simulated else _NEWS_S)
        if Ability.CALENDAR in able:
            yield Duty("calendar", self.read_calendar, lambda: _CALENDAR_S)
        if Ability.STREAM in able:
            yield Duty("stream", self.follow_stream, lambda: _STREAM_AGAIN_S if self._open() else _STREAM_CLOSED_S)

    def pace(self) -> float:
        """Return the seconds to the next poll: never past the open or the close, so that a poll says so at once."""
        return min(self._usual_s(), self._to_change_s())

    def restore(self) -> None:
        """Take what the store has kept."""
        if self._store is None:
            return
        for quote in self._store.quotes():
            if quote.symbol in self._symbols:
                self._book.take_cached(quote)
        self._book.news.take_headlines(self._store.headlines())
        self._book.news.take_calendar(self._store.calendar())

    async def poll_quotes(self) -> None:
        """Ask for every quote once, those of unknown symbols seldom; what came is held even if not all of it did."""
        asked = self._absences.wanted(self._symbols, self._clock())
        try:
            quotes = await self._provider.quotes(asked)
        except PartialAnswer as answer:
            self._take_poll(answer.quotes)
            raise
        self._take_poll(quotes)
        if self._store and not quotes:
            raise ServerFault(f"{self._provider.name} sent no quote of any symbol")
        came = {quote.symbol for quote in quotes}
        self._absences.miss((symbol for symbol in asked if symbol not in came), self._clock())

    def ask_for_all(self) -> None:
        """Ask for unknown symbols too at the next poll."""
        self._absences.wake()

    async def follow_stream(self) -> None:
        """Take quotes as they come until the stream ends; none is opened while the exchange is closed."""
        if not self._open():
            return
        # An open stream never returns to say that it is well: what was wrong is taken as over until it happens again.
        self._book.set_problem("stream", "", None)
        self._changed(Part.HEALTH)
        async for tick in self._provider.stream(self._symbols):
            self._last_tick = self.last_good = self._clock()
            if self._absences.came(tick.symbol):
                self._changed(Part.HEALTH)
            if self._book.take_tick(tick, self._last_tick):
                self._changed(*_MOVED)
            if not self._open():
                return

    async def read_news(self) -> None:
        """Ask for the headlines about one symbol, each time the next."""
        news, symbol = self._book.news, next(self._asked_about)
        answer, now = await self._provider.news(symbol), self._provider.now()
        before = news.left_out(now)
        fresh = news.hear(symbol, answer, now)
        if fresh:
            self._changed(Part.EVENTS, Part.STUDY)
            if self._store:
                self._store.keep_headlines(fresh)
        elif news.left_out(now) != before:
            self._changed(Part.EVENTS)

    async def read_calendar(self) -> None:
        """Ask for what is due."""
        entries = await self._provider.calendar(self._symbols)
        if self._book.news.take_calendar(entries):
            self._changed(Part.EVENTS, Part.MARKS, Part.STUDY)
            if self._store:
                self._store.keep_calendar(self._book.news.calendar())

    def _take_poll(self, quotes: Iterable[Quote]) -> None:
        """Put polled quotes into the book and the store, and say so if a reader would see a difference."""
        now, pause = self._clock(), self._usual_s() * self._cadence.scale
        held = tuple(quotes)
        for quote in held:
            self._absences.came(quote.symbol)
            overdue = None if self._provider.simulated else max(3 * pause, (quote.delay_min or 0) * 60 + 120)
            if self._book.take_quote(quote, now, overdue):
                self._changed(*_MOVED)
        if held:
            self.last_good = now
            self._changed(Part.HEALTH)
            if self._store:
                self._store.keep_quotes(held)

    def _usual_s(self) -> float:
        """Return the seconds between polls: slower while a stream brings the prices, and while nobody looks."""
        usual = pace(self._cadence, self._session())
        streaming = self._last_tick is not None and self._clock() - self._last_tick < _STREAM_ALIVE
        return usual * (_STREAMED if streaming else 1) * (1 if self.focused else _UNSEEN)

    def _to_change_s(self) -> float:
        """Return the seconds until the exchange opens or closes, so that a poll says so at once."""
        now = self._provider.now()
        change = self._sessions.clock(now).next_change
        return (change - now).total_seconds() + _STREAM_AGAIN_S if change else float("inf")

    def _open(self) -> bool:
        """Say whether there is anything to stream."""
        return self._provider.simulated or self._session() is not Session.CLOSED

    def _session(self) -> Session:
        return self._sessions.clock(self._provider.now()).session
