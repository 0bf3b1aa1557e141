"""The engine: requests in, updates out. It has the provider asked, the Board's parts made, and what changed sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime
from random import Random

from msgspec.structs import replace

from tui.core.board import Board
from tui.core.config import Config
from tui.core.market import Problem
from tui.core.messages import Arrived, Focus, HealthPart, Notes, Quotes, Request, Update, Watch, merge
from tui.engine.assemble import Assembler
from tui.engine.book import Book
from tui.engine.closes import Closes
from tui.engine.collect import Collector
from tui.engine.gate import Gate
from tui.engine.health import Health
from tui.engine.intraday import SessionPrices
from tui.engine.jobs import Duty, Job, Surroundings
from tui.engine.pump import MEASURED, Part, Pump
from tui.engine.sessions import NEW_YORK, Sessions, close_of
from tui.engine.store import Store
from tui.engine.telling import Telling
from tui.engine.timetable import Timetable
from tui.engine.waits import Wait
from tui.providers.base import Ability, Provider

_QUOTES_A_MESSAGE = 150


class Engine:
    """Keeps one Board true."""

    def __init__(
        self,
        config: Config,
        provider: Provider,
        emit: Callable[[Update], Awaitable[None]],
        *,
        store: Store | None = None,
        sessions: Sessions | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        random: Random | None = None,
    ) -> None:
        """Make an engine, filled with what the store has kept.

        Args:
            config: what to watch.
            provider: whom to ask; market time is its `now`.
            emit: sends one update to the screen, waiting while it is busy.
            store: where answers are kept for the next run; None to keep nothing.
            sessions: the exchange's calendar; None to compute it.
            clock: the time on the wall, UTC.
            random: spreads the polls.

        """
        self._provider, self._store = provider, store
        self._book = book = Book()
        self._sessions = sessions = sessions or Sessions()
        self._assembler = Assembler(config, sessions)
        self._timetable = Timetable(sessions, self._assembler, book)
        self._pump = Pump(self.updates, emit)
        self._watch = Watch(generation=0, pair=config.settings.pair, window=config.settings.window)
        self._arrived = Arrived(generation=0)
        cadence, symbols, changed = config.settings.cadence, config.symbols(), self._pump.mark
        self._telling = Telling(symbols)
        self._collector = collector = Collector(
            provider, symbols, book, sessions=sessions, store=store, cadence=cadence, clock=clock, changed=self._mark
        )
        self._closes = Closes(provider, symbols, book, sessions, store, scale=cadence.scale, changed=changed)
        self._within = SessionPrices(provider, book, sessions, collector.pace, scale=cadence.scale, changed=changed)
        self._health = Health(provider, book, collector, store, clock)
        self._gate = Gate("quotes")
        around = Surroundings(clock, self._gate, random or Random(), self._report, cadence.scale, self._keep)  # noqa: S311  # spreads polls
        waits = store.waits() if store else {}
        self._jobs = [Job(duty, around, waits.get(duty.name)) for duty in self._duties()]
        self._closes.restore()
        self._collector.restore()

    def handle(self, request: Request) -> None:
        """Take a request; what it changes is sent at the next tick."""
        if isinstance(request, Watch):
            self._turn_to(request)
            self._pump.restart()
            if self._within.wanted():
                self._nudge("intraday")
            if request.symbol in self._closes.due():
                self._nudge("bars")
        elif isinstance(request, Focus):
            self._collector.tempo.focused = request.focused
        elif isinstance(request, Notes):
            self._assembler.note(request.notes)
            self._pump.mark(Part.EVENTS, Part.STUDY)
        else:
            self._closes.forget()
            self._collector.ask_for_all()
            self._nudge()

    async def run(self) -> None:
        """Go on until cancelled."""
        self._pump.restart()
        async with asyncio.TaskGroup() as tasks:
            for job in self._jobs:
                tasks.create_task(job.run())
            await self._closes.at_hand()
            tasks.create_task(self._pump.run())

    async def once(self, watch: Watch) -> Board:
        """Ask for quotes, closes and headlines once and return the Board that comes of it."""
        self._turn_to(watch)
        self._collector.rounds.at_once = True
        for job in self._jobs:
            if job.name in ("quotes", "bars", "news") and (job is self._jobs[0] or self._gate.is_open()):
                await job.turn()
        board = Board(provider=self._health.info(), clock=self._sessions.clock(self._now()))
        for part in Part:
            for update in self.updates(part):
                board = merge(board, update)
        return board

    def updates(self, part: Part) -> Iterator[Update]:
        """Make the updates that say how one part of the Board now stands."""
        watch, as_of = self._watch, self._watch.as_of
        if part is Part.QUOTES:
            yield from self._quotes()
        elif part is Part.HEALTH:
            clock, problems = self._sessions.clock(self._now()), self._health.problems(as_of)
            info = self._health.info()
            yield HealthPart(generation=watch.generation, provider=info, clock=clock, as_of=as_of, problems=problems)
        elif part is Part.ARRIVED:
            yield self._arrived
        elif part is Part.SYMBOL:
            yield from self._assembler.symbol(watch, self._book.histories(as_of))
        elif part is Part.EVENTS:
            yield self._events()
        elif part is Part.STUDY:
            yield self._study()
        else:
            yield self._measure(part)

    def _measure(self, part: Part) -> Update:
        """Make the update of a part that is measured from closes and prices."""
        watch, make = self._watch, self._assembler
        histories = self._book.histories(watch.as_of)
        if part is Part.SPREAD:
            return make.spread(watch, histories, self._book.within(watch.window, watch.as_of), self._now())
        if part is Part.ROTATION:
            return make.rotation(watch, histories)
        if part is Part.BASKETS:
            return make.baskets(watch, histories)
        if part is Part.PRECEDENTS:
            return make.precedents(watch, histories)
        return make.marks(watch, histories, self._book.news.calendar(), self._now())

    def _events(self) -> Update:
        """Make the update of what is known and, live, of how many headlines are not shown."""
        now, news, as_of = self._now(), self._book.news, self._watch.as_of
        part = self._assembler.events(self._watch, news.told(now), self._book.histories(as_of or now.date()), now)
        return part if as_of else replace(part, headlines_left_out=news.left_out(now))

    def _study(self) -> Update:
        """Make the update of claims and studies: from closes alone, while a session is open those before it."""
        watch, now = self._watch, self._now()
        settled = self._sessions.settled_day(now) if self._store else now.astimezone(NEW_YORK).date()
        closed = watch.as_of or settled or date.min
        return self._assembler.study(watch, self._book.histories(closed), self._book.news.told(now), now, closed)

    def _quotes(self) -> Iterator[Quotes]:
        """Make updates of the quotes whose turn it is, the most important symbols first."""
        due = self._telling.due(self._book.quotes(self._watch.as_of), self._watch.symbol)
        if self._telling.left:
            self._pump.mark(Part.QUOTES)
        for start in range(0, len(due), _QUOTES_A_MESSAGE):
            batch = tuple(due[start : start + _QUOTES_A_MESSAGE])
            yield Quotes(generation=self._watch.generation, quotes=batch)

    def _duties(self) -> Iterator[Duty]:
        """List what is asked for, the family that tries for all while the source is blocked first."""
        first, *others = self._collector.duties()
        yield first
        if Ability.BARS in self._provider.abilities:
            yield Duty("bars", self._closes.load, lambda: self._closes.pace(self._collector.pace()))
        if Ability.INTRADAY in self._provider.abilities:
            yield Duty("intraday", self._within.load, self._within.pace)
        yield from others

    def _now(self) -> datetime:
        """Return market time: the provider's, or the close of the past day looked at."""
        as_of = self._watch.as_of
        return self._provider.now() if as_of is None else close_of(as_of)

    def _turn_to(self, watch: Watch) -> None:
        """Answer this request from now on, with every quote in the first answer."""
        self._arrived = self._timetable.arrival(watch, self._provider.now())
        self._watch = watch = self._arrived.settles(watch)
        self._within.watch(watch, self._assembler.pair(watch))
        self._closes.looked_at = self._collector.rounds.looked_at = watch.symbol
        self._telling.begin()

    def _nudge(self, *names: str) -> None:
        """Have the jobs of these names ask now; all of them where none is named."""
        for job in self._jobs:
            if not names or job.name in names:
                job.nudge()

    def _mark(self, *parts: Part) -> None:
        """Say that an answer changed parts; what moves now changes nothing that is measured up to a past day."""
        now_only = () if self._watch.as_of is None else (Part.QUOTES, *MEASURED)
        self._pump.mark(*(part for part in parts if part not in now_only))

    def _report(self, name: str, problem: Problem | None) -> None:
        self._book.set_problem(name, "", problem)
        self._pump.mark(Part.HEALTH)

    def _keep(self, wait: Wait) -> None:
        if self._store:
            self._store.keep_waits([wait])
