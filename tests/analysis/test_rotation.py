import math
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest
from analysis_tables import history, weekdays
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.analysis.history import History
from tui.analysis.rotation import LOOKBACK_SESSIONS, measure_graph
from tui.core.graph import GraphRow, Quadrant, Role, RotationGraph
from tui.core.text import day
from tui.core.watchlist import Basket, Member, Pair, Stance

PAIR = Pair(name="S/L", small="S", large="L")
DAYS = weekdays(80)  # Mon 2024-01-01 to Fri 2024-04-19
LAST = DAYS[-1]


def basket(*symbols: str, name: str = "Basket") -> Basket:
    members = tuple(Member(symbol=symbol) for symbol in symbols)
    return Basket(name=name, stance=Stance.WINNER, why="", members=members)


def wave(count: int, step: float) -> list[float]:
    return [100 + 10 * math.sin(step * row) for row in range(count)]


def without(closes: Sequence[float], *rows: int, symbol: str = "A", days: Sequence[date] = DAYS) -> History:
    """Closes with some days left out."""
    kept = [row for row in range(len(closes)) if row not in [each % len(closes) for each in rows]]
    return history(symbol, [closes[row] for row in kept], [days[row] for row in kept])


def graph(
    *held: History, baskets: Sequence[Basket] = (), symbols: Sequence[str] = (), as_of: date | None = None
) -> RotationGraph:
    """Measure against a benchmark B that stands still, unless it is among the histories."""
    flat = history("B", [50.0] * len(DAYS), DAYS)
    histories = {each.symbol: each for each in (flat, *held)}
    return measure_graph(PAIR, baskets, symbols, histories, benchmark="B", as_of=as_of)


def row_of(found: RotationGraph, name: str) -> GraphRow:
    return next(row for row in found.rows if row.name == name)


def placed(closes: Sequence[float], days: Sequence[date] | None = None) -> GraphRow:
    """The row of a chosen symbol with these closes, which end at the last day."""
    found = graph(history("A", closes, days or DAYS[-len(closes) :]), symbols=["A"])
    return row_of(found, "A")


def test_strength_and_momentum_are_against_their_own_means_of_fifty_and_ten() -> None:
    row = placed([1.0] * 79 + [2.0])
    strength = 100 * 2 / ((49 + 2) / 50)
    assert row.strength == pytest.approx(strength)
    assert row.momentum == pytest.approx(100 * strength / ((9 * 100 + strength) / 10))
    assert (row.quadrant, row.entered, row.why_missing) == (Quadrant.LEADING, None, "")  # at 100 it led before


def test_the_benchmarks_own_moves_take_strength_away() -> None:
    benchmark = history("B", [1.0] * 79 + [2.0], DAYS)
    found = graph(benchmark, history("A", [3.0] * 80, DAYS), symbols=["A"])
    row = row_of(found, "A")
    assert row.strength == pytest.approx(100 * 0.5 / ((49 + 0.5) / 50))
    assert (row.quadrant, row.entered) == (Quadrant.LAGGING, LAST)


def test_a_line_that_moves_as_its_benchmark_is_at_100_but_for_rounding() -> None:
    closes = wave(80, 0.7)
    found = graph(history("B", closes, DAYS), history("A", [each * 0.3 for each in closes], DAYS), symbols=["A"])
    row = row_of(found, "A")
    assert (row.strength, row.momentum, row.quadrant) == (100, 100, Quadrant.LEADING)


def test_a_quadrant_is_entered_on_its_first_session_without_a_break() -> None:
    falling_then_rising = [100 - 0.5 * row for row in range(70)] + [66 + 3.0 * row for row in range(10)]
    row = placed(falling_then_rising)
    assert row.entered is not None
    assert row.quadrant is not None
    history_of = history("A", falling_then_rising, DAYS)
    seen = {day: row_of(graph(history_of, symbols=["A"], as_of=day), "A").quadrant for day in DAYS[58:]}
    since = [day for day in DAYS if day >= row.entered]
    assert {seen[day] for day in since} == {row.quadrant}
    assert seen[DAYS[DAYS.index(row.entered) - 1]] is not row.quadrant


def test_the_tail_is_the_last_session_of_each_of_eight_weeks_and_today() -> None:
    closes = wave(160, 0.2)
    days = weekdays(160)[:-2]  # ends on a Wednesday
    closed_fridays = [day for day in days if day != days[-4]]  # the Friday before was a holiday
    found = graph(history("B", [1.0] * 157, closed_fridays), history("A", closes[:157], closed_fridays), symbols=["A"])
    row = row_of(found, "A")
    last = closed_fridays[-1]
    assert last.weekday() == 2
    fridays = [last - timedelta(days=5 + 7 * week) for week in range(7)]
    assert [point.day for point in row.tail] == [*reversed(fridays[1:]), fridays[0] - timedelta(days=1), last]
    assert (row.tail[-1].strength, row.tail[-1].momentum) == (row.strength, row.momentum)


