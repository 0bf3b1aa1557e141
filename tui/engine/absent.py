"""The symbols a source leaves out of its answers: counted, named after a few, and from then on asked for seldom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct


class Absence(Struct, frozen=True):
    """How long one symbol has been left out."""

    misses: int
    """Good answers in a row without it."""
    since: datetime
    """The first of them, UTC."""
    again: datetime | None = None
    """When it is asked for next, UTC; None: each time."""


class Absences:
    """Knows which symbols stay away."""

    def __init__(self, enough: int, rest: timedelta | None) -> None:
        """Make an empty list: a symbol missed `enough` times is named, and asked for after each `rest` only.

        None for a source that may be asked as often as one likes.
        """
        self._enough = enough
        self._rest = rest
        self._absent: dict[str, Absence] = {}

    def wanted(self, symbols: Iterable[str], now: datetime) -> tuple[str, ...]:
        """Return those of the symbols that have to be asked for."""
        return tuple(symbol for symbol in symbols if not self._rests(symbol, now))

    def missed(self, symbol: str, now: datetime) -> Absence | None:
        """Count a good answer without the symbol, one that holds others; return its absence if it has to be named."""
        before = self._absent.get(symbol) or Absence(0, now)
        misses = before.misses + 1
        again = now + self._rest if self._rest is not None and misses >= self._enough else None
        absence = self._absent[symbol] = Absence(misses, before.since, again)
        return absence if misses >= self._enough else None

    def came(self, symbol: str) -> bool:
        """Forget the absence of a symbol that is there; say whether it was counted as absent."""
        return self._absent.pop(symbol, None) is not None

    def wake(self) -> None:
        """Have every symbol asked for the next time."""
        self._absent = {symbol: Absence(each.misses, each.since) for symbol, each in self._absent.items()}

    def _rests(self, symbol: str, now: datetime) -> bool:
        """Say whether a symbol's time has not come; one set by a clock that has been put back counts as come."""
        absence = self._absent.get(symbol)
        if absence is None or absence.again is None or self._rest is None:
            return False
        return now < absence.again <= now + self._rest
