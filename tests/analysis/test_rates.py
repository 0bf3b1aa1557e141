import math
from datetime import date

import msgspec
import numpy as np
import pytest
from analysis_tables import PAIR, history, table, weekdays
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.comovement import COMOVEMENT_SESSIONS
from tui.analysis.fed import MOVES
from tui.analysis.history import History
from tui.analysis.rates import measure_rates
from tui.analysis.windows import pair_span
from tui.core.events import Kind, NewsEvent
from tui.core.readings import FedMove, FedRange, Rates
from tui.core.watchlist import RateSymbols

YIELDS = RateSymbols(ten_year="TEN", three_month="THREE")
DAYS = weekdays(12)  # Mon 2024-01-01 to Tue 2024-01-16
BASE = DAYS[6]


def leg(symbol: str, days: list[date] = DAYS) -> History:
    return history(symbol, [100.0 + row for row in range(len(days))], days)


def measure(
    *yields: History,
    window: str = "5D",
    as_of: date = DAYS[-1],
    events: tuple[NewsEvent, ...] = (),
    legs: tuple[History, ...] = (leg("S"), leg("L")),
    symbols: RateSymbols = YIELDS,
) -> Rates:
    span = pair_span(legs[0], legs[1], window, as_of) if len(legs) == 2 else None
    histories = {each.symbol: each for each in (*yields, *legs)}
    return measure_rates(histories, PAIR, symbols, span, window=window, events=events, as_of=as_of)


def test_a_yield_changes_in_basis_points_from_the_pair_s_base_to_its_end() -> None:
    ten = history("TEN", [4.0] * 6 + [4.1, 4.5, 4.5, 4.5, 4.5, 4.14], DAYS)
    change = measure(ten).ten_year
    assert (change.name, change.symbols, change.value_pct) == ("10-year", ("TEN",), 4.14)
    assert change.change_bp == pytest.approx(4)
    assert (change.base_date, change.as_of, change.why_missing) == (BASE, DAYS[-1], "")


def test_the_curve_is_the_ten_year_less_the_three_month_on_days_both_have() -> None:
    ten = history("TEN", [4.0, 4.1, 4.3, 4.4], [DAYS[5], BASE, DAYS[10], DAYS[11]])
    three = history("THREE", [3.5, 3.7, 3.6], [DAYS[5], DAYS[10], DAYS[11]])
    change = measure(ten, three).curve
    assert change.symbols == ("TEN", "THREE")
    assert change.value_pct == pytest.approx(0.8)
    assert change.change_bp == pytest.approx(30)
    assert (change.base_date, change.as_of) == (DAYS[5], DAYS[11])


def test_a_day_the_bond_market_was_closed_is_read_from_the_close_before() -> None:
    change = measure(history("TEN", [4.0, 4.2, 4.3], [DAYS[5], DAYS[9], DAYS[10]])).ten_year
    assert change.change_bp == pytest.approx(30)
    assert (change.base_date, change.as_of) == (DAYS[5], DAYS[10])


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ([DAYS[7], DAYS[11]], "first close 10 Jan 2024, after the window's start"),
        ([DAYS[0], DAYS[11]], "no close near 9 Jan 2024"),
        ([DAYS[4], DAYS[5]], "no close near 16 Jan 2024"),
        ([DAYS[5], DAYS[6]], "no close since 9 Jan 2024"),
    ],
)
def test_a_change_without_its_closes_says_why(days: list[date], why: str) -> None:
    change = measure(history("TEN", [4.0, 4.2], days)).ten_year
    assert (change.change_bp, change.base_date, change.why_missing) == (None, None, why)
    assert (change.value_pct, change.as_of) == (4.2, days[-1])


def test_a_window_the_pair_does_not_reach_has_no_change() -> None:
    change = measure(leg("TEN"), window="1Y").ten_year
    assert (change.value_pct, change.change_bp) == (111, None)
    assert change.why_missing == "history does not reach the window's start"


def test_without_the_pair_the_last_yield_up_to_the_day_stands_alone() -> None:
    rates = measure(leg("TEN"), legs=(leg("S"),), as_of=DAYS[3])
    assert (rates.ten_year.value_pct, rates.ten_year.as_of, rates.ten_year.change_bp) == (103, DAYS[3], None)
    assert (rates.corr60, rates.corr_sessions) == (None, 0)


def test_a_yield_without_data_is_named() -> None:
    rates = measure(leg("TEN"), table("THREE"))
    assert rates.ten_year.value_pct == 111
    assert (rates.curve.value_pct, rates.curve.why_missing) == (None, "no data for THREE")
    assert measure().curve.why_missing == "no data for TEN and THREE"


def test_yields_that_share_no_day_have_no_curve() -> None:
    curve = measure(leg("TEN", DAYS[:6]), leg("THREE", DAYS[6:])).curve
    assert (curve.value_pct, curve.why_missing) == (None, "no day that both have")


def test_a_yield_nobody_configured_is_not_looked_for() -> None:
    rates = measure(leg("TEN"), symbols=RateSymbols(ten_year="TEN", three_month=None))
    assert rates.ten_year.value_pct == 111
    assert (rates.curve.symbols, rates.curve.why_missing) == (("TEN",), "no symbol is configured for it")


