"""Whether two series move together, and how much of one move the other makes: correlation and beta."""

from __future__ import annotations

import numpy as np

from tui.analysis.history import Numbers

COMOVEMENT_SESSIONS = 60
"""The daily moves correlation and beta are taken over."""
_NO_MOVE = 1e-12  # moves that differ by less are the same but for rounding


def daily_returns(closes: Numbers) -> Numbers:
    """Return the simple returns from each close to the next along the last axis, fractions; one fewer than closes."""
    return closes[..., 1:] / closes[..., :-1] - 1


def correlation(one: Numbers, other: Numbers, sessions: int = COMOVEMENT_SESSIONS) -> float | None:
    """Return Pearson's correlation of the last `sessions` (2 or more) moves, both columns of one length.

    None with fewer moves, or when one side does not vary.
    """
    known = _known(one, other, sessions)
    if known is None or min(known[0].std(), known[1].std()) <= _NO_MOVE:
        return None
    return float(np.clip(np.corrcoef(*known)[0, 1], -1, 1))


def beta(moves: Numbers, on: Numbers, sessions: int = COMOVEMENT_SESSIONS) -> float | None:
    """Return the slope of the last `sessions` (2 or more) moves on those of `on`: their covariance over its variance.

    Both columns have one length. None with fewer moves, or when `on` does not vary.
    """
    known = _known(moves, on, sessions)
    if known is None or known[1].std() <= _NO_MOVE:
        return None
    covariance = np.cov(*known, ddof=1)
    return float(covariance[0, 1] / covariance[1, 1])


def _known(one: Numbers, other: Numbers, sessions: int) -> tuple[Numbers, Numbers] | None:
    """Return the last `sessions` moves of both; None with fewer."""
    return None if len(one) < sessions else (one[-sessions:], other[-sessions:])
