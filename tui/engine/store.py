"""The cache on disk: quotes, closes, headlines, the calendar, and how the source was asked.

It fills the screen at the start and spares the source what it has already said. It holds good data alone, may be lost
at any time, may be shared by two programs, and nothing here ever raises.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from tui.core.events import NewsEvent
from tui.core.market import Quote, Series
from tui.engine.store_body import MALFORMED, DayColumns, Kept, Row, pack, sealed, sound, stamp, unpack, unsealed
from tui.engine.store_file import Step, StoreFile
from tui.engine.store_layout import Table
from tui.engine.store_report import StoreReport, inspect
from tui.engine.waits import Wait

__all__ = ["Kept", "Store", "StoreReport", "inspect", "store_path"]

_LOG = logging.getLogger(__name__)
_MOST_HEADLINES = 300
_MOST_ENTRIES = 600
_REMEMBERED = timedelta(hours=1)
_CLOCKS_DIFFER = timedelta(days=1)

_Thing = TypeVar("_Thing")


def store_path(cache_dir: Path, provider: str) -> Path:
    """Return the cache of one provider, so that what a demo invents never shows under another's name."""
    return cache_dir / f"rotation-{provider}.sqlite3"


class Store(StoreFile):
    """The cache of one provider; open it with `Store.open`."""

    def quotes(self) -> tuple[Quote, ...]:
        """Return the newest quote of each symbol as it was kept, oldest first."""
        return self._things(Table.QUOTES, msgspec.json.Decoder(Quote).decode)

    def keep_quotes(self, quotes: Iterable[Quote]) -> None:
        """Keep quotes; one with an older `time` than the kept one, or without a finite price, changes nothing."""
        good = (quote for quote in quotes if math.isfinite(quote.price))
        self._renew(Table.QUOTES, sealed(good, lambda quote: quote.symbol, lambda quote: quote.time))

    def series(self, symbol: str) -> Kept | None:
        """Return the closes of one symbol; None where there are none."""
        found = tuple(self._opened(Table.SERIES, self._read(Table.SERIES.row(), (symbol,)), unpack))
        return found[0] if found else None

    def many_series(self, symbols: Collection[str]) -> Iterator[Kept]:
        """Yield the closes of those of the symbols that have any; columns of days that are alike are one.

        One after the other: whoever makes something smaller of them never holds them all. Nothing is written between
        two of them: what another program has written meanwhile would make SQLite refuse it.
        """
        rows = (row for row in self._read(Table.SERIES.every()) if row[0] in symbols)
        return self._opened(Table.SERIES, rows, partial(unpack, columns=DayColumns()))

    def keep_series(self, series: Series, fetched: datetime) -> None:
        """Keep all closes of a symbol in place of what was fetched earlier; `fetched` is UTC.

        Closes that are none, or break what a `Series` promises, replace nothing.
        """
        if not sound(series):
            _LOG.warning("closes of %r are not kept: none, or not in order", series.symbol)
            return
        kept = Kept(series=series, fetched=fetched)
        self._renew(Table.SERIES, sealed([kept], lambda each: each.series.symbol, lambda each: each.fetched, pack))

    def headlines(self) -> tuple[NewsEvent, ...]:
        """Return the newest few hundred headlines, oldest first."""
        return self._things(Table.HEADLINES, msgspec.json.Decoder(NewsEvent).decode)

    def keep_headlines(self, headlines: Iterable[NewsEvent]) -> None:
        """Keep headlines beside those kept before, the newest few hundred of all."""
        self._renew(Table.HEADLINES, _event_rows(headlines), (Table.HEADLINES.prune(), [(_MOST_HEADLINES,)]))

    def calendar(self) -> tuple[NewsEvent, ...]:
        """Return what is due as last known, by date."""
        return self._things(Table.CALENDAR, msgspec.json.Decoder(NewsEvent).decode)

    def keep_calendar(self, events: Iterable[NewsEvent]) -> None:
        """Keep the whole calendar as it is now known, in place of the one kept before, so that no moved date stays.

        Of very many entries those nearest to now are kept; an empty calendar replaces nothing.
        """
        now = stamp(self._clock())
        nearest = sorted(_event_rows(events), key=lambda row: abs(row[1] - now))[:_MOST_ENTRIES]
        if nearest:
            self._write((Table.CALENDAR.clear(), [()]), (Table.CALENDAR.put(), nearest))

    def waits(self) -> dict[str, Wait]:
        """Return where each family of requests stood, by its name."""
        return {wait.family: wait for wait in self._things(Table.WAITS, msgspec.json.Decoder(Wait).decode)}

    def keep_waits(self, waits: Iterable[Wait]) -> None:
        """Keep where families stand; the last word about a family counts."""
        now = self._clock()
        rows = list(sealed(waits, lambda wait: wait.family, lambda _: now))
        if rows:
            self._write((Table.WAITS.put(), rows))

    def keep_requests(self, times: Iterable[datetime]) -> None:
        """Count requests made at these instants (UTC), each once more every time it is given; an hour is remembered."""
        now = self._clock()
        rows = [(stamp(each),) for each in times]
        if rows:
            # What lies in the future was written by a clock that has since been put back.
            remembered = (stamp(now - _REMEMBERED), stamp(now + _REMEMBERED))
            forget = ("DELETE FROM requests WHERE at NOT BETWEEN ? AND ?", [remembered])
            self._write(("INSERT INTO requests VALUES (?)", rows), forget)

    def requests_since(self, then: datetime) -> int:
        """Return how many requests were made from `then` (UTC) on, by every program that shares the cache."""
        counted = tuple(self._read("SELECT count(*) FROM requests WHERE at >= ?", (stamp(then),)))
        return int(counted[0][0]) if counted else 0

    def _renew(self, table: Table, rows: Iterable[Row], *after: Step) -> None:
        """Write rows that are newer than those held."""
        latest = stamp(self._clock() + _CLOCKS_DIFFER)
        bound = [(*row, latest) for row in rows]
        if bound:
            self._write((table.renew(), bound), *after)

    def _things(self, table: Table, decode: Callable[[bytes], _Thing]) -> tuple[_Thing, ...]:
        """Return everything in a table."""
        return tuple(self._opened(table, self._read(table.rows()), decode))

    def _opened(
        self, table: Table, rows: Iterable[tuple[object, ...]], decode: Callable[[bytes], _Thing]
    ) -> Iterator[_Thing]:
        """Yield what rows hold; those that are malformed are dropped, here and at the end on disk."""
        spoilt: list[tuple[object, object]] = []
        for key, at, body in rows:
            try:
                thing = decode(unsealed(key, at, body))
            except MALFORMED:
                spoilt.append((key, body))
            else:
                yield thing
        if spoilt:
            _LOG.warning("%d malformed rows of %s are dropped from the cache", len(spoilt), table)
            self._write((table.drop(), spoilt))


def _event_rows(events: Iterable[NewsEvent]) -> Iterable[Row]:
    """Make rows of events, stamped with their instant or else with the day they are placed at."""
    return sealed(events, lambda event: event.id, _moment)


def _moment(event: NewsEvent) -> datetime:
    return event.time or datetime.combine(event.placed(), time(), UTC)
