import math
import statistics
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from analysis_tables import history, table, weekdays
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.leadership import measure_leadership
from tui.core.lead import Lead, Leadership, LeadRule, Side
from tui.core.market import Quote

# With a mean of two, the gap is half the log ratio's last move: a rise is the small side's, a fall the large one's.
MOVES = LeadRule(mean=2, closes=3)
DAY0 = date(2024, 1, 1)
LEVELS = st.lists(st.sampled_from([1.0, 2.0, 4.0, 8.0]), min_size=1, max_size=60)


def led(smalls: Sequence[float], rule: LeadRule = MOVES, as_of: date | None = None) -> Leadership:
    """Say who leads where the large side stands still."""
    found = measure_leadership(history("S", smalls), history("L", [100.0] * len(smalls)), rule, as_of)
    assert found is not None
    return found


def slowly_led(smalls: Sequence[float], rule: LeadRule) -> list[tuple[Side, int]]:
    """Every lead and the row it began at, session by session as the rule is written."""
    leads: list[tuple[Side, int]] = []
    in_a_row: list[Side] = []
    for row in range(rule.mean - 1, len(smalls)):
        logs = [math.log(each) for each in smalls[row - rule.mean + 1 : row + 1]]
        gap = logs[-1] - statistics.fmean(logs)
        side = None if abs(gap) < 1e-9 else Side.SMALL if gap > 0 else Side.LARGE
        in_a_row = [] if side is None else [*in_a_row, side] if in_a_row[-1:] == [side] else [side]
        if len(in_a_row) == rule.closes and (not leads or leads[-1][0] is not side):
            leads.append((in_a_row[-1], row - rule.closes + 1))
    return leads


def test_nobody_leads_before_the_third_close_in_a_row() -> None:
    found = led([100, 101, 102])
    assert (found.leader, found.since, found.day, found.history) == (None, None, 0, ())
    assert found.as_of == weekdays(3)[-1]
    assert found.gap is not None
    assert found.gap > 0


def test_the_lead_begins_on_the_first_of_three_closes_and_is_known_from_the_third() -> None:
    days = weekdays(4)
    found = led([100, 101, 102, 103])
    assert found.leader is Side.SMALL
    assert (found.since, found.known_from, found.day) == (days[1], days[3], 3)
    assert found.rule == MOVES


def test_the_leader_gains_from_the_close_before_its_first() -> None:
    small, large = history("S", [100, 110, 120, 150]), history("L", [200, 202, 204, 210])
    found = measure_leadership(small, large, MOVES)
    assert found is not None
    assert found.gain_pts == pytest.approx(50 - 5)
    turned = measure_leadership(large, small, MOVES)
    assert turned is not None
    assert turned.leader is Side.LARGE
    assert turned.gain_pts == pytest.approx(50 - 5)


def test_a_lead_ends_the_session_before_the_other_sides_first() -> None:
    days = weekdays(9)
    found = led([100, 101, 102, 103, 104, 103, 102, 101, 100])
    assert (found.leader, found.since, found.known_from, found.day) == (Side.LARGE, days[5], days[7], 4)
    assert found.history == (
        Lead(leader=Side.SMALL, since=days[1], until=days[4], sessions=4, gain_pts=pytest.approx(4)),
    )
    assert found.gain_pts == pytest.approx(100 * (1 - 100 / 104))
    assert found.median_sessions == 4


def test_a_gap_of_zero_is_on_neither_side_and_breaks_a_row() -> None:
    assert led([100, 101, 102, 102, 103, 104]).leader is None
    assert led([100, 101, 102, 102, 103, 104, 105]).since == weekdays(5)[-1]


def test_legs_that_move_alike_leave_no_gap_but_for_rounding() -> None:
    smalls = [0.1 * row for row in range(1, 40)]
    legs = history("S", smalls), history("L", [3 * each for each in smalls])
    found = measure_leadership(*legs, LeadRule(mean=5, closes=1))
    assert found is not None
    assert found.leader is None


def test_two_closes_against_the_leader_are_counted_but_do_not_end_its_lead() -> None:
    found = led([100, 101, 102, 103, 102, 101])
    assert (found.leader, found.day, found.against) == (Side.SMALL, 5, 2)
    again = led([100, 101, 102, 103, 102, 101, 101])
    assert (again.leader, again.day, again.against) == (Side.SMALL, 6, 0)
    stays = led([100, 101, 102, 103, 102, 101, 102, 103, 104])
    assert (stays.leader, stays.since, stays.history) == (Side.SMALL, weekdays(2)[-1], ())


