"""A line's way over the rotation graph: strength and momentum, session by session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from tui.analysis.history import Days, Numbers, day_at
from tui.analysis.rolling import rolling_means
from tui.core.graph import MOMENTUM_SESSIONS, STRENGTH_SESSIONS, TAIL_WEEKS, GraphPoint, Quadrant

NEEDED_SESSIONS = STRENGTH_SESSIONS + MOMENTUM_SESSIONS - 1
"""The sessions a first momentum takes."""
_NO_GAP = 1e-9  # a figure this near 100 is at it but for rounding
_MONDAY = 3  # 1970-01-01, day 0, was a Thursday


@dataclass(frozen=True, slots=True, eq=False)
class StrengthPath:
    """Strength and momentum on every session that line and benchmark share; all columns have one length, 1 or more."""

    days: Days
    strength: Numbers
    """NaN on the first 49."""
    momentum: Numbers
    """NaN on the first 58."""

    @classmethod
    def of(cls, days: Days, ratio: Numbers) -> StrengthPath:
        """Return the path of a line over its benchmark.

        strength = 100 · ratio / mean of 50 ratios, momentum = 100 · strength / mean of 10 strengths, each mean ending
        at the session itself.
        """
        strength = _at_100(ratio / rolling_means(ratio, STRENGTH_SESSIONS))
        return cls(days, strength, _at_100(strength / rolling_means(strength, MOMENTUM_SESSIONS)))

    def last_strength(self) -> float | None:
        """Return the strength on the last session; None where it is not known."""
        return None if np.isnan(self.strength[-1]) else float(self.strength[-1])

    def last_momentum(self) -> float | None:
        """Return the momentum on the last session; None where it is not known."""
        return None if np.isnan(self.momentum[-1]) else float(self.momentum[-1])

    def entered(self) -> date | None:
        """Return the first session in the last one's quadrant without a break; None where no other one is known."""
        known = self._known()
        quadrants = 2 * (known.strength >= 100) + (known.momentum >= 100)
        elsewhere = np.flatnonzero(quadrants != quadrants[-1:])
        return day_at(known.days, int(elsewhere[-1]) + 1) if len(elsewhere) else None

    def quadrant(self) -> Quadrant | None:
        """Return where the line stands on the last session; None where that is not known."""
        strength, momentum = self.last_strength(), self.last_momentum()
        return None if strength is None or momentum is None else Quadrant.of(strength, momentum)

    def tail(self) -> tuple[GraphPoint, ...]:
        """Return the last known session of each of the last 8 ISO weeks, oldest first."""
        known = self._known()
        weeks = (known.days.astype(np.int64) + _MONDAY) // 7
        last = np.diff(weeks, append=weeks[-1:] + 1) != 0
        rows = np.flatnonzero(last & (weeks > weeks[-1:] - TAIL_WEEKS))
        columns = (known.days[rows].tolist(), known.strength[rows].tolist(), known.momentum[rows].tolist())
        return tuple(GraphPoint(*point) for point in zip(*columns, strict=True))

    def _known(self) -> StrengthPath:
        """Return the part with a momentum."""
        first = NEEDED_SESSIONS - 1
        return StrengthPath(self.days[first:], self.strength[first:], self.momentum[first:])


def _at_100(share: Numbers) -> Numbers:
    """Return the share in percent; exactly 100 where only rounding tells it from that."""
    percent = 100 * share
    return np.where(np.abs(percent - 100) < _NO_GAP, 100.0, percent)
