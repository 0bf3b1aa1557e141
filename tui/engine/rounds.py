"""Which symbols a poll asks for: the most important each time, and of a long list the others in turn, few at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import islice

from tui.core.market import Session

AT_ONCE = 50
"""So many quotes are asked for in one request."""
ROUND_S = 300.0
"""In so many seconds each of two thousand others is asked for once while the exchange is open."""
_FEW = 2
"""Polls of the others between two of the most important, where there is no hurry."""

_Wanted = Callable[[Sequence[str]], tuple[str, ...]]
"""Those of the symbols that have to be asked for at all."""


def foremost(symbols: Sequence[str]) -> tuple[str, ...]:
    """Return the most important of a long list, which are asked for before all others; all of a short one."""
    return tuple(symbols if len(symbols) <= 2 * AT_ONCE else symbols[:AT_ONCE])


class Rounds:
    """Shares the polls out: the most important symbols at their usual pace, the others fifty at a time in between.

    All others are asked for within five minutes while somebody looks and the exchange is open, and once so after every
    opening or closing, and at the start; otherwise there are two such polls between two of the most important.
    """

    def __init__(self, symbols: Sequence[str], wanted: _Wanted, *, whole: bool) -> None:
        """Make the rounds of these symbols, the most important first; with `whole` each poll asks for all of them."""
        self._first = tuple(symbols) if whole else foremost(symbols)
        self._others = tuple(symbols[len(self._first) :])
        self._places = {symbol: place for place, symbol in enumerate(symbols)}
        self._wanted = wanted
        self._next = 0
        self._first_next = True
        self._since_first = 0
        self._unasked = len(self._others)
        self._session: Session | None = None
        self.looked_at: str | None = None
        """A symbol that is looked at by itself: one of the others is then asked for with each few of them."""
        self.at_once = False
        """Whether the next poll asks for everything, as for a board that is printed once."""

    def due(self, session: Session) -> tuple[str, ...]:
        """Return the symbols the next poll asks for; in another session than before the most important."""
        if session is not self._session:
            self._session = session
            self.begin()
        if self.at_once:
            return self._wanted((*self._first, *self._others))
        turned = () if self._first_next else self._turned()
        return tuple(islice(self._wanted(turned), AT_ONCE)) or self._wanted(self._first)

    def _turned(self) -> tuple[str, ...]:
        """Return the others from the one whose turn it is, the one looked at before all."""
        turned = (*self._others[self._next :], *self._others[: self._next])
        symbol = self.looked_at
        if symbol is None or self.is_first(symbol) or symbol not in self._places:
            return turned
        return (symbol, *(each for each in turned if each != symbol))

    def place(self, symbol: str) -> int:
        """Return how many symbols are more important."""
        return self._places.get(symbol, len(self._places))

    def is_first(self, symbol: str) -> bool:
        """Say whether a symbol is one of the most important."""
        return self.place(symbol) < len(self._first)

    def answered(self, asked: Sequence[str], usual_s: float, *, hurried: bool) -> None:
        """Go on after a good answer; `hurried` while prices move and somebody looks."""
        if not self._others:
            return
        if not asked or self.is_first(asked[-1]):
            self._first_next, self._since_first = False, 0
            return
        last = self.place(asked[-1]) - len(self._first)
        self._unasked -= (last + 1 - self._next) % len(self._others) or len(self._others)
        self._next = (last + 1) % len(self._others)
        self._since_first += 1
        # What was asked for meanwhile, or has another pace by now, counts too.
        self._first_next = self._first_next or self._since_first >= self.between(usual_s, hurried=hurried)

    def failed(self) -> None:
        """Ask for the most important when it is tried again; those that were not answered keep their turn."""
        self._first_next = True

    def between(self, usual_s: float, *, hurried: bool) -> int:
        """Return how many polls of the others come between two of the most important, which are `usual_s` apart."""
        if not self._others:
            return 0
        polls = math.ceil(len(self._others) / AT_ONCE)
        wanted = math.ceil(polls * usual_s / ROUND_S)
        return max(1, wanted if hurried or self._unasked > 0 else min(wanted, _FEW))

    def round_s(self, usual_s: float, *, hurried: bool) -> float:
        """Return the seconds in which each of the others is asked for once."""
        polls = math.ceil(len(self._others) / AT_ONCE)
        return usual_s * polls / max(1, self.between(usual_s, hurried=hurried))

    def begin(self) -> None:
        """Ask for the most important next, and then for all others once without delay."""
        self._first_next, self._unasked = True, len(self._others)
