"""The event study on returns made by hand."""

from __future__ import annotations

import math
import statistics
from datetime import date

import numpy as np
import pytest
from analysis_tables import history, weekdays
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.analysis.pooling import average_paths, pool
from tui.analysis.study import Occasions, Returns, study_event, what_followed
from tui.core.events import Kind, NewsEvent
from tui.core.study import Study, StudyRule, StudyWindow, WindowState

RULE = StudyRule(length=6, gap=2, windows=((0, 0), (-1, 1), (0, 3)))
DAYS = weekdays(40)
ALONE = Occasions.of(())


def closes(symbol: str, moves: list[float], days: list[date] = DAYS):  # noqa: ANN201  # a History
    values = 100 * np.cumprod([1.0, *(1 + move for move in moves)])
    return history(symbol, values.tolist(), days[: len(values)])


SMALL = [0.01, -0.02, 0.03, 0.00, 0.01, -0.01, 0.02, 0.01, -0.01, 0.05, 0.02, 0.01, -0.03, 0.02]
LARGE = [0.02, -0.01, 0.01, 0.01, -0.01, 0.01, 0.01, 0.02, 0.00, 0.01, 0.01, -0.01, 0.01, 0.02]
SESSION = DAYS[10]
"""The tenth return is that of the event."""


def an_event(event_id: str = "e", session: date | None = SESSION, kind: Kind = Kind.MACRO) -> NewsEvent:
    return NewsEvent(id=event_id, when="2024", kind=kind, title="", source="", known_from=DAYS[0], session=session)


def returns(as_of: date = DAYS[-1]) -> Returns:
    return Returns.of(closes("S", SMALL), closes("L", LARGE), as_of)


def spread_study(as_of: date = DAYS[-1], occasions: Occasions = ALONE, event: NewsEvent | None = None) -> Study:
    return study_event(event or an_event(), "S/L", returns(as_of), RULE, occasions)


def test_a_spread_is_abnormal_by_what_it_exceeds_its_mean() -> None:
    study = spread_study()
    spread = [small - large for small, large in zip(SMALL, LARGE, strict=True)]
    usual = spread[1:7]
    mean, deviation = statistics.fmean(usual), statistics.stdev(usual)
    assert (study.estimation_start, study.estimation_end) == (DAYS[2], DAYS[7])
    assert study.alpha == pytest.approx(mean)
    assert study.beta is None
    for window, inside in zip(study.windows, (spread[9:10], spread[8:11], spread[9:13]), strict=True):
        car = sum(inside) - len(inside) * mean
        assert window.car == pytest.approx(car)
        assert window.t == pytest.approx(car / (deviation * math.sqrt(len(inside) * (1 + len(inside) / 6))))
        assert (window.state, window.known) == (WindowState.COMPLETE, len(inside))


def test_a_company_is_abnormal_by_what_it_exceeds_the_market_model() -> None:
    study = study_event(an_event(), "S", returns(), RULE, ALONE, benchmark="L")
    beta, alpha = statistics.linear_regression(LARGE[1:7], SMALL[1:7])
    residuals = [small - alpha - beta * large for small, large in zip(SMALL, LARGE, strict=True)]
    assert (study.alpha, study.beta) == (pytest.approx(alpha), pytest.approx(beta))
    assert study.windows[1].car == pytest.approx(sum(residuals[8:11]))
    deviation = statistics.stdev(residuals[1:7])
    assert study.windows[1].t == pytest.approx(sum(residuals[8:11]) / (deviation * math.sqrt(3)))


def test_a_window_is_pending_until_its_last_session_has_closed() -> None:
    study = spread_study(as_of=DAYS[11])
    assert [(each.state.value, each.known, each.sessions) for each in study.windows] == [
        ("complete", 1, 1),
        ("complete", 3, 3),
        ("pending", 2, 4),
    ]
    assert (study.windows[2].car, study.windows[2].t) == (None, None)


def test_before_its_own_close_only_the_sessions_before_an_event_are_known() -> None:
    study = spread_study(as_of=DAYS[9])
    assert [each.known for each in study.windows] == [0, 1, 0]
    assert study.session == SESSION


def test_too_few_sessions_to_estimate_from_is_said() -> None:
    study = spread_study(event=an_event(session=DAYS[8]))
    assert (study.windows, study.why_missing) == ((), "5 of 6 sessions to estimate from")


@pytest.mark.parametrize(
    ("session", "why"), [(None, "its day is not known exactly: 2024"), (date(2025, 6, 2), "no closes near 2 Jun 2025")]
)
def test_an_event_without_a_session_among_the_closes_is_said(session: date | None, why: str) -> None:
    study = spread_study(event=an_event(session=session))
    assert study.windows == ()
    assert study.why_missing.startswith(why)


def test_a_company_without_closes_is_said() -> None:
    nothing = Returns.of(history("S", [], []), closes("L", LARGE), DAYS[-1])
    assert study_event(an_event(), "S", nothing, RULE, ALONE, benchmark="L").why_missing == "no closes"


