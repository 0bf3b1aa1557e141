"""Where the time machine can halt, and where a move through time leads."""

from __future__ import annotations

from datetime import date, datetime

from tui.analysis.history import align, day_at
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
            stops = tuple(stop for stop in self._assembler.stops(self._book.news.calendar()) if stop >= first)
        as_of, bound = destination(here, watch.move, stops, live)
        return Arrived(generation=watch.generation, as_of=as_of, bound=bound)

    def _first(self, pair: Pair) -> date:
        """Return the first day on which both legs of a pair have a close; as long as there is none, any day will do."""
        closes = self._book.histories(date.max)
        small, large = closes.get(pair.small), closes.get(pair.large)
        if small is None or large is None:
            return date.min
        days, _, _ = align(small, large)
        return day_at(days, 0) if len(days) else date.min
