"""The rotation graph on paper, in every format."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from tui.core.board import Board
from tui.core.graph import GraphPoint, GraphRow, Quadrant, Role, RotationGraph
from tui.core.market import MarketClock, ProviderInfo
from tui.report.facts import facts
from tui.report.graph import graph_as_csv, graph_as_json, graph_as_text, graph_exit_code

THURSDAY, FRIDAY = date(2025, 12, 11), date(2025, 12, 5)
TAIL = (GraphPoint(FRIDAY, 101.5, 99.25), GraphPoint(THURSDAY, 103.1761, 102.4652))
SMALL = GraphRow(
    name="^RUT",
    role=Role.LEG,
    strength=103.1761,
    momentum=102.4652,
    quadrant=Quadrant.LEADING,
    entered=FRIDAY,
    tail=TAIL,
)
YOUNG = GraphRow(name="NEW", role=Role.SYMBOL, why_missing="58 of 59 sessions needed")
UNMOVED = replace(YOUNG, strength=101.5)
BOARD = Board(
    provider=ProviderInfo(name="files", state="ok"),
    clock=MarketClock(now=datetime(2025, 12, 11, 21, tzinfo=UTC)),
    graph=RotationGraph(benchmark="^NDX", as_of=THURSDAY, rows=(SMALL, YOUNG)),
)


def test_json_gives_each_line_its_numbers_and_its_tail() -> None:
    small, young = json.loads(graph_as_json(BOARD))["rotation"]
    assert small["name"] == "^RUT"
    assert (small["strength"], small["momentum"]) == (103.1761, 102.4652)
    assert (small["quadrant"], small["entered"], small["benchmark"]) == ("Leading", "2025-12-05", "^NDX")
    assert small["tail"][0] == {"day": "2025-12-05", "strength": 101.5, "momentum": 99.25}
    assert (young["strength"], young["tail"], young["why_missing"]) == (None, [], "58 of 59 sessions needed")
    assert facts(BOARD)["rotation"] == [small, young]


def test_csv_has_a_line_for_every_point_of_a_tail() -> None:
    lines = list(csv.DictReader(io.StringIO(graph_as_csv(BOARD))))
    assert [(line["name"], line["day"], line["strength"]) for line in lines] == [
        ("^RUT", "2025-12-05", "101.5"),
        ("^RUT", "2025-12-11", "103.1761"),
        ("NEW", "", ""),
    ]
    assert lines[1]["quadrant"] == "Leading"


def test_text_is_a_table_that_says_why_a_line_is_missing() -> None:
    text = graph_as_text(BOARD)
    assert "against ^NDX on 11 Dec 2025" in text
    assert "103.1761  102.4652  Leading    since 5 Dec 2025" in text
    assert "58 of 59 sessions needed" in text


@pytest.mark.parametrize(
    ("rows", "code"), [((SMALL,), 0), ((SMALL, YOUNG), 3), ((SMALL, UNMOVED), 3), ((YOUNG,), 4), ((), 4)]
)
def test_the_exit_code_says_how_much_is_there(rows: tuple[GraphRow, ...], code: int) -> None:
    assert graph_exit_code(replace(BOARD, graph=RotationGraph(benchmark="^NDX", rows=rows))) == code
    assert graph_exit_code(replace(BOARD, graph=None)) == 4
