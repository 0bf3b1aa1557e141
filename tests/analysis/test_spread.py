from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from analysis_tables import PAIR, history, table
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.history import History
from tui.analysis.spread import MAX_POINTS, measure_spread, thin
from tui.core.board import EVENT_WINDOW, Basis, Spread
from tui.core.market import Quote, Series
from tui.core.watchlist import Pair
from tui.core.windows import WINDOWS

CLOSES = st.floats(min_value=0.01, max_value=10_000, allow_nan=False)
DAY0 = date(2023, 11, 1)


@st.composite
def histories(draw: st.DrawFn, symbol: str) -> History:
    """Closes on some of the days of half a year."""
    offsets = sorted(draw(st.sets(st.integers(0, 180), min_size=1, max_size=120)))
    closes = draw(st.lists(CLOSES, min_size=len(offsets), max_size=len(offsets)))
    return history(symbol, closes, [DAY0 + timedelta(days=offset) for offset in offsets])


def measured(small: History, large: History, window: str = "MAX", as_of: date | None = None) -> Spread:
    spread = measure_spread(small, large, PAIR, window, as_of)
    assert spread is not None
    return spread


@pytest.fixture
def small() -> History:
    return table("S", d20240102=50, d20240103=51, d20240104=55, d20240105=60, d20240109=66)


@pytest.fixture
def large() -> History:
    return table("L", d20240102=200, d20240103=190, d20240105=210, d20240108=205)


def test_returns_run_from_the_base_to_the_last_day_both_have(small: History, large: History) -> None:
    spread = measured(small, large)
    assert (spread.base_date, spread.as_of) == (date(2024, 1, 2), date(2024, 1, 5))
    assert spread.small.return_pct == pytest.approx(20)
    assert spread.large.return_pct == pytest.approx(5)
    assert spread.spread_pts == pytest.approx(15)
    assert spread.ratio == pytest.approx(60 / 210)
    assert (spread.small.close, spread.large.close) == (60, 210)


def test_days_only_one_leg_has_are_counted_inside_the_window_alone(small: History, large: History) -> None:
    spread = measured(small, large)
    assert spread.sessions == 2
    assert spread.dropped == 1


def test_the_path_is_both_legs_rebased_and_their_difference(small: History, large: History) -> None:
    path = measured(small, large).path
    assert path.days == (date(2024, 1, 2), date(2024, 1, 3), date(2024, 1, 5))
    assert path.small == pytest.approx((100, 102, 120))
    assert path.large == pytest.approx((100, 95, 105))
    assert path.spread == pytest.approx((0, 7, 15))


def test_a_leg_without_a_label_is_called_by_its_symbol(small: History, large: History) -> None:
    spread = measured(small, large)
    assert (spread.small.label, spread.large.label) == ("Small", "L")


def test_the_window_since_an_event_begins_at_the_close_before_its_session(small: History, large: History) -> None:
    spread = measure_spread(small, large, PAIR, EVENT_WINDOW, since=date(2024, 1, 4))
    assert spread is not None
    assert (spread.base_date, spread.as_of, spread.sessions) == (date(2024, 1, 3), date(2024, 1, 5), 1)
    assert spread.spread_pts == pytest.approx(100 * (60 / 51 - 210 / 190))
    assert spread.path.days == (date(2024, 1, 3), date(2024, 1, 5))


def test_legs_that_share_no_day_have_no_spread(small: History) -> None:
    assert measure_spread(small, table("L", d20240108=1), PAIR, "MAX") is None
    assert measure_spread(small, table("L"), PAIR, "MAX") is None


def test_a_window_history_does_not_reach_lacks_returns_but_not_the_ratio(small: History, large: History) -> None:
    spread = measured(small, large, "1Y")
    assert spread.base_date is None
    assert (spread.small.return_pct, spread.large.return_pct, spread.spread_pts) == (None, None, None)
    assert spread.ratio == pytest.approx(60 / 210)
    assert spread.path.days == ()
    assert (spread.sessions, spread.dropped) == (0, 0)


