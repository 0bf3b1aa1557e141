"""Which quotes are told next: at once those that screens show by themselves, and of all the others some in turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from tui.core.market import Quote
from tui.engine.rounds import foremost

OTHERS_AT_ONCE = 300
EVERY = 6
"""So many others are told at every sixth tick: of two thousand that move without end each in less than two seconds."""


class Telling:
    """Knows what was told of quotes, and so what is still to tell.

    What a tick costs at both ends grows with what is in sight, not with the list. A basket's members are measured and
    told as returns; the price of one is seen where it is looked at by itself, and then it is told at once.
    """

    def __init__(self, symbols: Sequence[str]) -> None:
        """Begin with nothing told of these symbols, the most important first."""
        self._front = foremost(symbols)
        self._places = {symbol: place for place, symbol in enumerate(symbols)}
        self._told: dict[str, Quote] = {}
        self._next = 0
        self._ticks = 0
        self.left = False
        """Whether there may be more to tell at the next tick."""

    def begin(self) -> None:
        """Have everything told anew, and at once."""
        self._told.clear()

    def due(self, held: Mapping[str, Quote], looked_at: str | None) -> list[Quote]:
        """Return the quotes to tell now, the most important first; from then on they are told.

        Args:
            held: the newest of every symbol.
            looked_at: a symbol that is looked at by itself.

        """
        if self._told:
            front = dict.fromkeys([*self._front, looked_at] if looked_at else self._front)
            due = [*self._untold(held, front), *self._some(held, front)]
        else:
            due = sorted(held.values(), key=lambda quote: self._places.get(quote.symbol, len(self._places)))
            self.left = False
        self._told.update({quote.symbol: quote for quote in due})
        return due

    def _some(self, held: Mapping[str, Quote], front: Mapping[str, None]) -> list[Quote]:
        """Return some of the others, beginning where the last tick ended."""
        self._ticks += 1
        if self._ticks % EVERY:
            # Which there are is found out when it is their turn.
            self.left = len(held) > len(front)
            return []
        names = tuple(held)
        turned = (*names[self._next :], *names[: self._next])
        some = list(islice(self._untold(held, (each for each in turned if each not in front)), OTHERS_AT_ONCE))
        self.left = len(some) == OTHERS_AT_ONCE
        if self.left:
            self._next = names.index(some[-1].symbol) + 1
        return some

    def _untold(self, held: Mapping[str, Quote], symbols: Iterable[str]) -> Iterator[Quote]:
        """Go through the quotes of symbols that are not as they were last told."""
        for symbol in symbols:
            quote, told = held.get(symbol), self._told.get(symbol)
            if quote is not None and quote is not told and quote != told:
                yield quote
