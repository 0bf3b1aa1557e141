"""Marks on the map: levels, targets, precedents, opinions, what to watch."""

from datetime import date
from enum import StrEnum

from msgspec import Struct


class Level(Struct, frozen=True, kw_only=True):
    """A closing level somebody named; with `by` it is a target."""

    symbol: str
    level: float
    label: str
    source: str
    by: str | None = None
    """Target date as written ("2026-06", "2026"); None for a plain level."""
    known_from: date | None = None
    """The first day a reader could know of it: its earliest source's; None where it names no source."""


class Target(Struct, frozen=True, kw_only=True):
    """A forecast return rather than a level: "+20 % total return"."""

    symbol: str
    return_pct: float
    label: str
    source: str
    by: str | None = None
    known_from: date | None = None
    """The first day a reader could know of it: its earliest source's; None where it names no source."""


class Precedent(Struct, frozen=True, kw_only=True):
    """An episode to lay the current one over."""

    name: str
    day0: date
    """The session both legs are rebased at."""
    why: str
    source: str = ""
    current: bool = False
    known_from: date | None = None
    """The first day it is shown when looking back: its earliest source's; None where it names no source."""


class Opinion(Struct, frozen=True, kw_only=True):
    """A forecast or a judgement somebody published; shown as such, never as data."""

    text: str
    source: str
    known_from: date
    symbol: str | None = None
    """Whom it is about: a symbol, or two as small/large."""
    basket: str | None = None
    """The basket it is about; with neither it is about nothing that has a price."""

    def key(self) -> str:
        """Return what it is told apart by: two sources may say the same."""
        return f"{self.source}: {self.text}"


class Reading(StrEnum):
    """How a watch item gets its current reading."""

    PRICE = "price"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    FED = "fed"
    EVENT = "event"
    LEVEL = "level"
    BREADTH = "breadth"


class WatchItem(Struct, frozen=True, kw_only=True):
    """One line of "what to watch"."""

    name: str
    why: str
    reading: Reading
    symbols: tuple[str, ...] = ()
    """One for a price or level, two for a difference or ratio, none otherwise."""
    level: float | None = None
    event: str | None = None
    source: str = ""
    known_from: date | None = None
    """The first day a reader could know of it: its earliest source's; None where it names no source."""


class Marks(Struct, frozen=True, kw_only=True):
    """Everything of `marks.toml`."""

    levels: tuple[Level, ...] = ()
    targets: tuple[Target, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    watch: tuple[WatchItem, ...] = ()
