"""A basket over a window: the mean of its members' returns, and what that mean hides."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np

from tui.analysis.history import History, count_until, day_at
from tui.analysis.windows import Span
from tui.core.board import BasketRow, MemberRow
from tui.core.watchlist import Basket, Member

SPARK_POINTS = 40
"""The most points a basket's spark has."""
STALE_SESSIONS = 5
"""A close further than this before the window's base is not its base."""


def measure_basket(basket: Basket, histories: Mapping[str, History], span: Span | None) -> BasketRow:
    """Measure every member from the window's base to the span's last session, and their equal-weighted mean.

    The span is the pair's, so that baskets and spread speak of the same days; None where there is no session at all.
    A member's return ends at its close on the last session itself and begins at its last close on or before the base;
    a member that lacks one of them is listed with the reason and left out. Returns in percent. Over MAX the base is the
    first session by which every member that has data has traded. The spark is rebalanced daily, so it need not end at
    the mean.
    """
    if span is None:
        nothing = tuple(_row(member, why="no data") for member in basket.members)
        return BasketRow(name=basket.name, stance=basket.stance, why=basket.why, members=nothing)
    held = {member.symbol: _seen(histories, member.symbol, span) for member in basket.members}
    span = _since_all_traded(span, held.values()) if span.window == "MAX" else span
    members = tuple(_measure_member(member, held[member.symbol], span) for member in basket.members)
    returns = {row: row.return_pct for row in members if row.return_pct is not None}
    return BasketRow(
        name=basket.name,
        stance=basket.stance,
        why=basket.why,
        return_pct=statistics.fmean(returns.values()) if returns else None,
        median_pct=statistics.median(returns.values()) if returns else None,
        best=max(returns, key=lambda row: returns[row], default=None),
        worst=min(returns, key=lambda row: returns[row], default=None),
        members=members,
        base_date=span.base(),
        spark=_spark(held.values(), span) if returns else (),
    )


def _seen(histories: Mapping[str, History], symbol: str, span: Span) -> History | None:
    """Return the member's closes up to the span's end; None when there are none."""
    history = histories.get(symbol)
    seen = None if history is None else history.until(span.end())
    return seen if seen is not None and len(seen.days) else None


def _since_all_traded(span: Span, held: Iterable[History | None]) -> Span:
    """Move the base to the first session by which every member with data has traded."""
    firsts = [day_at(history.days, 0) for history in held if history is not None]
    if not firsts:
        return Span(span.window, span.axis, None)
    start = int(np.searchsorted(span.axis, np.datetime64(max(firsts), "D")))
    return Span(span.window, span.axis, start if start < len(span.axis) - 1 else None)


def _measure_member(member: Member, history: History | None, span: Span) -> MemberRow:
    """Return the member's return, or why there is none."""
    base, end = span.base(), span.end()
    if history is None:
        return _row(member, why="no data")
    if base is None:
        return _row(member, why="history does not reach the window's start")
    close = history.close_on(end)
    if close is None:
        return _row(member, why=f"no close on {end}")
    row = count_until(history.days, base) - 1
    if row < 0:
        return _row(member, why=f"first close {day_at(history.days, 0)}, after the window's start")
    if _sessions_between(span, day_at(history.days, row), base) > STALE_SESSIONS:
        return _row(member, why=f"no close near {base}")
    return _row(member, return_pct=float(100 * (close / history.closes[row] - 1)))


def _sessions_between(span: Span, first: date, last: date) -> int:
    """Count the span's sessions after `first` up to `last`."""
    return count_until(span.axis, last) - count_until(span.axis, first)


def _row(member: Member, *, return_pct: float | None = None, why: str = "") -> MemberRow:
    """Return a member's row."""
    return MemberRow(symbol=member.symbol, return_pct=return_pct, proxy=member.proxy, why_missing=why)


def _spark(held: Iterable[History | None], span: Span) -> tuple[float, ...]:
    """Return the basket's line from the base to the end, evenly thinned; empty when no member moved between sessions.

    Each session's step is the mean of the simple returns of the members that closed on it and on the session before.
    """
    if span.start is None:
        return ()
    axis = span.axis[span.start :]
    closes = np.array([history.closes_on(axis) for history in held if history is not None]).reshape(-1, len(axis))
    returns = closes[:, 1:] / closes[:, :-1] - 1
    counted = np.count_nonzero(~np.isnan(returns), axis=0)
    if not counted.any():
        return ()
    steps = np.nansum(returns, axis=0) / np.maximum(counted, 1)
    line = 100 * np.concatenate(([1.0], np.cumprod(1 + steps)))
    rows = np.linspace(0, len(line) - 1, min(SPARK_POINTS, len(line))).round().astype(int)
    return tuple(line[rows].tolist())
