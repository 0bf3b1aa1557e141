"""The Board as plain dictionaries, for JSON: numbers are numbers, percents in percent, null for unknown."""

from __future__ import annotations

import msgspec

from tui import __version__
from tui.core.board import Board
from tui.core.events import NewsEvent
from tui.core.market import Extended, Problem, Quote
from tui.core.summary import summary
from tui.report.baskets import basket_facts
from tui.report.examined import (
    claim_facts,
    followed_facts,
    headlines,
    path_facts,
    pooled_facts,
    study_facts,
    upcoming,
)
from tui.report.plain import Facts, plain, when
from tui.report.said import opinion_facts, watch_facts
from tui.report.standing import breadth_facts, graph_facts, lead_facts, precedent_facts, spread_facts


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
        "summary": summary(board),
        "quotes": [_quote(quote) for quote in board.quotes],
        "spread": None if board.spread is None else spread_facts(board.spread),
        "leadership": None if board.leadership is None else lead_facts(board.leadership),
        "rotation": [] if board.graph is None else graph_facts(board.graph),
        "breadth": {side: breadth_facts(breadth) for side, breadth in board.breadth.items()},
        "baskets": [basket_facts(basket) for basket in board.baskets],
        "levels": [plain(level) for level in board.levels],
        "targets": [plain(target) for target in board.targets],
        "rates": None if board.rates is None else plain(board.rates),
        "precedents": [] if board.precedents is None else precedent_facts(board.precedents),
        "fed": None if board.fed is None else msgspec.to_builtins(board.fed),
        "watch": [watch_facts(row) for row in board.watch],
        "events": [_event(event, board) for event in board.events],
        "headlines": [_event(event, board) for event in headlines(board)],
        "headlines_left_out": {"count": sum(board.headlines_left_out.values()), "why": board.headlines_left_out},
        "upcoming": [_event(event, board) for event in upcoming(board)],
        "claims": plain(board.tally),
        "studies": [pooled_facts(each) for each in board.pooled],
        "average_paths": [path_facts(each) for each in board.average_paths],
        "opinions": [opinion_facts(opinion, board) for opinion in board.opinions],
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


def _event(event: NewsEvent, board: Board) -> Facts:
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
        "own": event.own,
        "symbols": list(event.symbols),
        "time": when(event.time),
        "url": event.url,
        "claims": claim_facts(event, board),
        "followed": followed_facts(event, board),
        "study": study_facts(event, board),
    }


def _problem(problem: Problem) -> Facts:
    return {
        "what": problem.what,
        "symbol": problem.symbol,
        "since": when(problem.since),
        "next_try": when(problem.next_try),
    }
