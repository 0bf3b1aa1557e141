"""Figures of the values that end at each session; nothing here sees past it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tui.analysis.history import Numbers

_NO_SPREAD = 1e-12  # values that deviate less are the same but for rounding


def rolling_means(values: Numbers, sessions: int) -> Numbers:
    """Return the mean of the `sessions` (1 or more) values ending at each one; NaN where there are fewer."""
    means = np.full(len(values), np.nan)
    if len(values) >= sessions:
        means[sessions - 1 :] = np.lib.stride_tricks.sliding_window_view(values, sessions).mean(axis=1)
    return means


def moments(values: Numbers, sessions: int, rows: NDArray[np.intp]) -> tuple[Numbers, Numbers]:
    """Return mean and sample standard deviation of the `sessions` (2 or more) values ending at each of `rows`.

    Both have the shape of `rows`; NaN where there are fewer values or they are all the same.
    """
    means, deviations = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    known = rows >= sessions - 1
    if known.any():
        recent = np.lib.stride_tricks.sliding_window_view(values, sessions)[rows[known] - sessions + 1]
        deviation = recent.std(axis=1, ddof=1)
        moved = deviation > _NO_SPREAD
        means[known] = np.where(moved, recent.mean(axis=1), np.nan)
        deviations[known] = np.where(moved, deviation, np.nan)
    return means, deviations
