"""The fed funds target range, as the Fed's decisions tell it."""

from __future__ import annotations

from datetime import date

from tui.core.events import Kind, NewsEvent
from tui.core.readings import FedMove, FedRange

MOVES = 6
"""So many changes of the range are told."""


def fed_range(events: tuple[NewsEvent, ...], as_of: date) -> FedRange | None:
    """Return the fed funds target range after the last Fed event known and placed by `as_of`; None without one.

    It is in force since the first of the events in a row that tell of the same range.
    """
    ranges = _ranges(events, as_of)
    return ranges[-1] if ranges else None


def fed_moves(events: tuple[NewsEvent, ...], as_of: date) -> tuple[FedMove, ...]:
    """Return the last changes of the range known and placed by `as_of`, newest first.

    The first range known of all comes as a change by an unknown amount.
    """
    ranges = _ranges(events, as_of)
    moves = [
        FedMove(
            day=after.since,
            lower_pct=after.lower_pct,
            upper_pct=after.upper_pct,
            change_bp=None if before is None else 100 * (after.upper_pct - before.upper_pct),
        )
        for before, after in zip([None, *ranges], ranges, strict=False)  # the last has none after it
    ]
    return tuple(reversed(moves[-MOVES:]))


def _ranges(events: tuple[NewsEvent, ...], as_of: date) -> list[FedRange]:
    """Return every range known and placed by `as_of`, oldest first, each once for events in a row that tell of it."""
    told = [
        FedRange(lower_pct=event.lower_pct, upper_pct=event.upper_pct, since=event.placed(), source=event.source)
        for event in events
        if event.kind is Kind.FED and event.lower_pct is not None and event.upper_pct is not None
        if event.placed() <= as_of and event.known_from <= as_of
    ]
    ranges: list[FedRange] = []
    for each in sorted(told, key=lambda each: each.since):
        last = ranges[-1] if ranges else None
        if last is None or (last.lower_pct, last.upper_pct) != (each.lower_pct, each.upper_pct):
            ranges.append(each)
    return ranges
