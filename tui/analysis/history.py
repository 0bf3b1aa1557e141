"""Daily closes of one symbol as arrays, and two of them on the days both have.

Turning the tuples of a `Series` into arrays costs about a millisecond for 10,000 days; a `History` is made once per
series, kept by whoever holds the series, and takes a new quote in microseconds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from tui.core.market import Quote, Series, State

Days: TypeAlias = NDArray[np.datetime64]
"""Exchange-local days, unit D, strictly ascending."""
Numbers: TypeAlias = NDArray[np.float64]
Rows: TypeAlias = NDArray[np.intp]
"""Places in columns of one length."""
_MOST_SHARED = 100
_EPOCH = date(1970, 1, 1).toordinal()


class SharedDays:
    """Columns of days as arrays, one for all series that have the same: thousands trade on the same days."""

    def __init__(self) -> None:
        self._arrays: dict[bytes, Days] = {}
        self._latest: tuple[tuple[date, ...], Days] = (), np.empty(0, dtype="datetime64[D]")
        self._longer: dict[tuple[int, date], tuple[Days, Days]] = {}

    def of(self, days: tuple[date, ...]) -> Days:
        """Return the array of a column."""
        if days is self._latest[0]:  # as for most of what is read from a store
            return self._latest[1]
        # Many times as fast as from the dates themselves.
        column = (np.fromiter(map(date.toordinal, days), dtype=np.int64, count=len(days)) - _EPOCH).tobytes()
        known = self._arrays.get(column)
        if known is None:
            _forget_many(self._arrays)
            self._arrays[column] = known = np.frombuffer(column, dtype="datetime64[D]")
        self._latest = days, known
        return known

    def and_then(self, days: Days, day: date) -> Days:
        """Return an array with one more day."""
        key = (id(days), day)
        if key not in self._longer:
            _forget_many(self._longer)
            # Kept with the array it is made from, which so keeps its identity.
            self._longer[key] = days, np.append(days, np.datetime64(day, "D"))
        return self._longer[key][1]


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Daily closes of one symbol in arrays of one length; never changed in place, so parts are shared freely."""

    symbol: str
    days: Days
    closes: Numbers
    """In the unit of the series; finite and above zero."""
    simulated: bool = False
    quoted: date | None = None
    """The last day, when its number is a quote rather than a close."""
    adjusted: bool = False
    """True when the closes carry splits and dividends."""
    _last: date | None = field(init=False, repr=False)

    @classmethod
    def of(cls, series: Series, shared: SharedDays | None = None) -> History:
        """Return the arrays of a series, its days an array of the `shared` ones where many series have the same."""
        days = (shared or SharedDays()).of(series.days)
        return cls(
            series.symbol, days, np.array(series.closes, dtype=np.float64), series.simulated, None, series.adjusted
        )

    def with_quote(self, quote: Quote, shared: SharedDays | None = None) -> History:
        """Return the history with the quote's price as the close of the quote's day; its days are `shared` ones.

        The day is appended, or the last row replaced. A quote that is older than the last row, has no day, or whose
        price is no positive number changes nothing. ValueError: the quote is of another symbol.
        """
        if quote.symbol != self.symbol:
            raise ValueError(f"a quote of {quote.symbol} for {self.symbol}")
        if quote.day is None or not math.isfinite(quote.price) or quote.price <= 0:
            return self
        last = self.last_day()
        if last is not None and (quote.day < last or (quote.day == last and quote.price == self.closes[-1])):
            return self
        if quote.day == last:
            days, closes = self.days, self.closes.copy()
            closes[-1] = quote.price
        else:
            days = (shared or SharedDays()).and_then(self.days, quote.day)
            closes = np.empty(len(self.closes) + 1)
            closes[:-1], closes[-1] = self.closes, quote.price
        simulated = self.simulated or quote.state is State.SIMULATED
        return History(self.symbol, days, closes, simulated, quote.day, self.adjusted)

    def until(self, day: date | None) -> History:
        """Return the part up to and including `day`; all of it for None."""
        kept = len(self.days) if day is None else count_until(self.days, day)
        if kept == len(self.days):
            return self
        return History(self.symbol, self.days[:kept], self.closes[:kept], self.simulated, None, self.adjusted)

    def __post_init__(self) -> None:
        # Asked for thousands of times an update: as a date once, not at every asking.
        object.__setattr__(self, "_last", day_at(self.days, -1) if len(self.days) else None)

    def ending(self, day: date | None) -> Series:
        """Return the last two closes up to and including `day`, or the last there are, as a series."""
        stop = len(self.days) if day is None else count_until(self.days, day)
        last = slice(max(stop - 2, 0), stop)
        return Series(
            symbol=self.symbol,
            days=tuple(self.days[last].tolist()),
            closes=tuple(self.closes[last].tolist()),
            adjusted=self.adjusted,
            simulated=self.simulated,
        )

    def last_day(self) -> date | None:
        """Return the day of the last row; None when there is none."""
        return self._last

    def close_on(self, day: date) -> float | None:
        """Return the close of exactly that day, or None."""
        last = self.last_day()
        if last is None or last < day:  # as for thousands of members before their first quote of a day
            return None
        row = count_until(self.days, day) - 1
        return float(self.closes[row]) if row >= 0 and day_at(self.days, row) == day else None

    def closes_on(self, days: Days) -> Numbers:
        """Return the closes on exactly these ascending days, NaN where there is none; the shape of `days`."""
        found = np.full(len(days), np.nan)
        ending = min(len(self.days), len(days))
        if not ending:
            return found
        if (self.days[-ending:] == days[-ending:]).all():  # most symbols trade on the same days: half the time
            found[-ending:] = self.closes[-ending:]
            return found
        rows = np.minimum(np.searchsorted(self.days, days), len(self.days) - 1)
        here = self.days[rows] == days
        found[here] = self.closes[rows[here]]
        return found


EMPTY = History("", np.empty(0, dtype="datetime64[D]"), np.empty(0))
"""The history of a symbol that has none."""


def _forget_many(columns: dict[Any, Any]) -> None:
    """Empty a collection that has grown large: what is not shared any more must not stay for ever."""
    if len(columns) >= _MOST_SHARED:
        columns.clear()


def align(one: History, other: History) -> tuple[Days, Numbers, Numbers]:
    """Return the days both have and the closes of each on them, all of one length; nothing is filled in."""
    matched = other.closes_on(one.days)
    both = ~np.isnan(matched)
    return one.days[both], one.closes[both], matched[both]


def count_until(days: Days, day: date) -> int:
    """Return how many of `days` are on or before `day`."""
    return int(np.searchsorted(days, np.datetime64(day, "D"), side="right"))


def day_at(days: Days, row: int) -> date:
    """Return one of `days` as a date; IndexError as for any array."""
    return cast("date", days.item(row))  # of unit D it is one, in the years a date can name
