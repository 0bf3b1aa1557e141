from datetime import date

import msgspec
import pytest
from analysis_tables import history, table, weekdays
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.history import History
from tui.analysis.levels import measure_level
from tui.core.marks import Level
from tui.core.readings import LevelRow

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


def crossings(*closes: float) -> tuple[date | None, str | None, int | None, bool | None]:
    """The last crossing of 2,500 by closes on consecutive days."""
    row = measure_level(LEVEL, history("S", closes))
    return row.last_cross, row.direction, row.sessions_since, row.tested


DAYS = weekdays(8)


def test_the_last_crossing_counts_and_not_its_own_session() -> None:
    assert crossings(2400, 2600, 2400, 2600, 2700, 2800) == (DAYS[3], "up", 2, False)
    assert crossings(2600, 2400) == (DAYS[1], "down", 0, False)


def test_closes_on_one_side_alone_never_crossed() -> None:
    assert crossings(2400, 2499.99) == (None, None, None, None)
    assert crossings(2600) == (None, None, None, None)


@pytest.mark.parametrize(
    ("closes", "expected"),
    [
        ((2400, 2500, 2600), (DAYS[2], "up", 0, False)),  # the crossing waits for the other side
        ((2600, 2500, 2600), (None, None, None, None)),  # touched and turned
        ((2400, 2600, 2500), (DAYS[1], "up", 1, True)),  # at the level, still on the side above
        ((2500, 2500.001, 2600), (None, None, None, None)),  # no side before the first
        ((2400, 2500), (None, None, None, None)),
    ],
)
def test_a_close_at_the_level_stays_on_the_side_it_was_on(
    closes: tuple[float, ...], expected: tuple[date | None, str | None, int | None, bool | None]
) -> None:
    assert crossings(*closes) == expected


@pytest.mark.parametrize(("close", "tested"), [(2512.56, True), (2512.57, False), (2500, True)])
def test_a_level_is_tested_by_a_close_within_half_a_percent_after_the_crossing(close: float, tested: bool) -> None:
    # 2500/2512.56 − 1 is −0.49989 %, 2500/2512.57 − 1 is −0.50029 %
    assert crossings(2400, 2501, close, 2700)[3] is tested


@pytest.mark.parametrize(("closes", "reached"), [((2400, 2499), False), ((2400, 2500), True), ((2600, 2400), True)])
def test_a_level_is_reached_by_any_close_at_or_above_it(closes: tuple[float, ...], reached: bool) -> None:
    assert measure_level(LEVEL, history("S", closes)).reached is reached


def test_a_level_without_a_close_was_neither_reached_nor_crossed() -> None:
    row = measure_level(LEVEL, None)
    assert (row.reached, row.last_cross, row.direction, row.sessions_since, row.tested) == (None,) * 5


NEAR = st.sampled_from((2400.0, 2495.0, 2500.0, 2500.001, 2505.0, 2600.0))


@given(closes=st.lists(NEAR, min_size=1, max_size=30), cut=st.integers(0, 29))
def test_cutting_the_future_off_changes_no_past_level(closes: list[float], cut: int) -> None:
    days = weekdays(30)
    whole = history("S", closes, days[: len(closes)])
    looking_back = measure_level(LEVEL, whole, days[cut])
    assert looking_back == measure_level(LEVEL, whole.until(days[cut]))
    assert msgspec.json.decode(msgspec.json.encode(looking_back), type=LevelRow) == looking_back


@given(closes=st.lists(NEAR, min_size=1, max_size=30))
def test_crossings_are_what_following_the_closes_says(closes: list[float]) -> None:
    side, crossed = "", None
    for row, close in enumerate(closes):
        now = side if abs(close - 2500) < 0.01 else "up" if close > 2500 else "down"
        crossed = row if side and now != side else crossed
        side = now
    day, direction, since, _ = crossings(*closes)
    if crossed is None:
        assert (day, direction, since) == (None, None, None)
    else:
        assert (day, direction, since) == (weekdays(30)[crossed], side, len(closes) - 1 - crossed)
