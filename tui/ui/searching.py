"""The words a timeline's entry is found by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from tui.core.events import Kind
from tui.core.text import safe
from tui.core.watchlist import Stance, Watchlist
from tui.ui.entries import Entry

_SIDES = {Stance.WINNER: "small", Stance.LOSER: "large"}


SEARCHED = "title, source, kind, symbol, basket or side"
"""Where words are looked for."""
HINTS = (
    "words of a title or source, a symbol (NVDA), a kind (fed), a basket (biotech), a side (small, large)",
    "title words, symbol (NVDA), kind (fed), basket (biotech), side (small)",
    "word, symbol, kind, basket or side",
    "word, symbol, kind …",
)
"""What can be typed, the fullest wording first."""


class Wanted(Struct, frozen=True):
    """Which entries are to be listed."""

    kind: Kind | None = None
    """None for every kind."""
    text: str = ""
    """The words each has; empty for any."""

    def told(self) -> tuple[str, ...]:
        """Return the kind and the words as a reader is told of them; nothing where all are wanted."""
        words = " ".join(safe(self.text).split())
        parts = (self.kind.value if self.kind else "", f"“{words}”" if words else "")
        return tuple(part for part in parts if part)


class Search:
    """Finds entries by the words of their title, source, kind and symbols, and of the symbols' side and baskets."""

    def __init__(self, watchlist: Watchlist | None = None) -> None:
        self._groups = _groups(watchlist) if watchlist else MappingProxyType({})
        self._searched: tuple[Entry, ...] = ()
        self._words: list[str] = []

    def among(self, listed: tuple[Entry, ...], wanted: Wanted) -> tuple[Entry, ...]:
        """Return the entries of the kind that have every word of the text in theirs, in whatever case."""
        found = self._with_words(listed, wanted.text.casefold().split())
        return found if wanted.kind is None else tuple(entry for entry in found if entry.kind is wanted.kind)

    def unknown(self, listed: tuple[Entry, ...], text: str) -> tuple[str, ...]:
        """Return the words, as typed, that no entry has."""
        return tuple(word for word in safe(text).split() if not self._with_words(listed, [word.casefold()]))

    def _with_words(self, listed: tuple[Entry, ...], sought: list[str]) -> tuple[Entry, ...]:
        """Return the entries with all these words; what they are found by is made once for a list."""
        if not sought:
            return listed
        if listed is not self._searched:
            self._searched, self._words = listed, [self._words_of(entry) for entry in listed]
        found = zip(listed, self._words, strict=True)
        return tuple(entry for entry, words in found if all(word in words for word in sought))

    def _words_of(self, entry: Entry) -> str:
        """Return everything an entry is found by."""
        groups = (self._groups.get(symbol, "") for symbol in entry.symbols)
        return "\n".join((entry.title, entry.source, entry.kind.value, *entry.symbols, *groups)).casefold()


def _groups(watchlist: Watchlist) -> Mapping[str, str]:
    """Return each symbol's side and baskets.

    The small side is the pairs' small legs and the baskets expected to win, the large side the others.
    """
    groups: dict[str, list[str]] = {}
    for pair in watchlist.pairs:
        groups.setdefault(pair.small, []).append("small")
        groups.setdefault(pair.large, []).append("large")
    for basket in watchlist.baskets:
        for member in basket.members:
            groups.setdefault(member.symbol, []).extend((_SIDES.get(basket.stance, ""), safe(basket.name)))
    return MappingProxyType({symbol: _joined(names) for symbol, names in groups.items()})


def _joined(names: Iterable[str]) -> str:
    """Return each name once."""
    return "\n".join(dict.fromkeys(name for name in names if name))
