"""The calendar answers, read, and the questions that bring them: earnings and economic releases."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from tui.core.events import Kind, NewsEvent
from tui.providers.base import ServerFault
from tui.providers.yahoo.shape import dig, number, words

MOST_ROWS: Final = 100
"""Yahoo gives no more at once."""

_NEW_YORK: Final = ZoneInfo("America/New_York")
_EARNINGS_AHEAD: Final = timedelta(days=90)
_RELEASES_AHEAD: Final = timedelta(days=7)
_TIMINGS: Final = {"AMC": " after the close", "BMO": " before the open"}
_FED: Final = re.compile(
    r"\b(FOMC|Fed Funds|Fed Interest Rate|Federal Reserve|Federal Funds|Fed Chair)\b", re.IGNORECASE
)
_DECISION: Final = re.compile(r"\b(Fed|Federal) (Funds (Tgt|Target)|Interest Rate Decision)", re.IGNORECASE)
_STEP: Final = 0.25
"""Percentage points: the width of the target range since December 2008, and what its bounds are multiples of."""
_ROUNDED: Final = 0.006
"""Yahoo writes two digits of a midpoint's three."""
_RANGE: Final = re.compile(r"(\d{1,2}(?:\.\d+)?)\s*%?(?:\s*[-–]\s*(\d{1,2}(?:\.\d+)?)\s*%?)?")
_EARNINGS_FIELDS: Final = ("ticker", "companyshortname", "startdatetime", "startdatetimetype", "epsestimate")
_RELEASE_FIELDS: Final = (
    "econ_release",
    "country_code",
    "startdatetime",
    "period",
    "after_release_actual",
    "consensus_estimate",
    "prior_release_actual",
)
_LABELS: Final = {
    "symbol": "ticker",
    "company": "companyshortname",
    "company name": "companyshortname",
    "event start date": "startdatetime",
    "event time": "startdatetime",
    "eps estimate": "epsestimate",
    "event": "econ_release",
    "country code": "country_code",
    "for": "period",
    "actual": "after_release_actual",
    "market expectation": "consensus_estimate",
    "prior to this": "prior_release_actual",
}
"""Columns by what their heads say, where they come without a name."""


def ask_earnings(symbols: Collection[str], now: datetime) -> dict[str, Any]:
    """Return the question for the reports of these companies within three months."""
    tickers = [_is("eq", "ticker", symbol) for symbol in symbols]
    kinds = [_is("eq", "eventtype", kind) for kind in ("EAD", "ERA")]
    conditions = [_is("eq", "region", "us"), _either(kinds), _either(tickers), *_between(now, _EARNINGS_AHEAD)]
    return _question("sp_earnings", _EARNINGS_FIELDS, conditions, ("intradaymarketcap", "DESC"))


def ask_releases(now: datetime, offset: int) -> dict[str, Any]:
    """Return the question for the economic releases within a week, the next ones first, from the `offset`-th on."""
    conditions = list(_between(now, _RELEASES_AHEAD))
    return _question("economic_event", _RELEASE_FIELDS, conditions, ("startdatetime", "ASC"), offset)


def read_earnings(answer: Any, asked: Collection[str], now: datetime) -> tuple[NewsEvent, ...]:
    """Return the reports in a calendar answer due from today on, one a company and day, the next one first.

    What is known of the hour is in the title; only a report whose instant is set has one. Raises `ServerFault` for an
    answer that is no calendar.
    """
    found = (_report(row, now) for row in _rows(answer) if row.get("ticker") in asked)
    return _in_order(found, now)


def read_releases(answer: Any, now: datetime) -> tuple[NewsEvent, ...]:
    """Return the American economic releases in a calendar answer due from today on, the next one first."""
    found = (_release(row, now) for row in _rows(answer) if row.get("country_code") == "US")
    return _in_order(found, now)


def row_count(answer: Any) -> int:
    """Return how many rows a calendar answer holds, of every country."""
    return sum(1 for _ in _rows(answer))


def _question(
    kind: str, fields: tuple[str, ...], conditions: list[dict[str, Any]], order: tuple[str, str], offset: int = 0
) -> dict[str, Any]:
    return {
        "entityIdType": kind,
        "includeFields": list(fields),
        "sortField": order[0],
        "sortType": order[1],
        "size": MOST_ROWS,
        "offset": offset,
        "query": {"operator": "AND", "operands": conditions},
    }


def _is(operator: str, field: str, value: str) -> dict[str, Any]:
    return {"operator": operator.upper(), "operands": [field, value]}


def _either(conditions: list[dict[str, Any]]) -> dict[str, Any]:
    return {"operator": "OR", "operands": conditions}


def _between(now: datetime, ahead: timedelta) -> tuple[dict[str, Any], dict[str, Any]]:
    """Limit to the New York days from today to `ahead`."""
    today = now.astimezone(_NEW_YORK).date()
    return _is("gte", "startdatetime", today.isoformat()), _is("lte", "startdatetime", (today + ahead).isoformat())