def test_a_point_from_a_quote_is_live_until_it_is_cut_off(small: History, large: History) -> None:
    now = datetime(2024, 1, 9, 17, tzinfo=UTC)
    live = large.with_quote(Quote(symbol="L", price=220, time=now, day=date(2024, 1, 9)))
    spread = measured(small, live)
    assert spread.live
    assert spread.as_of == date(2024, 1, 9)
    assert spread.large.return_pct == pytest.approx(10)
    assert not measured(small, live, as_of=date(2024, 1, 8)).live
    assert not measured(small, large).live


def test_one_simulated_leg_makes_the_spread_simulated(small: History, large: History) -> None:
    invented = History.of(
        Series(symbol="S", days=tuple(small.days.tolist()), closes=tuple(small.closes.tolist()), simulated=True)
    )
    assert measured(invented, large).simulated
    assert measured(large, invented).simulated
    assert not measured(small, large).simulated


@given(
    small=histories("S"),
    large=histories("L"),
    window=st.sampled_from((*WINDOWS, EVENT_WINDOW)),
    cut=st.integers(0, 180),
)
def test_cutting_the_future_off_changes_no_past_spread(small: History, large: History, window: str, cut: int) -> None:
    day = DAY0 + timedelta(days=cut)
    since = DAY0 + timedelta(days=40)
    looking_back = measure_spread(small, large, PAIR, window, day, since=since)
    at_the_time = measure_spread(small.until(day), large.until(day), PAIR, window, since=since)
    assert looking_back == at_the_time


@given(small=histories("S"), large=histories("L"), window=st.sampled_from(WINDOWS))
def test_the_spread_is_the_difference_of_its_legs_and_the_end_of_its_path(
    small: History, large: History, window: str
) -> None:
    spread = measure_spread(small, large, PAIR, window)
    if spread is None or spread.spread_pts is None:
        return
    assert spread.small.return_pct is not None
    assert spread.large.return_pct is not None
    assert spread.spread_pts == spread.small.return_pct - spread.large.return_pct
    assert spread.path.spread[-1] == pytest.approx(spread.spread_pts, rel=1e-9, abs=1e-6)
    assert (spread.path.small[0], spread.path.large[0], spread.path.spread[0]) == pytest.approx((100, 100, 0))
    assert (spread.path.days[0], spread.path.days[-1]) == (spread.base_date, spread.as_of)


@given(
    columns=st.integers(1, 60).flatmap(
        lambda count: st.tuples(*[st.lists(CLOSES, min_size=count, max_size=count)] * 3)
    ),
    most=st.integers(8, 40),
)
def test_thinning_keeps_both_ends_and_every_extreme(columns: tuple[list[float], ...], most: int) -> None:
    arrays = tuple(np.array(column) for column in columns)
    count = len(columns[0])
    rows = thin(arrays, most).tolist()
    assert len(rows) <= most
    assert rows == sorted(set(rows))
    assert (rows[0], rows[-1]) == (0, count - 1)
    assert (len(rows) == count) if count <= most else (len(rows) < count)
    for column in columns:
        kept = [column[row] for row in rows]
        assert (min(kept), max(kept)) == (min(column), max(column))


def test_a_long_path_is_thinned_to_a_screen_and_keeps_a_one_day_crash() -> None:
    closes = [100 + step * 0.01 for step in range(5000)]
    closes[3333] = 1.0
    path = measured(history("S", closes), history("L", [100.0] * 5000)).path
    assert MAX_POINTS / 4 < len(path.days) <= MAX_POINTS
    assert len(path.days) == len(path.small) == len(path.large) == len(path.spread)
    assert min(path.small) == 1.0
    assert min(path.spread) == pytest.approx(-99)


@pytest.mark.parametrize(
    ("small_adjusted", "large_adjusted", "basis"),
    [(False, False, Basis.PRICE), (True, True, Basis.TOTAL), (True, False, Basis.MIXED), (False, True, Basis.MIXED)],
)
def test_the_spread_says_what_its_returns_hold(*, small_adjusted: bool, large_adjusted: bool, basis: Basis) -> None:
    day = np.array(["2025-12-10", "2025-12-11"], dtype="datetime64[D]")
    small, large = (
        History(symbol, day, np.array([100.0, 101.0]), adjusted=adjusted)
        for symbol, adjusted in (("S", small_adjusted), ("L", large_adjusted))
    )
    spread = measure_spread(small, large, Pair(name="S/L", small="S", large="L"), "MAX")
    assert spread is not None
    assert spread.basis is basis
