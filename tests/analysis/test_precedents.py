import math
from datetime import date, timedelta

import msgspec
import pytest
from analysis_tables import history, table, weekdays
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.history import History
from tui.analysis.precedents import PATH_POINTS, measure_precedents
from tui.core.episodes import LONGEST_SESSIONS, Episode, Precedents
from tui.core.marks import Precedent

DAYS = weekdays(40)


def precedent(name: str, day0: date, *, current: bool = False) -> Precedent:
    return Precedent(name=name, day0=day0, why=f"why {name}", source="article A", current=current)


def legs(ratio: list[float], days: list[date] = DAYS) -> tuple[History, History]:
    """A small side that makes this ratio to a large side of 50."""
    return history("S", [50 * each for each in ratio], days), history("L", [50.0] * len(ratio), days)


def measure(
    ratio: list[float], *precedents: Precedent, as_of: date | None = None, days: list[date] | None = None
) -> Precedents:
    found = measure_precedents(precedents, *legs(ratio, days or DAYS[: len(ratio)]), "S/L", as_of)
    assert found is not None
    return found


def one(found: Precedents, name: str) -> Episode:
    return next(each for each in found.episodes if each.name == name)


RATIO = [1.0, 1.2, 0.9, 1.5, 2.0, 2.0, 2.2, 2.1]
OLD, ODD, NOW = precedent("old", DAYS[0]), precedent("odd", DAYS[1]), precedent("now", DAYS[5], current=True)


def test_every_episode_is_read_at_the_age_of_the_current_one() -> None:
    found = measure(RATIO, OLD, ODD, NOW)
    assert (found.pair, found.as_of, found.day, found.ranked) == ("S/L", DAYS[7], 2, 3)
    assert [each.day for each in found.episodes] == [2, 2, 2]
    assert [each.ratio_rebased for each in found.episodes] == pytest.approx([90, 125, 105])
    assert [each.rank for each in found.episodes] == [3, 1, 2]
    assert [each.drawdown_pct for each in found.episodes] == pytest.approx([-25, -25, 100 * (2.1 / 2.2 - 1)])


def test_an_episode_keeps_its_words_its_base_and_what_became_of_it() -> None:
    old = one(measure(RATIO, OLD, NOW), "old")
    assert (old.why, old.source, old.current, old.day0, old.base_date) == (
        "why old",
        "article A",
        False,
        *[DAYS[0]] * 2,
    )
    assert (old.reached, old.final, old.why_missing) == (7, pytest.approx(210), "")
    assert old.path.ages == tuple(range(8))
    assert old.path.ratio == pytest.approx([100 * each for each in RATIO])


def test_equal_gains_share_the_better_rank() -> None:
    found = measure(
        [1.0, 2.0, 1.0, 2.0, 1.0, 1.0], OLD, precedent("two", DAYS[2]), precedent("now", DAYS[4], current=True)
    )
    assert [each.rank for each in found.episodes] == [1, 1, 3]


def test_an_episode_that_does_not_reach_the_age_has_no_rank() -> None:
    late = precedent("late", DAYS[6])
    found = measure(RATIO, OLD, NOW, late)
    assert found.ranked == 2
    episode = one(found, "late")
    assert (episode.day, episode.ratio_rebased, episode.rank, episode.drawdown_pct) == (None,) * 4
    assert (episode.reached, episode.why_missing) == (1, "known for 1 of 2 sessions")


def test_without_a_current_episode_there_is_no_age_and_no_rank() -> None:
    found = measure(RATIO, OLD, ODD)
    assert (found.day, found.ranked, found.months_18, found.months_24) == (None, 0, None, None)
    assert {(each.day, each.rank, each.ratio_rebased) for each in found.episodes} == {(None, None, None)}
    assert one(found, "old").final == pytest.approx(210)
    assert one(found, "old").why_missing == "no current episode to read it beside"


def test_an_episode_still_to_come_is_left_out() -> None:
    found = measure(RATIO, OLD, NOW, as_of=DAYS[4])
    assert [each.name for each in found.episodes] == ["old"]
    assert (found.day, found.as_of) == (None, DAYS[4])


def test_on_its_first_day_the_current_episode_is_at_100() -> None:
    found = measure(RATIO, OLD, NOW, as_of=DAYS[5])
    assert (found.day, one(found, "now").ratio_rebased, one(found, "now").rank) == (0, 100, 1)


def test_a_day_0_between_sessions_is_rebased_at_the_one_before() -> None:
    found = measure(RATIO, precedent("weekend", DAYS[4] + timedelta(days=1)))
    assert one(found, "weekend").base_date == DAYS[4]


