"""The intraday chart answer, read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from tui.core.intraday import Intraday
from tui.providers.base import NoData, ServerFault
from tui.providers.yahoo.chart import chart_in
from tui.providers.yahoo.shape import above_zero, dig, instant, items

_Hours = tuple[datetime, datetime]


class Grain(NamedTuple):
    """What a window asks of Yahoo."""

    span: str
    """Yahoo's own word: "1d"."""
    minutes: int

    @property
    def interval(self) -> str:
        """Yahoo's own word for the minutes: "15m"."""
        return f"{self.minutes}m"


GRAINS: Final[Mapping[str, Grain]] = {"1D": Grain("1d", 1), "5D": Grain("5d", 15)}
"""By window: some 390 and 130 prices, one for each column of a wide terminal."""


def read_intraday(answer: Any, symbol: str, grain: Grain) -> Intraday:
    """Return the prices of an intraday chart answer within the regular hours it tells; all of them if it tells none.

    A price that is missing, not finite or not above zero is left out; of two of one instant the later counts. Raises
    `UnknownSymbol` or `NoData` where Yahoo says so, `ServerFault` for an answer that is no such chart.
    """
    chart = chart_in(answer, symbol, grain.interval)
    stamps, closes = items(dig(chart, "timestamp")), items(dig(chart, "indicators", "quote", 0, "close"))
    if len(stamps) != len(closes):
        raise ServerFault(f"Yahoo sent {len(stamps)} times but {len(closes)} prices of {symbol}", symbol=symbol)
    meta = dig(chart, "meta")
    hours = _hours(dig(meta, "tradingPeriods"))
    prices: dict[datetime, float] = {}
    for stamp, raw in zip(stamps, closes, strict=True):
        time, close = instant(stamp), above_zero(raw)
        if time is not None and close is not None and _within(time, hours):
            prices[time] = close
    if not prices:
        raise NoData(f"Yahoo has no prices of {symbol} within a session", symbol=symbol)
    times = tuple(sorted(prices))
    return Intraday(
        symbol=symbol,
        times=times,
        closes=tuple(prices[time] for time in times),
        interval_min=grain.minutes,
        # `chartPreviousClose` of five days is the close before all of them, no base for a day's change.
        previous_close=above_zero(dig(meta, "previousClose")),
        source="Yahoo",
    )


def _hours(told: Any) -> tuple[_Hours, ...]:
    """Return the regular hours of each session told, UTC; they come bare, or beside those before and after."""
    regular = dig(told, "regular") if isinstance(told, Mapping) else told
    spans = (span for day in items(regular) for span in (day if isinstance(day, list) else [day]))
    found = ((instant(dig(span, "start")), instant(dig(span, "end"))) for span in spans)
    return tuple((start, end) for start, end in found if start is not None and end is not None)


def _within(time: datetime, hours: tuple[_Hours, ...]) -> bool:
    """Say whether an instant is in one of the sessions; the close itself is, being the last price's instant."""
    return not hours or any(start <= time <= end for start, end in hours)
