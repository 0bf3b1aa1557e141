"""Where the time machine can halt, and where a move through time leads."""

from __future__ import annotations

from datetime import date, datetime

from tui.analysis.detected import detect
from tui.analysis.history import History, align, day_at
from tui.core.messages import Arrived, Watch
from tui.core.travel import Stride, destination
from tui.core.watchlist import Pair
from tui.engine.assemble import Assembler
from tui.engine.book import Book
from tui.engine.sessions import NEW_YORK, Sessions


class Timetable:
    """Knows the sessions and events there are to halt at; asks for nothing."""

    def __init__(self, sessions: Sessions, assembler: Assembler, book: Book) -> None:
        self._sessions = sessions
        self._assembler = assembler
        self._book = book
        self._sought: tuple[Pair, tuple[History, ...]] | None = None
        self._found: frozenset[date] = frozenset()

    def arrival(self, watch: Watch, now: datetime) -> Arrived:
        """Return where a request leads at `now`, UTC: its own day where it does not move."""
        if watch.move is None:
            return Arrived(generation=watch.generation, as_of=watch.as_of)
        live = self._sessions.clock(now).day or now.astimezone(NEW_YORK).date()
        here = live if watch.as_of is None else self._sessions.on_or_before(watch.as_of) or watch.as_of
        first = self._first(self._assembler.pair(watch))
        if watch.move.stride is Stride.SESSION:
            stops = self._sessions.between(first, live)
        else:
            stops = tuple(stop for stop in self._halts(watch) if stop >= first)
        as_of, bound = destination(here, watch.move, stops, live)
        return Arrived(generation=watch.generation, as_of=as_of, bound=bound)

    def _halts(self, watch: Watch) -> tuple[date, ...]:
        """Return the sessions at whose close an event could first be known, told or found in closes, ascending."""
        events = self._assembler.dated(self._book.news.calendar())
        told = {close for event in events if (close := self._sessions.first_close(event))}
        return tuple(sorted(told | self._detected(watch)))

    def _detected(self, watch: Watch) -> frozenset[date]:
        """Return the sessions on which the closes themselves tell something, sought once for the same closes."""
        closes = self._book.histories(date.max)
        sought = (self._assembler.pair(watch), tuple(closes.values()))
        if self._sought != sought:
            found = detect(self._assembler.grounds(watch), closes, recent=None)
            self._sought, self._found = sought, frozenset(each.event.known_from for each in found)
        return self._found

    def _first(self, pair: Pair) -> date:
        """Return the first day on which both legs of a pair have a close; as long as there is none, any day will do."""
        closes = self._book.histories(date.max)
        small, large = closes.get(pair.small), closes.get(pair.large)
        if small is None or large is None:
            return date.min
        days, _, _ = align(small, large)
        return day_at(days, 0) if len(days) else date.min
