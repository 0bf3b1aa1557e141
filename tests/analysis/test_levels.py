from datetime import date

import pytest
from analysis_tables import table

from tui.analysis.history import History
from tui.analysis.levels import measure_level
from tui.core.marks import Level

LEVEL = Level(symbol="S", level=2500, label="breakout", source="article A", by="2026-06")


@pytest.fixture
def held() -> History:
    return table("S", d20240102=2000, d20240103=2500, d20240104=3125)


@pytest.mark.parametrize(
    ("day", "close", "distance", "position"),
    [(2, 2000, 25, "below"), (3, 2500, 0, "at"), (4, 3125, -20, "above")],
)
def test_the_distance_is_what_the_close_still_lacks(
    held: History, day: int, close: float, distance: float, position: str
) -> None:
    row = measure_level(LEVEL, held, date(2024, 1, day))
    assert (row.close, row.position) == (close, position)
    assert row.distance_pct == pytest.approx(distance)


def test_the_level_keeps_its_words(held: History) -> None:
    row = measure_level(LEVEL, held)
    assert (row.symbol, row.level, row.label, row.source, row.by) == ("S", 2500, "breakout", "article A", "2026-06")
    assert row.close == 3125


def test_a_close_kept_in_single_precision_is_at_the_level_it_means() -> None:
    row = measure_level(Level(symbol="S", level=2590.61, label="", source=""), table("S", d20240102=2590.610107421875))
    assert row.position == "at"
    assert (
        measure_level(Level(symbol="S", level=2590.61, label="", source=""), table("S", d20240102=2590.62)).position
        == "above"
    )


@pytest.mark.parametrize("as_of", [None, date(2024, 1, 1)])
def test_a_level_without_a_close_has_no_position(held: History, as_of: date | None) -> None:
    row = measure_level(LEVEL, None if as_of is None else held, as_of)
    assert (row.close, row.distance_pct, row.position) == (None, None, None)
