from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from analysis_tables import PAIR, table
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.analysis.history import History
from tui.analysis.intraday import Within, drawn_within
from tui.analysis.spread import MAX_POINTS, measure_spread
from tui.core.board import Spread, SpreadPath
from tui.core.events import Kind, NewsEvent, place
from tui.core.intraday import Intraday
from tui.core.market import Quote

TWO_BACK, BEFORE, TODAY = date(2025, 12, 9), date(2025, 12, 10), date(2025, 12, 11)
CLOSED = datetime(2025, 12, 11, 21, tzinfo=UTC)
SMALL = table("S", d20251208=40, d20251209=44, d20251210=50)
LARGE = table("L", d20251208=160, d20251209=180, d20251210=200)


def at(clock: str, day: date = TODAY) -> datetime:
    """An instant of a session, as UTC writes it."""
    return datetime.fromisoformat(f"{day}T{clock}:00+00:00")


def quote(symbol: str, price: float, clock: str, day: date = TODAY) -> Quote:
    return Quote(symbol=symbol, price=price, time=at(clock, day), day=day)


def leg(symbol: str, last: Quote | None, /, *, actions: tuple[date, ...] = (), **prices: float) -> Within:
    """A leg whose prices are written t1430=50 for today and y1430=50 for the day before."""
    days = {"t": TODAY, "y": BEFORE}
    times = tuple(at(f"{key[1:3]}:{key[3:]}", days[key[0]]) for key in prices)
    return Within(Intraday(symbol=symbol, times=times, closes=tuple(prices.values())), last, actions)


def spread_of(small: Within, large: Within, window: str = "1D") -> Spread:
    spread = measure_spread(topped(SMALL, small), topped(LARGE, large), PAIR, window)
    assert spread is not None
    return spread


def topped(history: History, within: Within) -> History:
    return history if within.quote is None else history.with_quote(within.quote)


def drawn(small: Within, large: Within, window: str = "1D", *, by: datetime = CLOSED) -> Spread:
    spread = spread_of(small, large, window)
    return drawn_within(spread, small, large, by=by, day_of=lambda time: time.date())


def test_the_path_is_rebased_at_the_close_before_and_ends_at_the_quotes() -> None:
    small = leg("S", quote("S", 55, "14:40"), t1430=51, t1431=52)
    large = leg("L", quote("L", 190, "14:41"), t1430=198, t1431=204)
    spread = drawn(small, large)
    assert spread.path.times == (at("14:30"), at("14:31"), at("14:41"))
    assert spread.path.days == (TODAY,) * 3
    assert spread.path.small == pytest.approx((102, 104, 110))
    assert spread.path.large == pytest.approx((99, 102, 95))
    assert spread.path.spread == pytest.approx((3, 2, 15))
    assert spread.path.interval_min == 1
    assert replace(spread, path=SpreadPath()) == replace(spread_of(small, large), path=SpreadPath())


def test_an_instant_that_one_leg_lacks_is_left_out() -> None:
    small = leg("S", quote("S", 55, "14:40"), t1430=51, t1431=52, t1433=53)
    large = leg("L", quote("L", 190, "14:40"), t1430=198, t1432=204, t1433=202)
    assert drawn(small, large).path.times == (at("14:30"), at("14:33"), at("14:40"))


def test_prices_later_than_the_figures_are_left_out() -> None:
    small = leg("S", quote("S", 55, "14:31"), t1430=51, t1431=52, t1432=90)
    large = leg("L", quote("L", 190, "14:31"), t1430=198, t1431=204, t1432=20)
    path = drawn(small, large).path
    assert path.times == (at("14:30"), at("14:31"))
    assert path.small == pytest.approx((102, 110))


def test_after_the_close_the_last_point_stands_at_the_close() -> None:
    small = leg("S", quote("S", 55, "21:20"), t1430=51, t2059=52)
    large = leg("L", quote("L", 190, "21:15"), t1430=198, t2059=204)
    assert drawn(small, large).path.times == (at("14:30"), at("20:59"), CLOSED)


def test_without_quotes_the_closes_of_the_last_session_end_it() -> None:
    small, large = leg("S", None, y1430=48, y1431=49, t1430=60), leg("L", None, y1430=190, y1431=191, t1430=210)
    path = drawn(small, large, by=at("21:00", BEFORE)).path
    assert path.times == (at("14:30", BEFORE), at("14:31", BEFORE), at("21:00", BEFORE))
    assert path.small[-1] == pytest.approx(100 * 50 / 44)


def test_a_quote_of_an_earlier_day_does_not_date_the_last_close() -> None:
    small = leg("S", quote("S", 50, "20:30", TWO_BACK), y1430=48)
    large = leg("L", quote("L", 200, "20:30", TWO_BACK), y1430=190)
    path = drawn(small, large, by=at("21:00", BEFORE)).path
    assert path.times == (at("14:30", BEFORE), at("21:00", BEFORE))


