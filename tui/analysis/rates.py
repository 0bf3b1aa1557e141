"""What money costs over the window, and whether the pair minds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from tui.analysis.baskets import STALE_SESSIONS
from tui.analysis.comovement import COMOVEMENT_SESSIONS, correlation
from tui.analysis.fed import fed_moves, fed_range
from tui.analysis.history import Days, History, Numbers, align, count_until, day_at
from tui.analysis.windows import Span
from tui.core.events import NewsEvent
from tui.core.readings import Rates, YieldChange
from tui.core.text import day
from tui.core.watchlist import Pair, RateSymbols

_NO_DAYS = np.empty(0, dtype="datetime64[D]")


def measure_rates(
    histories: Mapping[str, History],
    pair: Pair,
    symbols: RateSymbols,
    span: Span | None,
    *,
    window: str,
    events: tuple[NewsEvent, ...],
    as_of: date,
) -> Rates:
    """Measure yields over the pair's span and the fed funds range after the events known by `as_of`.

    A yield is its last close on or before the span's end, its change, in basis points, that less its last close on or
    before the span's base; a close more than five sessions before either is not taken for it. The curve is the 10-year
    yield less the 3-month one on days both have. Without a span the last closes up to `as_of` stand without a change.
    """
    end = as_of if span is None else span.end()
    ten, three = (_seen(histories, symbol, end) for symbol in (symbols.ten_year, symbols.three_month))
    changes = _changes(histories.get(pair.small), histories.get(pair.large), ten, span)
    return Rates(
        window=window,
        ten_year=_measure_yield("10-year", (ten,), span),
        curve=_measure_yield("10-year less 3-month", (ten, three), span),
        fed=fed_range(events, as_of),
        moves=fed_moves(events, as_of),
        corr60=correlation(changes[0], changes[1]),
        corr_sessions=changes.shape[1],
    )


def _seen(histories: Mapping[str, History], symbol: str | None, end: date) -> History:
    """Return what is known of a yield by the end; without rows, or without a symbol, where there is nothing."""
    history = histories.get(symbol) if symbol else None
    return History(symbol or "", _NO_DAYS, np.empty(0)) if history is None else history.until(end)


def _measure_yield(name: str, yields: tuple[History, ...], span: Span | None) -> YieldChange:
    """Measure a yield, or the first less the second on days both have: its last value, and its change over the span."""
    row = YieldChange(name=name, symbols=tuple(each.symbol for each in yields if each.symbol))
    if len(row.symbols) < len(yields):
        return replace(row, why_missing="no symbol is configured for it")
    lacking = [each.symbol for each in yields if not len(each.days)]
    if lacking:
        return replace(row, why_missing=f"no data for {' and '.join(lacking)}")
    days, values = (yields[0].days, yields[0].closes) if len(yields) == 1 else _less(*yields)
    if not len(days):
        return replace(row, why_missing="no day that both have")
    row = replace(row, value_pct=float(values[-1]), as_of=day_at(days, -1))
    first, why = _base_row(days, span)
    if first is None:
        return replace(row, why_missing=why)
    return replace(row, change_bp=float(100 * (values[-1] - values[first])), base_date=day_at(days, first))


def _less(one: History, other: History) -> tuple[Days, Numbers]:
    """Return one yield less the other on the days both have."""
    days, ones, others = align(one, other)
    return days, ones - others


def _base_row(days: Days, span: Span | None) -> tuple[int | None, str]:
    """Return the row a change is measured from, or why there is none."""
    base = None if span is None else span.base()
    if span is None or base is None:
        return None, "history does not reach the window's start"
    row = count_until(days, base) - 1
    if row < 0:
        return None, f"first close {day(day_at(days, 0))}, after the window's start"
    if not _fresh(day_at(days, row), base, span):
        return None, f"no close near {day(base)}"
    if not _fresh(day_at(days, -1), span.end(), span):
        return None, f"no close near {day(span.end())}"
    return (row, "") if row < len(days) - 1 else (None, f"no close since {day(base)}")


def _fresh(closed: date, wanted: date, span: Span) -> bool:
    """Say whether a close of `closed` may stand for one of `wanted`."""
    return count_until(span.axis, wanted) - count_until(span.axis, closed) <= STALE_SESSIONS


def _changes(small: History | None, large: History | None, ten: History, span: Span | None) -> NDArray[np.float64]:
    """Return the last changes of the log ratio and of the yield, a row each, between days all three have.

    At most sixty columns; none when the last of those days is more than five sessions before the span's end.
    """
    if span is None or small is None or large is None:
        return np.empty((2, 0))
    days, small_closes, large_closes = align(small.until(span.end()), large)
    yields = ten.closes_on(days)
    rows = np.flatnonzero(~np.isnan(yields))[-COMOVEMENT_SESSIONS - 1 :]
    if not len(rows) or not _fresh(day_at(days, int(rows[-1])), span.end(), span):
        return np.empty((2, 0))
    return np.diff(np.array([np.log(small_closes[rows] / large_closes[rows]), yields[rows]]))
