"""The pair over a window: both returns, the spread between them, and how stretched their ratio is."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from tui.analysis.history import Days, History, Numbers, align, count_until
from tui.analysis.windows import Span, find_span
from tui.core.board import Basis, Leg, Spread, SpreadPath
from tui.core.watchlist import Pair

STRETCH_SESSIONS = (20, 60, 252)
"""The lengths the stretch of the log ratio is measured over."""
MAX_POINTS = 700
"""The most points of a path: more than a wide screen has dots, few enough for one message."""
_NO_SPREAD = 1e-12  # a log ratio that moves less than this is constant but for rounding


def measure_spread(
    small: History,
    large: History,
    pair: Pair,
    window: str,
    as_of: date | None = None,
) -> Spread | None:
    """Measure the pair on the days both legs have up to `as_of`; None when they share none.

    Returns in percent, the spread in points. Where the common days do not reach back to the window's base, the returns,
    the spread and the path are missing; ratio and stretch are not. ValueError: no such window.
    """
    small, large = small.until(as_of), large.until(as_of)
    days, small_closes, large_closes = align(small, large)
    span = find_span(days, window)
    if span is None:
        return None
    end = span.end()
    log_ratio = np.log(small_closes[-max(STRETCH_SESSIONS) :] / large_closes[-max(STRETCH_SESSIONS) :])
    small_leg = _leg(pair.small, pair.small_label, small_closes, span)
    large_leg = _leg(pair.large, pair.large_label, large_closes, span)
    return Spread(
        pair=pair,
        window=window,
        small=small_leg,
        large=large_leg,
        base_date=span.base(),
        as_of=end,
        spread_pts=_difference(small_leg.return_pct, large_leg.return_pct),
        ratio=float(small_closes[-1] / large_closes[-1]),
        z={str(sessions): stretch(log_ratio, sessions) for sessions in STRETCH_SESSIONS},
        sessions=span.sessions(),
        dropped=_dropped(small, large, span),
        path=_path(span, small_closes, large_closes),
        live=end in (small.quoted, large.quoted),
        basis=_basis(small, large),
        simulated=small.simulated or large.simulated,
    )


def stretch(log_ratio: Numbers, sessions: int) -> float | None:
    """Return how many sample standard deviations the last value is from the mean of the last `sessions` values.

    The last value is one of them; None with fewer values or when they are all the same.
    """
    if len(log_ratio) < sessions:
        return None
    recent = log_ratio[-sessions:]
    deviation = float(recent.std(ddof=1))
    return float(recent[-1] - recent.mean()) / deviation if deviation > _NO_SPREAD else None


def thin(columns: tuple[Numbers, ...], max_points: int) -> NDArray[np.intp]:
    """Return the ascending rows that keep the look of the columns, at most `max_points` (8 or more) of them.

    All rows when they fit; else the first, the last, and in each of equal buckets the lowest and the highest of every
    column, so no extreme is lost.
    """
    count = len(columns[0])
    if count <= max_points:
        return np.arange(count)
    buckets = max(1, (max_points - 2) // (2 * len(columns)))
    width = -(-count // buckets)
    rows = np.minimum(np.arange(buckets * width).reshape(buckets, width), count - 1)
    kept = np.zeros(count, dtype=np.bool_)
    kept[[0, -1]] = True
    for column in columns:
        cells = column[rows]
        for pick in (cells.argmin(axis=1), cells.argmax(axis=1)):
            kept[rows[np.arange(buckets), pick]] = True
    return np.flatnonzero(kept)


def _basis(small: History, large: History) -> Basis:
    """Say what the returns hold; two legs adjusted differently must not look alike."""
    if small.adjusted != large.adjusted:
        return Basis.MIXED
    return Basis.TOTAL if small.adjusted else Basis.PRICE


def _leg(symbol: str, label: str, closes: Numbers, span: Span) -> Leg:
    """Return one side of the pair."""
    change = None if span.start is None else float(100 * (closes[-1] / closes[span.start] - 1))
    return Leg(symbol=symbol, label=label or symbol, return_pct=change, close=float(closes[-1]))


def _difference(one: float | None, other: float | None) -> float | None:
    """Subtract where both are known."""
    return None if one is None or other is None else one - other


def _dropped(small: History, large: History, span: Span) -> int:
    """Count the days after the base and up to the end that only one leg has."""
    base, end = span.base(), span.end()
    if base is None:
        return 0
    return sum(count_until(leg.days, end) - count_until(leg.days, base) - span.sessions() for leg in (small, large))


def _path(span: Span, small_closes: Numbers, large_closes: Numbers) -> SpreadPath:
    """Return both legs rebased to 100 at the base, and their spread in points."""
    if span.start is None:
        return SpreadPath()
    days: Days = span.axis[span.start :]
    small = 100 * small_closes[span.start :] / small_closes[span.start]
    large = 100 * large_closes[span.start :] / large_closes[span.start]
    spread = small - large
    rows = thin((small, large, spread), MAX_POINTS)
    return SpreadPath(
        days=tuple(days[rows].tolist()),
        small=tuple(small[rows].tolist()),
        large=tuple(large[rows].tolist()),
        spread=tuple(spread[rows].tolist()),
    )
