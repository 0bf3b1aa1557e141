from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from tui.core.market import Series, Session, State
from tui.providers.closing import closing_quote, closing_time

SERIES = Series(
    symbol="^RUT", days=(date(2025, 7, 3), date(2025, 12, 10), date(2025, 12, 11)), closes=(2249.04, 2559.61, 2590.61)
)


def test_the_change_is_against_the_close_before() -> None:
    quote = closing_quote(SERIES, date(2025, 12, 11))
    assert quote is not None
    assert (quote.price, quote.previous_close, quote.day) == (2590.61, 2559.61, date(2025, 12, 11))
    assert quote.change == pytest.approx(31.0)
    assert quote.change_pct == pytest.approx(1.2111220068682371)
    assert (quote.session, quote.state, quote.source) == (Session.CLOSED, State.CLOSED, "close")


def test_without_a_day_the_last_close_is_quoted() -> None:
    quote = closing_quote(SERIES, None)
    assert quote is not None
    assert quote.day == date(2025, 12, 11)


def test_a_day_between_sessions_quotes_the_last_close_before_it_and_nothing_later() -> None:
    quote = closing_quote(SERIES, date(2025, 12, 9))
    assert quote is not None
    assert (quote.day, quote.price, quote.previous_close) == (date(2025, 7, 3), 2249.04, None)


def test_a_first_close_has_no_change() -> None:
    quote = closing_quote(SERIES, date(2025, 7, 3))
    assert quote is not None
    assert quote.change is None
    assert quote.change_pct is None


def test_before_the_first_close_there_is_no_quote() -> None:
    assert closing_quote(SERIES, date(2025, 7, 2)) is None
    assert closing_quote(Series(symbol="X"), None) is None


def test_simulated_closes_make_a_simulated_quote() -> None:
    quote = closing_quote(replace(SERIES, simulated=True), None)
    assert quote is not None
    assert quote.state is State.SIMULATED


def test_the_time_is_16_00_in_new_york_in_winter_and_in_summer() -> None:
    assert closing_time(date(2025, 12, 11)) == datetime(2025, 12, 11, 21, 0, tzinfo=UTC)
    assert closing_time(date(2025, 7, 3)) == datetime(2025, 7, 3, 20, 0, tzinfo=UTC)
