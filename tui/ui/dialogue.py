"""The screen's side of the Feed: what was asked last, and the answers to it that are not yet shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import reduce

from tui.core.board import EVENT_WINDOW, Board
from tui.core.events import NewsEvent
from tui.core.messages import Feed, Focus, Notes, Refresh, SpreadPart, Update, Watch, merge
from tui.core.summary import window_in_words
from tui.core.text import safe
from tui.ui.lines import joined


class Dialogue:
    """Asks with growing generations, drops what answers an older question, and keeps the rest until it is taken."""

    def __init__(self, feed: Feed, *, pair: str, window: str, as_of: date | None) -> None:
        self._feed = feed
        self._pending: list[Update] = []
        self._answered = 0
        self._closed = False
        self.asked = Watch(generation=0, pair=pair, window=window, as_of=as_of)
        self.window = window
        """The window asked for last that does not begin at an event."""

    def ask(self, *, pair: str | None = None, window: str | None = None, since: date | None = None) -> None:
        """Ask for another pair or window, or for the same again; with `since` for the window since that session."""
        last = self.asked
        begun = since or (None if window else last.since)
        self.window = window or self.window
        self.asked = Watch(
            generation=last.generation + 1,
            pair=pair or last.pair,
            window=EVENT_WINDOW if begun else self.window,
            as_of=last.as_of,
            since=begun,
        )
        self._pending.clear()
        self._feed.send(self.asked)

    def refresh(self) -> None:
        """Have everything fetched now."""
        self._feed.send(Refresh(generation=self.asked.generation))

    def focus(self, focused: bool) -> None:
        """Say whether anybody looks."""
        self._feed.send(Focus(generation=self.asked.generation, focused=focused))

    def tell(self, notes: tuple[NewsEvent, ...]) -> None:
        """Tell of the user's own notes as they now are."""
        self._feed.send(Notes(generation=self.asked.generation, notes=notes))

    def waiting(self) -> str:
        """Return what was asked for and is not answered yet; empty where nothing is."""
        unanswered = self._answered < self.asked.generation
        window = window_in_words(self.asked.window, self.asked.since)
        return joined((safe(self.asked.pair), window)) if unanswered else ""

    async def follow(self, arrived: Callable[[], object]) -> None:
        """Keep the updates until the Feed ends, calling `arrived` at the first one after each `take`."""
        async for update in self._feed.updates():
            if update.generation >= self.asked.generation and not self._closed:
                self._pending.append(update)
                if len(self._pending) == 1:
                    arrived()

    def take(self, board: Board) -> Board:
        """Return the Board with everything that came since."""
        updates, self._pending = self._pending, []
        spreads = [update.generation for update in updates if isinstance(update, SpreadPart)]
        self._answered = max([self._answered, *spreads])
        return reduce(merge, updates, board)

    def close(self) -> None:
        """Stop at once."""
        self._closed = True
        self._feed.close()
