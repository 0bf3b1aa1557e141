"""The checked shapes to the nouns of `tui.core`, with what the files leave to a rule filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from tui.core.config import Cadence, Settings, Source
from tui.core.events import Claim, NewsEvent, When
from tui.core.lead import LeadRule
from tui.core.marks import Level, Marks, Opinion, Precedent, Target, WatchItem
from tui.core.study import StudyRule
from tui.core.watchlist import Basket, GraphLines, Instrument, Member, Pair, RateSymbols, Watchlist
from tui.settings.schema import (
    BasketShape,
    ClaimShape,
    EventShape,
    LevelShape,
    MarksFile,
    NoteShape,
    OpinionShape,
    PairShape,
    PrecedentShape,
    SettingsFile,
    SourceShape,
    TargetShape,
    WatchlistFile,
    WatchShape,
)

Published = Mapping[str, date]
"""The day each source was published."""

OWN = "own note"
"""What stands for the source of a note."""


def settings(file: SettingsFile, pairs: tuple[Pair, ...]) -> Settings:
    """Return the settings; a shipped pair that the user's watchlist took away gives way to its first."""
    known = any(pair.name == file.pair for pair in pairs)
    return Settings(
        pair=file.pair if known else pairs[0].name,
        window=file.window,
        theme=file.theme,
        palette=file.palette,
        lead=LeadRule(mean=file.lead.mean, closes=file.lead.closes),
        study=StudyRule(length=file.study.estimation[0], gap=file.study.estimation[1], windows=file.study.windows),
        cadence=Cadence(
            open_s=file.cadence.open_s,
            extended_s=file.cadence.extended_s,
            closed_s=file.cadence.closed_s,
            scale=file.cadence.scale,
        ),
    )


def watchlist(file: WatchlistFile) -> Watchlist:
    """Return everything with a symbol."""
    indices = tuple(
        Instrument(symbol=each.symbol, label=each.label or each.symbol, kind=each.kind) for each in file.index
    )
    in_row = [each.symbol for each in indices if each.kind == "yield"]
    rates = RateSymbols(ten_year=file.rates.ten_year, three_month=file.rates.three_month)
    return Watchlist(
        strip=file.strip,
        indices=indices,
        pairs=tuple(_pair(each) for each in file.pair),
        baskets=tuple(_basket(each) for each in file.basket),
        graph=GraphLines(benchmark=file.graph.benchmark, symbols=file.graph.symbols),
        rates=rates,
        yields=tuple(dict.fromkeys((*in_row, *rates.symbols(), *file.yields))),
    )


def sources(*lists: Iterable[SourceShape]) -> tuple[Source, ...]:
    """Return the sources of several lists; a later one of the same name counts."""
    by_name = {
        each.name: Source(name=each.name, title=each.title, published=each.published) for some in lists for each in some
    }
    return tuple(by_name.values())


def event(file: EventShape, published: Published) -> NewsEvent:
    """Return one event; left to itself it is known from its own day, or its earliest source's where that is sooner."""
    own_day = When(file.until or file.when).end()
    return NewsEvent(
        id=file.id,
        when=file.when,
        until=file.until,
        kind=file.kind,
        title=file.title,
        detail=file.detail or "",
        source=", ".join(file.sources),
        known_from=file.known_from or min(own_day, _earliest(file.sources, published) or own_day),
        symbols=file.symbols,
        claims=tuple(_claim(each, published) for each in file.claim),
        lower_pct=file.lower_pct,
        upper_pct=file.upper_pct,
    )


def note(file: NoteShape) -> NewsEvent:
    """Return one of the user's own events and notes; left to itself it is known from its own day."""
    return NewsEvent(
        id=file.id,
        when=file.when,
        kind=file.kind,
        title=file.title,
        source=OWN,
        known_from=file.known_from or When(file.when).end(),
        symbols=file.symbols,
        url=file.link,
        own=True,
    )


def marks(file: MarksFile, published: Published) -> Marks:
    """Return levels, targets, precedents, opinions and what to watch."""
    return Marks(
        levels=tuple(_level(each, published) for each in file.level),
        targets=tuple(_target(each, published) for each in file.target),
        precedents=tuple(_precedent(each, published) for each in file.precedent),
        opinions=tuple(_opinion(each, published) for each in file.opinion),
        watch=tuple(_watch(each, published) for each in file.watch),
    )


def _pair(file: PairShape) -> Pair:
    return Pair(
        name=file.name or f"{file.small}/{file.large}",
        small=file.small,
        large=file.large,
        small_label=file.small_label or file.small,
        large_label=file.large_label or file.large,
        why=file.why or "",
    )


def _basket(file: BasketShape) -> Basket:
    return Basket(
        name=file.name,
        stance=file.stance,
        why=file.why,
        members=tuple(Member(symbol=each.symbol, proxy=each.proxy, note=each.note or "") for each in file.members),
        source=", ".join(file.sources),
    )


def _claim(file: ClaimShape, published: Published) -> Claim:
    return Claim(
        text=file.text,
        symbol=file.symbol,
        measure=file.measure,
        source=file.source,
        known_from=file.known_from or published[file.source],
        value=file.value,
        level=file.level,
        direction=file.direction,
        low=file.low,
        high=file.high,
        start=file.start,
        end=file.end,
    )


def _level(file: LevelShape, published: Published) -> Level:
    return Level(
        symbol=file.symbol,
        level=file.level,
        label=file.label,
        source=", ".join(file.sources),
        by=file.by,
        known_from=file.known_from or _earliest(file.sources, published),
    )


def _target(file: TargetShape, published: Published) -> Target:
    return Target(
        symbol=file.symbol,
        return_pct=file.return_pct,
        label=file.label,
        source=", ".join(file.sources),
        by=file.by,
        known_from=file.known_from or _earliest(file.sources, published),
    )


def _precedent(file: PrecedentShape, published: Published) -> Precedent:
    return Precedent(
        name=file.name,
        day0=file.day0,
        why=file.why,
        source=", ".join(file.sources),
        current=file.current,
        known_from=file.known_from or _earliest(file.sources, published),
    )


def _opinion(file: OpinionShape, published: Published) -> Opinion:
    return Opinion(
        text=file.text,
        source=file.source,
        known_from=file.known_from or published[file.source],
        symbol=file.symbol,
        basket=file.basket,
    )


def _watch(file: WatchShape, published: Published) -> WatchItem:
    return WatchItem(
        name=file.name,
        why=file.why,
        reading=file.reading,
        symbols=file.symbols,
        level=file.level,
        event=file.event,
        source=", ".join(file.sources),
        known_from=file.known_from or _earliest(file.sources, published),
    )


def _earliest(names: tuple[str, ...], published: Published) -> date | None:
    return min((published[name] for name in names), default=None)
