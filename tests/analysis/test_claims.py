"""Claims held against closes made by hand."""

from __future__ import annotations

from datetime import date

import pytest
from analysis_tables import history, table, weekdays
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.claims import check_claim, tally
from tui.analysis.history import History
from tui.core.checks import ClaimCheck, Verdict
from tui.core.events import Claim, Direction, Measure
from tui.core.lead import LeadRule

RULE = LeadRule(mean=3, closes=2)
MADE = date(2024, 3, 1)
CLOSES = table(
    "S", d20240129=100, d20240130=110, d20240131=105, d20240201=99, d20240202=120, d20240205=126, d20240206=118.5
)
AS_OF = date(2024, 3, 4)


def a_claim(measure: Measure, **given: object) -> Claim:
    about = {"text": "", "symbol": "S", "source": "x", "known_from": MADE} | given
    return Claim(measure=measure, **about)  # type: ignore[arg-type]  # a test's own keywords


def check(claim: Claim, *histories: History, as_of: date = AS_OF) -> ClaimCheck:
    held = {each.symbol: each for each in histories or (CLOSES,)}
    return check_claim(claim, held, as_of, RULE)


def test_a_close_holds_within_its_limits() -> None:
    found = check(a_claim(Measure.CLOSE, value=120.0, low=119.5, high=120.5, end=date(2024, 2, 2)))
    assert (found.verdict, found.measured, found.end) == (Verdict.HOLDS, 120.0, date(2024, 2, 2))
    assert found.differs_by is None


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(118.5, "holds"), (118.52, "differs"), (118.0, "holds"), (119.0, "holds"), (120.0, "differs")],
)
def test_a_value_without_limits_holds_within_its_own_rounding(value: float, verdict: str) -> None:
    found = check(a_claim(Measure.CLOSE, value=value, end=date(2024, 2, 6)))
    assert found.verdict.value == verdict


def test_a_claim_that_differs_says_by_how_much() -> None:
    found = check(a_claim(Measure.CLOSE, value=100.0, low=99.5, high=100.5, end=date(2024, 2, 1)))
    assert (found.verdict, found.measured) == (Verdict.DIFFERS, 99.0)
    assert found.differs_by == pytest.approx(-1)


def test_a_claim_in_words_differs_by_what_it_misses_its_limit() -> None:
    found = check(a_claim(Measure.RETURN, low=10.0, start=date(2024, 1, 30), end=date(2024, 1, 31)))
    assert found.measured == pytest.approx(5)
    assert found.differs_by == pytest.approx(-5)


def test_a_close_on_a_day_without_one_is_no_data() -> None:
    found = check(a_claim(Measure.CLOSE, value=120.0, end=date(2024, 2, 3)))
    assert (found.verdict, found.measured, found.note) == (Verdict.NO_DATA, None, "no close on 3 Feb 2024")


def test_a_symbol_without_closes_is_named() -> None:
    found = check(a_claim(Measure.SPREAD, symbol="S/L", start=date(2024, 1, 30)))
    assert (found.verdict, found.note) == (Verdict.NO_DATA, "no closes of L")


def test_a_day_whose_close_is_still_to_come_is_no_data() -> None:
    found = check(a_claim(Measure.CLOSE, value=120.0, end=date(2024, 2, 5)), as_of=date(2024, 2, 2))
    assert (found.verdict, found.note) == (Verdict.NO_DATA, "the close of 5 Feb 2024 is not known yet")


def test_a_record_close_is_above_every_close_before() -> None:
    record = check(a_claim(Measure.RECORD_CLOSE, value=126.0, end=date(2024, 2, 5)))
    lower = check(a_claim(Measure.RECORD_CLOSE, value=105.0, end=date(2024, 1, 31)))
    assert record.verdict is Verdict.HOLDS
    assert (lower.verdict, lower.differs_by) == (Verdict.DIFFERS, None)
    assert lower.note == "no record: 110.00 on 30 Jan 2024 was not lower"


