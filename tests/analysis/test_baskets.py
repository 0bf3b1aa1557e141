from datetime import date
from itertools import pairwise

import msgspec
import pytest
from analysis_tables import PAIR, history, weekdays
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.baskets import SPARK_POINTS, measure_basket
from tui.analysis.history import History
from tui.analysis.windows import Span, find_span
from tui.core.board import BasketRow
from tui.core.watchlist import Basket, Member, Stance
from tui.core.windows import WINDOWS

SESSIONS = weekdays(12)  # Mon 2024-01-01 to Tue 2024-01-16
BASE = SESSIONS[6]  # Tue 2024-01-09, five sessions before the end


def basket(*symbols: str) -> Basket:
    members = tuple(Member(symbol=symbol, proxy=symbol.startswith("P")) for symbol in symbols)
    return Basket(name="Banks", stance=Stance.WINNER, why="margins", members=members)


def span(window: str = "5D", sessions: list[date] = SESSIONS) -> Span:
    found = find_span(history("axis", [1.0] * len(sessions), sessions).days, window)
    assert found is not None
    return found


def measure(*held: History, window: str = "5D", more: tuple[str, ...] = ()) -> BasketRow:
    symbols = [each.symbol for each in held]
    return measure_basket(basket(*symbols, *more), {each.symbol: each for each in held}, span(window), PAIR)


def steady(symbol: str, end: float) -> History:
    """100 until the last session, which closes at `end`."""
    return history(symbol, [100.0] * 11 + [end], SESSIONS)


def test_the_mean_the_median_the_best_and_the_worst() -> None:
    row = measure(steady("A", 110), steady("B", 60), steady("C", 104), steady("P", 108))
    assert row.return_pct == pytest.approx((10 - 40 + 4 + 8) / 4)
    assert row.median_pct == pytest.approx(6)
    assert row.best is not None
    assert row.worst is not None
    assert (row.best.symbol, row.best.return_pct) == ("A", pytest.approx(10))
    assert (row.worst.symbol, row.worst.return_pct) == ("B", pytest.approx(-40))
    assert [(each.symbol, each.proxy) for each in row.members] == [
        ("A", False),
        ("B", False),
        ("C", False),
        ("P", True),
    ]
    assert (row.name, row.stance, row.why, row.base_date) == ("Banks", Stance.WINNER, "margins", BASE)


def test_a_basket_without_members_has_no_numbers() -> None:
    row = measure()
    assert (row.return_pct, row.median_pct, row.best, row.worst, row.members, row.spark) == (
        None,
        None,
        None,
        None,
        (),
        (),
    )


def test_one_member_is_its_own_best_and_worst() -> None:
    row = measure(steady("A", 110))
    assert row.return_pct == row.median_pct == pytest.approx(10)
    assert row.best == row.worst == row.members[0]


@pytest.mark.parametrize("window", ["5D", "MAX"])
def test_a_basket_whose_members_are_all_missing_says_so(window: str) -> None:
    row = measure(window=window, more=("A", "B"))
    assert (row.return_pct, row.best, row.spark) == (None, None, ())
    assert row.missing() == ("A", "B")
    assert {each.why_missing for each in row.members} == {"no data"}


def test_without_any_session_every_member_is_missing() -> None:
    row = measure_basket(basket("A"), {"A": steady("A", 110)}, None, PAIR)
    assert row.return_pct is None
    assert row.members[0].why_missing == "no data"


def test_a_missing_member_keeps_its_place_and_is_left_out_of_the_mean() -> None:
    row = measure_basket(basket("A", "GONE", "B"), {"A": steady("A", 110), "B": steady("B", 120)}, span(), PAIR)
    assert [each.symbol for each in row.members] == ["A", "GONE", "B"]
    assert row.return_pct == pytest.approx(15)
    assert (row.counted(), row.missing()) == (2, ("GONE",))


