"""What is due: earnings and economic releases, in the shapes of Yahoo's calendars."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from standin.clock import Clock
from standin.reply import Answer, as_json, problem
from standin.requestlog import Request

_LABELS: Final = {
    "ticker": ("Symbol", "STRING"),
    "companyshortname": ("Company Name", "STRING"),
    "intradaymarketcap": ("Market Cap (Intraday)", "NUMBER"),
    "eventname": ("Event Name", "STRING"),
    "startdatetime": ("Event Start Date", "DATE"),
    "startdatetimetype": ("Event Start Date", "STRING"),
    "epsestimate": ("EPS Estimate", "NUMBER"),
    "epsactual": ("Reported EPS", "NUMBER"),
    "epssurprisepct": ("Surprise (%)", "NUMBER"),
    "econ_release": ("Event", "STRING"),
    "country_code": ("Country Code", "STRING"),
    "period": ("For", "STRING"),
    "after_release_actual": ("Actual", "NUMBER"),
    "consensus_estimate": ("Market Expectation", "NUMBER"),
    "prior_release_actual": ("Prior to This", "NUMBER"),
    "originally_reported_actual": ("Revised from", "NUMBER"),
}
_ECONOMIC_LABELS: Final = {**_LABELS, "startdatetime": ("Event Time", "DATE")}
_MOST: Final = 100


class Earnings(NamedTuple):
    """One company's report."""

    symbol: str
    when: datetime
    timing: str = "AMC"
    """BMO before the open, AMC after the close, TNS not said."""
    estimate: float | None = None
    actual: float | None = None

    def row(self) -> dict[str, Any]:
        """Return the fields Yahoo gives to it."""
        return {
            "ticker": self.symbol,
            "companyshortname": f"{self.symbol} Stand-in",
            "intradaymarketcap": 1e12,
            "eventname": f"Q3 {self.when.year}  Earnings Announcement",
            "startdatetime": _stamp(self.when),
            "startdatetimetype": self.timing,
            "epsestimate": self.estimate,
            "epsactual": self.actual,
            "epssurprisepct": None,
            "region": "us",
            "eventtype": "EAD",
        }


class Release(NamedTuple):
    """One economic release."""

    name: str
    when: datetime
    country: str = "US"
    period: str = ""
    actual: float | None = None
    expected: float | None = None
    prior: float | None = None

    def row(self) -> dict[str, Any]:
        """Return the fields Yahoo gives to it."""
        return {
            "econ_release": self.name,
            "country_code": self.country,
            "startdatetime": _stamp(self.when),
            "period": self.period,
            "after_release_actual": self.actual,
            "consensus_estimate": self.expected,
            "prior_release_actual": self.prior,
            "originally_reported_actual": None,
        }


class Calendar:
    """What is due; safe to change while the stand-in runs. To begin with: two reports and two releases this week."""

    def __init__(self, clock: Clock) -> None:
        self._lock = threading.Lock()
        day = clock.now().date() + timedelta(days=2)
        self._earnings = [
            Earnings("AAPL", datetime.combine(day, time(21), UTC), "AMC", 1.7),
            Earnings("MSFT", datetime.combine(day, time(12), UTC), "BMO", 3.1),
        ]
        self._releases = [
            Release("Fed Interest Rate Decision", datetime.combine(day, time(19), UTC), expected=3.75, prior=4.0),
            Release("CPI YY", datetime.combine(day, time(13, 30), UTC), period="Nov", expected=3.1, prior=3.0),
        ]

    def set_earnings(self, *earnings: Earnings) -> None:
        """Set every report that is due."""
        with self._lock:
            self._earnings = list(earnings)

    def set_releases(self, *releases: Release) -> None:
        """Set every economic release that is due."""
        with self._lock:
            self._releases = list(releases)

    def visualization(self, request: Request, *, empty: bool) -> Answer:
        """Give the rows of a calendar that a query asks for, in its order and columns."""
        try:
            asked = json.loads(request.body)
            kind, columns, query = asked["entityIdType"], asked["includeFields"], asked["query"]
        except (ValueError, KeyError):
            return problem(400, "Bad Request", "invalid query")
        rows = [] if empty else [row for row in self._rows(kind) if _holds(query, row)]
        # The default order is by a field of the company that here all share.
        rows.sort(key=lambda row: str(row["startdatetime"]), reverse=asked.get("sortType") == "DESC")
        start, size = int(asked.get("offset", 0)), min(int(asked.get("size", 12)), _MOST)
        labels = _ECONOMIC_LABELS if kind == "economic_event" else _LABELS
        document = {
            "entityIdType": kind.upper(),
            "columns": [{"id": each, "label": labels[each][0], "type": labels[each][1]} for each in columns],
            "rows": [[row[each] for each in columns] for row in rows[start : start + size]],
        }
        found = {"total": len(rows), "documents": [document]}
        return as_json({"finance": {"result": [found], "error": None}})

    def summary(self, request: Request, *, empty: bool) -> Answer:
        """Give the `calendarEvents` of one symbol."""
        symbol = request.path.rpartition("/")[2]
        with self._lock:
            dates = [each.when for each in self._earnings if each.symbol == symbol]
        earnings = {"earningsDate": [int(each.timestamp()) for each in dates], "earningsAverage": 1.7}
        events = {} if empty else {"maxAge": 1, "earnings": earnings}
        return as_json({"quoteSummary": {"result": [{"calendarEvents": events}], "error": None}})

    def _rows(self, kind: str) -> list[dict[str, Any]]:
        """Return everything in one calendar."""
        with self._lock:
            return [each.row() for each in (self._releases if kind == "economic_event" else self._earnings)]


def _holds(query: dict[str, Any], row: dict[str, Any]) -> bool:
    """Say whether a row fits a query tree; a field the row does not have is no condition."""
    operator, operands = query["operator"], query["operands"]
    if operator in ("AND", "OR"):
        held = [_holds(each, row) for each in operands]
        return all(held) if operator == "AND" else any(held)
    name, *values = operands
    if name not in row:
        return True
    if operator in ("EQ", "IS-IN"):
        return row[name] in values
    found, wanted = str(row[name]), str(values[0])
    return {"GTE": found >= wanted, "GT": found > wanted, "LTE": found <= wanted, "LT": found < wanted}[operator]


def _stamp(moment: datetime) -> str:
    """Return an instant as the calendars write it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
