from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from analysis_tables import history, weekdays
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.history import EMPTY, History
from tui.analysis.stack import Stack, daily_means, stack_up

DAYS = weekdays(10)
HISTORIES = st.lists(
    st.dictionaries(st.integers(0, 9), st.floats(0.5, 500), max_size=10).map(
        lambda rows: history("M", [rows[row] for row in sorted(rows)], [DAYS[row] for row in sorted(rows)])
    ),
    max_size=4,
)
AXES = st.sets(st.integers(0, 9), min_size=2).map(lambda rows: [DAYS[row] for row in sorted(rows)])


def gain(held: History, before: date, day: date) -> float | None:
    first, last = held.close_on(before), held.close_on(day)
    return None if first is None or last is None else last / first - 1


@given(held=HISTORIES, axis=AXES)
def test_daily_means_are_those_of_the_members_that_closed_on_both_sessions(
    held: list[History], axis: list[date]
) -> None:
    days = np.array(axis, dtype="datetime64[D]")
    stacks = stack_up(held, axis[0], axis[-1])
    for mean, (before, day) in zip(daily_means(stacks, days).tolist(), pairwise(axis), strict=True):
        gains = [step for each in held if (step := gain(each, before, day)) is not None]
        assert mean == pytest.approx(sum(gains) / len(gains) if gains else float("nan"), nan_ok=True)
    moved = [known for stack in stacks for known in stack.moved_last(days).tolist()]
    assert moved == [gain(each, axis[-2], axis[-1]) is not None for each in held]


@given(held=HISTORIES, axis=AXES)
def test_a_return_runs_from_the_last_close_on_or_before_the_base_to_that_of_the_end(
    held: list[History], axis: list[date]
) -> None:
    stack = Stack.of(held, axis[0], axis[-1])
    returns = stack.returns(np.datetime64(DAYS[0]), np.datetime64(axis[-1]))
    for change, each in zip(returns.tolist(), held, strict=True):
        before = each.until(axis[0]).closes
        last = each.close_on(axis[-1])
        expected = 100 * (last / before[-1] - 1) if len(before) and last is not None else float("nan")
        assert change == pytest.approx(expected, nan_ok=True)


def test_a_base_that_is_too_old_is_none() -> None:
    stack = Stack.of([history("M", [100.0, 110], [DAYS[1], DAYS[9]])], DAYS[5], DAYS[9])
    assert stack.returns(np.datetime64(DAYS[1]), np.datetime64(DAYS[9])).tolist() == [pytest.approx(10)]
    assert np.isnan(stack.returns(np.datetime64(DAYS[2]), np.datetime64(DAYS[9]))).all()


def test_histories_without_rows_keep_their_place() -> None:
    stack = Stack.of([EMPTY, history("M", [100.0, 110], DAYS[:2]), EMPTY], DAYS[0], DAYS[1])
    returns = stack.returns(np.datetime64(DAYS[0]), np.datetime64(DAYS[1]))
    assert np.isnan(returns).tolist() == [True, False, True]
    assert stack.moved_last(np.array(DAYS[:2], dtype="datetime64[D]")).tolist() == [False, True, False]
