"""What `rotation print study` was asked for, as a configuration of one event and what it is studied by."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tui.cli.asking import RequestError, pair_of, symbol_of, symbols_of
from tui.core.config import Config
from tui.core.events import Kind, NewsEvent, When
from tui.core.marks import Marks
from tui.core.study import StudyRule
from tui.core.watchlist import GraphLines, Pair, Watchlist

_LONGEST = 10_000
_FEWEST = 3


def studied(
    config: Config,
    *,
    event: str,
    symbols: str | None,
    benchmark: str | None,
    pair: str | None,
    estimation: str | None,
    windows: Sequence[str],
) -> Config:
    """Return a configuration with one event, studied by these companies, or by the pair's spread without any.

    What is not given of the rule is as configured.
    `RequestError` where something given is not what it should be.
    """
    chosen, companies = pair_of(config, pair), () if symbols is None else symbols_of(symbols)
    if companies and pair is not None:
        raise RequestError("choose --symbols or --pair, not both")
    if benchmark is not None and not companies:
        raise RequestError("--benchmark needs --symbols; a spread has no benchmark")
    own = config.watchlist.graph
    usual = chosen.large if own is None else own.benchmark
    market = usual if benchmark is None else symbol_of("--benchmark", benchmark)
    if market in companies:
        raise RequestError(f"--symbols {market}: it is the benchmark itself")
    if companies:
        chosen = Pair(name=f"{companies[0]}/{market}", small=companies[0], large=market)
    return replace(
        config,
        settings=replace(config.settings, pair=chosen.name, study=_rule(config.settings.study, estimation, windows)),
        watchlist=Watchlist(
            strip=(),
            indices=(),
            pairs=(chosen,),
            baskets=(),
            graph=GraphLines(benchmark=market, symbols=companies) if companies else None,
        ),
        events=(_event(config, event, companies),),
        marks=Marks(),
    )


def _event(config: Config, given: str, companies: tuple[str, ...]) -> NewsEvent:
    """Return the event of that id, or one of that day, to be studied by these companies or by the spread."""
    held = next((each for each in config.events if each.id == given), None)
    kind = Kind.COMPANY if companies else Kind.MARKET
    if held is not None:
        return replace(held, kind=kind, symbols=companies, claims=())
    try:
        when = When.parse(given)
    except ValueError as error:
        raise RequestError(f"--event {given}: no such event and no day; write an event's id, or 2025-12-10") from error
    if when.partial():
        raise RequestError(f"--event {given}: give the day too, like 2025-12-10")
    return NewsEvent(id=given, when=given, kind=kind, title=given, source="", known_from=when.end(), symbols=companies)


def _rule(usual: StudyRule, estimation: str | None, windows: Sequence[str]) -> StudyRule:
    """Return what is studied; the event windows lie after the estimation window."""
    length, gap = (usual.length, usual.gap) if estimation is None else _estimation(estimation)
    asked = tuple(_two_numbers("--window", window, "-1,1") for window in windows)
    for first, last in asked:
        if not -gap <= first <= last <= _LONGEST:
            raise RequestError(f"--window {first},{last}: it must not end before it begins, nor begin before {-gap}")
    earliest = min(first for first, _ in usual.windows)
    if not asked and earliest < -gap:
        raise RequestError(f"--estimation {estimation}: a usual window begins at {earliest}; give each --window")
    return StudyRule(length=length, gap=gap, windows=asked or usual.windows)


def _estimation(text: str) -> tuple[int, int]:
    """Return the sessions to estimate from, and how many lie between them and the event's."""
    length, gap = _two_numbers("--estimation", text, "120,10")
    if not _FEWEST <= length <= _LONGEST or not 0 <= gap <= _LONGEST:
        raise RequestError(f"--estimation {text}: give {_FEWEST} sessions or more, and a gap of 0 or more")
    return length, gap


def _two_numbers(option: str, text: str, like: str) -> tuple[int, int]:
    """Return two whole numbers with a comma between them."""
    first, _, last = text.partition(",")
    try:
        return int(first), int(last)
    except ValueError as error:
        raise RequestError(f"{option} {text}: write two whole numbers, like {like}") from error