def test_the_first_record_of_a_period_is_named_where_another_was_claimed() -> None:
    first = check(a_claim(Measure.RECORD_CLOSE, start=date(2024, 1, 31), end=date(2024, 2, 2)))
    second = check(a_claim(Measure.RECORD_CLOSE, start=date(2024, 1, 31), end=date(2024, 2, 5)))
    assert first.verdict is Verdict.HOLDS
    assert second.verdict is Verdict.DIFFERS
    assert second.note == "the first record since 31 Jan 2024 was 120.00 on 2 Feb 2024; 1 came before this one"


def test_a_record_of_days_after_the_claim_was_made_is_no_data() -> None:
    claim = a_claim(Measure.RECORD_CLOSE, start=date(2024, 2, 6), known_from=date(2024, 2, 5))
    assert check(claim).verdict is Verdict.NO_DATA


def test_a_day_change_is_against_the_close_before() -> None:
    found = check(a_claim(Measure.DAY_CHANGE, value=5.0, end=date(2024, 2, 5)))
    assert (found.verdict, found.measured) == (Verdict.HOLDS, pytest.approx(5))
    assert found.start == date(2024, 2, 2)


def test_a_return_is_from_the_close_before_its_start() -> None:
    found = check(
        a_claim(Measure.RETURN, value=12.9, low=12.0, high=13.0, start=date(2024, 2, 1), end=date(2024, 2, 6))
    )
    assert found.verdict is Verdict.HOLDS
    assert found.measured == pytest.approx(100 * (118.5 / 105 - 1))
    assert (found.start, found.end) == (date(2024, 1, 31), date(2024, 2, 6))


def test_another_period_over_which_the_claim_is_right_is_named() -> None:
    found = check(a_claim(Measure.RETURN, value=20.0, start=date(2024, 2, 1), end=date(2024, 2, 2)))
    assert found.verdict is Verdict.DIFFERS
    assert found.note == "31 Jan 2024 to 5 Feb 2024 gives +20.00%"


def test_a_period_that_ended_after_the_claim_was_made_is_not_named() -> None:
    days = {"start": date(2024, 2, 1), "end": date(2024, 2, 2), "known_from": date(2024, 2, 2)}
    found = check(a_claim(Measure.RETURN, value=20.0, **days))
    assert found.note == "29 Jan 2024 to 2 Feb 2024 gives +20.00%"


def test_a_spread_is_taken_on_the_days_both_have() -> None:
    large = table("L", d20240131=50, d20240201=51, d20240206=55)
    found = check(a_claim(Measure.SPREAD, symbol="S/L", start=date(2024, 2, 1), end=date(2024, 2, 6)), CLOSES, large)
    assert found.measured == pytest.approx(100 * (118.5 / 105 - 1.1))
    assert found.verdict is Verdict.NOT_JUDGED


def test_a_claim_without_an_end_is_read_when_it_was_made_and_shows_the_periods_end_once_known() -> None:
    days = [date(2023, 12, 29), *weekdays(79)]
    closes = history("S", [100.0 + place for place in range(80)], days)
    claim = a_claim(Measure.RETURN, low=0.0, start=date(2024, 1, 1), known_from=date(2024, 2, 15))
    early, late = (check(claim, closes, as_of=day) for day in (date(2024, 3, 28), date(2024, 4, 5)))
    assert early.end == late.end == date(2024, 2, 15)
    assert early.measured == late.measured == pytest.approx(34)
    assert early.note == ""
    assert late.note == "+65.00% by 29 Mar 2024, the period's end"


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({"value": 1.2}, "holds"),
        ({"value": 1.0}, "differs"),
        ({"value": 1.1, "low": 1.1}, "holds"),
        ({"low": 1.3}, "differs"),
    ],
)
def test_a_multiple_is_the_close_over_the_one_before_its_start(said: dict[str, float], verdict: str) -> None:
    found = check(a_claim(Measure.MULTIPLE, start=date(2024, 2, 1), end=date(2024, 2, 5), **said))
    assert (found.verdict.value, found.measured) == (verdict, pytest.approx(126 / 105))
    assert (found.start, found.end) == (date(2024, 1, 31), date(2024, 2, 5))