def test_while_one_leg_has_not_moved_today_neither_has_the_path() -> None:
    small, large = leg("S", quote("S", 55, "14:40"), t1430=51), leg("L", None, t1430=198)
    spread = drawn(small, large)
    assert spread.as_of == BEFORE
    assert spread == spread_of(small, large)


TWO = {"small": {"y1430": 45.0, "t1430": 51.0}, "large": {"y1430": 190.0, "t1430": 198.0}}


def two_sessions(**actions: tuple[date, ...]) -> Spread:
    """Two sessions of prices, over a window that begins two sessions back."""
    small = leg("S", quote("S", 55, "14:40"), actions=actions.get("small", ()), **TWO["small"])
    large = leg("L", quote("L", 190, "14:40"), actions=actions.get("large", ()), **TWO["large"])
    spread = measure_spread(
        topped(table("S", d20251209=44, d20251210=50), small),
        topped(table("L", d20251209=180, d20251210=200), large),
        PAIR,
        "MAX",
    )
    assert spread is not None
    return drawn_within(spread, small, large, by=CLOSED, day_of=lambda time: time.date())


def test_several_sessions_follow_each_other_from_one_base() -> None:
    path = two_sessions().path
    assert path.days == (BEFORE, TODAY, TODAY)
    assert path.small == pytest.approx((100 * 45 / 44, 100 * 51 / 44, 125))


def test_a_dividend_between_two_sessions_keeps_the_daily_path() -> None:
    daily = two_sessions(large=(TODAY,))
    assert daily.path.times == ()
    assert daily.path.days == (TWO_BACK, BEFORE, TODAY)


def test_a_dividend_on_the_first_session_or_earlier_does_no_harm() -> None:
    assert two_sessions(large=(TWO_BACK, BEFORE)).path.times != ()


def test_a_session_without_a_common_instant_keeps_the_daily_path() -> None:
    small = leg("S", quote("S", 55, "14:40"), y1430=45, t1430=51)
    large = leg("L", quote("L", 190, "14:40"), y1431=190, t1430=198)
    spread = measure_spread(topped(SMALL, small), topped(LARGE, large), PAIR, "MAX")
    assert spread is not None
    assert drawn_within(spread, small, large, by=CLOSED, day_of=lambda time: time.date()) is spread


def test_prices_of_another_day_alone_keep_the_daily_path() -> None:
    small, large = leg("S", quote("S", 55, "14:40"), y1430=45), leg("L", quote("L", 190, "14:40"), y1430=190)
    assert drawn(small, large) == spread_of(small, large)


def test_a_window_without_a_base_has_no_path() -> None:
    small, large = leg("S", quote("S", 55, "14:40"), t1430=51), leg("L", quote("L", 190, "14:40"), t1430=198)
    assert drawn(small, large, "5D").path == SpreadPath()


def test_one_leg_of_invented_prices_makes_the_spread_simulated() -> None:
    small, large = leg("S", quote("S", 55, "14:40"), t1430=51), leg("L", quote("L", 190, "14:40"), t1430=198)
    invented = Within(replace(large.prices, simulated=True), large.quote)
    assert drawn(small, invented).simulated
    assert not drawn(small, large).simulated


def test_an_event_stands_at_the_first_point_of_its_session() -> None:
    path = SpreadPath(days=(BEFORE, BEFORE, TODAY, TODAY, TODAY))
    events = tuple(
        NewsEvent(id=f"{day}", when=f"{day}", kind=Kind.FED, title="", source="", known_from=day, session=day)
        for day in (BEFORE, TODAY)
    )
    assert [mark.column for mark in place(events, path.days)] == [0, 2]


@given(
    prices=st.lists(st.tuples(st.floats(1, 1e4), st.floats(1, 1e4)), min_size=1, max_size=1600),
    last=st.tuples(st.floats(1, 1e4), st.floats(1, 1e4)),
    minute=st.integers(1, 1700),
)
def test_the_path_always_ends_at_the_figures_over_it(
    prices: list[tuple[float, float]], last: tuple[float, float], minute: int
) -> None:
    opened = datetime.combine(TODAY, datetime.min.time(), UTC)
    times = tuple(opened + timedelta(seconds=30 * n) for n in range(len(prices)))
    made = opened + timedelta(seconds=30 * minute)
    small, large = (
        Within(
            Intraday(symbol=symbol, times=times, closes=tuple(pair[side] for pair in prices)),
            Quote(symbol=symbol, price=last[side], time=made, day=TODAY),
        )
        for side, symbol in enumerate("SL")
    )
    spread = drawn(small, large, by=opened + timedelta(days=1))
    path = spread.path
    assert (path.small[-1] - 100, path.large[-1] - 100) == pytest.approx(
        (spread.small.return_pct, spread.large.return_pct)
    )
    assert path.spread[-1] == spread.spread_pts
    assert len(path.days) == len(path.times) == len(path.small) == len(path.large) == len(path.spread) <= MAX_POINTS
    assert path.times == tuple(sorted(set(path.times)))