def test_every_point_of_a_tail_is_what_was_shown_that_day() -> None:
    held = history("A", wave(80, 0.3), DAYS), history("B", wave(80, 0.11), DAYS)
    tail = row_of(graph(*held, symbols=["A"]), "A").tail
    assert len(tail) == 5  # five weeks have a momentum
    for point in tail:
        then = row_of(graph(*held, symbols=["A"], as_of=point.day), "A")
        assert (then.strength, then.momentum) == pytest.approx((point.strength, point.momentum))


def test_a_baskets_line_is_the_cumulated_mean_of_its_members_returns() -> None:
    one, other = wave(80, 0.3), wave(80, 0.5)
    line = [1.0]
    for row in range(1, 80):
        line.append(line[-1] * (1 + (one[row] / one[row - 1] - 1 + other[row] / other[row - 1] - 1) / 2))
    held = history("A", one, DAYS), history("C", other, DAYS), history("LINE", line, DAYS)
    found = graph(*held, baskets=[basket("A", "C")], symbols=["LINE"])
    made, known = row_of(found, "Basket"), row_of(found, "LINE")
    assert (made.strength, made.momentum) == pytest.approx((known.strength, known.momentum))
    assert (made.role, made.of, made.missing, known.role) == (Role.BASKET, 2, (), Role.SYMBOL)


def test_a_member_without_a_return_on_the_day_is_left_out_and_named() -> None:
    whole, gone = history("A", wave(80, 0.3), DAYS), without(wave(80, 0.5), -1, symbol="C")
    back = without(wave(80, 0.7), -2, symbol="D")  # has a close, but none the session before to make a return of
    found = graph(whole, gone, back, baskets=[basket("A", "C", "D", "NONE")])
    row = row_of(found, "Basket")
    assert (row.of, row.missing) == (4, ("C", "D", "NONE"))
    assert row.strength is not None
    earlier = row_of(graph(whole, gone, back, baskets=[basket("A", "C", "D")], as_of=DAYS[-4]), "Basket")
    assert earlier.missing == ()


def test_the_mean_is_over_the_members_that_have_a_return_alone() -> None:
    doubled = history("A", [100.0] * 79 + [200.0], DAYS)
    found = graph(doubled, without([100.0] * 80, -1, symbol="C"), baskets=[basket("A", "C")])
    assert row_of(found, "Basket").strength == pytest.approx(100 * 2 / ((49 + 2) / 50))


def test_no_return_is_made_over_a_missing_day() -> None:
    doubled_meanwhile = without([100.0] * 70 + [200.0] * 10, 70, symbol="C")
    found = graph(history("A", [100.0] * 80, DAYS), doubled_meanwhile, baskets=[basket("A", "C")])
    assert row_of(found, "Basket").strength == 100


def test_a_basket_of_one_moves_as_its_member() -> None:
    found = graph(history("A", wave(59, 0.3), DAYS[-59:]), baskets=[basket("A")], symbols=["A"])
    made, known = row_of(found, "Basket"), row_of(found, "A")
    assert made.momentum is not None
    assert (made.strength, made.momentum) == pytest.approx((known.strength, known.momentum))


def test_a_member_that_loses_84_percent_moves_its_basket_by_its_share() -> None:
    fallen = history("C", [100.0] * 79 + [16.0], DAYS)
    found = graph(history("A", [100.0] * 80, DAYS), fallen, baskets=[basket("A", "C")])
    assert row_of(found, "Basket").strength == pytest.approx(100 * 0.58 / ((49 + 0.58) / 50))


def test_a_line_without_a_close_or_return_on_the_session_says_so() -> None:
    late = without(wave(80, 0.3), -1)
    found = graph(late, baskets=[basket("A"), basket(name="Empty")], symbols=["A", "NONE"])
    why = {row.name: row.why_missing for row in found.rows}
    assert why == {
        "S": "no data",
        "L": "no data",
        "Basket": f"no member has a return on {day(LAST)}",
        "Empty": "no members",
        "A": f"no close on {day(LAST)}",
        "NONE": "no data",
    }
    assert all((row.strength, row.momentum, row.quadrant, row.tail) == (None, None, None, ()) for row in found.rows)
    assert (row_of(found, "Empty").of, row_of(found, "Basket").missing) == (0, ("A",))


