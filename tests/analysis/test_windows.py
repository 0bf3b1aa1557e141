from datetime import date

import numpy as np
import pytest
from analysis_tables import table, weekdays

from tui.analysis.history import Days
from tui.analysis.windows import base_date, find_span, months_after, months_before, pair_span
from tui.core.board import EVENT_WINDOW
from tui.core.windows import WINDOWS


def axis(*days: date) -> Days:
    return np.array(days, dtype="datetime64[D]")


LONG = axis(*weekdays(1600, date(2018, 1, 1)))  # Mon 2018-01-01 to Fri 2024-02-16
"""Every weekday, holidays too: the tables say which days are sessions."""


@pytest.mark.parametrize(
    ("window", "base"),
    [
        ("5D", date(2024, 2, 9)),
        ("1M", date(2024, 1, 16)),
        ("3M", date(2023, 11, 16)),
        ("6M", date(2023, 8, 16)),
        ("QTD", date(2023, 12, 29)),
        ("YTD", date(2023, 12, 29)),
        ("1Y", date(2023, 2, 16)),
        ("5Y", date(2019, 2, 15)),
        ("MAX", date(2018, 1, 1)),
    ],
)
def test_each_window_begins_where_its_definition_says(window: str, base: date) -> None:
    assert LONG[-1].item() == date(2024, 2, 16)
    assert base_date(LONG, window) == base


def test_every_window_of_the_board_is_known() -> None:
    assert all(base_date(LONG, window) is not None for window in WINDOWS)


def test_another_window_is_refused() -> None:
    with pytest.raises(ValueError, match="'2W' is no window"):
        base_date(LONG, "2W")


def test_n_sessions_back_counts_sessions_not_days() -> None:
    with_gap = axis(*(date(2024, 1, day) for day in (2, 3, 4, 10, 11, 12)))
    assert base_date(with_gap, "5D") == date(2024, 1, 2)
    assert base_date(with_gap[1:], "5D") is None


def test_a_month_back_takes_the_last_close_before_a_day_without_one() -> None:
    assert base_date(axis(date(2024, 1, 12), date(2024, 1, 17), date(2024, 2, 16)), "1M") == date(2024, 1, 12)
    assert base_date(axis(date(2024, 1, 17), date(2024, 2, 16)), "1M") is None


def test_the_end_of_a_long_month_goes_back_to_the_end_of_a_short_one() -> None:
    assert months_before(date(2024, 3, 31), 1) == date(2024, 2, 29)
    assert months_before(date(2024, 2, 29), 12) == date(2023, 2, 28)
    assert months_before(date(2024, 1, 15), 1) == date(2023, 12, 15)


def test_some_months_later_is_the_same_day_or_the_end_of_a_shorter_month() -> None:
    assert months_after(date(2025, 11, 25), 18) == date(2027, 5, 25)
    assert months_after(date(2025, 8, 31), 18) == date(2027, 2, 28)
    assert months_after(date(2024, 2, 29), 24) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("since", "base"),
    [
        (date(2024, 2, 14), date(2024, 2, 13)),
        (date(2024, 2, 12), date(2024, 2, 9)),
        (date(2024, 2, 11), date(2024, 2, 9)),  # a Sunday
        (date(2024, 2, 16), date(2024, 2, 15)),
        (date(2018, 1, 2), date(2018, 1, 1)),
        (date(2018, 1, 1), None),
        (date(2010, 1, 1), None),
        (date(2024, 2, 17), None),
        (None, None),
    ],
)
def test_the_window_since_an_event_begins_before_its_session_and_ends_not_before_it(
    since: date | None, base: date | None
) -> None:
    assert base_date(LONG, EVENT_WINDOW, since) == base
    span = find_span(LONG, EVENT_WINDOW, since=since)
    assert span is not None
    assert (span.window, span.base(), span.end()) == (EVENT_WINDOW, base, date(2024, 2, 16))


def test_an_event_after_the_day_asked_for_has_no_window_yet() -> None:
    span = find_span(LONG, EVENT_WINDOW, date(2024, 2, 13), date(2024, 2, 14))
    assert span is not None
    assert span.start is None


def test_other_windows_do_not_mind_an_event() -> None:
    assert all(base_date(LONG, window, date(2024, 2, 14)) == base_date(LONG, window) for window in WINDOWS)


@pytest.mark.parametrize(
    ("end", "quarter", "year"),
    [
        (date(2023, 1, 3), date(2022, 12, 30), date(2022, 12, 30)),
        (date(2023, 3, 31), date(2022, 12, 30), date(2022, 12, 30)),
        (date(2023, 4, 3), date(2023, 3, 31), date(2022, 12, 30)),
        (date(2023, 12, 29), date(2023, 9, 29), date(2022, 12, 30)),
    ],
)
def test_a_quarter_and_a_year_begin_at_the_last_close_before_them(end: date, quarter: date, year: date) -> None:
    until_end = LONG[: int(np.searchsorted(LONG, np.datetime64(end))) + 1]
    assert base_date(until_end, "QTD") == quarter
    assert base_date(until_end, "YTD") == year


@pytest.mark.parametrize(("window", "older"), [("QTD", date(2023, 9, 29)), ("YTD", date(2022, 12, 30))])
def test_a_close_from_before_the_previous_period_is_not_its_last(window: str, older: date) -> None:
    assert base_date(axis(older, date(2024, 1, 2), date(2024, 1, 3)), window) is None


@pytest.mark.parametrize("window", WINDOWS)
def test_one_session_is_no_window(window: str) -> None:
    assert base_date(LONG[-1:], window) is None
    assert base_date(LONG[:0], window) is None


def test_a_span_ends_at_the_last_session_up_to_the_day_asked_for() -> None:
    span = find_span(LONG, "5D", date(2024, 2, 11))
    assert span is not None
    assert span.end() == date(2024, 2, 9)
    assert span.base() == date(2024, 2, 2)
    assert span.sessions() == 5


def test_there_is_no_span_before_the_first_session() -> None:
    assert find_span(LONG, "5D", date(2017, 12, 31)) is None


def test_a_pair_spans_the_days_both_have() -> None:
    small = table("S", d20240102=1, d20240103=1, d20240105=1)
    large = table("L", d20240102=1, d20240104=1, d20240105=1, d20240108=1)
    span = pair_span(small, large, "MAX")
    assert span is not None
    assert span.axis.tolist() == [date(2024, 1, 2), date(2024, 1, 5)]
    assert pair_span(small, large, "MAX", date(2024, 1, 1)) is None


def test_a_pair_spans_an_event_from_the_last_day_both_have_before_it() -> None:
    small = table("S", d20240102=1, d20240103=1, d20240105=1)
    large = table("L", d20240102=1, d20240104=1, d20240105=1)
    span = pair_span(small, large, EVENT_WINDOW, since=date(2024, 1, 4))
    assert span is not None
    assert (span.base(), span.sessions()) == (date(2024, 1, 2), 1)
