from datetime import date

import pytest
from analysis_tables import history, weekdays
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.breadth import measure_breadth
from tui.analysis.history import History
from tui.core.breadth import Breadth, Share

DAYS = weekdays(260)
LAST = DAYS[-1]


def measure(*held: History, session: date | None = LAST, more: tuple[str, ...] = ()) -> Breadth:
    return measure_breadth([*(each.symbol for each in held), *more], {each.symbol: each for each in held}, session)


def ending(symbol: str, *closes: float) -> History:
    """Closes on the last sessions."""
    return history(symbol, closes, DAYS[len(DAYS) - len(closes) :])


def test_a_member_is_above_a_mean_that_its_own_close_takes_part_in() -> None:
    # 100 nineteen times, then 101: the mean of twenty is 100.05
    breadth = measure(ending("UP", *[100.0] * 19, 101), ending("DOWN", *[100.0] * 19, 99))
    assert breadth.above["20"] == Share(above=1, of=2)
    assert breadth.as_of == LAST


@pytest.mark.parametrize("close", [0.1, 0.7, 3.3, 1e-9, 123456.789])
def test_a_close_that_never_changed_is_above_no_mean(close: float) -> None:
    breadth = measure(ending("FLAT", *[close] * 252))
    assert {share.above for share in breadth.above.values()} == {0}
    assert (breadth.highs, breadth.lows, breadth.ranged_of) == (0, 0, 1)


def test_each_mean_counts_the_members_with_so_many_closes_and_names_the_others() -> None:
    breadth = measure(
        ending("OLD", *[1.0] * 199, 2), ending("NEW", *[1.0] * 49, 2), ending("IPO", 1, 2), more=("GONE",)
    )
    assert breadth.above == {
        "20": Share(above=2, of=2, missing=("IPO", "GONE")),
        "50": Share(above=2, of=2, missing=("IPO", "GONE")),
        "200": Share(above=1, of=1, missing=("NEW", "IPO", "GONE")),
    }
    assert breadth.members == 4


def test_the_closes_before_the_last_n_have_no_say() -> None:
    assert measure(ending("OLD", 1e6, *[100.0] * 19, 101)).above["20"] == Share(above=1, of=1)


def test_advancers_and_decliners_are_counted_against_the_member_s_own_close_before() -> None:
    holed = history("HOLED", [10, 9], [DAYS[0], LAST])
    breadth = measure(ending("A", 1, 2), ending("B", 1, 2), holed, ending("SAME", 1, 1), ending("FIRST", 5))
    assert (breadth.advancers, breadth.decliners, breadth.moved_of) == (2, 1, 4)
    assert breadth.net_advancers() == 1


def test_a_new_high_is_above_every_one_of_the_251_closes_before_it() -> None:
    high = ending("HIGH", *[1.0] * 251, 2)
    low = ending("LOW", *[2.0] * 251, 1)
    met = ending("MET", 2, *[1.0] * 250, 2)
    long_ago = ending("AGO", 9, *[1.0] * 251, 2)
    young = ending("YOUNG", *[1.0] * 250, 2)
    breadth = measure(high, low, met, long_ago, young)
    assert (breadth.highs, breadth.lows, breadth.ranged_of) == (2, 1, 4)
    assert breadth.net_highs() == 1


def test_days_a_member_did_not_trade_take_no_place_among_its_closes() -> None:
    every_other = history("HOLED", [*[1.0] * 19, 2], DAYS[-39::2])
    assert every_other.last_day() == LAST
    assert measure(every_other).above["20"] == Share(above=1, of=1)


@pytest.mark.parametrize("session", [DAYS[-2], date(2024, 1, 6), date(2023, 12, 1), None])
def test_a_member_without_a_close_on_the_session_is_missing_everywhere(session: date | None) -> None:
    halted = history("HALTED", [*[1.0] * 257, 2], [*DAYS[:257], LAST])
    breadth = measure(halted, session=session)
    assert {share.missing for share in breadth.above.values()} == {("HALTED",)}
    assert (breadth.moved_of, breadth.ranged_of, breadth.members) == (0, 0, 1)


def test_a_symbol_named_twice_is_one_member() -> None:
    assert measure(ending("A", *[1.0] * 19, 2), more=("A",)).above["20"] == Share(above=1, of=1)


def test_a_group_of_none_has_no_members() -> None:
    breadth = measure()
    assert (breadth.members, breadth.moved_of, breadth.ranged_of) == (0, 0, 0)
    assert breadth.above == {"20": Share(), "50": Share(), "200": Share()}


@given(
    rows=st.lists(st.sets(st.integers(0, 259), min_size=1), min_size=1, max_size=3),
    seed=st.randoms(use_true_random=False),
    cut=st.integers(0, 259),
)
def test_cutting_the_future_off_changes_no_past_breadth(rows: list[set[int]], seed: object, cut: int) -> None:
    held = [
        history(f"M{place}", [seed.uniform(1, 100) for _ in of], [DAYS[row] for row in sorted(of)])
        for place, of in enumerate(rows)
    ]
    at_the_time = [each.until(DAYS[cut]) for each in held]
    assert measure(*held, session=DAYS[cut]) == measure(*at_the_time, session=DAYS[cut])


@given(closes=st.lists(st.floats(0.01, 1e6), min_size=1, max_size=259))
def test_breadth_is_what_counting_by_hand_says(closes: list[float]) -> None:
    breadth = measure(ending("A", *closes))
    for sessions, share in breadth.above.items():
        enough = len(closes) >= int(sessions)
        mean = sum(closes[-int(sessions) :]) / int(sessions)
        assert share.of == enough
        if enough and closes[-1] != pytest.approx(mean, rel=1e-9):
            assert share.above == (closes[-1] > mean)
    assert breadth.moved_of == (len(closes) > 1)
    assert breadth.net_advancers() == (0 if len(closes) < 2 else (closes[-1] > closes[-2]) - (closes[-1] < closes[-2]))
    assert breadth.highs == (len(closes) >= 252 and closes[-1] > max(closes[-252:-1]))
    assert breadth.lows == (len(closes) >= 252 and closes[-1] < min(closes[-252:-1]))