@pytest.mark.parametrize(
    ("sessions", "strength", "momentum"), [(49, False, False), (58, True, False), (59, True, True)]
)
def test_a_listing_younger_than_the_means_has_what_it_is_old_enough_for(
    sessions: int, *, strength: bool, momentum: bool
) -> None:
    row = placed(wave(sessions, 0.3))
    assert (row.strength is not None, row.momentum is not None) == (strength, momentum)
    assert (row.quadrant is not None, bool(row.tail)) == (momentum, momentum)
    assert row.why_missing == ("" if momentum else f"{sessions} of 59 sessions needed")


def test_days_only_the_line_or_only_the_benchmark_has_are_left_out() -> None:
    closes = wave(80, 0.3)
    gappy = graph(without(closes, 20, 61), symbols=["A"])
    dense = [day for row, day in enumerate(DAYS) if row not in (20, 61)]
    kept = [close for row, close in enumerate(closes) if row not in (20, 61)]
    same = graph(history("A", kept, dense), history("B", [50.0] * 78, dense), symbols=["A"])
    assert row_of(gappy, "A").strength == row_of(same, "A").strength


def test_each_symbol_is_drawn_once_and_the_benchmark_not_at_all() -> None:
    found = graph(history("S", wave(80, 0.3), DAYS), baskets=[basket("S")], symbols=["S", "X", "B", "X"])
    assert [(row.name, row.role) for row in found.rows] == [
        ("S", Role.LEG),
        ("L", Role.LEG),
        ("Basket", Role.BASKET),
        ("X", Role.SYMBOL),
        ("B", Role.SYMBOL),
    ]
    assert row_of(found, "B").why_missing == "the benchmark itself"
    assert row_of(found, "B").strength is None


def test_without_a_benchmark_every_line_says_so() -> None:
    held = {"A": history("A", wave(80, 0.3), DAYS)}
    for histories in (held, {**held, "B": history("B", [])}):
        found = measure_graph(PAIR, [basket("A")], ["A"], histories, benchmark="B")
        assert found.as_of is None
        assert {row.why_missing for row in found.rows} == {"no closes of B"}
    assert graph(held["A"], symbols=["A"], as_of=date(2020, 1, 1)).as_of is None


def test_the_session_is_the_benchmarks_last() -> None:
    found = graph(history("A", wave(81, 0.3), weekdays(81)), symbols=["A"])
    assert found.as_of == LAST
    assert row_of(found, "A").strength is not None


def test_nothing_before_the_look_back_counts() -> None:
    days = weekdays(500)
    rng = np.random.default_rng(4)
    series = {symbol: np.exp(np.cumsum(rng.normal(0, 0.02, 500))).tolist() for symbol in ("A", "C", "B")}
    whole = [history(symbol, closes, days) for symbol, closes in series.items()]
    first = 500 - LOOKBACK_SESSIONS
    recent = [history(symbol, closes[first:], days[first:]) for symbol, closes in series.items()]
    asked = {"baskets": [basket("A", "C")], "symbols": ["A"]}
    assert graph(*whole, **asked) == graph(*recent, **asked)


@st.composite
def listings(draw: st.DrawFn, symbol: str) -> History:
    """Closes on most weekdays of some months."""
    rng = np.random.default_rng(draw(st.integers(0, 1000)))
    count = draw(st.integers(55, 110))
    closes = 100 * np.exp(np.cumsum(rng.normal(0, 0.03, count)))
    days = weekdays(110)[-count:]
    kept = sorted(set(range(count)) - draw(st.sets(st.integers(0, count - 1), max_size=3)))
    return history(symbol, closes[kept].tolist(), [days[row] for row in kept])


@settings(max_examples=40)
@given(one=listings("A"), other=listings("C"), benchmark=listings("B"), back=st.integers(0, 40))
def test_cutting_the_future_off_changes_no_past_graph(
    one: History, other: History, benchmark: History, back: int
) -> None:
    day = weekdays(110)[-1 - back]
    asked = {"baskets": [basket("A", "C")], "symbols": ["A"]}
    held = (one, other, benchmark)
    looking_back = graph(*held, as_of=day, **asked)
    at_the_time = graph(*(each.until(day) for each in held), **asked)
    assert looking_back == at_the_time
    for row in looking_back.rows:
        assert (row.quadrant is not None) == (row.momentum is not None)
        assert (row.why_missing == "") == (row.momentum is not None)
        assert not row.tail or row.tail[-1].day == looking_back.as_of
