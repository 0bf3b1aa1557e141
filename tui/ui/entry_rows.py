"""The timeline's rows: which columns there is room for, and an entry's cells in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct
from rich.cells import cell_len

from tui.core.text import age
from tui.ui.entries import Entry, date_of
from tui.ui.lines import Line, Span, Tone, fit, fit_words, right
from tui.ui.plot.marks import SIGNS, written
from tui.ui.words import NEW_YORK

COMPUTED_MARK = "fx"
"""Stands in place of the number where the program found it in the closes itself."""
_NUMBER = 4
_KIND = 9
_WHOLE_DAY = 11
"""Cells of "11 Dec 2025"."""
_LEAST_TITLE = 18
_LEAST_SOURCE = 9
_MOST_SOURCE = 20
_LEAST_SYMBOLS = 7
_MOST_SYMBOLS = 16


class Columns(Struct, frozen=True):
    """Cells of each column; 0 where there is no room for one."""

    date: int
    kind: int
    title: int
    symbols: int = 0
    source: int = 0
    short: bool = False
    """Whether dates are in their short form."""

    @classmethod
    def of(cls, listed: Iterable[Entry], width: int, *, with_symbols: bool = True) -> Columns:
        """Share out the columns; symbols, where wanted, go first, then the source, the ends of ranges, and the kind."""
        there = list(listed)
        placed = [entry for entry in there if entry.time() is None] or there
        date = 1 + _widest_date(placed)
        source = 1 + min(max(map(cell_len, {entry.source for entry in placed}), default=0), _MOST_SOURCE)
        named = min(
            max((cell_len(" ".join(each)) for each in {entry.symbols for entry in there}), default=0), _MOST_SYMBOLS
        )
        symbols = 1 + max(named, _LEAST_SYMBOLS)
        room = width - _NUMBER - _KIND
        if room - date - source - symbols >= 3 * _LEAST_TITLE and named and with_symbols:
            return cls(date, _KIND, room - date - source - symbols, symbols, source)
        if room - date - source >= 2 * _LEAST_TITLE and source >= _LEAST_SOURCE:
            return cls(date, _KIND, room - date - source, source=source)
        if room - date >= 2 * _LEAST_TITLE:
            return cls(date, _KIND, room - date)
        date = 1 + _widest_date(placed, short=True)
        if room - date >= _LEAST_TITLE:
            return cls(date, _KIND, room - date, short=True)
        return cls(date, 0, max(1, room + _KIND - date), short=True)

    def heading(self) -> Line:
        """Return the names of the columns."""
        kind = fit("kind", self.kind)
        symbols = f" {fit('symbols', self.symbols - 1)}" if self.symbols else ""
        source = right("source", self.source) if self.source else ""
        words = f"{'':{_NUMBER}}{fit('date', self.date)}{kind}{fit('event', self.title)}{symbols}{source}"
        return (Span(words, Tone.MUTED),)

    def line(self, entry: Entry, now: datetime) -> Line:
        """Return an entry's line; its cells are as many as the columns have."""
        quiet = entry.time() is not None or entry.opinion is not None or entry.upcoming or entry.computed()
        when = Span(fit(dated(entry, now, short=self.short), self.date), Tone.MUTED)
        kind = (Span(fit(entry.kind.value, self.kind), Tone.MUTED),) if self.kind else ()
        title = Span(fit_words(entry.title, self.title), Tone.TEXT if quiet else Tone.STRONG)
        symbols = (Span(f" {fit(' '.join(entry.symbols), self.symbols - 1)}", Tone.MUTED),) if self.symbols else ()
        source = (Span(right(fit(entry.source, self.source - 1).rstrip(), self.source), Tone.MUTED),)
        return (_mark(entry), when, *kind, title, *symbols, *(source if self.source else ()))


def now_line(today: str, width: int) -> Line:
    """Return the line between what is to come and what has been."""
    words = f"── now · {today} "
    return (Span(words + "─" * max(0, width - cell_len(words)), Tone.MUTED),)


def dated(entry: Entry, now: datetime, *, short: bool) -> str:
    """Write an entry's date; a headline's time with its age, or its day where it is older than one."""
    time = entry.time()
    if time is None:
        return date_of(entry, short=short)
    local = time.astimezone(NEW_YORK)
    if now - time < timedelta(hours=24):
        return f"{local:%H:%M} {age(time, now):>4}"
    return f"{local.day} {local:%b %H:%M}"


def marked(entry: Entry, width: int) -> Span:
    """Return an entry's mark in the chart, blanks where it has none."""
    if not entry.number:
        return Span(" " * width)
    tone = Tone(f"kind-{entry.kind}") if entry.kind in SIGNS else Tone.CHOSEN
    return Span(fit(written(entry.number, entry.kind), width), tone)


def _mark(entry: Entry) -> Span:
    """Return the number in the chart, or the mark of what was computed."""
    if entry.computed():
        return Span(fit(COMPUTED_MARK, _NUMBER), Tone.MUTED)
    return marked(entry, _NUMBER)


def _widest_date(listed: Iterable[Entry], *, short: bool = False) -> int:
    """Return the cells of the widest date; of whole days, most of what there is, none need be written for that."""
    unusual = {date_of(entry, short=short) for entry in listed if entry.due() or (entry.event and entry.event.until)}
    return max(_WHOLE_DAY, *map(cell_len, unusual), 0)
