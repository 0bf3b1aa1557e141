"""Makes the parts of the Board from what the book holds; pure but for the calendar it asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from tui.analysis.baskets import measure_basket
from tui.analysis.breadth import measure_breadth
from tui.analysis.detected import Grounds, detect, undoubled
from tui.analysis.fed import fed_range
from tui.analysis.history import History
from tui.analysis.intraday import Within, drawn_within
from tui.analysis.leadership import measure_leadership
from tui.analysis.levels import measure_level
from tui.analysis.portrait import portray
from tui.analysis.precedents import measure_precedents
from tui.analysis.rates import measure_rates
from tui.analysis.rotation import measure_graph
from tui.analysis.said import watch_since
from tui.analysis.spread import measure_spread
from tui.analysis.stretch import stretch_path
from tui.analysis.targets import measure_target
from tui.analysis.watch import Scene
from tui.analysis.windows import Span, find_span, pair_span
from tui.core.board import Spread, StretchPath
from tui.core.config import Config
from tui.core.events import COMPUTED, NewsEvent, folded, known
from tui.core.graph import RotationGraph
from tui.core.marks import Level, Marks, Target
from tui.core.messages import (
    BasketsPart,
    EventsPart,
    MarksPart,
    PrecedentsPart,
    RotationPart,
    SpreadPart,
    StudyPart,
    SymbolPart,
    Watch,
)
from tui.core.watchlist import Pair, Stance
from tui.engine.sessions import NEW_YORK, Sessions, close_of
from tui.engine.studying import Inquiry

Histories = Mapping[str, History]
"""Closes by symbol."""

_LONGEST_BREAK = timedelta(days=10)
"""No two sessions have more days between them."""


class Assembler:
    """Knows the configuration, and which session each of its events belongs to."""

    def __init__(self, config: Config, sessions: Sessions) -> None:
        self._config = config
        self._sessions = sessions
        self._events = tuple(sessions.placed(event) for event in config.events)
        self._notes: tuple[NewsEvent, ...] = ()
        self.note(config.notes)
        members = [member.symbol for basket in config.watchlist.baskets for member in basket.members]
        self._members = tuple(dict.fromkeys(members))
        self._told_apart = config.watchlist.members(long=False)
        yields = [each.symbol for each in config.watchlist.indices if each.kind == "yield"]
        self._watched = frozenset(config.symbols())
        self._yields = frozenset([*yields, *config.watchlist.yields])

    def spread(self, watch: Watch, histories: Histories, within: Mapping[str, Within], now: datetime) -> SpreadPart:
        """Measure the pair over the window, drawn from prices within its sessions where both legs have them."""
        pair = self.pair(watch)
        legs = _legs(pair, histories, watch.as_of)
        spread = measure_spread(*legs, pair, watch.window, watch.as_of, since=watch.since) if legs else None
        rule = self._config.settings.lead
        small, large = within.get(pair.small), within.get(pair.large)
        if spread is not None and small is not None and large is not None:
            spread = drawn_within(spread, small, large, by=_by(spread, self._sessions, now), day_of=_day)
        return SpreadPart(
            generation=watch.generation,
            window=watch.window,
            spread=spread,
            pair=pair.name,
            since=watch.since,
            leadership=measure_leadership(*legs, rule, watch.as_of) if legs else None,
        )

    def symbol(self, watch: Watch, histories: Histories) -> Iterator[SymbolPart]:
        """Measure the symbol looked at by itself; nothing is yielded where none is."""
        if watch.symbol is not None:
            portrait = portray(watch.symbol, histories.get(watch.symbol), watch.window, watch.as_of, since=watch.since)
            watched = watch.symbol in self._watched
            yield SymbolPart(generation=watch.generation, portrait=replace(portrait, watched=watched))

    def rotation(self, watch: Watch, histories: Histories) -> RotationPart:
        """Measure every line of the rotation graph, how many members take part, and how stretched the ratio was."""
        watchlist, span = self._config.watchlist, self._span(watch, histories)
        legs, session = _legs(self.pair(watch), histories, watch.as_of), span.end() if span else None
        sides = {"winners": watchlist.named(Stance.WINNER), "losers": watchlist.named(Stance.LOSER)}
        return RotationPart(
            generation=watch.generation,
            graph=self._graph(watch, histories),
            breadth={side: measure_breadth(symbols, histories, session) for side, symbols in sides.items()},
            stretch=stretch_path(*legs, watch.as_of) if legs else StretchPath(),
        )

    def _graph(self, watch: Watch, histories: Histories) -> RotationGraph | None:
        """Measure the lines of the rotation graph; None where no benchmark is configured."""
        watchlist, lines = self._config.watchlist, self._config.watchlist.graph
        if lines is None:
            return None
        drawn = (self.pair(watch), watchlist.baskets, lines.symbols)
        return measure_graph(*drawn, histories, benchmark=lines.benchmark, as_of=watch.as_of)

    def precedents(self, watch: Watch, histories: Histories) -> PrecedentsPart:
        """Lay the pair's current episode over the earlier ones."""
        pair = self.pair(watch)
        legs = _legs(pair, histories, watch.as_of)
        episodes = self._config.marks.precedents
        laid = measure_precedents(episodes, *legs, pair.name, watch.as_of) if legs else None
        return PrecedentsPart(generation=watch.generation, precedents=laid)

    def baskets(self, watch: Watch, histories: Histories) -> BasketsPart:
        """Measure every basket over the same sessions as the pair."""
        span = self._span(watch, histories)
        rows = tuple(
            measure_basket(basket, histories, span, self.pair(watch)) for basket in self._config.watchlist.baskets
        )
        return BasketsPart(generation=watch.generation, baskets=rows)

    def marks(self, watch: Watch, histories: Histories, calendar: tuple[NewsEvent, ...], now: datetime) -> MarksPart:
        """Measure levels, and read what there is to watch, from the events and what the calendar adds."""
        today = _day(now)
        events = folded(self._events, calendar)
        span = self._span(watch, histories)
        scene = Scene(
            histories=histories,
            as_of=today,
            session=span.end() if span else None,
            events=events,
            members=self._members,
            yields=self._yields,
        )
        marks = self._config.marks
        levels = [level for level in marks.levels if level.known_from is None or level.known_from <= today]
        unknown = {_place(level) for level in marks.levels} - {_place(level) for level in levels}
        said = [item for item in marks.watch if item.known_from is None or item.known_from <= today]
        items = [item for item in said if not any((each, item.level) in unknown for each in item.symbols)]
        return MarksPart(
            generation=watch.generation,
            levels=tuple(measure_level(level, histories.get(level.symbol), today) for level in levels),
            targets=tuple(
                measure_target(each, histories.get(each.symbol), today) for each in _due(levels, marks, today)
            ),
            rates=measure_rates(
                histories,
                self.pair(watch),
                self._config.watchlist.rates,
                span,
                window=watch.window,
                events=events,
                as_of=today,
            ),
            watch=tuple(watch_since(item, scene) for item in items),
            fed=fed_range(events, today),
        )

    def events(self, watch: Watch, news: tuple[NewsEvent, ...], closes: Histories, now: datetime) -> EventsPart:
        """Choose the events, headlines and opinions a reader could know at `now`, and find what the closes tell."""
        today = _day(now)
        found = undoubled(
            detect(self.grounds(watch), closes, self._sessions.last_closed(now)), known(self._events, today)
        )
        opinions = tuple(each for each in self._config.marks.opinions if each.known_from <= today)
        events = known((*self.told(news, now), *found), today)
        fresh = [each for each in events if each.session == today or each.known_from >= today - _LONGEST_BREAK]
        first = [each for each in fresh if not each.is_headline() and self._sessions.first_close(each) == today]
        ids = tuple(each.id for each in sorted(first, key=lambda each: each.source == COMPUTED))
        return EventsPart(generation=watch.generation, events=events, opinions=opinions, first_known=ids)

    def told(self, news: tuple[NewsEvent, ...], now: datetime) -> tuple[NewsEvent, ...]:
        """Return the events and headlines somebody told of that a reader could know at `now`."""
        heard = tuple(self._sessions.placed(each) for each in news)
        return known((*folded(self._events, heard), *self._notes), _day(now))

    def study(
        self, watch: Watch, histories: Histories, news: tuple[NewsEvent, ...], now: datetime, closed: date
    ) -> StudyPart:
        """Check the claims and study what a reader could be told by `now`, on closes up to `closed`."""
        inquiry = Inquiry(config=self._config, pair=self.pair(watch), histories=histories, closed=closed)
        return inquiry.part(watch.generation, self.told(news, now), _day(now))

    def dated(self, calendar: tuple[NewsEvent, ...]) -> tuple[NewsEvent, ...]:
        """Return every event and note there is and what the calendar adds, each with its session."""
        return (*folded(self._events, tuple(self._sessions.placed(each) for each in calendar)), *self._notes)

    def grounds(self, watch: Watch) -> Grounds:
        """Return what is watched for something to happen in the closes."""
        settings, levels = self._config.settings, self._config.marks.levels
        return Grounds(pair=self.pair(watch), levels=levels, rule=settings.lead, members=self._told_apart)

    def note(self, notes: tuple[NewsEvent, ...]) -> None:
        """Take the user's own notes, all of them, in place of those before."""
        self._notes = tuple(self._sessions.placed(each) for each in notes)

    def pair(self, watch: Watch) -> Pair:
        """Return the pair asked for; the first one if there is none of that name."""
        return self._config.watchlist.pair(watch.pair) or self._config.watchlist.pairs[0]

    def _span(self, watch: Watch, histories: Histories) -> Span | None:
        """Return the sessions the pair is measured over; those of the longest history when a leg has no closes."""
        legs = _legs(self.pair(watch), histories, watch.as_of)
        if legs:
            return pair_span(*legs, watch.window, watch.as_of, watch.since)
        longest = max(histories.values(), key=lambda history: len(history.until(watch.as_of).days), default=None)
        return None if longest is None else find_span(longest.days, watch.window, watch.as_of, watch.since)


def _by(spread: Spread, sessions: Sessions, now: datetime) -> datetime:
    """Return the latest instant that the last prices of a spread can have been made at."""
    end = spread.as_of or _day(now)
    session = sessions.on_or_after(end)
    closed = sessions.hours(end)[1] if session == end else close_of(end)
    return min(closed, now)


def _place(level: Level) -> tuple[str, float]:
    """Return what a level is told apart by: the same number of another symbol is another level."""
    return level.symbol, level.level


def _due(levels: list[Level], marks: Marks, today: date) -> list[Level | Target]:
    """Return what a reader could know of by today that somebody expects: levels with a date, then returns."""
    dated = [level for level in levels if level.by is not None]
    return [*dated, *(each for each in marks.targets if each.known_from is None or each.known_from <= today)]


def _legs(pair: Pair, histories: Histories, as_of: date | None) -> tuple[History, History] | None:
    """Return the closes of both legs, or None if one has none up to the day looked at."""
    small, large = histories.get(pair.small), histories.get(pair.large)
    if small is None or large is None:
        return None
    return (small, large) if len(small.until(as_of).days) and len(large.until(as_of).days) else None


def _day(now: datetime) -> date:
    """Return the New York day of an instant."""
    return now.astimezone(NEW_YORK).date()
