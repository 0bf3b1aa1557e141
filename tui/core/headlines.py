"""Headlines that tell one story, as one row with the symbols of all of them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from tui.core.events import NewsEvent

ALIKE = 0.8
"""Share of all words of two headlines that both have, from which on they tell the same."""
_FEWEST_WORDS = 4
"""Headlines of fewer words are the same only where their words are."""
_WORD = r"\w+(?:[.,]\d+)*"

Words = frozenset[str]

NO_TITLE, NO_DATE, NO_ID, FUTURE = "no title", "no date", "no id", "from the future"
"""Why a headline is left out."""


class LeftOut(Struct, frozen=True, kw_only=True):
    """A headline that is not listed."""

    id: str
    """What it is told apart by; where it has no id of its own, its place in the answer."""
    why: str
    until: datetime | None = None
    """The instant from which it is listed, UTC; None for never."""


class Heard(Struct, frozen=True, kw_only=True):
    """An answer about headlines: foreign text, already made safe."""

    headlines: tuple[NewsEvent, ...] = ()
    """The newest last."""
    left_out: tuple[LeftOut, ...] = ()


def left_out_in_words(counts: Mapping[str, int]) -> str:
    """Write counts by reason as "3 headlines left out: no title 2, from the future 1"; empty without any."""
    every = sum(counts.values())
    told = ", ".join(f"{why} {count}" for why, count in counts.items())
    return f"{every} {'headline' if every == 1 else 'headlines'} left out: {told}" if every else ""


def one_a_story(headlines: Iterable[NewsEvent]) -> tuple[NewsEvent, ...]:
    """Return the headlines with those of one story as one: the first heard, with the symbols of all.

    One story: the same day, the same figures, and four words of five in both, whatever their case, accents and
    punctuation. Headlines come in the order in which they were heard, and leave in the order of the first of each.
    """
    told: dict[tuple[date, Words], list[tuple[Words, str]]] = {}
    kept: dict[str, NewsEvent] = {}
    for headline in headlines:
        words = words_of(headline.title)
        figures = frozenset(word for word in words if not word.isalpha())
        same_day = told.setdefault((headline.placed(), figures), [])
        first = next((key for before, key in same_day if alike(before, words)), None)
        if first is None:
            same_day.append((words, headline.id))
            kept[headline.id] = headline
        else:
            kept[first] = with_symbols(kept[first], headline.symbols)
    return tuple(kept.values())


def with_symbols(headline: NewsEvent, symbols: Iterable[str]) -> NewsEvent:
    """Return the headline with these symbols after its own, each once."""
    every = tuple(dict.fromkeys((*headline.symbols, *symbols)))
    return headline if every == headline.symbols else replace(headline, symbols=every)


def words_of(title: str) -> Words:
    """Return the words and figures of a title, without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    return frozenset(re.findall(_WORD, "".join(char for char in plain if not unicodedata.combining(char))))


def alike(one: Words, other: Words) -> bool:
    """Say whether two titles tell the same; two of no words do not."""
    if not one or min(len(one), len(other)) < _FEWEST_WORDS:
        return bool(one) and one == other
    return len(one & other) >= ALIKE * len(one | other)
