"""What the timeline lists: events, headlines and opinions as one kind of entry, the newest first."""

from __future__ import annotations

from datetime import UTC, date, datetime

from msgspec import Struct

from tui.core.board import Board
from tui.core.events import COMPUTED, Kind, Mark, NewsEvent, place
from tui.core.marks import Opinion
from tui.core.text import day, safe
from tui.ui.plot.marks import UNMARKED, event_marks
from tui.ui.words import NEW_YORK, market_now

_NEVER = datetime.min.replace(tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)


class Entry(Struct, frozen=True, kw_only=True):
    """One row of the timeline."""

    key: str
    """The event's id; for an opinion a key of its own."""
    kind: Kind
    title: str
    source: str
    placed: date
    """The day it is sorted by; a partial date counts as its last day."""
    number: int | None = None
    """The number it bears in the chart; None where it has no mark there."""
    event: NewsEvent | None = None
    opinion: Opinion | None = None
    symbols: tuple[str, ...] = ()
    upcoming: bool = False

    def computed(self) -> bool:
        """Say whether the program found it in the closes itself."""
        return self.event is not None and self.event.source == COMPUTED

    def time(self) -> datetime | None:
        """Return the UTC instant of a headline, None for anything else: what is due has a date."""
        return self.event.time if self.event and self.kind is Kind.NEWS else None

    def due(self) -> datetime | None:
        """Return the UTC instant at which what is in the calendar is or was due, None where only its day is known."""
        return self.event.time if self.event and self.kind is not Kind.NEWS else None


class Listing:
    """The entries of the Board last asked about, made anew only where they would differ."""

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        self._from = self._until = _NEVER
        self._listed: tuple[Entry, ...] = ()

    def of(self, board: Board, wall: datetime) -> tuple[Entry, ...]:
        """Return what `entries` does; at once where nothing has changed and nothing has come due."""
        now = market_now(board, wall)
        days = board.spread.path.days if board.spread else None
        asked = (board.events, board.opinions, days, today_of(board, wall))
        if asked != self._of or not self._from <= now < self._until:
            self._of, self._from = asked, now
            self._listed = entries(board, wall)
            coming = (due for entry in self._listed if entry.upcoming and (due := entry.due()) is not None)
            self._until = min(coming, default=_LAST)
        return self._listed


def entries(board: Board, wall: datetime) -> tuple[Entry, ...]:
    """Return every event, headline and opinion known: what is still to come first, then the newest."""
    today, now = today_of(board, wall), market_now(board, wall)
    numbers = {mark.event_id: mark.number for mark in event_marks(board)}
    listed = [_of_event(event, numbers.get(event.id), today, now) for event in board.events]
    listed += [_of_opinion(number, opinion, today) for number, opinion in enumerate(board.opinions)]
    return tuple(sorted(listed, key=_order, reverse=True))


def entry_of(board: Board, key: str | None, wall: datetime) -> Entry | None:
    """Return the entry of that key alone, None where there is none."""
    today, now = today_of(board, wall), market_now(board, wall)
    event = next((each for each in board.events if each.id == key), None)
    if event is not None:
        numbers = (mark.number for mark in event_marks(board) if mark.event_id == key)
        return _of_event(event, next(numbers, None), today, now)
    told = (_of_opinion(number, opinion, today) for number, opinion in enumerate(board.opinions))
    return next((entry for entry in told if entry.key == key), None)


def own_marks(board: Board) -> tuple[Mark, ...]:
    """Return the numbered marks of the looked-at symbol's own events on its path."""
    if board.portrait is None:
        return ()
    return place(_own(board), board.portrait.days, but=UNMARKED)


def own_entries(board: Board, wall: datetime) -> tuple[Entry, ...]:
    """Return the events and headlines that name the symbol looked at, as `entries`, numbered as in its own chart."""
    today, now = today_of(board, wall), market_now(board, wall)
    numbers = {mark.event_id: mark.number for mark in own_marks(board)}
    listed = (_of_event(event, numbers.get(event.id), today, now) for event in _own(board))
    return tuple(sorted(listed, key=_order, reverse=True))


def _own(board: Board) -> tuple[NewsEvent, ...]:
    """Return the events that name the symbol looked at."""
    symbol = board.portrait.symbol if board.portrait else None
    return tuple(event for event in board.events if symbol in event.symbols)


def today_of(board: Board, wall: datetime) -> date:
    """Return the New York day the Board is looked at on."""
    return board.as_of or market_now(board, wall).astimezone(NEW_YORK).date()


def newest_marked(listed: tuple[Entry, ...]) -> Entry | None:
    """Return the newest entry with a mark in the chart, else the newest that has happened, else the first."""
    past = [entry for entry in listed if not entry.upcoming]
    marked = [entry for entry in past if entry.number is not None]
    return max(marked, key=lambda entry: entry.number or 0, default=next(iter(past or listed), None))


def date_of(entry: Entry, *, short: bool = False) -> str:
    """Write an entry's date: a whole day as "11 Dec 2025", a partial one as it was written.

    The New York time of what is in the calendar stands after it, but not in the short form, which of a range has the
    beginning only.
    """
    event, due = entry.event, entry.due()
    if event is None:
        return day(entry.placed)
    if due is not None:
        local = due.astimezone(NEW_YORK)
        return day(local.date()) if short else f"{day(local.date())} {local:%H:%M}"
    if event.until and event.until != event.when:
        first = _written(event.when)
        return f"from {first}" if short else f"{first} – {_written(event.until)}"
    return _written(event.when)


def _written(when: str) -> str:
    """Write one date as it was written, a whole day in our own way."""
    text = safe(when)[:10]
    try:
        return day(date.fromisoformat(text)) if len(text) == 10 else text
    except ValueError:
        return text


def _of_event(event: NewsEvent, number: int | None, today: date, now: datetime) -> Entry:
    due = event.time if event.kind is not Kind.NEWS else None
    return Entry(
        key=event.id,
        kind=event.kind,
        title=safe(event.title),
        source=safe(event.source),
        placed=event.placed(),
        number=number,
        event=event,
        symbols=tuple(safe(symbol, 20) for symbol in event.symbols),
        upcoming=event.placed() > today if due is None else due > now,
    )


def _of_opinion(number: int, opinion: Opinion, today: date) -> Entry:
    return Entry(
        key=f"opinion {number}",
        kind=Kind.OPINION,
        title=safe(opinion.text),
        source=safe(opinion.source),
        placed=opinion.known_from,
        opinion=opinion,
        upcoming=opinion.known_from > today,
    )


def _order(entry: Entry) -> tuple[bool, date, bool, datetime, int, str]:
    """Sort by day; within one the clock time, then the number in the chart, opinions last."""
    clock = entry.event.time if entry.event else None
    return (entry.upcoming, entry.placed, entry.opinion is None, clock or _NEVER, entry.number or 0, entry.key)
