"""One symbol by itself: what is told of its closes, and that nothing later than the day asked for is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from analysis_tables import history, table, weekdays
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.history import History
from tui.analysis.portrait import portray
from tui.analysis.spread import MAX_POINTS
from tui.core.board import EVENT_WINDOW
from tui.core.market import Quote
from tui.core.portrait import RETURN_WINDOWS, Extreme, WindowReturn

DAYS = weekdays(320, date(2023, 1, 2))
TABLE = table("A", d20240102=100, d20240103=80, d20240104=120, d20240105=120, d20240108=90, d20240109=99)


def test_a_return_is_measured_from_the_close_at_the_windows_base() -> None:
    portrait = portray("A", TABLE, "5D")
    assert portrait.drawn == WindowReturn(
        window="5D", base_date=date(2024, 1, 2), return_pct=pytest.approx(-1), change=pytest.approx(-1)
    )
    assert (portrait.as_of, portrait.close, portrait.sessions) == (date(2024, 1, 9), 99, 5)
    assert portrait.closes == (100, 80, 120, 120, 90, 99)


def test_every_usual_window_is_told_also_where_the_closes_do_not_reach() -> None:
    returns = portray("A", TABLE, "MAX").returns
    assert tuple(each.window for each in returns) == RETURN_WINDOWS
    assert [each.window for each in returns if each.return_pct is not None] == ["5D"]


def test_a_window_without_a_base_has_no_path_but_a_close() -> None:
    portrait = portray("A", TABLE, "1Y")
    assert (portrait.days, portrait.closes, portrait.sessions, portrait.close) == ((), (), 0, 99)
    assert portrait.drawn == WindowReturn(window="1Y")


def test_of_equal_extremes_the_latest_is_told_with_what_the_close_has_changed_since() -> None:
    portrait = portray("A", TABLE, "5D")
    assert portrait.high == Extreme(close=120, day=date(2024, 1, 5), distance_pct=pytest.approx(-17.5))
    assert portrait.low == Extreme(close=80, day=date(2024, 1, 3), distance_pct=pytest.approx(23.75))
    assert portrait.ranged == 6


def test_extremes_older_than_252_sessions_are_forgotten() -> None:
    closes = [500.0, *([100.0] * 251), 90.0]
    portrait = portray("A", history("A", closes), "5D")
    assert portrait.high is not None
    assert (portrait.high.close, portrait.ranged) == (100, 252)


def test_a_quote_is_the_last_point_and_makes_the_portrait_live() -> None:
    quote = Quote(symbol="A", price=110.0, time=datetime(2024, 1, 10, 20, tzinfo=UTC), day=date(2024, 1, 10))
    portrait = portray("A", TABLE.with_quote(quote), "5D")
    assert portrait.live
    assert (portrait.days[-1], portrait.closes[-1]) == (date(2024, 1, 10), 110)
    assert not portray("A", TABLE.with_quote(quote), "5D", date(2024, 1, 9)).live


def test_the_window_since_an_event_begins_at_the_close_before_it() -> None:
    portrait = portray("A", TABLE, EVENT_WINDOW, since=date(2024, 1, 5))
    assert portrait.drawn is not None
    assert (portrait.drawn.base_date, portrait.since) == (date(2024, 1, 4), date(2024, 1, 5))


@pytest.mark.parametrize("closes", [None, TABLE])
def test_without_a_close_up_to_the_day_there_is_only_the_name(closes: History | None) -> None:
    portrait = portray("A", closes, "5D", date(2023, 12, 29))
    assert (portrait.symbol, portrait.close, portrait.as_of, portrait.returns) == ("A", None, None, ())


@given(
    closes=st.lists(st.floats(1, 1e5), min_size=2, max_size=320),
    window=st.sampled_from(("1D", "5D", "1M", "QTD", "YTD", "1Y", "MAX")),
    share=st.floats(0, 1),
)
def test_nothing_later_than_the_day_looked_back_to_is_known(closes: list[float], window: str, share: float) -> None:
    days = DAYS[: len(closes)]
    kept = 1 + int(share * (len(closes) - 1))
    looked_back = portray("A", history("A", closes, days), window, days[kept - 1])
    assert looked_back == portray("A", history("A", closes[:kept], days[:kept]), window)


def test_a_long_path_is_thinned_without_losing_its_ends_or_extremes() -> None:
    closes = [100 + (n * 37 % 101) for n in range(5000)]
    portrait = portray("A", history("A", closes, weekdays(5000, date(2000, 1, 3))), "MAX")
    assert len(portrait.days) == len(portrait.closes) <= MAX_POINTS
    assert (portrait.closes[0], portrait.closes[-1]) == (closes[0], closes[-1])
    assert (min(portrait.closes), max(portrait.closes)) == (min(closes), max(closes))
