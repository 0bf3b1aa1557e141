"""Where a move through time leads."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.travel import Bound, Move, Stride, destination

WEEK = tuple(date(2025, 12, day) for day in (1, 2, 3, 4, 5))
LIVE = WEEK[-1]
EVENTS = (date(2025, 11, 3), date(2025, 12, 2), date(2025, 12, 4))


@pytest.mark.parametrize(
    ("here", "steps", "leads_to", "bound"),
    [
        (5, -1, 4, None),
        (4, 1, None, None),
        (3, 1, 4, None),
        (2, 0, 2, None),
        (5, 0, None, None),
        (5, 1, None, Bound.LIVE),
        (4, 2, None, Bound.LIVE),
        (2, -1, 1, None),
        (2, -2, 1, Bound.FIRST),
        (1, -1, 1, Bound.FIRST),
        (5, -9, 1, Bound.FIRST),
        (9, 0, None, Bound.LIVE),
    ],
)
def test_sessions_are_gone_through_one_by_one_and_live_follows_the_last(
    here: int, steps: int, leads_to: int | None, bound: Bound | None
) -> None:
    day = date(2025, 12, leads_to) if leads_to else None
    assert destination(date(2025, 12, here), Move(steps), WEEK, LIVE) == (day, bound)


@pytest.mark.parametrize(
    ("here", "steps", "leads_to", "bound"),
    [
        (date(2025, 12, 5), -1, date(2025, 12, 4), None),
        (date(2025, 12, 3), -1, date(2025, 12, 2), None),
        (date(2025, 12, 3), 1, date(2025, 12, 4), None),
        (date(2025, 12, 4), 1, None, Bound.LIVE),
        (date(2025, 12, 2), -2, date(2025, 11, 3), Bound.FIRST),
        (date(2025, 11, 3), -1, date(2025, 11, 3), Bound.FIRST),
        (date(2025, 12, 5), 1, None, Bound.LIVE),
    ],
)
def test_events_are_halts_like_sessions_but_live_is_none(
    here: date, steps: int, leads_to: date | None, bound: Bound | None
) -> None:
    assert destination(here, Move(steps, Stride.EVENT), EVENTS, LIVE) == (leads_to, bound)


def test_where_there_are_no_sessions_nothing_moves() -> None:
    for steps in (-1, 0, 1):
        assert destination(LIVE, Move(steps), (), LIVE)[0] is None


@given(
    days=st.sets(st.integers(0, 60), min_size=2, max_size=30),
    steps=st.integers(-40, 40).filter(bool),
    place=st.integers(0, 29),
)
def test_a_way_there_and_back_ends_where_it_began_unless_it_was_cut_short(
    days: set[int], steps: int, place: int
) -> None:
    sessions = [date(2025, 1, 1) + timedelta(days=day) for day in sorted(days)]
    here, live = sessions[place % len(sessions)], sessions[-1]
    there, bound = destination(here, Move(steps), sessions, live)
    assert there is None or there in sessions[:-1]
    if bound is None:
        back, _ = destination(there or live, Move(-steps), sessions, live)
        assert (back or live) == here
