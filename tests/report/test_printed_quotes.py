"""Quotes on paper: prices before the open and after the close beside the regular ones, in every format."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from tui.core.board import Board
from tui.core.market import Extended, MarketClock, ProviderInfo, Quote, Session, State
from tui.report.facts import as_json
from tui.report.table import as_csv
from tui.report.words import as_text

CLOSE = datetime(2025, 12, 11, 21, 0, tzinfo=UTC)
REGULAR = Quote(
    symbol="AAPL",
    price=269.70,
    change=0.26,
    change_pct=0.0965,
    time=CLOSE,
    state=State.CLOSED,
    currency="USD",
    delay_min=15,
)
POST = Extended(price=270.75, change=1.05, change_pct=0.3893, time=CLOSE + timedelta(hours=2), session=Session.POST)
BOARD = Board(
    provider=ProviderInfo(name="Yahoo", state="ok"),
    clock=MarketClock(now=CLOSE),
    quotes=(
        replace(REGULAR, extended=POST),
        Quote(symbol="MSFT", price=483.10, time=CLOSE, state=State.CLOSED, currency="USD"),
    ),
)


def test_json_has_the_extended_price_and_null_where_there_is_none() -> None:
    aapl, msft = json.loads(as_json(BOARD))["quotes"]
    assert aapl["price"] == 269.70
    assert aapl["extended"] == {
        "price": 270.75,
        "change": 1.05,
        "change_pct": 0.3893,
        "time": "2025-12-11T23:00:00Z",
        "session": "post",
    }
    assert msft["extended"] is None


def test_text_has_it_under_the_regular_price_with_its_own_time() -> None:
    lines = as_text(BOARD).splitlines()
    at = next(y for y, line in enumerate(lines) if "AAPL" in line)
    assert lines[at].split() == ["AAPL", "269.70", "+0.26", "+0.10%", "closed", "·", "2025-12-11", "21:00", "UTC"]
    assert lines[at + 1].split() == ["post", "270.75", "+1.05", "+0.39%", "2025-12-11", "23:00", "UTC"]
    assert lines[at].index("269.70") == lines[at + 1].index("270.75")
    assert lines[at + 2].split()[0] == "MSFT"


@pytest.mark.parametrize(("figure", "value"), [("price", 270.75), ("change", 1.05), ("change_pct", 0.3893)])
def test_csv_has_it_as_figures_of_their_own(figure: str, value: float) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(BOARD))))
    by_figure = {row["figure"]: row for row in rows if row["name"] == "AAPL"}
    assert float(by_figure["price"]["value"]) == 269.70
    assert float(by_figure[f"post_{figure}"]["value"]) == value
    assert by_figure[f"post_{figure}"]["as_of"] == "2025-12-11T23:00:00Z"
    assert not [row for row in rows if row["name"] == "MSFT" and row["figure"].startswith("post")]


def test_a_delay_is_told_of_a_delayed_price_and_not_of_a_close() -> None:
    delayed = replace(BOARD, quotes=(replace(REGULAR, state=State.DELAYED),))
    assert "delayed 15 min" in as_text(delayed)
    assert "15 min" not in as_text(BOARD)
