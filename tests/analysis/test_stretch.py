import math
import statistics
from datetime import date, timedelta

import numpy as np
import pytest
from analysis_tables import PAIR, history, table, weekdays
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.history import History
from tui.analysis.spread import MAX_POINTS, measure_spread
from tui.analysis.stretch import percentile, ratio_bands, stretch, stretch_path
from tui.core.board import EVENT_WINDOW, Spread

CLOSES = st.lists(st.floats(min_value=1, max_value=1000), min_size=1, max_size=140)


def wave(count: int, step: float = 0.7) -> list[float]:
    """Closes that swing between 90 and 110."""
    return [100 + 10 * math.sin(step * row) for row in range(count)]


def measured(small: History, large: History, window: str = "MAX") -> Spread:
    spread = measure_spread(small, large, PAIR, window)
    assert spread is not None
    return spread


def test_the_stretch_is_in_sample_deviations_of_the_values_ending_at_the_last() -> None:
    # mean of 2, 4, 6 is 4, their sample deviation 2
    assert stretch(np.array([99.0, 2.0, 4.0, 6.0]), 3) == pytest.approx(1)


def test_too_few_or_constant_values_have_no_stretch() -> None:
    assert stretch(np.array([]), 3) is None
    assert stretch(np.array([1.0, 2.0]), 3) is None
    assert stretch(np.log(np.array([0.1 / 0.3, 0.2 / 0.6, 0.3 / 0.9, 0.7 / 2.1])), 4) is None


def test_the_stretch_is_taken_of_the_log_ratio() -> None:
    spread = measured(history("S", [1.0] * 19 + [math.e]), history("L", [1.0] * 20))
    # nineteen zeros and a one: mean 1/20, sample variance 1/20
    assert spread.z == {"20": pytest.approx(0.95 / math.sqrt(1 / 20)), "60": None, "252": None}


def test_a_band_is_the_ratio_at_so_many_deviations_from_the_mean_of_sixty_logs() -> None:
    spread = measured(history("S", [1.0] * 10 + [2.0] * 59 + [2 * math.e]), history("L", [2.0] * 70))
    mean, deviation = 1 / 60, math.sqrt(1 / 60)  # of fifty-nine zeros and a one
    assert spread.bands == {str(band): pytest.approx(math.exp(mean + band * deviation)) for band in (-2, -1, 0, 1, 2)}


def test_without_sixty_values_that_differ_there_are_no_bands() -> None:
    unknown = dict.fromkeys(("-2", "-1", "0", "1", "2"))
    assert ratio_bands(np.arange(59.0)) == unknown
    assert ratio_bands(np.ones(60)) == unknown


def test_the_percentile_counts_today_and_what_is_no_higher_among_252() -> None:
    rising = np.arange(252.0)
    assert percentile(rising) == 100
    assert percentile(rising[::-1]) == pytest.approx(100 / 252)
    assert percentile(np.append(rising, 9.5)) == pytest.approx(100 * (9 + 1) / 252)  # 1 to 9, and itself
    assert percentile(rising[1:]) is None


def test_values_that_differ_by_rounding_alone_rank_the_same() -> None:
    assert percentile(np.log(np.array([0.1 / 0.3, 0.2 / 0.6] * 125 + [0.3 / 0.9, 0.7 / 2.1]))) == 100


def test_the_path_has_the_bands_of_every_session_in_points() -> None:
    smalls, larges = wave(80), wave(80, 0.31)
    path = measured(history("S", smalls), history("L", larges)).path
    logs = [math.log(small / large) for small, large in zip(smalls, larges, strict=True)]
    assert path.bands.keys() == {"-2", "-1", "0", "1", "2"}
    for band, column in path.bands.items():
        assert column[:59] == (None,) * 59
        assert len(column) == len(path.days)
        for row in (59, 66, 79):
            recent = logs[row - 59 : row + 1]
            ratio = math.exp(statistics.fmean(recent) + int(band) * statistics.stdev(recent))
            rebased = 100 * ratio * larges[row] / smalls[0]
            assert column[row] == pytest.approx(rebased - path.large[row], abs=1e-4)


def test_bands_need_sessions_before_the_window_not_inside_it() -> None:
    smalls, larges = wave(80), wave(80, 0.31)
    spread = measured(history("S", smalls), history("L", larges), "5D")
    assert len(spread.path.days) == 6
    assert all(None not in column for column in spread.path.bands.values())
    ratio = spread.bands["1"]
    assert ratio is not None
    in_points = 100 * ratio * larges[-1] / smalls[-6] - 100 * larges[-1] / larges[-6]
    assert spread.path.bands["1"][-1] == pytest.approx(in_points, abs=1e-4)


def test_bands_stay_with_their_sessions_where_the_path_is_thinned() -> None:
    small, large = history("S", wave(3000)), history("L", wave(3000, 0.31))
    path = measured(small, large).path
    assert len(path.days) <= MAX_POINTS
    thinned = path.days[-2]
    assert thinned < path.days[-1]
    alone = measured(small.until(thinned), large.until(thinned))
    assert path.bands["2"][-2] == alone.path.bands["2"][-1]


def test_a_window_without_a_base_has_no_bands_in_its_path_yet_those_of_today() -> None:
    days = weekdays(80)
    spread = measure_spread(
        history("S", wave(80)), history("L", [100.0] * 80), PAIR, EVENT_WINDOW, since=days[0] - timedelta(days=1)
    )
    assert spread is not None
    assert spread.path.bands == {}
    assert None not in spread.bands.values()


def test_the_stretch_is_drawn_for_the_last_252_sessions_both_have() -> None:
    days = weekdays(400)
    small, large = history("S", wave(400), days), history("L", wave(399, 0.31), days[:-1])
    path = stretch_path(small, large)
    assert path.sessions == 60
    assert path.days == tuple(days[399 - 252 : 399])
    assert path.z[-1] == pytest.approx(measured(small, large).z["60"])
    earlier = measure_spread(small, large, PAIR, "MAX", days[200])
    assert earlier is not None
    assert path.z[path.days.index(days[200])] == pytest.approx(earlier.z["60"])


def test_sessions_without_a_stretch_are_left_out_of_its_path() -> None:
    flat_then_moving = [100.0] * 70 + wave(10)
    path = stretch_path(history("S", flat_then_moving), history("L", [100.0] * 80))
    assert path.days == tuple(weekdays(80)[71:])  # the wave begins at 100 itself
    assert len(path.z) == len(path.days)


def test_a_listing_younger_than_the_mean_has_no_stretch_path() -> None:
    assert stretch_path(history("S", wave(59)), history("L", [100.0] * 59)).days == ()
    assert stretch_path(table("S"), table("L", d20240102=1)).days == ()


@given(smalls=CLOSES, larges=CLOSES, cut=st.integers(0, 200))
def test_cutting_the_future_off_changes_no_past_stretch(smalls: list[float], larges: list[float], cut: int) -> None:
    day = date(2024, 1, 1) + timedelta(days=cut)
    small, large = history("S", smalls), history("L", larges)
    at_the_time = stretch_path(small.until(day), large.until(day), sessions=10)
    assert stretch_path(small, large, day, sessions=10) == at_the_time
    later = stretch_path(small, large, sessions=10)
    kept = len([each for each in later.days if each <= day])
    assert later.days[:kept] == at_the_time.days
    assert later.z[:kept] == pytest.approx(at_the_time.z)