def test_doubled_does_not_mean_one_and_a_half() -> None:
    closes = table("S", d20240131=100, d20240201=150, d20240202=197)
    early, late = (
        check(a_claim(Measure.MULTIPLE, value=2.0, start=date(2024, 2, 1), end=date(2024, 2, day)), closes)
        for day in (1, 2)
    )
    assert (early.verdict, early.differs_by) == (Verdict.DIFFERS, pytest.approx(-0.5))
    assert early.note == "31 Jan 2024 to 2 Feb 2024 gives 1.97×"
    assert late.verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("crossing", "verdict", "note"),
    [
        ({"direction": Direction.UP, "end": date(2024, 2, 2)}, Verdict.HOLDS, ""),
        ({"direction": Direction.UP, "end": date(2024, 2, 1)}, Verdict.DIFFERS, "99.00 is not above 108.00"),
        (
            {"direction": Direction.UP, "end": date(2024, 2, 5)},
            Verdict.DIFFERS,
            "above 108.00 before: 120.00 on 2 Feb 2024",
        ),
        ({"direction": Direction.DOWN, "end": date(2024, 1, 31)}, Verdict.HOLDS, ""),
        ({"direction": Direction.UP, "start": date(2024, 1, 31), "end": date(2024, 2, 2)}, Verdict.HOLDS, ""),
        (
            {"direction": Direction.UP, "start": date(2024, 1, 30), "end": date(2024, 2, 2)},
            Verdict.DIFFERS,
            "above 108.00 before: 110.00 on 30 Jan 2024",
        ),
        (
            {"direction": Direction.UP, "start": date(2024, 1, 29), "end": date(2024, 2, 2)},
            Verdict.NO_DATA,
            "no close before 29 Jan 2024, so that an earlier one may be unknown",
        ),
        ({"direction": Direction.UP, "end": date(2024, 1, 29)}, Verdict.NO_DATA, "no close on 29 Jan 2024"),
    ],
)
def test_a_level_is_crossed_by_the_first_close_beyond_it(
    crossing: dict[str, object], verdict: Verdict, note: str
) -> None:
    found = check(a_claim(Measure.LEVEL_CROSSED, level=108.0, **crossing))
    assert (found.verdict, found.note, found.differs_by) == (verdict, note, None)
    assert found.measured is None or found.end == crossing["end"]


@pytest.mark.parametrize(("start", "verdict"), [(30, Verdict.HOLDS), (31, Verdict.DIFFERS)])
def test_the_first_close_above_a_level_must_lie_in_the_claimed_days(start: int, verdict: Verdict) -> None:
    claim = a_claim(Measure.FIRST_CLOSE_ABOVE, level=108.0, start=date(2024, 1, start), end=date(2024, 2, 6))
    found = check(claim)
    assert (found.verdict, found.end, found.measured) == (verdict, date(2024, 1, 30), 110.0)


def test_a_level_not_crossed_by_then_differs() -> None:
    claim = a_claim(Measure.FIRST_CLOSE_ABOVE, level=500.0, start=date(2024, 1, 30), end=date(2024, 2, 6))
    found = check(claim)
    assert (found.verdict, found.measured) == (Verdict.DIFFERS, None)
    assert found.note == "no close above 500.00 by 6 Feb 2024"


def test_a_first_close_is_unknown_where_the_closes_begin_too_late() -> None:
    claim = a_claim(Measure.FIRST_CLOSE_ABOVE, level=108.0, start=date(2024, 1, 29), end=date(2024, 2, 6))
    assert check(claim).verdict is Verdict.NO_DATA


def test_a_share_of_closes_is_measured_and_without_a_number_not_judged() -> None:
    claim = a_claim(Measure.SHARE_ABOVE, level=104.0, start=date(2024, 1, 29), end=date(2024, 2, 1))
    found = check(claim)
    assert (found.verdict, found.measured, found.note) == (Verdict.NOT_JUDGED, 50.0, "2 of 4 closes above 104.00")