def _rows(answer: Any) -> Iterator[Mapping[str, Any]]:
    """Iterate over the rows of a calendar answer by column name; `ServerFault` where it is none."""
    document = dig(answer, "finance", "result", 0, "documents", 0)
    columns, rows = dig(document, "columns"), dig(document, "rows")
    if not isinstance(columns, list) or not isinstance(rows, list):
        said = words(dig(answer, "finance", "error", "description"), 120)
        raise ServerFault(f"Yahoo sent no calendar{': ' + said if said else ''}")
    names = [_name(column) for column in columns]
    yield from (dict(zip(names, row, strict=False)) for row in rows if isinstance(row, list))


def _name(column: Any) -> str:
    """Return a column's name; two columns share the head "Event Start Date", one of them text."""
    name = dig(column, "id")
    if isinstance(name, str):
        return name
    head = str(dig(column, "label")).casefold()
    if head == "event start date" and dig(column, "type") == "STRING":
        return "startdatetimetype"
    return _LABELS.get(head, head)


def _report(row: Mapping[str, Any], now: datetime) -> NewsEvent | None:
    """Read one company's report; None where its day cannot be read."""
    symbol, start = words(row.get("ticker"), 24), _instant(row.get("startdatetime"))
    if symbol is None or start is None:
        return None
    timing = row.get("startdatetimetype")
    local = start.astimezone(_NEW_YORK)
    # A bare day is written as midnight UTC, which in New York is still the evening before.
    day = start.date() if start.time() == time() else local.date()
    expected = number(row.get("epsestimate"))
    exact = timing == "TAS"
    return NewsEvent(
        id=f"yahoo:earnings:{symbol}:{day}",
        when=local.isoformat(timespec="minutes") if exact else day.isoformat(),
        kind=Kind.EARNINGS,
        title=f"{symbol} reports earnings{_TIMINGS.get(str(timing), '')}",
        source="Yahoo",
        known_from=now.astimezone(_NEW_YORK).date(),
        detail=f"{expected:.2f} a share expected" if expected else "",
        symbols=(symbol,),
        time=start if exact else None,
    )


def _release(row: Mapping[str, Any], now: datetime) -> NewsEvent | None:
    """Read one economic release; None where it has no name or no instant."""
    name, start = words(row.get("econ_release"), 120), _instant(row.get("startdatetime"))
    if name is None or start is None:
        return None
    local = start.astimezone(_NEW_YORK)
    period = words(row.get("period"), 20)
    lower, upper = _bounds(row.get("after_release_actual")) if _DECISION.search(name) else (None, None)
    return NewsEvent(
        id=f"yahoo:release:{name}:{period or ''}:{local.date()}",
        when=local.isoformat(timespec="minutes"),
        kind=Kind.FED if _FED.search(name) else Kind.MACRO,
        title=f"{name} ({period})" if period else name,
        source="Yahoo",
        known_from=now.astimezone(_NEW_YORK).date(),
        detail=_figures(row),
        time=start,
        lower_pct=lower,
        upper_pct=upper,
    )


def _figures(row: Mapping[str, Any]) -> str:
    """Return the figures of a release in words; the unit is in its name, if anywhere."""
    told = (("actual", "after_release_actual"), ("expected", "consensus_estimate"), ("before", "prior_release_actual"))
    found = ((word, _figure(row.get(field))) for word, field in told)
    return ", ".join(f"{word} {figure}" for word, figure in found if figure)


def _figure(value: Any) -> str:
    """Return a figure as Yahoo wrote it, be it a number or words."""
    found = number(value)
    return f"{found:g}" if found is not None else words(value, 30) or ""


def _bounds(value: Any) -> tuple[float | None, float | None]:
    """Return the bounds of the target range a decision's figure tells, percent.

    Yahoo has been seen to write one number only, now the midpoint (3.62), now a bound (3.75). The midpoint tells both
    bounds; a bound does not say which of the two it is, and tells neither.
    """
    match = _RANGE.fullmatch(_figure(value))
    if match is None:
        return None, None
    one = float(match[1])
    if match[2] is not None:
        return one, float(match[2])
    lower = math.floor(one / _STEP) * _STEP
    return (lower, lower + _STEP) if abs(one - lower - _STEP / 2) <= _ROUNDED else (None, None)


def _instant(value: Any) -> datetime | None:
    """Return the UTC instant of an ISO stamp; one without an offset is taken for UTC."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        return moment and (moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def _in_order(found: Iterator[NewsEvent | None], now: datetime) -> tuple[NewsEvent, ...]:
    """Return the events from today on, each once, the next one first."""
    today: date = now.astimezone(_NEW_YORK).date()
    by_id = {event.id: event for event in found if event is not None and event.placed() >= today}
    return tuple(sorted(by_id.values(), key=lambda event: (event.placed(), event.when, event.id)))
