"""A basket over a window: the mean of its members' returns, what that mean hides, and who takes part."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from msgspec.structs import replace

from tui.analysis.breadth import measure_breadth
from tui.analysis.history import EMPTY, History, Numbers, day_at
from tui.analysis.stack import Stack, daily_means, stack_up
from tui.analysis.windows import Span
from tui.core.board import BasketRow, MemberRow
from tui.core.text import day
from tui.core.watchlist import Basket, Member, Pair

SPARK_POINTS = 40
"""The most points a basket's spark has."""
STALE_SESSIONS = 5
"""A close further than this before the window's base is not its base."""


def measure_basket(basket: Basket, histories: Mapping[str, History], span: Span | None, pair: Pair) -> BasketRow:
    """Measure every member from the window's base to the span's last session, and their equal-weighted mean.

    The span is the pair's, so that baskets and spread speak of the same days; None where there is no session at all.
    A member's return ends at its close on the last session itself and begins at its last close on or before the base;
    a member that lacks one of them is listed with the reason and left out. Returns in percent, differences in points.
    Over MAX the base is the first session by which every member that has data has traded, for the pair's legs too.
    Spark and sessions ahead follow the daily mean, over the members that closed on a session and on the one before;
    the spark is rebalanced daily, so it need not end at the mean.
    """
    held = [histories.get(member.symbol, EMPTY) for member in basket.members]
    if span is not None and span.window == "MAX":
        span = _since_all_traded(span, held)
    base, end = (None, None) if span is None else (span.base(), span.end())
    stacks = () if base is None or end is None else stack_up(held, base, end)
    returns = _returns(stacks, span) if span is not None and stacks else np.full(len(held), np.nan)
    row = BasketRow(
        name=basket.name,
        stance=basket.stance,
        why=basket.why,
        members=_member_rows(basket.members, held, returns, span),
        base_date=base,
        breadth=measure_breadth([member.symbol for member in basket.members], histories, end),
    )
    if span is None or np.isnan(returns).all():
        return row
    large = histories.get(pair.large)
    row = _with_legs(_with_means(row, returns), histories.get(pair.small), large, span)
    return _with_course(row, daily_means(stacks, span.axis[span.start :]), large, span)


def _since_all_traded(span: Span, held: Sequence[History]) -> Span:
    """Move the base to the first session by which every member with data up to the span's end has traded."""
    firsts = np.concatenate([span.axis[:0], *(history.days[:1] for history in held)])
    traded = firsts[firsts <= span.axis[-1]]
    start = int(span.axis.searchsorted(traded.max())) if len(traded) else len(span.axis)
    return Span(span.window, span.axis, start if start < len(span.axis) - 1 else None)


def _returns(stacks: Sequence[Stack], span: Span) -> Numbers:
    """Return every member's return, percent; NaN where it lacks a close on the last session or one near the base."""
    base = span.start or 0
    oldest = span.axis[base - STALE_SESSIONS] if base >= STALE_SESSIONS else np.datetime64(date.min, "D")
    return np.concatenate([stack.returns(oldest, span.axis[-1]) for stack in stacks])


def _member_rows(
    members: Sequence[Member], held: Sequence[History], returns: Numbers, span: Span | None
) -> tuple[MemberRow, ...]:
    """Return a row for every member, with its part of the mean or the reason it has none."""
    counted = int(np.count_nonzero(~np.isnan(returns)))
    base, end = (None, None) if span is None else (span.base(), span.end())
    unclosed = f"no close on {day(end)}" if end else "no data"
    return tuple(
        MemberRow(symbol=member.symbol, proxy=member.proxy, why_missing=_why_missing(history, base, end, unclosed))
        if math.isnan(change)
        else MemberRow(symbol=member.symbol, return_pct=change, proxy=member.proxy, contribution_pts=change / counted)
        for member, history, change in zip(members, held, returns.tolist(), strict=True)
    )


def _why_missing(history: History, base: date | None, end: date | None, unclosed: str) -> str:
    """Say why a member has no return; `unclosed` says that it has no close on the end."""
    first = day_at(history.days, 0) if len(history.days) else None
    if end is None or first is None or first > end:
        return "no data"
    if base is None:
        return "history does not reach the window's start"
    if history.close_on(end) is None:
        return unclosed
    return f"first close {day(first)}, after the window's start" if first > base else f"no close near {day(base)}"


def _with_means(row: BasketRow, returns: Numbers) -> BasketRow:
    """Add what is told of the members' returns together."""
    known = returns[~np.isnan(returns)]
    return replace(
        row,
        return_pct=statistics.fmean(known.tolist()),
        median_pct=statistics.median(known.tolist()),
        best=row.members[int(np.nanargmax(returns))],
        worst=row.members[int(np.nanargmin(returns))],
        dispersion_pts=float(known.std(ddof=1)) if len(known) > 1 else None,
    )


def _with_legs(row: BasketRow, small: History | None, large: History | None, span: Span) -> BasketRow:
    """Hold the mean against each leg's return over the same days."""
    return replace(
        row,
        against_small_pts=_difference(row.return_pct, _leg_return(small, span.base(), span.end())),
        against_large_pts=_difference(row.return_pct, _leg_return(large, span.base(), span.end())),
    )


def _leg_return(leg: History | None, base: date | None, end: date) -> float | None:
    """Return a leg's return from close to close, percent; None where it lacks one of exactly these closes."""
    first = None if leg is None or base is None else leg.close_on(base)
    last = None if leg is None else leg.close_on(end)
    return None if first is None or last is None else 100 * (last / first - 1)


def _difference(one: float | None, other: float | None) -> float | None:
    """Subtract where both are known."""
    return None if one is None or other is None else one - other


def _with_course(row: BasketRow, steps: Numbers, large: History | None, span: Span) -> BasketRow:
    """Add what follows the basket session by session: its spark, and how often it beat the large leg."""
    beaten, sessions = _ahead(steps, large, span)
    return replace(row, spark=_spark(steps), ahead=beaten if sessions else None, ahead_of=sessions)


def _ahead(steps: Numbers, large: History | None, span: Span) -> tuple[int, int]:
    """Count the sessions on which the daily mean beat the large leg, and those on which both have a return."""
    if large is None:
        return 0, 0
    closes = large.closes_on(span.axis[span.start :])
    gains = steps - (closes[1:] / closes[:-1] - 1)
    return int(np.count_nonzero(gains > 0)), int(np.count_nonzero(~np.isnan(gains)))


def _spark(steps: Numbers) -> tuple[float, ...]:
    """Return the line of the daily means from 100, evenly thinned; empty when no member moved between sessions."""
    if np.isnan(steps).all():
        return ()
    line = 100 * np.concatenate(([1.0], np.cumprod(1 + np.nan_to_num(steps))))
    rows = np.linspace(0, len(line) - 1, min(SPARK_POINTS, len(line))).round().astype(int)
    return tuple(line[rows].tolist())
