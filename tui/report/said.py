"""Opinions, forecasts and what to watch, with what has happened to them so far, as text and for JSON."""

from __future__ import annotations

from tui.core.board import Board
from tui.core.marks import Opinion
from tui.core.readings import TargetRow, WatchRow
from tui.core.said import forecast_in_words, since_in_words, target_in_words
from tui.report.plain import Facts, plain, when


def tell_opinion(opinion: Opinion, board: Board) -> str:
    """Write an opinion and what its subject did: "… (article B): ^RUT −1.03% from 18 Dec 2025 to 31 Dec 2025"."""
    since = since_in_words(board.since_said.get(opinion.key()))
    return f"{opinion.text} ({opinion.source})" + (f": {since}" if since else "")


def tell_forecast(target: TargetRow) -> str:
    """Write a forecast and how far it is: "^RUT 2,800.00 by 2026-06, … (article A): open, +12.82% to go"."""
    return f"{target_in_words(target)} ({target.source}): {forecast_in_words(target)}"


def tell_watch(row: WatchRow) -> str:
    """Write a reading and what has happened since it was said to be watched."""
    return (row.reading or "no data") + (f" · {row.since}" if row.since else "")


def opinion_facts(opinion: Opinion, board: Board) -> Facts:
    """Return an opinion with its subject's move since, null where it has no subject."""
    since = board.since_said.get(opinion.key())
    return {
        "text": opinion.text,
        "source": opinion.source,
        "known_from": when(opinion.known_from),
        "since": None if since is None else plain(since),
    }


def watch_facts(row: WatchRow) -> Facts:
    """Return one thing to watch with its reading, and what has happened since it was said."""
    return {
        "name": row.item.name,
        "reading": row.reading or None,
        "as_of": when(row.as_of),
        "source": row.item.source or None,
        "known_from": when(row.item.known_from),
        "since": row.since or None,
        "crossed": when(row.crossed),
    }