def why(held: History, window: str = "5D") -> str:
    row = measure(held, window=window)
    assert row.members[0].return_pct is None
    assert row.return_pct is None
    return row.members[0].why_missing


def test_a_member_that_did_not_close_on_the_last_session_is_missing() -> None:
    assert why(history("A", [100.0] * 11, SESSIONS[:11])) == "no close on 16 Jan 2024"


def test_a_member_that_first_closed_after_the_base_is_missing() -> None:
    assert why(history("A", [100.0] * 5, SESSIONS[7:])) == "first close 10 Jan 2024, after the window's start"


def test_a_basket_without_a_return_has_no_spark() -> None:
    assert measure(history("A", [100.0, 90, 80, 70, 60], SESSIONS[7:])).spark == ()


def test_a_window_the_axis_does_not_reach_has_no_returns() -> None:
    assert why(steady("A", 110), "1Y") == "history does not reach the window's start"


@pytest.mark.parametrize(("last_before", "return_pct"), [(1, 10), (0, None)])
def test_a_base_close_may_be_five_sessions_old_and_no_older(last_before: int, return_pct: float | None) -> None:
    held = history("A", [100.0, 110.0], [SESSIONS[last_before], SESSIONS[-1]])
    member = measure(held).members[0]
    if return_pct is None:
        assert member.return_pct is None
        assert member.why_missing == "no close near 9 Jan 2024"
    else:
        assert member.return_pct == pytest.approx(return_pct)


def test_the_base_is_the_close_on_the_base_session_and_not_one_beside_it() -> None:
    closes = [100.0] * 12
    closes[5], closes[6], closes[7], closes[11] = 50.0, 80.0, 200.0, 88.0
    assert measure(history("A", closes, SESSIONS)).return_pct == pytest.approx(10)


def test_over_all_history_the_base_is_the_first_session_by_which_every_member_has_traded() -> None:
    late = history("LATE", [10.0, 10.0, 12.0], SESSIONS[9:])
    row = measure(steady("A", 110), late, window="MAX", more=("GONE",))
    assert row.base_date == SESSIONS[9]
    assert row.return_pct == pytest.approx((10 + 20) / 2)
    assert row.missing() == ("GONE",)


def test_over_all_history_a_member_that_first_trades_on_the_last_session_leaves_no_window() -> None:
    row = measure(steady("A", 110), history("NEW", [10.0], SESSIONS[11:]), window="MAX")
    assert (row.return_pct, row.base_date) == (None, None)


def test_the_spark_is_the_cumulated_mean_of_daily_returns_from_100() -> None:
    one = history("A", [100, 110, 99], SESSIONS[:3])  # +10 %, −10 %
    other = history("B", [10, 10, 12], SESSIONS[:3])  # 0 %, +20 %
    row = measure_basket(basket("A", "B"), {"A": one, "B": other}, span("MAX", SESSIONS[:3]), PAIR)
    assert row.spark == pytest.approx((100, 105, 105 * 1.05))


def test_the_spark_leaves_a_member_out_on_days_it_has_no_return() -> None:
    whole = history("A", [100, 110, 121, 121], SESSIONS[:4])
    holed = history("B", [10, 99, 11], [SESSIONS[0], SESSIONS[2], SESSIONS[3]])  # only the last step is a return
    row = measure_basket(basket("A", "B"), {"A": whole, "B": holed}, span("MAX", SESSIONS[:4]), PAIR)
    assert row.spark == pytest.approx((100, 110, 121, 121 * (1 + (0 + 11 / 99 - 1) / 2)))


def test_a_long_spark_is_thinned_between_its_ends() -> None:
    days = weekdays(300)
    held = history("A", [100.0 + step for step in range(300)], days)
    row = measure_basket(basket("A"), {"A": held}, span("MAX", days), PAIR)
    assert len(row.spark) == SPARK_POINTS
    assert (row.spark[0], row.spark[-1]) == pytest.approx((100, 399))