def test_a_market_that_stood_still_gives_no_model() -> None:
    still = Returns.of(closes("S", SMALL), closes("L", [0.0] * len(LARGE)), DAYS[-1])
    study = study_event(an_event(), "S", still, RULE, ALONE, benchmark="L")
    assert study.why_missing == "L did not move in the estimation window"


def test_windows_that_contain_another_event_name_it() -> None:
    others = (an_event("before", DAYS[9]), an_event("after", DAYS[12]), an_event("heard", DAYS[10], Kind.NEWS))
    study = spread_study(occasions=Occasions.of((an_event(), *others)))
    assert [each.overlaps for each in study.windows] == [(), ("before",), ("after",)]


def test_what_followed_is_the_spread_since_the_close_before() -> None:
    followed = what_followed(SESSION, returns(as_of=DAYS[12]))
    assert followed.one_pts == pytest.approx(100 * (1.05 * 1.02 - 1.01 * 1.01))
    assert followed.five_pts is None


def a_window(car: float | None, *, overlaps: tuple[str, ...] = ()) -> StudyWindow:
    state = WindowState.PENDING if car is None else WindowState.COMPLETE
    return StudyWindow(first=0, last=0, state=state, known=int(car is not None), sessions=1, car=car, overlaps=overlaps)


def pooled(*windows: StudyWindow):  # noqa: ANN201  # a KindStudy
    rule = replace(RULE, windows=((0, 0),))
    studies = [(Kind.FED, Study(event_id=str(at), subject="S/L", windows=(each,))) for at, each in enumerate(windows)]
    (found,) = pool([*studies, (Kind.MACRO, Study(event_id="x", subject="S/L", why_missing="no closes"))], rule)
    return found


def test_like_events_are_taken_together_over_their_complete_windows() -> None:
    found = pooled(a_window(0.02), a_window(0.04, overlaps=("x",)), a_window(0.03), a_window(None))
    assert (found.kind, found.n, found.pending, found.overlaps, found.anecdotal) == (Kind.FED, 3, 1, 1, True)
    assert found.mean_car == pytest.approx(0.03)
    assert found.t == pytest.approx(0.03 / (0.01 / math.sqrt(3)))


def test_the_average_path_is_over_the_studies_that_have_all_of_it() -> None:
    whole = [(0.01, 0.02, 0.03, 0.04), (0.03, 0.02, 0.01, 0.00)]
    window = (a_window(0.01),)
    studies = [(Kind.FED, Study(event_id="", subject="S/L", windows=window, path=path)) for path in (*whole, (0.5,))]
    (found,) = average_paths(studies, RULE)
    assert (found.kind, found.n) == (Kind.FED, 2)
    assert found.mean == pytest.approx((0.02, 0.02, 0.02, 0.02))
    assert found.deviation == pytest.approx([statistics.stdev(pair) for pair in zip(*whole, strict=True)])
    (alone,) = average_paths(studies[:1], RULE)
    assert (alone.mean, alone.deviation) == (whole[0], ())


def test_a_rule_whose_windows_all_end_before_the_event_has_no_average_path() -> None:
    study = Study(event_id="", subject="S/L", windows=(a_window(0.01),))
    assert average_paths([(Kind.FED, study)], replace(RULE, windows=((-3, -1),))) == ()


def test_the_path_ends_where_the_closes_do() -> None:
    study = spread_study(as_of=DAYS[11])
    assert len(study.path) == 2
    assert study.path[0] == study.windows[0].car
    assert spread_study().path[3] == pytest.approx(spread_study().windows[2].car)


def test_ten_like_events_are_no_anecdote_any_more() -> None:
    assert pooled(*(a_window(0.01 * at) for at in range(9))).anecdotal
    assert not pooled(*(a_window(0.01 * at) for at in range(10))).anecdotal


@pytest.mark.parametrize("windows", [(a_window(0.02),), (a_window(0.02), a_window(0.02)), (a_window(None),)])
def test_without_a_deviation_there_is_no_t(windows: tuple[StudyWindow, ...]) -> None:
    assert pooled(*windows).t is None


_MOVES = st.lists(st.sampled_from([-0.02, -0.01, 0.0, 0.01, 0.03]), min_size=30, max_size=30)


@given(small=_MOVES, large=_MOVES, event=st.integers(1, 29), seen=st.integers(1, 29), of_company=st.booleans())
def test_a_study_uses_nothing_of_later_days(
    small: list[float], large: list[float], event: int, seen: int, *, of_company: bool
) -> None:
    one, other, as_of = closes("S", small), closes("L", large), DAYS[seen]
    asked, benchmark = an_event(session=DAYS[event]), "L" if of_company else None
    then = Returns.of(one.until(as_of), other.until(as_of), DAYS[-1])
    now = Returns.of(one, other, as_of)
    studies = [study_event(asked, "S", each, RULE, ALONE, benchmark=benchmark) for each in (then, now)]
    assert studies[0] == studies[1]
    assert what_followed(DAYS[event], then) == what_followed(DAYS[event], now)
