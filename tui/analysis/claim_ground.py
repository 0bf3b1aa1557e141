"""The closes a claim is held against: one symbol's, or two symbols' on the days both have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from tui.analysis.history import EMPTY, Days, History, Numbers, align, count_until, day_at
from tui.core.text import day

STALE_DAYS = 7
"""A close further than this before a day does not stand for it."""
NEAR_SESSIONS = 21
"""So many sessions, both ends together, another period may lie from the claimed one."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Closes on ascending days; with two columns, what is measured is the first less the second."""

    days: Days
    columns: tuple[Numbers, ...]

    @classmethod
    def of(cls, subject: str, histories: Mapping[str, History], as_of: date) -> Ground:
        """Return the closes up to `as_of` of a symbol, or of two as small/large."""
        small, slash, large = subject.partition("/")
        one = histories.get(small, EMPTY).until(as_of)
        if not slash:
            return cls(one.days, (one.closes,))
        days, *columns = align(one, histories.get(large, EMPTY).until(as_of))
        return cls(days, tuple(columns))

    def row_on(self, wanted: date) -> int | None:
        """Return the row of exactly that day; None where there is no close."""
        row = count_until(self.days, wanted) - 1
        return row if row >= 0 and day_at(self.days, row) == wanted else None

    def row_by(self, wanted: date) -> int | None:
        """Return the row of the last close on or before a day; None where it is too old to stand for it."""
        row = count_until(self.days, wanted) - 1
        if row < 0 or wanted - day_at(self.days, row) > timedelta(days=STALE_DAYS):
            return None
        return row

    def row_before(self, wanted: date) -> int | None:
        """Return the row of the last close before a day; None where it is too old to stand for it."""
        return self.row_by(wanted - timedelta(days=1))

    def first_from(self, wanted: date) -> int:
        """Return the row of the first close on or after a day; the number of rows where there is none."""
        return count_until(self.days, wanted - timedelta(days=1))

    def move(self, base: int, end: int) -> float:
        """Return the return from one row to another, percent; of two columns the difference, points."""
        one, *other = (float(100 * (column[end] / column[base] - 1)) for column in self.columns)
        return one - other[0] if other else one

    def nearest(self, base: int, end: int, low: float, high: float) -> tuple[int, int] | None:
        """Return the period nearest to the given one whose move lies from `low` to `high`; None without one near.

        Nearness is the sessions the base and the end are moved, taken together; of equals the earlier base.
        """
        bases = np.arange(max(0, base - NEAR_SESSIONS), min(base + NEAR_SESSIONS + 1, len(self.days)))
        ends = np.arange(max(0, end - NEAR_SESSIONS), min(end + NEAR_SESSIONS + 1, len(self.days)))
        one, *other = (100 * (column[ends] / column[bases][:, None] - 1) for column in self.columns)
        moves = one - other[0] if other else one
        moved = np.abs(bases - base)[:, None] + np.abs(ends - end)
        agrees = (moves >= low) & (moves <= high) & (ends > bases[:, None]) & (moved <= NEAR_SESSIONS)
        if not agrees.any():
            return None
        row, column = np.unravel_index(np.where(agrees, moved, np.iinfo(np.int64).max).argmin(), moved.shape)
        return int(bases[row]), int(ends[column])

    def until(self, last: date) -> Ground:
        """Return the part up to and including a day."""
        kept = count_until(self.days, last)
        return Ground(self.days[:kept], tuple(column[:kept] for column in self.columns))

    def day_of(self, row: int) -> date:
        """Return the day of a row."""
        return day_at(self.days, row)

    def since(self) -> str:
        """Write where the closes begin: "closes since 10 Sep 1987"."""
        return f"closes since {day(self.day_of(0))}"
