"""How far the pair's log ratio is from its own mean: the stretch, its bands, and where today ranks."""

from __future__ import annotations

from datetime import date

import numpy as np

from tui.analysis.history import History, Numbers, align
from tui.analysis.rolling import moments
from tui.core.board import StretchPath

STRETCH_SESSIONS = (20, 60, 252)
"""The lengths the stretch of the log ratio is measured over."""
BAND_SESSIONS = 60
"""The sessions the bands' mean and deviation are taken over."""
BANDS = (-2, -1, 0, 1, 2)
"""Standard deviations from the mean."""
RANKED_SESSIONS = 252
"""Today's log ratio is ranked among so many, and the stretch is drawn over so many."""
_TIE = 1e-12  # log ratios that differ by less are the same but for rounding


def stretch(log_ratio: Numbers, sessions: int) -> float | None:
    """Return how many sample standard deviations the last value is from the mean of the last `sessions` values.

    The last value is one of them; None with fewer values or when they are all the same.
    """
    mean, deviation = _last_moments(log_ratio, sessions)
    return None if np.isnan(deviation) else float((log_ratio[-1] - mean) / deviation)


def ratio_bands(log_ratio: Numbers) -> dict[str, float | None]:
    """Return the ratio at "-2", "-1", "0", "1", "2" sample deviations from the mean of the last 60 log ratios.

    exp(mean + k·sd); None with fewer values or when they are all the same.
    """
    mean, deviation = _last_moments(log_ratio, BAND_SESSIONS)
    known = not np.isnan(deviation)
    return {str(band): float(np.exp(mean + band * deviation)) if known else None for band in BANDS}


def percentile(log_ratio: Numbers) -> float | None:
    """Return the share, in percent, of the last 252 values, the last included, that are not above the last.

    None with fewer values.
    """
    if len(log_ratio) < RANKED_SESSIONS:
        return None
    recent = log_ratio[-RANKED_SESSIONS:]
    return float(100 * np.count_nonzero(recent <= recent[-1] + _TIE) / RANKED_SESSIONS)


def stretch_path(
    small: History, large: History, as_of: date | None = None, sessions: int = BAND_SESSIONS
) -> StretchPath:
    """Return the stretch over `sessions` on each of the last 252 days both have up to `as_of`, as far as it is defined.

    In sample standard deviations; empty with fewer common days than `sessions`.
    """
    days, smalls, larges = align(small.until(as_of), large.until(as_of))
    log_ratio = np.log(smalls / larges)
    rows = np.arange(max(0, len(days) - RANKED_SESSIONS), len(days))
    means, deviations = moments(log_ratio, sessions, rows)
    known = ~np.isnan(deviations)
    z = (log_ratio[rows] - means)[known] / deviations[known]
    return StretchPath(sessions=sessions, days=tuple(days[rows[known]].tolist()), z=tuple(z.tolist()))


def _last_moments(values: Numbers, sessions: int) -> tuple[float, float]:
    """Return mean and sample standard deviation of the last `sessions` values; NaN as `moments`."""
    means, deviations = moments(values, sessions, np.array([len(values) - 1]))
    return float(means[0]), float(deviations[0])
