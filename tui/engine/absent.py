"""The symbols a source leaves out of its answers: counted, named after a few, and from then on asked for seldom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct

from tui.core.market import Problem, Trouble
from tui.engine.book import Book


class Absence(Struct, frozen=True):
    """How long one symbol has been left out."""

    misses: int
    """Good answers in a row without it."""
    since: datetime
    """The first of them, UTC."""
    again: datetime | None = None
    """When it is asked for next, UTC; None: each time."""


class Absences:
    """Knows which symbols stay away, and names them in the book."""

    def __init__(self, book: Book, source: str, enough: int, rest: timedelta | None) -> None:
        """Make an empty list: a symbol missed `enough` times is named, and asked for after each `rest` only.

        `source` is the name a reader knows; `rest` is None for one that may be asked as often as one likes.
        """
        self._book = book
        self._source = source
        self._enough = enough
        self._rest = rest
        self._absent: dict[str, Absence] = {}

    def wanted(self, symbols: Iterable[str], now: datetime) -> tuple[str, ...]:
        """Return those of the symbols that have to be asked for."""
        return tuple(symbol for symbol in symbols if not self._rests(symbol, now))

    def miss(self, symbols: Iterable[str], now: datetime) -> None:
        """Count a good answer, one that holds others, without these symbols."""
        for symbol in symbols:
            before = self._absent.get(symbol) or Absence(0, now)
            misses = before.misses + 1
            again = now + self._rest if self._rest is not None and misses >= self._enough else None
            self._absent[symbol] = Absence(misses, before.since, again)
            if misses >= self._enough:
                self._book.set_problem("quotes", symbol, self._problem(symbol))

    def came(self, symbol: str) -> bool:
        """Forget the absence of a symbol that is there; say whether it had been named."""
        self._absent.pop(symbol, None)
        return self._book.set_problem("quotes", symbol, None)

    def wake(self) -> None:
        """Have every symbol asked for the next time."""
        self._absent = {symbol: Absence(each.misses, each.since) for symbol, each in self._absent.items()}

    def _problem(self, symbol: str) -> Problem:
        """Put an absence into words; the source has given no reason for it."""
        absence = self._absent[symbol]
        return Problem(
            what=f"{self._source} has no quote for {symbol}",
            trouble=Trouble.UNKNOWN if absence.again else Trouble.DATA,
            symbol=symbol,
            since=absence.since,
            next_try=absence.again,
        )

    def _rests(self, symbol: str, now: datetime) -> bool:
        """Say whether a symbol's time has not come; one set by a clock that has been put back counts as come."""
        absence = self._absent.get(symbol)
        if absence is None or absence.again is None or self._rest is None:
            return False
        return now < absence.again <= now + self._rest
