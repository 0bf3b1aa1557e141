"""The shapes of the four files; the shipped files say what every key means."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from msgspec import Struct

from tui.core.config import THEMES, Palette
from tui.core.events import Direction, Kind, Measure
from tui.core.marks import Reading
from tui.core.watchlist import Stance
from tui.core.windows import WINDOWS
from tui.settings import rules
from tui.settings.rules import Rule

Symbol = Annotated[str, Rule(rules.symbol)]
Subject = Annotated[str, Rule(rules.subject)]
Slug = Annotated[str, Rule(rules.slug)]
Label = Annotated[str, rules.text(12)]
Name = Annotated[str, rules.text(40)]
Line = Annotated[str, rules.text(160)]
Detail = Annotated[str, rules.text(400)]
Link = Annotated[str, Rule(rules.link)]
Day = Annotated[date, Rule(rules.day)]
Date = Annotated[str, Rule(rules.when)]
Number = Annotated[float, Rule(rules.number)]
Positive = Annotated[float, Rule(rules.positive)]
Seconds = Annotated[float, Rule(rules.cadence)]
Mean = Annotated[int, rules.count(2, 500)]
Closes = Annotated[int, rules.count(1, 50)]
Estimation = Annotated[tuple[int, int], Rule(rules.estimation)]
EventWindow = Annotated[tuple[int, int], Rule(rules.event_window)]
Flag = Annotated[bool, Rule(rules.flag)]


class Shape(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a file: its fields are the keys allowed, those without a default must be there."""

    short: ClassVar[str | None] = None
    """The key a bare text stands for where a table is expected."""


class CadenceShape(Shape, frozen=True, kw_only=True):
    """`[cadence]` of settings.toml."""

    open_s: Seconds
    extended_s: Seconds
    closed_s: Seconds
    scale: Annotated[float, Rule(rules.scale)]


class LeadShape(Shape, frozen=True, kw_only=True):
    """`[lead]` of settings.toml."""

    mean: Mean
    closes: Closes


class StudyShape(Shape, frozen=True, kw_only=True):
    """`[study]` of settings.toml."""

    estimation: Estimation
    windows: tuple[EventWindow, ...]


class SettingsFile(Shape, frozen=True, kw_only=True):
    """settings.toml."""

    pair: Name
    window: Annotated[str, rules.option(WINDOWS)]
    theme: Annotated[str, rules.option(THEMES)]
    palette: Annotated[Palette, rules.member_of(Palette)]
    lead: LeadShape
    study: StudyShape
    cadence: CadenceShape


class IndexShape(Shape, frozen=True, kw_only=True):
    """`[[index]]` of watchlist.toml."""

    symbol: Symbol
    label: Label | None = None
    kind: Annotated[str, rules.option(("index", "yield", "fed"))] = "index"


class PairShape(Shape, frozen=True, kw_only=True):
    """`[[pair]]` of watchlist.toml."""

    small: Symbol
    large: Symbol
    name: Name | None = None
    small_label: Label | None = None
    large_label: Label | None = None
    why: Line | None = None


class MemberShape(Shape, frozen=True, kw_only=True):
    """One of `members` of a `[[basket]]`."""

    short = "symbol"

    symbol: Symbol
    proxy: Flag = False
    note: Line | None = None


class BasketShape(Shape, frozen=True, kw_only=True):
    """`[[basket]]` of watchlist.toml."""

    name: Name
    stance: Annotated[Stance, rules.member_of(Stance)]
    why: Line
    members: tuple[MemberShape, ...]
    sources: tuple[Name, ...] = ()


class GraphShape(Shape, frozen=True, kw_only=True):
    """`[graph]` of watchlist.toml."""

    benchmark: Symbol
    symbols: tuple[Symbol, ...] = ()


class RatesShape(Shape, frozen=True, kw_only=True):
    """`[rates]` of watchlist.toml."""

    ten_year: Symbol | None = None
    three_month: Symbol | None = None


