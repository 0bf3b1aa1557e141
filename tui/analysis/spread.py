"""The pair over a window: both returns, the spread between them, and how stretched their ratio is."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from tui.analysis.comovement import beta, correlation, daily_returns
from tui.analysis.history import History, Numbers, align, count_until
from tui.analysis.rolling import moments
from tui.analysis.stretch import (
    BAND_SESSIONS,
    BANDS,
    STRETCH_SESSIONS,
    percentile,
    ratio_bands,
    stretch,
)
from tui.analysis.windows import Span, find_span
from tui.core.board import Basis, Leg, Spread, SpreadPath
from tui.core.watchlist import Pair

MAX_POINTS = 700
"""The most points of a path: more than a wide screen has dots, few enough for one message."""
_DRAWN_DECIMALS = 4


def measure_spread(
    small: History,
    large: History,
    pair: Pair,
    window: str,
    as_of: date | None = None,
    *,
    since: date | None = None,
) -> Spread | None:
    """Measure the pair on the days both legs have up to `as_of`; None when they share none.

    Returns in percent, the spread in points. Where the common days do not reach back to the window's base, the returns,
    the spread and the path are missing; ratio, stretch and comovement are not. `since` is the session of the event that
    EVENT_WINDOW begins with. ValueError: no such window.
    """
    small, large = small.until(as_of), large.until(as_of)
    days, smalls, larges = align(small, large)
    span = find_span(days, window, since=since)
    if span is None:
        return None
    end = span.end()
    small_leg = _leg(pair.small, pair.small_label, smalls, span)
    large_leg = _leg(pair.large, pair.large_label, larges, span)
    returned = Spread(
        pair=pair,
        window=window,
        small=small_leg,
        large=large_leg,
        base_date=span.base(),
        as_of=end,
        spread_pts=_difference(small_leg.return_pct, large_leg.return_pct),
        sessions=span.sessions(),
        dropped=_dropped(small, large, span),
        live=end in (small.quoted, large.quoted),
        basis=_basis(small, large),
        simulated=small.simulated or large.simulated,
    )
    return _gauged(returned, span, smalls, larges)


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


def _gauged(spread: Spread, span: Span, smalls: Numbers, larges: Numbers) -> Spread:
    """Add what the ratio, its stretch and the daily returns tell whatever the window, and the path of the window."""
    log_ratio = np.log(smalls / larges)
    moves = daily_returns(smalls), daily_returns(larges)
    return replace(
        spread,
        ratio=float(smalls[-1] / larges[-1]),
        z={str(sessions): stretch(log_ratio, sessions) for sessions in STRETCH_SESSIONS},
        bands=ratio_bands(log_ratio),
        percentile=percentile(log_ratio),
        corr60=correlation(*moves),
        beta60=beta(*moves),
        path=_path(span, smalls, larges, log_ratio),
    )


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


def _path(span: Span, smalls: Numbers, larges: Numbers, log_ratio: Numbers) -> SpreadPath:
    """Return both legs rebased to 100 at the base, their spread in points, and the bands around it."""
    if span.start is None:
        return SpreadPath()
    small = 100 * smalls[span.start :] / smalls[span.start]
    large = 100 * larges[span.start :] / larges[span.start]
    spread = small - large
    rows = thin((small, large, spread), MAX_POINTS)
    means, deviations = moments(log_ratio, BAND_SESSIONS, rows + span.start)
    # The small side's rebased value where it stands in the given ratio to the large side.
    per_ratio = 100 * larges[span.start + rows] / smalls[span.start]
    bands = {str(band): _cells(per_ratio * np.exp(means + band * deviations) - large[rows]) for band in BANDS}
    return SpreadPath(
        days=tuple(span.axis[span.start + rows].tolist()),
        small=tuple(small[rows].tolist()),
        large=tuple(large[rows].tolist()),
        spread=tuple(spread[rows].tolist()),
        bands=bands,
    )


def _cells(column: Numbers) -> tuple[float | None, ...]:
    """Return a column to be drawn, None for NaN, no finer than any screen so that the message stays short."""
    return tuple(None if math.isnan(value) else value for value in column.round(_DRAWN_DECIMALS).tolist())