@given(
    data=st.data(),
    window=st.sampled_from(WINDOWS),
    cut=st.integers(0, 119),
)
def test_cutting_the_future_off_changes_no_past_basket(data: st.DataObject, window: str, cut: int) -> None:
    days = weekdays(120, date(2023, 11, 1))
    held = {}
    for symbol in "AB":
        rows = sorted(data.draw(st.sets(st.integers(0, 119), min_size=1)))
        closes = data.draw(st.lists(st.floats(0.5, 500), min_size=len(rows), max_size=len(rows)))
        held[symbol] = history(symbol, closes, [days[row] for row in rows])
    axis, day = history("axis", [1.0] * 120, days), days[cut]
    looking_back = measure_basket(basket("A", "B"), held, find_span(axis.days, window, day), PAIR)
    cut_off = {symbol: each.until(day) for symbol, each in held.items()}
    assert looking_back == measure_basket(basket("A", "B"), cut_off, find_span(axis.until(day).days, window), PAIR)


def legs(small_end: float, large_end: float) -> tuple[History, History]:
    """Both sides of the pair at 100 until the last session."""
    return steady("S", small_end), steady("L", large_end)


def held_against(*held: History, window: str = "5D", sides: tuple[History, ...] = ()) -> BasketRow:
    histories = {each.symbol: each for each in (*held, *sides)}
    return measure_basket(basket(*(each.symbol for each in held)), histories, span(window), PAIR)


def test_contributions_add_up_to_the_mean() -> None:
    row = measure(steady("A", 110), steady("B", 16), steady("C", 104), more=("GONE",))
    parts = [each.contribution_pts for each in row.members]
    assert parts == [pytest.approx(10 / 3), pytest.approx(-84 / 3), pytest.approx(4 / 3), None]
    assert row.return_pct == pytest.approx(sum(part for part in parts if part is not None))


def test_the_dispersion_is_the_sample_deviation_of_the_members_returns() -> None:
    # 10, −40 and 30: mean 0, squares 100 + 1600 + 900 over two
    assert measure(steady("A", 110), steady("B", 60), steady("C", 130)).dispersion_pts == pytest.approx(1300**0.5)
    assert measure(steady("A", 110)).dispersion_pts is None
    assert measure().dispersion_pts is None


def test_the_mean_is_held_against_each_leg_over_the_same_days() -> None:
    row = held_against(steady("A", 110), steady("B", 120), sides=legs(105, 130))
    assert row.against_small_pts == pytest.approx(15 - 5)
    assert row.against_large_pts == pytest.approx(15 - 30)


def test_over_all_history_the_legs_are_measured_from_the_basket_s_own_base() -> None:
    large = history("L", [50.0] * 9 + [100.0, 100, 110], SESSIONS)
    row = held_against(history("LATE", [10.0, 10, 12], SESSIONS[9:]), window="MAX", sides=(large,))
    assert row.against_large_pts == pytest.approx(20 - 10)
    assert row.ahead_of == 2


@pytest.mark.parametrize("sides", [(), (history("L", [100.0] * 11, SESSIONS[:11]), steady("S", 110).until(BASE))])
def test_a_leg_without_the_closes_leaves_nothing_to_hold_against(sides: tuple[History, ...]) -> None:
    row = held_against(steady("A", 110), sides=sides)
    assert row.return_pct == pytest.approx(10)
    assert (row.against_small_pts, row.against_large_pts) == (None, None)


def test_without_the_large_leg_nobody_is_ahead() -> None:
    row = held_against(steady("A", 110))
    assert (row.ahead, row.ahead_of) == (None, 0)


def test_sessions_ahead_are_those_the_daily_mean_beat_the_large_leg() -> None:
    one = history("A", [*[100.0] * 7, 102, 102, 102, 102, 102], SESSIONS)
    other = history("B", [*[100.0] * 7, 100, 104, 104, 104, 104], SESSIONS)
    large = history("L", [*[100.0] * 7, 100.5, 100.5, 100.5, 99, 101], SESSIONS)
    # daily means 1, 2, 0, 0, 0 % against 0.5, 0, 0, −1.5, +2 %
    row = held_against(one, other, sides=(large,))
    assert (row.ahead, row.ahead_of) == (3, 5)