class WatchlistFile(Shape, frozen=True, kw_only=True):
    """watchlist.toml."""

    strip: tuple[Symbol, ...]
    yields: tuple[Symbol, ...]
    index: tuple[IndexShape, ...]
    pair: tuple[PairShape, ...]
    graph: GraphShape
    rates: RatesShape
    basket: tuple[BasketShape, ...]


class SourceShape(Shape, frozen=True, kw_only=True):
    """`[[source]]` of events.toml."""

    name: Name
    title: Line
    published: Day


class ClaimShape(Shape, frozen=True, kw_only=True):
    """`[[event.claim]]` of events.toml."""

    text: Line
    symbol: Subject
    measure: Annotated[Measure, rules.member_of(Measure)]
    source: Name
    known_from: Day | None = None
    value: Number | None = None
    level: Positive | None = None
    direction: Annotated[Direction, rules.member_of(Direction)] | None = None
    low: Number | None = None
    high: Number | None = None
    start: Day | None = None
    end: Day | None = None


class EventShape(Shape, frozen=True, kw_only=True):
    """`[[event]]` of events.toml."""

    id: Slug
    when: Date
    kind: Annotated[Kind, rules.member_of(Kind)]
    title: Line
    sources: tuple[Name, ...]
    known_from: Day | None = None
    until: Date | None = None
    detail: Detail | None = None
    symbols: tuple[Symbol, ...] = ()
    claim: tuple[ClaimShape, ...] = ()
    lower_pct: Number | None = None
    upper_pct: Number | None = None


class NoteShape(Shape, frozen=True, kw_only=True):
    """`[[note]]` of events.toml."""

    id: Slug
    when: Date
    kind: Annotated[Kind, rules.member_of(Kind)]
    title: Line
    symbols: tuple[Symbol, ...] = ()
    link: Link | None = None
    known_from: Day | None = None


class EventsFile(Shape, frozen=True, kw_only=True):
    """events.toml."""

    source: tuple[SourceShape, ...]
    event: tuple[EventShape, ...]
    note: tuple[NoteShape, ...] = ()


class LevelShape(Shape, frozen=True, kw_only=True):
    """`[[level]]` of marks.toml."""

    symbol: Symbol
    level: Positive
    label: Line
    sources: tuple[Name, ...] = ()
    by: Date | None = None
    known_from: Day | None = None


class TargetShape(Shape, frozen=True, kw_only=True):
    """`[[target]]` of marks.toml."""

    symbol: Symbol
    return_pct: Number
    label: Line
    sources: tuple[Name, ...] = ()
    by: Date | None = None
    known_from: Day | None = None


class PrecedentShape(Shape, frozen=True, kw_only=True):
    """`[[precedent]]` of marks.toml."""

    name: Name
    day0: Day
    why: Line
    sources: tuple[Name, ...] = ()
    current: Flag = False
    known_from: Day | None = None


class OpinionShape(Shape, frozen=True, kw_only=True):
    """`[[opinion]]` of marks.toml."""

    text: Line
    source: Name
    symbol: Subject | None = None
    basket: Name | None = None
    known_from: Day | None = None


class WatchShape(Shape, frozen=True, kw_only=True):
    """`[[watch]]` of marks.toml."""

    name: Name
    why: Line
    reading: Annotated[Reading, rules.member_of(Reading)]
    symbols: tuple[Symbol, ...] = ()
    level: Positive | None = None
    event: Slug | None = None
    sources: tuple[Name, ...] = ()
    known_from: Day | None = None


class MarksFile(Shape, frozen=True, kw_only=True):
    """marks.toml."""

    level: tuple[LevelShape, ...]
    target: tuple[TargetShape, ...]
    precedent: tuple[PrecedentShape, ...]
    opinion: tuple[OpinionShape, ...]
    watch: tuple[WatchShape, ...]