def led(small_moves: list[float]) -> tuple[History, History]:
    """The small side by its moves, the large side flat."""
    closes = [100.0]
    for move in small_moves:
        closes.append(closes[-1] * (1 + move))
    return history("S", closes), history("L", [100.0] * len(closes))


def test_a_lead_that_goes_on_is_no_data_yet() -> None:
    legs = led([0.01] * 40)
    claim = a_claim(Measure.DURATION, symbol="S/L", low=18.0, high=24.0, start=date(2024, 1, 15))
    found = check(claim, *legs, as_of=date(2024, 2, 20))
    assert (found.verdict, found.note) == (Verdict.NO_DATA, "the lead goes on")
    assert found.measured == pytest.approx(36 / (365.25 / 12))


def test_a_lead_that_ended_too_early_differs() -> None:
    legs = led([0.01] * 20 + [-0.01] * 20)
    claim = a_claim(Measure.DURATION, symbol="S/L", low=18.0, high=24.0, start=date(2024, 1, 15))
    found = check(claim, *legs, as_of=date(2024, 2, 20))
    assert found.verdict is Verdict.DIFFERS
    assert found.end is not None
    assert found.end < date(2024, 2, 5)


def test_a_lead_that_was_not_there_is_said() -> None:
    legs = led([-0.01] * 40)
    found = check(a_claim(Measure.DURATION, symbol="S/L", low=18.0, start=date(2024, 1, 15)), *legs)
    assert (found.verdict, found.measured) == (Verdict.NO_DATA, None)
    assert found.note.startswith("S did not lead L on 15 Jan 2024")


def test_every_claim_is_counted_once() -> None:
    claims = [
        a_claim(Measure.CLOSE, value=120.0, end=date(2024, 2, 2)),
        a_claim(Measure.CLOSE, value=1.0, end=date(2024, 2, 2)),
        a_claim(Measure.CLOSE, value=1.0, end=date(2024, 2, 3)),
        a_claim(Measure.RETURN, start=date(2024, 1, 30), end=date(2024, 2, 2)),
    ]
    counted = tally(check(claim) for claim in claims)
    assert (counted.holds, counted.differs, counted.no_data, counted.not_judged) == (1, 1, 1, 1)
    assert counted.claims() == len(claims)


_CLAIMS = st.builds(
    Claim,
    text=st.just(""),
    symbol=st.just("S/L"),
    measure=st.sampled_from([Measure.SPREAD, Measure.DURATION]),
    source=st.just("x"),
    known_from=st.sampled_from(weekdays(60)[30:]),
    value=st.sampled_from([None, 3.0]),
    start=st.sampled_from(weekdays(60)[5:30]),
) | st.builds(
    Claim,
    text=st.just(""),
    symbol=st.just("S"),
    measure=st.sampled_from([each for each in Measure if each not in (Measure.SPREAD, Measure.DURATION)]),
    source=st.just("x"),
    known_from=st.sampled_from(weekdays(60)[30:]),
    value=st.sampled_from([None, 104.0]),
    level=st.just(103.0),
    direction=st.sampled_from(Direction),
    start=st.sampled_from(weekdays(60)[5:30]),
    end=st.sampled_from([None, *weekdays(60)[30:]]),
)
_MOVES = st.lists(st.sampled_from([-0.02, -0.01, 0.01, 0.02]), min_size=60, max_size=60)


@given(claim=_CLAIMS, moves=_MOVES, place=st.integers(30, 60))
def test_a_check_uses_nothing_of_later_days(claim: Claim, moves: list[float], place: int) -> None:
    small, large = led(moves)
    as_of = weekdays(61)[place]
    ending_then = small.until(as_of), large.until(as_of)
    assert check(claim, small, large, as_of=as_of) == check(claim, *ending_then, as_of=as_of)
