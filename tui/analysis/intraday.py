"""The path of a short window, made of prices within its sessions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from msgspec.structs import replace

from tui.analysis.spread import MAX_POINTS, thin
from tui.core.board import Leg, Spread, SpreadPath
from tui.core.intraday import Intraday
from tui.core.market import Quote


@dataclass(frozen=True, slots=True)
class Within:
    """What is known of one leg within the sessions of a window."""

    prices: Intraday
    quote: Quote | None = None
    actions: tuple[date, ...] = ()
    """Days of a split or a dividend: the closes before such a day carry it, prices within sessions do not."""


def drawn_within(
    spread: Spread, small: Within, large: Within, *, by: datetime, day_of: Callable[[datetime], date]
) -> Spread:
    """Return the spread with a path of the prices both legs have at the same instants; nothing is filled in.

    Only the path is another one: it is rebased to 100 at the spread's own base closes and ends at its own figures, at
    the instant of the later of both quotes, or at `by`, the latest it can be (UTC), where the closes are not quotes.
    Instants from there on are left out. The spread is returned as it is, with its daily path, where a session of the
    window has no common instant, or where prices of different sessions cannot be compared. `day_of` gives the session
    day of an instant.
    """
    path = _path(spread, small, large, by, day_of)
    if path is None:
        return spread
    simulated = spread.simulated or small.prices.simulated or large.prices.simulated
    return replace(spread, path=path, simulated=simulated)


def _path(
    spread: Spread, small: Within, large: Within, by: datetime, day_of: Callable[[datetime], date]
) -> SpreadPath | None:
    """Return the path, or None where there is none."""
    base, end, apart = spread.base_date, spread.as_of, spread.spread_pts
    if base is None or end is None or apart is None:
        return None
    last = max(_made(spread.small, small, end, by), _made(spread.large, large, end, by))
    smalls, larges = _by_time(small), _by_time(large)
    times = [time for time in sorted(smalls.keys() & larges.keys()) if time < last and base < day_of(time) <= end]
    days = (*map(day_of, times), end)
    if len(days) < 2 or not {*spread.path.days} <= {base, *days} or _broken(days, small, large):
        return None
    one = _rebased(spread.small, [smalls[time] for time in times])
    other = _rebased(spread.large, [larges[time] for time in times])
    gap = np.append((one - other)[:-1], apart)
    rows = thin((one, other, gap), MAX_POINTS).tolist()
    instants = (*times, last)
    return SpreadPath(
        days=tuple(days[row] for row in rows),
        times=tuple(instants[row] for row in rows),
        interval_min=max(small.prices.interval_min, large.prices.interval_min),
        small=tuple(one[rows].tolist()),
        large=tuple(other[rows].tolist()),
        spread=tuple(gap[rows].tolist()),
    )


def _by_time(leg: Within) -> dict[datetime, float]:
    """Return a leg's prices by their instants."""
    return dict(zip(leg.prices.times, leg.prices.closes, strict=True))


def _made(leg: Leg, within: Within, end: date, by: datetime) -> datetime:
    """Return when a leg's last price was made."""
    quote = within.quote
    quoted = quote is not None and quote.day == end and quote.price == leg.close
    return min(quote.time, by) if quote is not None and quoted else by


def _broken(days: tuple[date, ...], *legs: Within) -> bool:
    """Say whether a split or a dividend lies between two of the sessions."""
    return any(days[0] < day <= days[-1] for leg in legs for day in leg.actions)


def _rebased(leg: Leg, prices: list[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return prices rebased to 100 at the close a leg's return is measured from, and what its return comes to."""
    reached = 100 + (leg.return_pct or 0.0)
    return np.append(np.array(prices) * (reached / (leg.close or 1.0)), reached)