def test_an_episode_begins_with_a_session_on_its_day_0_or_later() -> None:
    # nothing is known yet of day 0 itself: a base of the day before would change tomorrow
    found = measure(RATIO, precedent("now", DAYS[8], current=True), as_of=DAYS[8])
    assert (found.day, one(found, "now").base_date) == (None, None)
    assert one(found, "now").why_missing == "no common session since day 0, the last was 10 Jan 2024"


def test_an_episode_before_the_common_history_says_where_that_begins() -> None:
    small, _ = legs(RATIO, DAYS[:8])
    later = history("L", [50.0] * 6, DAYS[2:8])
    found = measure_precedents((OLD, NOW), small, later, "S/L")
    assert found is not None
    old = one(found, "old")
    assert old.why_missing == "first common session 3 Jan 2024, after day 0"
    assert (old.base_date, old.reached, old.final, old.path.ages, old.rank) == (None, 0, None, (), None)
    assert found.ranked == 1


def test_an_episode_within_a_hole_of_the_history_has_no_base() -> None:
    found = measure([1.0, 2.0], precedent("lost", date(2024, 1, 20)), days=[date(2024, 1, 5), date(2024, 3, 1)])
    assert one(found, "lost").why_missing == "no common session near day 0, the last before was 5 Jan 2024"


def test_days_only_one_leg_has_do_not_age_an_episode() -> None:
    small = history("S", [1.0, 5.0, 2.0], DAYS[:3])
    large = history("L", [1.0, 1.0], [DAYS[0], DAYS[2]])
    found = measure_precedents([precedent("now", DAYS[0], current=True)], small, large, "S/L")
    assert found is not None
    assert (found.day, one(found, "now").path.ratio) == (1, pytest.approx((100, 200)))


def test_the_18_and_24_month_marks_follow_the_current_day_0() -> None:
    found = measure(
        [1.0, 1.0], precedent("now", date(2024, 8, 31), current=True), days=[date(2024, 8, 30), date(2024, 9, 2)]
    )
    assert (found.months_18, found.months_24) == (date(2026, 2, 28), date(2026, 8, 31))


def test_an_episode_is_followed_for_two_years_and_all_are_read_there_once_the_current_one_is_older() -> None:
    days = weekdays(LONGEST_SESSIONS + 30)
    ratio = [1 + row / 1000 for row in range(len(days))]
    found = measure(ratio, precedent("old", days[0]), precedent("now", days[10], current=True), days=days)
    assert found.day == LONGEST_SESSIONS + 19
    assert [(each.day, each.reached) for each in found.episodes] == [(LONGEST_SESSIONS, LONGEST_SESSIONS)] * 2
    assert one(found, "old").ratio_rebased == one(found, "old").final == pytest.approx(150.4)


def test_a_long_path_is_thinned_and_keeps_its_extremes() -> None:
    days = weekdays(500)
    ratio = [2 + math.sin(row / 3) + (5 if row == 77 else 0) - (0.9 if row == 301 else 0) for row in range(500)]
    path = one(measure(ratio, precedent("old", days[0]), days=days), "old").path
    rebased = [100 * each / ratio[0] for each in ratio]
    assert len(path.ages) == len(path.ratio) <= PATH_POINTS
    assert (path.ages[0], path.ages[-1]) == (0, 499)
    assert (max(path.ratio), min(path.ratio)) == pytest.approx((max(rebased), min(rebased)))
    assert list(path.ratio) == pytest.approx([rebased[age] for age in path.ages])


def test_there_is_nothing_to_lay_without_a_common_session_or_an_episode() -> None:
    small, large = legs(RATIO, DAYS[:8])
    assert measure_precedents((), small, large, "S/L") is None
    assert measure_precedents((OLD,), small, table("L"), "S/L") is None
    assert measure_precedents((OLD,), small, large, "S/L", DAYS[0] - timedelta(days=1)) is None


@given(
    ratio=st.lists(st.floats(0.1, 10), min_size=1, max_size=40),
    starts=st.lists(st.integers(-5, 60), min_size=1, max_size=4),
    cut=st.integers(0, 60),
)
def test_cutting_the_future_off_changes_no_past_precedent(ratio: list[float], starts: list[int], cut: int) -> None:
    listed = [
        precedent(str(place), DAYS[0] + timedelta(days=start), current=not place) for place, start in enumerate(starts)
    ]
    small, large = legs(ratio, DAYS[: len(ratio)])
    day = DAYS[0] + timedelta(days=cut)
    looking_back = measure_precedents(listed, small, large, "S/L", day)
    assert looking_back == measure_precedents(listed, small.until(day), large.until(day), "S/L", day)
    if looking_back is not None:
        assert msgspec.json.decode(msgspec.json.encode(looking_back), type=Precedents) == looking_back
        assert all(each.day0 <= day for each in looking_back.episodes)
        ranks = sorted(each.rank for each in looking_back.episodes if each.rank is not None)
        assert len(ranks) == looking_back.ranked
        assert not ranks or ranks[0] == 1
