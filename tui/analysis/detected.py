"""What the closes themselves tell: levels crossed, records, a stretched ratio, a new leader, unusual moves.

Everything is found on closes: a quote is none, so histories are to come without. What is found on a session hangs on
that session and those before it alone, whenever it is looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from tui.analysis.history import History, align, count_until, day_at
from tui.analysis.leadership import measure_leadership
from tui.analysis.levels import crossings
from tui.analysis.rolling import moments
from tui.analysis.stretch import BAND_SESSIONS
from tui.analysis.unusual import SIGMA_SESSIONS, unusual_moves
from tui.core.breadth import YEAR_SESSIONS
from tui.core.events import COMPUTED, Kind, Measure, NewsEvent
from tui.core.lead import LeadRule, Side
from tui.core.marks import Level
from tui.core.text import day, percent, price, signed
from tui.core.watchlist import Pair

RECENT_SESSIONS = 60
"""Sessions before the as-of day in which something is looked for."""
STRETCHED = 2.0
"""Standard deviations beyond which the ratio is stretched."""


class Found(NamedTuple):
    """What happened on a session."""

    event: NewsEvent
    measure: Measure | None = None
    """What a claim of the same would measure; None where nobody makes one."""
    level: float | None = None
    """The level that was crossed, in the unit of the closes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What is watched for something to happen."""

    pair: Pair
    levels: tuple[Level, ...]
    rule: LeadRule
    members: tuple[str, ...]
    """Symbols of the baskets, each once."""


def detect(
    grounds: Grounds,
    closes: Mapping[str, History],
    as_of: date | None = None,
    *,
    recent: int | None = RECENT_SESSIONS,
) -> tuple[Found, ...]:
    """Return what happened in the last `recent` sessions up to `as_of`, oldest first; nothing without closes of a leg.

    None for all sessions there are. Sessions are the small leg's, those of the large one where the small one has none.
    Each event is known from its session, and has the same id whenever it is found.
    """
    pair = grounds.pair
    seen = {symbol: history.until(as_of) for symbol, history in closes.items()}
    legs = [seen[symbol] for symbol in (pair.small, pair.large) if symbol in seen and len(seen[symbol].days)]
    if not legs:
        return ()
    known = len(legs[0].days)
    sessions = known if recent is None else min(recent, known)
    since = day_at(legs[0].days, -sessions)
    found = [*_crossed(grounds.levels, seen, since), *(each for leg in legs for each in _records(leg, since))]
    if len(legs) == 2:
        small, large = legs
        found += [*_stretched(pair, small, large, since), *_passed(grounds, small, large, since)]
    found += _moved([seen[symbol] for symbol in grounds.members if symbol in seen], sessions, since)
    each_once = {each.event.id: each for each in found}
    return tuple(sorted(each_once.values(), key=lambda each: (each.event.known_from, each.event.id)))


def undoubled(detected: Iterable[Found], curated: Iterable[NewsEvent]) -> tuple[NewsEvent, ...]:
    """Return the events detected, but for what a curated event of the same session tells already."""
    told: dict[date, list[NewsEvent]] = {}
    for event in curated:
        if event.session is not None:
            told.setdefault(event.session, []).append(event)
    kept = (each for each in detected if not any(_tells(event, each) for event in told.get(each.event.known_from, ())))
    return tuple(each.event for each in kept)


def _tells(curated: NewsEvent, found: Found) -> bool:
    """Say whether a curated event of the same session is about what was found.

    Of a level or a record it has the claim, or the words; of a move it names the symbol.
    """
    symbols = found.event.symbols
    if any(
        claim.measure is found.measure and claim.level == found.level and claim.symbol in symbols
        for claim in curated.claims
    ):
        return True
    if not set(symbols) & set(curated.symbols):
        return False
    if found.measure is Measure.DAY_CHANGE:
        return curated.kind in (Kind.COMPANY, Kind.EARNINGS, Kind.MARKET)
    words = curated.title.casefold().replace(",", "").split()
    return curated.kind is Kind.LEVEL and found.measure is not None and _word(found) in words


def _word(found: Found) -> str:
    """Return the word by which a title tells of a level or a record: the level itself, or "record"."""
    return "record" if found.level is None else f"{found.level:.10g}"


def _crossed(levels: Iterable[Level], seen: Mapping[str, History], since: date) -> Iterator[Found]:
    """Find the closes that crossed a level a reader could know of by then."""
    for level in levels:
        history = seen.get(level.symbol)
        if history is None:
            continue
        rows, sides = crossings(history.closes, level.level)
        for row, side in zip(rows.tolist(), sides.tolist(), strict=True):
            session = day_at(history.days, row)
            if session < max(since, level.known_from or since):
                continue
            way, close = "above" if side > 0 else "below", price(float(history.closes[row]))
            event = _event(
                f"level:{level.symbol}:{level.level:g}",
                session,
                Kind.LEVEL,
                f"{level.symbol} closed {way} {price(level.level)}, at {close}",
                (history,),
                detail=f"{level.label} ({level.source})" if level.source else level.label,
            )
            yield Found(event, Measure.FIRST_CLOSE_ABOVE, level.level)


def _records(history: History, since: date) -> Iterator[Found]:
    """Find the closes above all before them; a history has no records in its first year."""
    highest = np.maximum.accumulate(history.closes)
    rows = 1 + np.flatnonzero(history.closes[1:] > highest[:-1])
    earliest = max(YEAR_SESSIONS, int(np.searchsorted(history.days, np.datetime64(since, "D"))))
    for row in rows[rows >= earliest].tolist():
        event = _event(
            f"record:{history.symbol}",
            day_at(history.days, row),
            Kind.LEVEL,
            f"{history.symbol} record close of {price(float(history.closes[row]))}",
            (history,),
            detail=f"the highest of {row + 1:,} closes known, the first of {day(day_at(history.days, 0))}",
        )
        yield Found(event, Measure.RECORD_CLOSE)


def _stretched(pair: Pair, small: History, large: History, since: date) -> Iterator[Found]:
    """Find the sessions that took the stretch beyond two deviations on one side."""
    days, smalls, larges = align(small, large)
    log_ratio = np.log(smalls / larges)
    first = max(0, count_until(days, since) - 2)
    rows = np.arange(first, len(days))
    means, deviations = moments(log_ratio, BAND_SESSIONS, rows)
    stretches = ((log_ratio[rows] - means) / deviations).tolist()
    for before, row, z in zip(stretches, rows[1:].tolist(), stretches[1:], strict=False):
        session = day_at(days, row)
        side = 1 if z > 0 else -1
        if session < since or not abs(z) > STRETCHED or not side * before <= STRETCHED:
            continue
        way = f"{'above' if z > 0 else 'below'} {signed(side * STRETCHED, 0)}"
        title = f"{pair.name} stretched: z{BAND_SESSIONS} {signed(z)}, {way}"
        detail = f"the session before {signed(before)}"
        yield Found(_event(f"stretch:{pair.name}", session, Kind.MARKET, title, (small, large), detail=detail))


def _passed(grounds: Grounds, small: History, large: History, since: date) -> Iterator[Found]:
    """Find the closes that made it known that the lead had passed; who led first took it from nobody known."""
    pair, rule = grounds.pair, grounds.rule
    led = measure_leadership(small, large, rule)
    if led is None or led.leader is None or led.since is None or led.known_from is None:
        return
    days, _, _ = align(small, large)
    begun = [(lead.leader, lead.since) for lead in led.history[1:]]
    begun += [(led.leader, led.since)] if led.history else []
    for leader, first in begun:
        session = day_at(days, count_until(days, first) + rule.closes - 2)
        if session < since:
            continue
        symbol, label = (pair.small, pair.small_label) if leader is Side.SMALL else (pair.large, pair.large_label)
        title = f"{label or symbol} took the lead ({leader.value} side of {pair.name})"
        detail = f"since {day(first)}, the first of {rule.closes} closes in a row"
        yield Found(_event(f"lead:{pair.name}", session, Kind.MARKET, title, (small, large), detail=detail))


def _moved(members: Iterable[History], sessions: int, since: date) -> Iterator[Found]:
    """Find the moves of members that are unusual by their own measure, in the last so many rows of each."""
    for move in unusual_moves(members, sessions):
        if move.day < since:
            continue
        symbol = move.history.symbol
        title = f"{symbol} {percent(100 * move.change)}, {abs(move.sigmas):.1f} of its own sigmas"
        sigma = 100 * move.change / move.sigmas
        detail = f"sigma: the standard deviation of its {SIGMA_SESSIONS} returns before, {sigma:.2f}%"
        event = _event(f"move:{symbol}", move.day, Kind.MARKET, title, (move.history,), detail=detail)
        yield Found(event, Measure.DAY_CHANGE)


def _event(
    about: str, session: date, kind: Kind, title: str, histories: tuple[History, ...], *, detail: str
) -> NewsEvent:
    """Make the event of a session out of the closes of these histories."""
    return NewsEvent(
        id=f"{COMPUTED}:{about}:{session}",
        when=session.isoformat(),
        kind=kind,
        title=title,
        source=COMPUTED,
        known_from=session,
        detail=detail,
        symbols=tuple(history.symbol for history in histories),
        session=session,
        simulated=any(history.simulated for history in histories),
    )
