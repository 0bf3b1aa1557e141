"""Axes: round numbers up the side, days or times of day along the bottom, and labels that never touch."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Generic, TypeVar

from msgspec import Struct

from tui.core.text import MINUS, signed
from tui.ui.plot.canvas import column_of

T = TypeVar("T", bound=date)

_MANTISSAS = (1.0, 2.0, 2.5, 5.0)
_GAP = 2
"""Blank cells between two dates at least."""


class RowTick(Struct, frozen=True):
    """A labelled row of a y axis."""

    row: int
    label: str


class DayTick(Struct, frozen=True):
    """A labelled column of the axis of days or times; the label begins at `start`."""

    column: int
    start: int
    label: str

    def stop(self) -> int:
        """Return the first column after the label."""
        return self.start + len(self.label)


class _Grain(Struct, Generic[T], frozen=True):
    """A rhythm of the calendar or the clock: which period a day or an instant falls in, and what is written there."""

    period: Callable[[T], object]
    label: Callable[[T], str]
    first: int = 1
    """0 where the axis's first point counts as the beginning of a period."""


def axis_number(value: float, decimals: int, *, sign: bool = False) -> str:
    """Write a tick: thousands apart, millions shortened, its sign only where asked for or below zero."""
    if value == 0:
        return "0"
    size, suffix = next(((s, unit) for s, unit in ((1e12, "T"), (1e9, "G"), (1e6, "M")) if abs(value) >= s), (1.0, ""))
    text = f"{abs(value) / size:,.{decimals}f}" if size == 1.0 else f"{abs(value) / size:.10g}"
    if not any(digit in "123456789" for digit in text):
        return text + suffix
    return (MINUS if value < 0 else "+" if sign else "") + text + suffix


def row_ticks(
    low: float, high: float, row_of: Callable[[float], int], rows: int, *, apart: int = 2, sign: bool = False
) -> tuple[RowTick, ...]:
    """Return the round values between `low` and `high` at the finest step that keeps rows `apart`."""
    if rows < 1 or not high > low:
        return ()
    exponent = math.floor(math.log10((high - low) / (rows + 1)))
    for power in range(exponent, exponent + 8):
        for mantissa in _MANTISSAS:
            step = mantissa * 10.0**power
            if step * (rows + 1) < high - low:
                continue
            values = [k * step for k in range(math.ceil(low / step), math.floor(high / step) + 1)]
            at = [row_of(value) for value in values]
            if all(lower - upper >= apart for lower, upper in pairwise(at)):
                decimals = max(0, -power + (1 if mantissa == 2.5 else 0))
                return tuple(
                    RowTick(row, axis_number(value, decimals, sign=sign)) for row, value in zip(at, values, strict=True)
                )
    return ()


def day_ticks(days: Sequence[date], width: int) -> tuple[DayTick, ...]:
    """Return labelled days of an axis `width` cells long, at the finest calendar rhythm whose labels keep apart.

    Days, weeks, months, quarters, half years, years and more; labels lie wholly inside the axis.
    """
    return _finest(days, _GRAINS, width, day_label)


def session_ticks(days: Sequence[date], width: int) -> tuple[DayTick, ...]:
    """Return the labelled first points of sessions, with their weekdays where there is room for all of them.

    `days` holds the session of each point, several points sharing one.
    """
    fullest = _laid_out(_starts(days, _WEEKDAYS, width), width)
    return fullest if len(fullest) == len(set(days)) > 1 else day_ticks(days, width)


def time_ticks(times: Sequence[datetime], width: int) -> tuple[DayTick, ...]:
    """Return labelled times of day of one session, given in the time zone they are written in.

    At the finest rhythm, minutes to hours, whose labels keep apart. A point is labelled with its own time, which is
    later than the beginning of its period where that minute has no price.
    """
    return _finest(times, _CLOCK_GRAINS, width, time_label)


def age_ticks(span: int, width: int) -> tuple[DayTick, ...]:
    """Return labelled ages in sessions, 0 to `span`, at the finest round step whose labels keep apart."""
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500):
        starts = [(column_of(age, span + 1, width), str(age)) for age in range(0, span + 1, step)]
        if len(starts) * 5 <= width + 10:
            ticks = _laid_out(starts, width)
            if len(ticks) > 1:
                return ticks
    return ()


