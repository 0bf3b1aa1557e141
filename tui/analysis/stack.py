"""Parts of many histories laid end to end, so that thousands are measured in a few array operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tui.analysis.history import Days, History, Numbers

Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]
TOGETHER = 256
"""So many histories are laid end to end; arrays of more leave the processor's cache and take three times as long."""


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """Each history's part from its last close on or before the base (or its first after it) up to the end."""

    days: Days
    closes: Numbers
    lengths: Rows
    """The rows of each part, in the order of the histories; 0 for one without a close up to the end."""
    reaches: Flags
    """Whether each part begins on or before the base."""

    @classmethod
    def of(cls, histories: Sequence[History], base: date, end: date) -> Stack:
        """Cut the histories to their parts and lay these end to end."""
        bounds = np.array([base, end], dtype="datetime64[D]")
        columns = {id(history.days): history.days for history in histories}  # most trade on the same days
        found = {name: days.searchsorted(bounds, side="right") for name, days in columns.items()}
        counts = np.array([found[id(history.days)] for history in histories], dtype=np.intp).reshape(-1, 2)
        starts = np.maximum(counts[:, 0] - 1, 0)
        parts = list(zip(histories, starts.tolist(), counts[:, 1].tolist(), strict=True))
        days = [np.empty(0, dtype="datetime64[D]"), *(history.days[start:stop] for history, start, stop in parts)]
        closes = [np.empty(0), *(history.closes[start:stop] for history, start, stop in parts)]
        return cls(np.concatenate(days), np.concatenate(closes), counts[:, 1] - starts, counts[:, 0] > 0)

    def returns(self, oldest: np.datetime64, end: np.datetime64) -> Numbers:
        """Return each part's return from its first close to its last, percent.

        NaN where its last close is not on `end`, or its first is before `oldest` or after the base.
        """
        if not len(self.days):
            return np.full(len(self.lengths), np.nan)
        stops = np.cumsum(self.lengths)
        firsts, lasts = np.minimum(stops - self.lengths, len(self.days) - 1), stops - 1
        measured = (self.lengths > 0) & self.reaches & (self.days[firsts] >= oldest) & (self.days[lasts] == end)
        return np.where(measured, 100 * (self.closes[lasts] / self.closes[firsts] - 1), np.nan)

    def daily_sums(self, axis: Days) -> tuple[Numbers, Numbers]:
        """Return, for each of `axis` but the first, the sum of the parts' simple returns, fractions, and their count.

        A part has a return on a session where it closed on it and on the session of the axis before. Days off the axis
        are passed over; `axis` has at least two days.
        """
        columns, closes, ends = self._on_axis(axis)
        moved = closes[1:] / closes[:-1]
        moved -= 1
        apart = np.diff(columns) != 1
        apart[ends[:-1][(ends[:-1] > 0) & (ends[:-1] < len(columns))] - 1] = True  # from one part into the next
        moved[apart] = 0
        sums = np.bincount(columns[1:], moved, len(axis))
        counts = np.bincount(columns[1:], ~apart, len(axis))
        return sums[1:].astype(np.float64), counts[1:].astype(np.float64)

    def moved_last(self, axis: Days) -> Flags:
        """Say of each part whether it has a return on the last of `axis`, at least two days, in the same sense."""
        columns, _, ends = self._on_axis(axis)
        lengths = np.diff(ends, prepend=0)
        if not len(columns):
            return np.zeros(len(ends), dtype=np.bool_)
        here, before = columns[ends - 1], columns[np.maximum(ends - 2, 0)]
        moved: Flags = (lengths > 1) & (here == len(axis) - 1) & (before == len(axis) - 2)
        return moved

    def _on_axis(self, axis: Days) -> tuple[NDArray[np.int64], Numbers, Rows]:
        """Return the rows whose day is on the axis, as places on it and closes, and where each part of them ends."""
        numbers = axis.view(np.int64)
        before = int(numbers[0]) - 1
        places = np.full(int(numbers[-1]) - before + 2, -1, dtype=np.int64)
        places[numbers - before] = np.arange(len(axis))
        columns = places.take(self.days.view(np.int64) - before, mode="clip")
        ends = np.cumsum(self.lengths)
        on = columns >= 0
        if on.all():
            return columns, self.closes, ends
        kept = np.concatenate(([0], np.cumsum(on)))
        return columns[on], self.closes[on], kept[ends]


def stack_up(histories: Sequence[History], base: date, end: date) -> tuple[Stack, ...]:
    """Return the histories' parts in stacks of at most `TOGETHER`, in their order."""
    starts = range(0, len(histories), TOGETHER)
    return tuple(Stack.of(histories[start : start + TOGETHER], base, end) for start in starts)


def daily_means(stacks: Sequence[Stack], axis: Days) -> Numbers:
    """Return the mean simple return of all parts on each of `axis` but the first; a fraction, NaN where none has one.

    What counts as a return: `Stack.daily_sums`.
    """
    sums, counts = np.zeros(len(axis) - 1), np.zeros(len(axis) - 1)
    for stack in stacks:
        more, counted = stack.daily_sums(axis)
        sums += more
        counts += counted
    means = np.full(len(axis) - 1, np.nan)
    np.divide(sums, counts, out=means, where=counts > 0)
    return means
