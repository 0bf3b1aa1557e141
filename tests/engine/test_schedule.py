from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.config import Cadence
from tui.core.market import Session, Trouble
from tui.engine.schedule import jittered, pace, wait_after


@pytest.mark.parametrize(
    ("session", "seconds"),
    [(Session.OPEN, 15.0), (Session.PRE, 60.0), (Session.POST, 60.0), (Session.CLOSED, 600.0)],
)
def test_polls_follow_what_the_exchange_does(session: Session, seconds: float) -> None:
    assert pace(Cadence(), session) == seconds


@given(st.sampled_from(Trouble), st.integers(1, 200), st.integers())
def test_a_wait_is_never_short_and_never_endless(trouble: Trouble, failures: int, seed: int) -> None:
    least, most = {Trouble.OFFLINE: (1, 60), Trouble.LIMITED: (60, 2700)}.get(trouble, (2.5, 300))
    assert least <= wait_after(trouble, failures, Random(seed)) <= most


@given(st.sampled_from(Trouble), st.integers(1, 30), st.integers())
def test_waits_double_until_the_longest(trouble: Trouble, failures: int, seed: int) -> None:
    earlier, later = (wait_after(trouble, count, Random(seed)) for count in (failures, failures + 1))
    assert later == pytest.approx(2 * earlier) or later >= earlier


@given(st.floats(1, 1000), st.integers())
def test_jitter_stays_within_a_tenth(seconds: float, seed: int) -> None:
    assert 0.9 * seconds <= jittered(seconds, Random(seed)) <= 1.1 * seconds
