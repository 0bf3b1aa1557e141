"""The screen's side of the Feed: what was asked last, and the answers to it that are not yet shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import reduce
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from tui.core.board import EVENT_WINDOW, Board
from tui.core.events import NewsEvent
from tui.core.messages import Arrived, Feed, Focus, Notes, Quotes, Refresh, SpreadPart, Update, Watch, WorkerDown, merge
from tui.core.summary import window_in_words
from tui.core.text import safe
from tui.core.travel import Move
from tui.ui.lines import joined


class Landing(Struct, frozen=True):
    """The end of a move through time: what was asked for, and where that led."""

    asked: Watch
    where: Arrived


class Dialogue:
    """Asks with growing generations, drops what answers an older question, and keeps the rest until it is taken.

    What is known of another day is shown when all of it is there, so that no part stands beside one of another day.
    Steps that are asked for meanwhile wait for that, and are then asked for as one.
    """

    def __init__(self, feed: Feed, *, pair: str, window: str, as_of: date | None) -> None:
        self._feed = feed
        self._pending: list[Update] = []
        self._answered = 0
        self._closed = False
        self._travelling = False
        self._ahead: list[Move] = []
        self._landing: Landing | None = None
        self.asked = Watch(generation=0, pair=pair, window=window, as_of=as_of)
        self.window = window
        """The window asked for last that does not begin at an event."""

    def ask(
        self,
        *,
        pair: str | None = None,
        window: str | None = None,
        since: date | None = None,
        symbol: str | None = None,
    ) -> None:
        """Ask for another pair, window or symbol, or for the same again; with `since` for the window since that day."""
        last = self.asked
        begun = since or (None if window else last.since)
        self.window = window or self.window
        window = EVENT_WINDOW if begun else self.window
        self._send(replace(last, pair=pair or last.pair, window=window, since=begun, symbol=symbol or last.symbol))

    def travel(self, move: Move) -> None:
        """Ask for the day so far from the one that is looked at; while one is awaited it joins what comes after."""
        if self._travelling:
            joined_up = self._ahead[-1].then(move) if self._ahead else None
            self._ahead = [*self._ahead[:-1], joined_up] if joined_up else [*self._ahead, move]
        else:
            self._travelling = True
            self._send(replace(self.asked, move=move))

    def go(self, day: date | None) -> None:
        """Ask for the last session up to a day, or for live; what else was to be travelled is forgotten."""
        self._ahead.clear()
        self._travelling = True
        self._send(replace(self.asked, as_of=day, move=Move() if day else None))

    def travelling(self) -> bool:
        """Say whether another day is awaited."""
        return self._travelling

    def refresh(self) -> None:
        """Have everything fetched now."""
        self._feed.send(Refresh(generation=self.asked.generation))

    def focus(self, focused: bool) -> None:
        """Say whether anybody looks."""
        self._feed.send(Focus(generation=self.asked.generation, focused=focused))

    def tell(self, notes: tuple[NewsEvent, ...]) -> None:
        """Tell of the user's own notes as they now are."""
        self._feed.send(Notes(generation=self.asked.generation, notes=notes))

    def landed(self) -> Landing | None:
        """Return, once, how the last move ended of which everything has been taken; None where there is none."""
        landing, self._landing = self._landing, None
        return landing

    def waiting(self) -> str:
        """Return what was asked for and is not answered yet; empty where nothing is."""
        if self._travelling:
            return "another day"
        unanswered = self._answered < self.asked.generation
        window = window_in_words(self.asked.window, self.asked.since)
        return joined((safe(self.asked.pair), window)) if unanswered else ""

    async def follow(self, arrived: Callable[[], object]) -> None:
        """Keep the updates until the Feed ends, calling `arrived` at the first one after each `take`."""
        async for update in self._feed.updates():
            if update.generation >= self.asked.generation and not self._closed:
                was_due = self._due()
                if isinstance(update, WorkerDown) and self._travelling:
                    # What it said of the day is not complete, and will be said again.
                    self._pending.clear()
                self._pending.append(update)
                if self._due() and not was_due:
                    arrived()

    def take(self, board: Board) -> Board:
        """Return the Board with everything that came since, and ask for what was to be travelled after that."""
        if not self._due():
            return board
        updates, self._pending = self._pending, []
        spreads = [update.generation for update in updates if isinstance(update, SpreadPart)]
        self._answered = max([self._answered, *spreads])
        for update in updates:
            if isinstance(update, Arrived):
                self._arrive(update)
        return reduce(merge, _gathered(updates), board)

    def _due(self) -> bool:
        """Say whether there is something to take: of another day all of it, or that nothing of it will come."""
        if not self._travelling:
            return bool(self._pending)
        return any(isinstance(update, Arrived | WorkerDown) for update in self._pending)

    def _arrive(self, where: Arrived) -> None:
        """Be where a move led, and go on from there."""
        if self._travelling:
            self._landing = Landing(self.asked, where)
        self.asked, self._travelling = where.settles(self.asked), False
        if self._ahead:
            self.travel(self._ahead.pop(0))

    def _send(self, watch: Watch) -> None:
        """Send a request; what answers an older one is no longer wanted."""
        self.asked = replace(watch, generation=watch.generation + 1)
        self._pending.clear()
        self._feed.send(self.asked)

    def close(self) -> None:
        """Stop at once."""
        self._closed = True
        self._feed.close()


def _gathered(updates: Iterable[Update]) -> Iterator[Update]:
    """Yield updates in their order, quotes that follow each other as one: each is laid over all that are held."""
    for are_quotes, alike in groupby(updates, lambda update: isinstance(update, Quotes)):
        told = list(alike)
        if are_quotes:
            quotes = (quote for update in told if isinstance(update, Quotes) for quote in update.quotes)
            yield Quotes(generation=told[-1].generation, quotes=tuple(quotes))
        else:
            yield from told