def test_both_numbers_of_the_rule_count() -> None:
    smalls = [100, 100, 100, 101, 102, 101, 101]
    assert led(smalls, LeadRule(mean=2, closes=2)).leader is Side.SMALL
    assert led(smalls, LeadRule(mean=2, closes=1)).leader is Side.LARGE
    slow = led(smalls, LeadRule(mean=5, closes=2))
    assert (slow.leader, slow.since) == (Side.SMALL, weekdays(5)[-1])


def test_eighteen_and_twenty_four_months_count_from_the_first_session() -> None:
    found = led([100, 101, 102, 103])  # since Tue 2024-01-02
    assert (found.months_18, found.months_24) == (date(2025, 7, 2), date(2026, 1, 2))


def test_a_listing_younger_than_the_mean_has_neither_gap_nor_leader() -> None:
    found = led([100.0 + row for row in range(49)], LeadRule())
    assert (found.gap, found.leader, found.median_sessions) == (None, None, None)
    assert led([100.0 + row for row in range(52)], LeadRule()).leader is Side.SMALL


def test_sides_that_share_no_day_have_no_leadership() -> None:
    assert measure_leadership(table("S", d20240102=1), table("L", d20240103=1), MOVES) is None
    assert measure_leadership(table("S"), table("L"), MOVES) is None
    assert measure_leadership(history("S", [1, 2]), history("L", [1, 2]), MOVES, date(2023, 1, 1)) is None


def test_a_day_only_one_side_has_is_no_session_of_a_lead() -> None:
    days = weekdays(5)
    small = history("S", [100, 101, 102, 103, 104], days)
    large = history("L", [100] * 4, [*days[:2], *days[3:]])
    found = measure_leadership(small, large, MOVES)
    assert found is not None
    assert (found.since, found.known_from, found.day) == (days[1], days[4], 3)


def test_a_live_quote_counts_as_the_last_close() -> None:
    day = weekdays(4)[-1]
    small, large = history("S", [100, 101, 102]), history("L", [100] * 4)
    live = small.with_quote(Quote(symbol="S", price=103, time=datetime(2024, 1, 4, 17, tzinfo=UTC), day=day))
    found = measure_leadership(live, large, MOVES)
    assert found is not None
    assert (found.leader, found.as_of) == (Side.SMALL, day)


@given(smalls=LEVELS, mean=st.integers(2, 6), closes=st.integers(1, 4))
def test_every_lead_is_the_one_the_rule_tells_session_by_session(smalls: list[float], mean: int, closes: int) -> None:
    found = led(smalls, LeadRule(mean=mean, closes=closes))
    days = weekdays(len(smalls))
    told = [(lead.leader, lead.since) for lead in found.history]
    if found.leader is not None and found.since is not None:
        told.append((found.leader, found.since))
    assert told == [(side, days[row]) for side, row in slowly_led(smalls, LeadRule(mean=mean, closes=closes))]
    assert sum(lead.sessions for lead in found.history) + found.day == (
        len(smalls) - days.index(told[0][1]) if told else 0
    )


@given(smalls=LEVELS, larges=LEVELS, cut=st.integers(0, 90))
def test_cutting_the_future_off_changes_no_past_lead(smalls: list[float], larges: list[float], cut: int) -> None:
    day = DAY0 + timedelta(days=cut)
    small, large = history("S", smalls), history("L", larges)
    at_the_time = measure_leadership(small.until(day), large.until(day), MOVES)
    assert measure_leadership(small, large, MOVES, day) == at_the_time
    later = measure_leadership(small, large, MOVES)
    if at_the_time is not None:
        assert later is not None
        assert later.history[: len(at_the_time.history)] == at_the_time.history


@given(smalls=LEVELS, larges=LEVELS)
def test_a_lead_that_is_over_was_known_before_it_ended(smalls: list[float], larges: list[float]) -> None:
    small = history("S", smalls)
    large = history("L", larges)
    found = measure_leadership(small, large, MOVES)
    assert found is not None
    for lead in found.history:
        then = measure_leadership(small, large, MOVES, lead.until)
        assert then is not None
        assert (then.leader, then.since, then.day) == (lead.leader, lead.since, lead.sessions)
        assert then.gain_pts == pytest.approx(lead.gain_pts)
