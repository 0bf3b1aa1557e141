"""The Board as plain dictionaries, for JSON: numbers are numbers, percents in percent, null for unknown."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Any

import msgspec

from tui import __version__
from tui.core.board import BasketRow, Board, MemberRow, Spread
from tui.core.events import Claim, NewsEvent
from tui.core.market import Extended, Problem, Quote
from tui.core.readings import LevelRow

Facts = dict[str, Any]
"""What one object of the JSON holds."""


def as_json(board: Board) -> str:
    """Write the Board as one JSON object."""
    return msgspec.json.format(msgspec.json.encode(facts(board)), indent=2).decode()


def facts(board: Board) -> Facts:
    """Return the Board as plain dictionaries; the keys are a promise to scripts."""
    return {
        "version": __version__,
        "as_of": when(board.as_of or board.clock.now),
        "provider": {
            "name": board.provider.name,
            "state": board.provider.state,
            "simulated": board.provider.simulated,
            "note": board.provider.note,
        },
        "quotes": [_quote(quote) for quote in board.quotes],
        "spread": None if board.spread is None else spread_facts(board.spread),
        "baskets": [_basket(basket) for basket in board.baskets],
        "levels": [_level(level) for level in board.levels],
        "fed": None if board.fed is None else msgspec.to_builtins(board.fed),
        "watch": [
            {"name": row.item.name, "reading": row.reading or None, "as_of": when(row.as_of)} for row in board.watch
        ],
        "events": [_event(event) for event in board.events],
        "opinions": [
            {"text": each.text, "source": each.source, "known_from": when(each.known_from)} for each in board.opinions
        ],
        "problems": [_problem(problem) for problem in board.problems],
    }


def _quote(quote: Quote) -> Facts:
    return {
        "symbol": quote.symbol,
        "price": quote.price,
        "change": quote.change,
        "change_pct": quote.change_pct,
        "previous_close": quote.previous_close,
        "time": when(quote.time),
        "state": quote.state.value,
        "delay_min": quote.delay_min,
        "currency": quote.currency,
        "source": quote.source or None,
        "extended": None if quote.extended is None else _extended(quote.extended),
    }


def _extended(extended: Extended) -> Facts:
    return {
        "price": extended.price,
        "change": extended.change,
        "change_pct": extended.change_pct,
        "time": when(extended.time),
        "session": extended.session.value,
    }


def spread_facts(spread: Spread) -> Facts:
    """Return the pair over its window."""
    return {
        "small": spread.small.symbol,
        "large": spread.large.symbol,
        "window": spread.window,
        "base_date": when(spread.base_date),
        "as_of": when(spread.as_of),
        "small_return_pct": spread.small.return_pct,
        "large_return_pct": spread.large.return_pct,
        "spread_pts": spread.spread_pts,
        "ratio": spread.ratio,
        "z": spread.z,
        "sessions": spread.sessions,
        "dropped": spread.dropped,
        "basis": spread.basis.value,
        "simulated": spread.simulated,
    }


def _basket(basket: BasketRow) -> Facts:
    return {
        "name": basket.name,
        "stance": basket.stance.value,
        "return_pct": basket.return_pct,
        "median_pct": basket.median_pct,
        "best": _extreme(basket.best),
        "worst": _extreme(basket.worst),
        "base_date": when(basket.base_date),
        "counted": basket.counted(),
        "missing": list(basket.missing()),
        "members": [
            {
                "symbol": member.symbol,
                "return_pct": member.return_pct,
                "proxy": member.proxy,
                "why_missing": member.why_missing or None,
            }
            for member in basket.members
        ],
    }


def _extreme(member: MemberRow | None) -> Facts | None:
    return None if member is None else {"symbol": member.symbol, "return_pct": member.return_pct}


def _level(level: LevelRow) -> Facts:
    return {
        "symbol": level.symbol,
        "level": level.level,
        "distance_pct": level.distance_pct,
        "position": level.position,
        "label": level.label,
        "by": level.by,
        "close": level.close,
        "source": level.source,
    }


def _event(event: NewsEvent) -> Facts:
    return {
        "id": event.id,
        "when": event.when,
        "until": event.until,
        "session": when(event.session),
        "kind": event.kind.value,
        "title": event.title,
        "source": event.source,
        "known_from": when(event.known_from),
        "simulated": event.simulated,
        "claims": [_claim(claim) for claim in event.claims],
    }


def _claim(claim: Claim) -> Facts:
    return {name: when(value) for name, value in msgspec.structs.asdict(claim).items()}


def _problem(problem: Problem) -> Facts:
    return {
        "what": problem.what,
        "symbol": problem.symbol,
        "since": when(problem.since),
        "next_try": when(problem.next_try),
    }


def when(value: Any) -> Any:
    """Return dates and instants in ISO form, names of enums as text, and anything else as it is."""
    if isinstance(value, datetime | date):
        return value.isoformat().replace("+00:00", "Z")
    return value.value if isinstance(value, Enum) else value
