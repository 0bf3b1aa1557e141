"""The daily chart answer, read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, tzinfo
from typing import Any

from msgspec.structs import replace

from tui.core.market import Bar, Series
from tui.providers.base import NoData, ProviderError, ServerFault, UnknownSymbol
from tui.providers.yahoo.shape import above_zero, dig, instant, items, number, words, zone

_NAMED_DAYS = 3
"""How many of the days left out a note names."""


def read_chart(answer: Any, symbol: str, since: date | None = None) -> Series:
    """Return the daily closes of a chart answer from `since` on, today's unfinished bar as the last.

    Stocks and funds: closes adjusted for splits and dividends, with the days of those told of. Indices, and symbols
    without adjusted closes: closes as they are. A close that is missing, not finite or not above zero is left out and
    named in a note.
    Raises `UnknownSymbol` or `NoData` where Yahoo says so, `ServerFault` for an answer that is no daily chart.
    """
    chart = chart_in(answer, symbol, "1d")
    days = _days(chart)
    closes, adjusted = _closes(chart, symbol)
    if len(days) != len(closes):
        raise ServerFault(f"Yahoo sent {len(days)} days but {len(closes)} closes of {symbol}", symbol=symbol)
    series = _series(symbol, days, closes, adjusted=adjusted, since=since)
    return replace(series, actions=_actions(chart) if adjusted else ())


def chart_in(answer: Any, symbol: str, interval: str) -> Any:
    """Return the chart in an answer, which has at least one bar, of the interval asked for.

    Raises `UnknownSymbol`, `NoData` or `ServerFault` where there is none.
    """
    chart = dig(answer, "chart", "result", 0)
    if chart is None:
        raise _refusal(answer, symbol)
    if not items(dig(chart, "timestamp")):
        raise NoData(f"Yahoo has no bars of {symbol}", symbol=symbol)
    grain = words(dig(chart, "meta", "dataGranularity"), 10)
    if grain not in (None, interval):
        raise ServerFault(f"Yahoo sent {grain} bars of {symbol} instead of {interval} ones", symbol=symbol)
    return chart


def _refusal(answer: Any, symbol: str) -> ProviderError:
    """Turn an answer without a chart into what it says."""
    code = words(dig(answer, "chart", "error", "code"), 40)
    said = words(dig(answer, "chart", "error", "description"), 120) or "no reason given"
    if code == "Not Found" and "date range" not in said:
        return UnknownSymbol(f"Yahoo knows no {symbol}: {said}", symbol=symbol)
    if code in ("Not Found", "Bad Request", "Unprocessable Entity"):
        return NoData(f"Yahoo has no bars of {symbol}: {said}", symbol=symbol)
    if code is None and isinstance(dig(answer, "chart", "result"), list):
        return NoData(f"Yahoo has no bars of {symbol}", symbol=symbol)
    return ServerFault(f"Yahoo sent no chart of {symbol}: {said}", symbol=symbol)


def _closes(chart: Any, symbol: str) -> tuple[list[Any], bool]:
    """Return the close column to use, and whether it carries dividends."""
    plain = items(dig(chart, "indicators", "quote", 0, "close"))
    with_dividends = items(dig(chart, "indicators", "adjclose", 0, "adjclose"))
    index = symbol.startswith("^") or dig(chart, "meta", "instrumentType") == "INDEX"
    return (plain, False) if index or not with_dividends else (with_dividends, True)


def _days(chart: Any) -> list[date | None]:
    """Return the exchange-local day of every bar; None where its time cannot be read."""
    exchange = _zone(chart)
    times = (instant(stamp) for stamp in items(dig(chart, "timestamp")))
    return [None if time is None else time.astimezone(exchange).date() for time in times]


def _actions(chart: Any) -> tuple[date, ...]:
    """Return the exchange-local days of the splits and dividends told of, ascending."""
    exchange = _zone(chart)
    told = (dig(chart, "events", kind) for kind in ("splits", "dividends"))
    dates = (instant(dig(each, "date")) for kind in told if isinstance(kind, Mapping) for each in kind.values())
    return tuple(sorted({time.astimezone(exchange).date() for time in dates if time is not None}))


def _zone(chart: Any) -> tzinfo:
    """Return the exchange's time zone."""
    meta = dig(chart, "meta")
    return zone(dig(meta, "exchangeTimezoneName"), number(dig(meta, "gmtoffset")))


def _series(symbol: str, days: list[date | None], closes: list[Any], *, adjusted: bool, since: date | None) -> Series:
    """Make the series of the usable closes; raises `NoData` where there are none."""
    bars: list[Bar] = []
    left_out: list[str] = []
    for day, raw in zip(days, closes, strict=True):
        if day is not None and since is not None and day < since:
            continue
        close = above_zero(raw)
        if day is None or close is None:
            left_out.append("an unreadable day" if day is None else day.isoformat())
        else:
            bars.append(Bar(day=day, close=close))
    if not bars:
        raise NoData(f"Yahoo has no bars of {symbol}", symbol=symbol)
    series = Series.of(symbol, bars, source="Yahoo", adjusted=adjusted)
    return replace(series, notes=_notes(symbol, left_out))


def _notes(symbol: str, left_out: list[str]) -> tuple[str, ...]:
    """Say which closes were left out."""
    if not left_out:
        return ()
    named = ", ".join(left_out[:_NAMED_DAYS])
    more = f" and {len(left_out) - _NAMED_DAYS} more" if len(left_out) > _NAMED_DAYS else ""
    return (f"{symbol}: {len(left_out)} without a usable close: {named}{more}",)
