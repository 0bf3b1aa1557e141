"""Which side of the pair leads, since when, and who led before."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from tui.analysis.history import Days, History, Numbers, Rows, align, day_at
from tui.analysis.rolling import rolling_means
from tui.analysis.windows import months_after
from tui.core.lead import Lead, Leadership, LeadRule, Side

_NO_GAP = 1e-12  # a log ratio this near its mean is at it but for rounding
_SIDES = {1: Side.SMALL, -1: Side.LARGE}

Sides: TypeAlias = NDArray[np.int8]
"""1 for the small side, −1 for the large one."""


def measure_leadership(small: History, large: History, rule: LeadRule, as_of: date | None = None) -> Leadership | None:
    """Say who leads on the last day both have up to `as_of`, and who led before; None when they share no day.

    x is the log ratio, gap = x − mean of the last `rule.mean` (2 or more) values of x. The lead passes to a side on the
    `rule.closes`-th close in a row with the gap on its side, and began on the first of them; a gap of 0 is on neither
    side. A lead that begins with the first known gap may be older than that. Gains in points.
    """
    days, smalls, larges = align(small.until(as_of), large.until(as_of))
    if not len(days):
        return None
    log_ratio = np.log(smalls / larges)
    gaps = log_ratio - rolling_means(log_ratio, rule.mean)
    runs = _Runs.of(gaps)
    starts, sides = runs.passes(rule.closes)
    seen = Leadership(rule=rule, as_of=day_at(days, -1), gap=None if np.isnan(gaps[-1]) else float(gaps[-1]))
    if not len(starts):
        return seen
    *over, current = _leads(days, smalls, larges, starts, sides)
    return replace(
        seen,
        leader=current.leader,
        since=current.since,
        known_from=day_at(days, int(starts[-1]) + rule.closes - 1),
        day=current.sessions,
        gain_pts=current.gain_pts,
        against=runs.at_the_end(-int(sides[-1]), len(days)),
        months_18=months_after(current.since, 18),
        months_24=months_after(current.since, 24),
        median_sessions=statistics.median(lead.sessions for lead in over) if over else None,
        history=tuple(over),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Runs:
    """Sessions in a row on one side; all columns have one length."""

    starts: Rows
    """The row each begins at, ascending."""
    lengths: Rows
    sides: Sides

    @classmethod
    def of(cls, gaps: Numbers) -> _Runs:
        """Return every run; a gap of 0, or none known, is on neither side and ends one."""
        sides: Sides = (gaps > _NO_GAP).astype(np.int8) - (gaps < -_NO_GAP).astype(np.int8)
        starts = np.flatnonzero(np.diff(sides, prepend=np.int8(0)))
        lengths = np.diff(starts, append=len(sides))
        sided = sides[starts] != 0
        return cls(starts[sided], lengths[sided], sides[starts[sided]])

    def passes(self, closes: int) -> tuple[Rows, Sides]:
        """Return where the lead passed, and to whom: the runs long enough whose side did not lead already."""
        long = np.flatnonzero(self.lengths >= closes)
        passed = long[np.diff(self.sides[long], prepend=np.int8(0)) != 0]
        return self.starts[passed], self.sides[passed]

    def at_the_end(self, side: int, sessions: int) -> int:
        """Return how long the last run is, if it is of this side and reaches the last of the sessions; else 0."""
        if not len(self.starts) or self.sides[-1] != side or self.starts[-1] + self.lengths[-1] != sessions:
            return 0
        return int(self.lengths[-1])


def _leads(days: Days, smalls: Numbers, larges: Numbers, starts: Rows, sides: Sides) -> Iterator[Lead]:
    """Tell every lead, the last of which goes up to the last day."""
    ends = np.append(starts[1:], len(days)) - 1
    gains = 100 * sides * (smalls[ends] / smalls[starts - 1] - larges[ends] / larges[starts - 1])
    columns = (sides, days[starts], days[ends], ends - starts + 1, gains)
    for side, since, until, sessions, gain in zip(*(column.tolist() for column in columns), strict=True):
        yield Lead(leader=_SIDES[side], since=since, until=until, sessions=sessions, gain_pts=gain)
