from datetime import date, timedelta

import msgspec
import pytest
from analysis_tables import history, table, weekdays
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.history import History
from tui.analysis.targets import measure_target
from tui.core.marks import Level, Target
from tui.core.readings import TargetRow

PUBLISHED = date(2024, 1, 6)  # a Saturday
CLOSES = table("S", d20240104=90, d20240105=100, d20240108=110, d20240109=105)
TODAY = date(2024, 1, 9)


def level(value: float = 126, by: str | None = "2024-06", known_from: date | None = PUBLISHED) -> Level:
    return Level(symbol="S", level=value, label="Target", source="article A", by=by, known_from=known_from)


def outlook(return_pct: float = 26, by: str | None = "2024", known_from: date | None = PUBLISHED) -> Target:
    return Target(symbol="S", return_pct=return_pct, label="Outlook", source="article B", by=by, known_from=known_from)


def test_a_dated_level_tells_the_gain_needed_and_what_that_is_per_year() -> None:
    row = measure_target(level(), CLOSES, TODAY)
    assert (row.level, row.close, row.due, row.state) == (126, 105, date(2024, 6, 30), "open")
    assert (row.return_pct, row.base_date) == (None, None)
    assert row.needed_pct == pytest.approx(20)
    assert row.days_left == 173
    assert row.annual_pct == pytest.approx(100 * (1.2 ** (365.25 / 173) - 1))


def test_a_published_return_is_laid_on_the_last_close_on_or_before_its_publication() -> None:
    row = measure_target(outlook(), CLOSES, TODAY)
    assert row.base_date == date(2024, 1, 5)
    assert row.level == pytest.approx(126)
    assert (row.return_pct, row.needed_pct) == (26, pytest.approx(20))
    assert measure_target(outlook(known_from=date(2024, 1, 8)), CLOSES, TODAY).base_date == date(2024, 1, 8)


def test_the_row_keeps_its_words() -> None:
    row = measure_target(outlook(), CLOSES, TODAY)
    assert (row.symbol, row.label, row.source, row.by) == ("S", "Outlook", "article B", "2024")


@pytest.mark.parametrize("value", [110, 104, 105])
def test_a_close_at_or_above_since_the_publication_reaches_it(value: float) -> None:
    row = measure_target(level(value), CLOSES, TODAY)
    assert (row.state, row.annual_pct) == ("reached", None)
    assert row.needed_pct == pytest.approx(100 * (value / 105 - 1))


def test_a_close_before_the_publication_reaches_nothing() -> None:
    earlier = table("S", d20231201=200, d20240105=100, d20240108=110)
    assert measure_target(level(150), earlier, TODAY).state == "open"
    assert measure_target(level(150, known_from=date(2024, 1, 1)), earlier, TODAY).state == "open"
    assert measure_target(level(150, known_from=None), earlier, TODAY).state == "reached"


def test_a_due_day_that_is_past_misses_and_a_later_close_does_not_help() -> None:
    held = table("S", d20240105=100, d20240131=120, d20240201=130)
    dated = level(by="2024-01")
    assert measure_target(dated, held, date(2024, 1, 31)).state == "open"
    row = measure_target(dated, held, date(2024, 2, 1))
    assert (row.state, row.days_left, row.annual_pct) == ("missed", -1, None)
    assert measure_target(level(120, by="2024-01"), held, date(2024, 2, 1)).state == "reached"


def test_on_the_due_day_there_is_no_yearly_rate() -> None:
    row = measure_target(level(by="2024-01-09"), CLOSES, TODAY)
    assert (row.state, row.days_left, row.annual_pct) == ("open", 0, None)


def test_a_target_without_a_date_has_no_yearly_rate_and_is_never_missed() -> None:
    row = measure_target(level(by=None), CLOSES, TODAY)
    assert (row.due, row.days_left, row.annual_pct, row.state) == (None, None, None, "open")
    assert row.needed_pct == pytest.approx(20)


def test_a_yearly_rate_beyond_numbers_is_left_out() -> None:
    row = measure_target(level(1e6, by="2024-01-10"), CLOSES, TODAY)
    assert (row.state, row.days_left, row.annual_pct) == ("open", 1, None)


@pytest.mark.parametrize("held", [None, table("S"), table("S", d20240201=1)])
def test_without_a_close_there_is_no_data(held: History | None) -> None:
    for target in (level(), outlook()):
        row = measure_target(target, held, TODAY)
        assert (row.state, row.close, row.needed_pct, row.annual_pct) == ("no data", None, None, None)
    assert measure_target(level(), held, TODAY).level == 126
    assert measure_target(outlook(), held, TODAY).level is None


@pytest.mark.parametrize("known_from", [None, date(2024, 1, 3), date(2024, 1, 17)])
def test_a_published_return_without_a_close_near_its_publication_comes_to_no_level(known_from: date | None) -> None:
    row = measure_target(outlook(known_from=known_from), CLOSES, TODAY + timedelta(days=30))
    assert (row.level, row.base_date, row.needed_pct, row.state) == (None, None, None, "no data")
    assert row.close == 105


@given(
    closes=st.lists(st.floats(50, 200), min_size=1, max_size=30),
    cut=st.integers(0, 29),
    target=st.sampled_from((level(), outlook(), level(by=None), outlook(by="2024-01"))),
)
def test_cutting_the_future_off_changes_no_past_target(closes: list[float], cut: int, target: Level | Target) -> None:
    days = weekdays(30)
    whole = history("S", closes, days[: len(closes)])
    looking_back = measure_target(target, whole, days[cut])
    assert looking_back == measure_target(target, whole.until(days[cut]), days[cut])
    assert msgspec.json.decode(msgspec.json.encode(looking_back), type=TargetRow) == looking_back