def test_only_sessions_on_which_both_have_a_return_are_counted() -> None:
    holed = history("A", [100.0, 101, 101, 102], [BASE, *SESSIONS[9:]])  # none on the first three
    row = held_against(holed, sides=legs(100, 100))
    assert (row.ahead, row.ahead_of) == (1, 2)


def test_a_basket_knows_its_breadth_on_the_last_session() -> None:
    row = measure(steady("A", 110), steady("B", 90), history("HALTED", [1.0] * 11, SESSIONS[:11]))
    assert (row.breadth.as_of, row.breadth.members) == (SESSIONS[-1], 3)
    assert (row.breadth.advancers, row.breadth.decliners, row.breadth.moved_of) == (1, 1, 2)
    assert row.breadth.above["20"].missing == ("A", "B", "HALTED")


def test_without_any_session_breadth_counts_its_members_alone() -> None:
    row = measure_basket(basket("A"), {"A": steady("A", 110)}, None, PAIR)
    assert (row.breadth.as_of, row.breadth.members, row.breadth.moved_of) == (None, 1, 0)


def test_days_off_the_pair_s_axis_are_passed_over() -> None:
    axis = [SESSIONS[0], SESSIONS[2], SESSIONS[4]]
    held = history("A", [100.0, 50, 110, 200, 121], SESSIONS[:5])
    row = measure_basket(basket("A"), {"A": held}, span("MAX", axis), PAIR)
    assert row.spark == pytest.approx((100, 110, 121))


def test_many_members_are_measured_as_a_few_are() -> None:
    held = [history(f"M{n}", [100.0] * 11 + [100.0 + n], SESSIONS) for n in range(600)]
    row = measure(*held)
    assert row.return_pct == pytest.approx(599 / 2)
    assert row.spark[-1] == pytest.approx(100 + 599 / 2)
    assert row.best is not None
    assert row.best.symbol == "M599"
    assert (row.breadth.advancers, row.breadth.members) == (599, 600)


@given(data=st.data(), window=st.sampled_from(("5D", "MAX")))
def test_a_basket_is_what_counting_by_hand_says(data: st.DataObject, window: str) -> None:
    held = []
    for symbol in "ABCL":
        rows = sorted(data.draw(st.sets(st.integers(0, 11), min_size=1)))
        closes = data.draw(st.lists(st.floats(0.5, 500), min_size=len(rows), max_size=len(rows)))
        held.append(history(symbol, closes, [SESSIONS[row] for row in rows]))
    large = held.pop()
    row = held_against(*held, window=window, sides=(large,))
    assert msgspec.json.decode(msgspec.json.encode(row), type=BasketRow) == row
    if row.return_pct is None or row.base_date is None:
        return
    axis = SESSIONS[SESSIONS.index(row.base_date) :]
    ahead = sessions = 0
    line = [100.0]
    for before, day in pairwise(axis):
        gains = [step for each in held if (step := gain(each, before, day)) is not None]
        mean = sum(gains) / len(gains) if gains else None
        line.append(line[-1] * (1 + (mean or 0)))
        beat = gain(large, before, day)
        if mean is not None and beat is not None and mean != pytest.approx(beat, abs=1e-9):
            sessions, ahead = sessions + 1, ahead + (mean > beat)
    assert row.spark in ((), pytest.approx(tuple(line)))
    assert row.ahead_of >= sessions
    assert ahead <= (row.ahead or 0) <= ahead + row.ahead_of - sessions


def gain(held: History, before: date, day: date) -> float | None:
    """The simple return between two days, None without a close on either."""
    first, last = held.close_on(before), held.close_on(day)
    return None if first is None or last is None else last / first - 1