def fed(day: str, lower: float | None, upper: float | None, known_from: date | None = None) -> NewsEvent:
    known = known_from or date.fromisoformat(day)
    return NewsEvent(
        id=day, when=day, kind=Kind.FED, title="", source="", known_from=known, lower_pct=lower, upper_pct=upper
    )


def test_the_moves_of_the_fed_are_told_newest_first_with_what_they_changed() -> None:
    events = (
        fed("2023-12-13", 3.75, 4.0),
        fed("2023-07-26", 4.25, 4.5),
        fed("2023-11-01", None, None),  # a speech
        fed("2024-01-02", 3.75, 4.0),  # held
        fed("2024-01-10", 3.5, 3.75, known_from=date(2024, 2, 1)),
        fed("2024-01-31", 3.5, 3.75, known_from=date(2024, 1, 1)),
    )
    rates = measure(events=events)
    assert rates.moves == (
        FedMove(day=date(2023, 12, 13), lower_pct=3.75, upper_pct=4.0, change_bp=-50),
        FedMove(day=date(2023, 7, 26), lower_pct=4.25, upper_pct=4.5),
    )
    assert rates.fed == FedRange(lower_pct=3.75, upper_pct=4.0, since=date(2023, 12, 13))


def test_only_the_last_moves_are_told() -> None:
    events = tuple(fed(f"2023-{month:02}-01", 5 - month / 4, 5.25 - month / 4) for month in range(1, 13))
    moves = measure(events=events).moves
    assert len(moves) == MOVES
    assert moves[0].day == date(2023, 12, 1)
    assert {move.change_bp for move in moves} == {-25}


LONG = weekdays(70, date(2023, 10, 2))


def related(slope: float, days: list[date] = LONG) -> tuple[Rates, np.ndarray]:
    """Yields that move `slope` times as the log ratio does, and something of their own."""
    random = np.random.default_rng(3)
    moves, own = random.normal(0, 0.01, len(LONG)), random.normal(0, 0.01, len(LONG))
    small = history("S", (100 * np.exp(np.cumsum(moves))).tolist(), LONG)
    ten = 4 + np.cumsum(slope * moves + own)
    kept = [LONG.index(day) for day in days]
    rates = measure(
        history("TEN", ten[kept].tolist(), days), legs=(small, history("L", [50.0] * 70, LONG)), as_of=LONG[-1]
    )
    return rates, np.array([moves, slope * moves + own])


def test_the_correlation_is_that_of_the_last_sixty_changes() -> None:
    rates, changes = related(-2)
    assert rates.corr60 == pytest.approx(np.corrcoef(changes[:, -COMOVEMENT_SESSIONS:])[0, 1])
    assert rates.corr60 < -0.7
    assert rates.corr_sessions == 60


def test_a_day_one_of_the_three_lacks_is_passed_over_by_all() -> None:
    rates, changes = related(-2, [*LONG[:40], *LONG[41:]])
    joined = np.hstack([changes[:, :40], changes[:, 40:42].sum(axis=1, keepdims=True), changes[:, 42:]])
    assert rates.corr60 == pytest.approx(np.corrcoef(joined[:, -COMOVEMENT_SESSIONS:])[0, 1])


def test_too_few_sessions_have_no_correlation_but_are_counted() -> None:
    rates, _ = related(-2, LONG[15:])
    assert (rates.corr60, rates.corr_sessions) == (None, 54)


def test_yields_that_ended_long_before_the_pair_have_no_correlation() -> None:
    rates, _ = related(-2, LONG[:64])
    assert (rates.corr60, rates.corr_sessions) == (None, 0)
    assert related(-2, LONG[:65])[0].corr60 is not None


def test_a_yield_that_never_moved_has_no_correlation() -> None:
    held = (history("S", [100 + math.sin(n) for n in range(70)], LONG), history("L", [50.0] * 70, LONG))
    rates = measure(history("TEN", [4.0] * 70, LONG), legs=held, as_of=LONG[-1])
    assert (rates.corr60, rates.corr_sessions) == (None, 60)


@given(
    rows=st.sets(st.integers(0, 69), min_size=1),
    window=st.sampled_from(("5D", "1M", "MAX")),
    cut=st.integers(0, 69),
)
def test_cutting_the_future_off_changes_no_past_rates(rows: set[int], window: str, cut: int) -> None:
    ten = history("TEN", [4 + math.sin(row) for row in sorted(rows)], [LONG[row] for row in sorted(rows)])
    three = history("THREE", [3 + math.cos(row) for row in range(70)], LONG)
    held = history("S", [100 + math.sin(3 * row) for row in range(70)], LONG), leg("L", LONG)
    day = LONG[cut]
    looking_back = measure(ten, three, window=window, as_of=day, legs=held)
    at_the_time = measure(
        ten.until(day), three.until(day), window=window, as_of=day, legs=tuple(each.until(day) for each in held)
    )
    assert looking_back == at_the_time
    assert msgspec.json.decode(msgspec.json.encode(looking_back), type=Rates) == looking_back
