"""Moves that are large by a symbol's own measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

import numpy as np

from tui.analysis.history import History, Numbers, day_at

SIGMAS = 4.0
"""Standard deviations beyond which a move is unusual."""
SIGMA_SESSIONS = 60
"""The returns before a move that its standard deviation is taken of."""
_NEAR = 0.999  # of the bound: rolling sums find what may be beyond it, the returns themselves say what is
_NO_SPREAD = 1e-12  # returns that deviate less are the same but for rounding


class Move(NamedTuple):
    """One session's simple return beyond its bound."""

    history: History
    day: date
    change: float
    """Fraction."""
    sigmas: float
    """The return in sample standard deviations of the 60 returns before it, with its sign."""


def unusual_moves(histories: Iterable[History], sessions: int) -> Iterator[Move]:
    """Find the returns of the last `sessions` rows of each history that are over 4 of its own standard deviations.

    |r_t| > 4 · sd(r_{t−60} … r_{t−1}), simple returns, sample deviation. A row with fewer than 60 returns before it, or
    with returns that are all the same, has none.
    """
    there = [history for history in histories if len(history.closes) > SIGMA_SESSIONS + 1]
    if not there:
        return
    width = sessions + SIGMA_SESSIONS
    returns = np.full((len(there), width), np.nan)
    for row, history in enumerate(there):
        closes = history.closes[-width - 1 :]
        returns[row, -len(closes) + 1 :] = closes[1:] / closes[:-1] - 1
    for row, column in np.argwhere(_suspects(returns)).tolist():
        before = returns[row, column - SIGMA_SESSIONS : column]
        sigma = float(before.std(ddof=1))
        change = float(returns[row, column])
        if sigma > _NO_SPREAD and abs(change) > SIGMAS * sigma:
            yield Move(there[row], day_at(there[row].days, column - width), change, change / sigma)


def _suspects(returns: Numbers) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Say of each return whether it may be over the bound, by rolling sums: a tenth of the time of the deviations."""
    known = np.where(np.isnan(returns), 0.0, returns)
    before = [np.cumsum(powers, axis=1) for powers in (known, known**2, (~np.isnan(returns)).astype(float))]
    count = SIGMA_SESSIONS
    ends = [np.pad(total, ((0, 0), (1, 0))) for total in before]
    first, second, counted = (end[:, count:-1] - end[:, : -count - 1] for end in ends)
    variance = np.maximum(second - first**2 / count, 0.0) / (count - 1)
    found = np.zeros(returns.shape, dtype=np.bool_)
    found[:, count:] = (counted == count) & (known[:, count:] ** 2 > (_NEAR * SIGMAS) ** 2 * variance)
    return found
