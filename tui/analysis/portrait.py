"""One symbol's closes over a window, its returns over the usual ones, and the ends of its last year."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from tui.analysis.history import EMPTY, Days, History, Numbers, day_at
from tui.analysis.spread import MAX_POINTS, thin
from tui.analysis.windows import find_span
from tui.core.portrait import RETURN_WINDOWS, YEAR_SESSIONS, Extreme, Portrait, WindowReturn


def portray(
    symbol: str, history: History | None, window: str, as_of: date | None = None, *, since: date | None = None
) -> Portrait:
    """Measure one symbol on its own sessions up to `as_of`; without a close there the portrait says only its name.

    Returns in percent, 100·(close / close at the base − 1), and as a difference in the symbol's own unit. `since` is
    the session of the event that EVENT_WINDOW begins with. ValueError: no such window.
    """
    seen = (history or EMPTY).until(as_of)
    named = Portrait(symbol=symbol, window=window, since=since, simulated=seen.simulated, adjusted=seen.adjusted)
    span = find_span(seen.days, window, since=since)
    if span is None:
        return named
    recent = seen.closes[-YEAR_SESSIONS:], seen.days[-YEAR_SESSIONS:]
    measured = replace(
        named,
        as_of=span.end(),
        close=float(seen.closes[-1]),
        live=seen.quoted == span.end(),
        drawn=_return(seen, window, since),
        sessions=span.sessions(),
        returns=tuple(_return(seen, each) for each in RETURN_WINDOWS),
        high=_extreme(*recent, int(recent[0][::-1].argmax())),
        low=_extreme(*recent, int(recent[0][::-1].argmin())),
        ranged=len(recent[0]),
    )
    return measured if span.start is None else _with_path(measured, seen, span.start)


def _return(seen: History, window: str, since: date | None = None) -> WindowReturn:
    """Return what the closes did over a window that ends with the last of them."""
    span = find_span(seen.days, window, since=since)
    if span is None or span.start is None:
        return WindowReturn(window=window)
    base, last = float(seen.closes[span.start]), float(seen.closes[-1])
    return WindowReturn(window=window, base_date=span.base(), return_pct=100 * (last / base - 1), change=last - base)


def _extreme(closes: Numbers, days: Days, back: int) -> Extreme:
    """Return the close so many rows before the last, held against the last."""
    close = float(closes[-1 - back])
    return Extreme(close=close, day=day_at(days, -1 - back), distance_pct=100 * (float(closes[-1]) / close - 1))


def _with_path(measured: Portrait, seen: History, start: int) -> Portrait:
    """Add the closes from the base on, thinned so that no high or low is lost."""
    closes = seen.closes[start:]
    rows = thin((closes,), MAX_POINTS)
    return replace(measured, days=tuple(seen.days[start:][rows].tolist()), closes=tuple(closes[rows].tolist()))