def offset_ticks(last: int, width: int) -> tuple[DayTick, ...]:
    """Return labelled sessions from an event's, 0 to `last`, at the finest even step that labels both of them."""
    for step in (each for each in range(1, last + 1) if last % each == 0):
        starts = [(column_of(at, last + 1, width), signed(at, 0)) for at in range(0, last + 1, step)]
        ticks = _laid_out(starts, width)
        if len(ticks) == len(starts):
            return ticks
    return (DayTick(0, 0, "0"),)


def day_label(day: date) -> str:
    """Write a day as "8 Dec"."""
    return f"{day.day} {day:%b}"


def time_label(time: datetime) -> str:
    """Write a time of day as "09:30"."""
    return f"{time:%H:%M}"


def _finest(
    points: Sequence[T], grains: Sequence[_Grain[T]], width: int, label: Callable[[T], str]
) -> tuple[DayTick, ...]:
    """Return the ticks of the first rhythm that has two or more, else both ends in the words of `label`."""
    best: tuple[DayTick, ...] = ()
    for grain in grains:
        ticks = _laid_out(_starts(points, grain, width), width)
        if len(ticks) > 1:
            return ticks
        best = best or ticks
    return _ends(points, width, label) or best


def _starts(days: Sequence[T], grain: _Grain[T], width: int) -> list[tuple[int, str]]:
    """Return column and label of each point that begins a period; none where there are more than fit."""
    periods = [grain.period(day) for day in days]
    begins = [i for i in range(grain.first, len(days)) if periods[i] != periods[i - 1]]
    if len(begins) * 5 > width + 10:
        return []
    return [(column_of(i, len(days), width), grain.label(days[i])) for i in begins]


def _laid_out(starts: list[tuple[int, str]], width: int) -> tuple[DayTick, ...]:
    """Centre labels under their columns; the outermost may give way, and if others meet there are none."""
    ticks = [_centred(column, label, width) for column, label in starts if len(label) <= width]
    if len(ticks) > 1 and _meet(ticks[0], ticks[1]):
        ticks = ticks[1:]
    if len(ticks) > 1 and _meet(ticks[-2], ticks[-1]):
        ticks = ticks[:-1]
    return () if any(_meet(*pair) for pair in pairwise(ticks)) else tuple(ticks)


def _centred(column: int, label: str, width: int) -> DayTick:
    """Centre a label under its column, moved inside the axis at the edges."""
    return DayTick(column, max(0, min(column - len(label) // 2, width - len(label))), label)


def _meet(left: DayTick, right: DayTick) -> bool:
    """Say whether two labels are closer than the gap."""
    return left.stop() + _GAP > right.start


def _ends(points: Sequence[T], width: int, label: Callable[[T], str]) -> tuple[DayTick, ...]:
    """Return the first and last point where both fit, else the last alone, else nothing."""
    if not points or len(label(points[-1])) > width:
        return ()
    last = _centred(column_of(len(points) - 1, len(points), width), label(points[-1]), width)
    first = _centred(0, label(points[0]), width)
    return (last,) if len(points) == 1 or len(first.label) > width or _meet(first, last) else (first, last)


def _month_label(day: date) -> str:
    """Write a month's name, and the year in its place where a year begins."""
    return f"{day.year}" if day.month == 1 else f"{day:%b}"


def _months(count: int) -> _Grain[date]:
    """Return the rhythm of every `count` months."""
    return _Grain(lambda day: (day.year, (day.month - 1) // count), _month_label)


def _years(count: int) -> _Grain[date]:
    """Return the rhythm of every `count` years."""
    return _Grain(lambda day: day.year // count, lambda day: str(day.year))


def _minutes(count: int) -> _Grain[datetime]:
    """Return the rhythm of every `count` minutes of the day."""
    return _Grain(lambda time: (time.hour * 60 + time.minute) // count, time_label)


_WEEKDAYS: _Grain[date] = _Grain(lambda day: day, lambda day: f"{day:%a} {day_label(day)}", first=0)
_CLOCK_GRAINS = tuple(_minutes(count) for count in (1, 5, 15, 30, 60, 120, 180))
_GRAINS: tuple[_Grain[date], ...] = (
    _Grain(lambda day: day, day_label, first=0),
    _Grain(lambda day: day - timedelta(days=day.weekday()), day_label),
    _months(1),
    _months(3),
    _months(6),
    *(_years(count) for count in (1, 2, 5, 10, 20, 50)),
)
