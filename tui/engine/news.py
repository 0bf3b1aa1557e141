"""Headlines and the calendar as the engine holds them."""

from __future__ import annotations

from collections.abc import Iterable

from tui.core.events import NewsEvent

_MOST_HEADLINES = 200


class News:
    """What was heard, each headline once, and what is due."""

    def __init__(self) -> None:
        self._headlines: dict[str, NewsEvent] = {}
        self._calendar: tuple[NewsEvent, ...] = ()

    def take_headlines(self, headlines: Iterable[NewsEvent]) -> bool:
        """Hold headlines, the newest few hundred; say whether any is new."""
        before = self._headlines.keys()
        merged = self._headlines | {each.id: each for each in headlines}
        newest = sorted(merged.values(), key=lambda each: (each.time is None, each.time, each.id))[-_MOST_HEADLINES:]
        self._headlines = {each.id: each for each in newest}
        return self._headlines.keys() != before

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

    def told(self) -> tuple[NewsEvent, ...]:
        """Return the held headlines, oldest first, and the calendar."""
        return (*self._headlines.values(), *self._calendar)
