import math

import numpy as np
import pytest
from analysis_tables import PAIR, history
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.comovement import beta, correlation, daily_returns
from tui.analysis.spread import measure_spread

MOVES = st.lists(st.tuples(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5)), min_size=3, max_size=40)


def test_daily_returns_are_simple_ones_along_the_last_axis() -> None:
    assert daily_returns(np.array([100.0, 110.0, 99.0])).tolist() == pytest.approx([0.1, -0.1])
    assert daily_returns(np.array([[1.0, 2.0], [4.0, 1.0]])).tolist() == [[1.0], [-0.75]]


def test_correlation_and_beta_of_moves_by_hand() -> None:
    small, large = np.array([9.0, 3.0, -1.0, 4.0]), np.array([9.0, 1.0, 0.0, 2.0])
    # of the last three: means 2 and 1, products 0 + 3 + 2 = 5, squares 14 and 2
    assert correlation(small, large, 3) == pytest.approx(5 / math.sqrt(14 * 2))
    assert beta(small, large, 3) == pytest.approx(5 / 2)


def test_a_side_that_does_not_vary_has_no_correlation_and_nothing_has_a_beta_on_it() -> None:
    flat, moving = np.full(5, 0.01), np.array([0.01, 0.02, -0.01, 0.0, 0.03])
    assert correlation(flat, moving, 5) is None
    assert correlation(moving, flat, 5) is None
    assert beta(moving, flat, 5) is None
    assert beta(flat, moving, 5) == pytest.approx(0)


def test_sixty_returns_take_sixty_one_common_closes() -> None:
    closes = [100 + row % 7 for row in range(61)]
    for known, expected in ((61, pytest.approx(1)), (60, None)):
        both = closes[-known:]
        spread = measure_spread(history("S", both), history("L", both), PAIR, "MAX")
        assert spread is not None
        assert (spread.corr60, spread.beta60) == (expected, expected)


def test_a_side_that_moves_twice_as_much_has_a_beta_of_two() -> None:
    larges, smalls = [100.0], [50.0]
    for row in range(61):
        move = 0.01 * ((row * 7) % 5 - 2)
        larges.append(larges[-1] * (1 + move))
        smalls.append(smalls[-1] * (1 + 2 * move))
    spread = measure_spread(history("S", smalls), history("L", larges), PAIR, "5D")
    assert spread is not None
    assert spread.beta60 == pytest.approx(2)
    assert spread.corr60 == pytest.approx(1)


@given(moves=MOVES)
def test_a_correlation_is_between_minus_one_and_one_whichever_side_is_first(moves: list[tuple[float, float]]) -> None:
    one, other = np.array([pair[0] for pair in moves]), np.array([pair[1] for pair in moves])
    found = correlation(one, other, len(moves))
    assert found is None or -1 <= found <= 1
    assert correlation(other, one, len(moves)) == pytest.approx(found)
