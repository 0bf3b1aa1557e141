"""Asks the provider for what moves, quotes, ticks, headlines, the calendar, and puts what comes into the book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import cycle

from tui.core.config import Cadence
from tui.core.market import Quote
from tui.engine.absent import Absences
from tui.engine.book import Book
from tui.engine.jobs import Duty
from tui.engine.pump import MEASURED, Part
from tui.engine.rounds import Rounds, foremost
from tui.engine.sessions import Sessions
from tui.engine.store import Store
from tui.engine.tempo import Tempo
from tui.providers.base import Ability, PartialAnswer, Provider, ProviderError, ServerFault

_NEWS_S = 300.0
_SIMULATED_NEWS_S = 5.0
_CALENDAR_S = 6 * 3600.0
_STREAM_AGAIN_S = 1.0
_STREAM_CLOSED_S = 60.0
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
        self.symbols = symbols
        """What is asked for."""
        self._book = book
        self._store = store
        self._clock = clock
        self.tempo = Tempo(provider, sessions, cadence, clock)
        self._changed = changed
        self._asked_about = cycle(symbols[:2] if provider.simulated else foremost(symbols))
        enough, rest = (_MISSES, _UNKNOWN_AGAIN * cadence.scale) if store else (1, None)
        self._absences = Absences(book, provider.name, enough, rest)
        self.rounds = Rounds(symbols, self._wanted, whole=store is None)
        """Whose turn it is."""
        self.last_good: datetime | None = None
        """The last poll or tick that held data, UTC."""

    def duties(self) -> Iterable[Duty]:
        """List what this provider can be asked for, the probe of the source first."""
        able = self._provider.abilities
        if Ability.QUOTES in able:
            yield Duty("quotes", self.poll_quotes, self.poll_pace)
        if Ability.NEWS in able:
            yield Duty("news", self.read_news, lambda: _SIMULATED_NEWS_S if self._provider.simulated else _NEWS_S)
        if Ability.CALENDAR in able:
            yield Duty("calendar", self.read_calendar, lambda: _CALENDAR_S)
        if Ability.STREAM in able:
            yield Duty(
                "stream", self.follow_stream, lambda: _STREAM_AGAIN_S if self.tempo.streams() else _STREAM_CLOSED_S
            )

    def pace(self) -> float:
        """Return the seconds between polls of the most important: never past the open or the close, which one tells."""
        return min(self.tempo.usual_s(), self.tempo.to_change_s())

    def poll_pace(self) -> float:
        """Return the seconds to the next poll, be it of the most important or of others."""
        usual = self.tempo.usual_s()
        return min(usual / (1 + self.rounds.between(usual, hurried=self.tempo.hurried())), self.tempo.to_change_s())

    def restore(self) -> None:
        """Take what the store has kept."""
        if self._store is None:
            return
        watched = frozenset(self.symbols)
        for quote in self._store.quotes():
            if quote.symbol in watched:
                self._book.take_cached(quote)
        self._book.news.take_headlines(self._store.headlines())
        self._book.news.take_calendar(self._store.calendar())

    async def poll_quotes(self) -> None:
        """Ask for the quotes whose turn it is, those of unknown symbols seldom; what came of them is held."""
        asked = self.rounds.due(self.tempo.session())
        try:
            quotes = await self._provider.quotes(asked)
        except ProviderError as error:
            self.rounds.failed()
            if isinstance(error, PartialAnswer):
                self._take_poll(error.quotes)
            raise
        self._take_poll(quotes)
        if self._store and not quotes and (not asked or self.rounds.is_first(asked[0])):
            raise ServerFault(f"{self._provider.name} sent no quote of any symbol")
        self.rounds.answered(asked, self.tempo.usual_s(), hurried=self.tempo.hurried())
        came = {quote.symbol for quote in quotes}
        self._absences.miss((symbol for symbol in asked if symbol not in came), self._clock())

    def _wanted(self, symbols: Sequence[str]) -> tuple[str, ...]:
        """Return those of the symbols that are not left alone for now."""
        return self._absences.wanted(symbols, self._clock())

    def ask_for_all(self) -> None:
        """Ask for the most important at the next poll, for all others soon after, and for unknown symbols too."""
        self._absences.wake()
        self.rounds.begin()

    async def follow_stream(self) -> None:
        """Take quotes as they come until the stream ends; none is opened while the exchange is closed."""
        if not self.tempo.streams():
            return
        # An open stream never returns to say that it is well: what was wrong is taken as over until it happens again.
        self._book.set_problem("stream", "", None)
        self._changed(Part.HEALTH)
        async for tick in self._provider.stream(self.symbols):
            self.tempo.last_tick = self.last_good = now = self._clock()
            if self._absences.came(tick.symbol):
                self._changed(Part.HEALTH)
            if self._book.take_tick(tick, now):
                self._changed(*_MOVED)
            if not self.tempo.streams():
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
        entries = await self._provider.calendar(self.symbols)
        if self._book.news.take_calendar(entries):
            self._changed(Part.EVENTS, Part.MARKS, Part.STUDY)
            if self._store:
                self._store.keep_calendar(self._book.news.calendar())

    def _take_poll(self, quotes: Iterable[Quote]) -> None:
        """Put polled quotes into the book and the store, and say so if a reader would see a difference."""
        now, usual = self._clock(), self.tempo.usual_s()
        round_s = self.rounds.round_s(usual, hurried=self.tempo.hurried())
        held = tuple(quotes)
        for quote in held:
            self._absences.came(quote.symbol)
            pause = self.tempo.scale * (usual if self.rounds.is_first(quote.symbol) else max(usual, round_s))
            overdue = None if self._provider.simulated else max(3 * pause, (quote.delay_min or 0) * 60 + 120)
            if self._book.take_quote(quote, now, overdue):
                self._changed(*_MOVED)
        if held:
            self.last_good = now
            self._changed(Part.HEALTH)
            if self._store:
                self._store.keep_quotes(held)
