"""Headlines and the calendar as the engine holds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from tui.core.events import NewsEvent
from tui.core.headlines import FUTURE, Heard, LeftOut, one_a_story, with_symbols

_MOST_HEADLINES = 200
_AHEAD = timedelta(days=1)
"""A headline dated further ahead is not held: it would stand for good where newer ones should."""


class News:
    """What was heard, each headline once, and what is due."""

    def __init__(self) -> None:
        self._headlines: dict[str, NewsEvent] = {}
        self._calendar: tuple[NewsEvent, ...] = ()
        self._left_out: dict[str, tuple[LeftOut, ...]] = {}

    def hear(self, symbol: str, answer: Heard, now: datetime) -> tuple[NewsEvent, ...]:
        """Hold an answer about a symbol, and what is left out of it in place of what was of the answer before.

        Returns what `take_headlines` does. What is dated after `now` counts as left out until its time has come.
        """
        early = [each for each in answer.headlines if each.time is not None and each.time > now]
        coming = (LeftOut(id=each.id, why=FUTURE, until=each.time) for each in early)
        self._left_out[symbol] = (*answer.left_out, *coming)
        held = (each for each in answer.headlines if each.time is None or each.time <= now + _AHEAD)
        return self.take_headlines(held)

    def left_out(self, now: datetime) -> dict[str, int]:
        """Return how many headlines the last answer of each symbol had that are not listed at `now`, by reason."""
        every = (each for answer in self._left_out.values() for each in answer)
        reasons = {each.id: each.why for each in every if each.until is None or each.until > now}
        return dict(Counter(reasons.values()).most_common())

    def take_headlines(self, headlines: Iterable[NewsEvent]) -> tuple[NewsEvent, ...]:
        """Hold headlines, the newest few hundred; return those that are new, or new of a symbol, as now held.

        One that comes again about another symbol is one headline with both symbols.
        """
        before = self._headlines
        merged = dict(before)
        for each in headlines:
            held = merged.get(each.id)
            merged[each.id] = each if held is None else with_symbols(held, each.symbols)
        newest = sorted(merged.values(), key=lambda each: (each.time is None, each.time, each.id))[-_MOST_HEADLINES:]
        self._headlines = {each.id: each for each in newest}
        return tuple(each for each in newest if before.get(each.id) != each)

    def take_calendar(self, entries: Iterable[NewsEvent]) -> bool:
        """Hold what is due in place of what was due before; say whether that changed.

        A calendar forgets what is over: the last decision on the fed funds range is kept, as it is still in force.
        """
        fresh = {each.id: each for each in entries}
        decided = [each for each in self._calendar if each.upper_pct is not None and each.id not in fresh]
        before, self._calendar = self._calendar, (*sorted(decided, key=NewsEvent.placed)[-1:], *fresh.values())
        return before != self._calendar

    def calendar(self) -> tuple[NewsEvent, ...]:
        """Return what is due, and the last decision on the fed funds range the calendar told of."""
        return self._calendar

    def told(self, now: datetime) -> tuple[NewsEvent, ...]:
        """Return the headlines whose time has come by `now`, one a story, oldest first, and the calendar."""
        heard = (each for each in self._headlines.values() if each.time is None or each.time <= now)
        return (*one_a_story(heard), *self._calendar)
