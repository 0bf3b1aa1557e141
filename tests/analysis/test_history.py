from datetime import UTC, date, datetime

import pytest
from analysis_tables import history, table

from tui.analysis.history import History, align
from tui.core.market import Quote, Series, State

NOON = datetime(2024, 1, 4, 17, tzinfo=UTC)


def quote(price: float, day: date | None, *, symbol: str = "A", state: State = State.LIVE) -> Quote:
    return Quote(symbol=symbol, price=price, time=NOON, day=day, state=state)


@pytest.fixture
def held() -> History:
    return table("A", d20240102=10, d20240103=11)


def rows(each: History) -> list[tuple[date, float]]:
    return list(zip(each.days.tolist(), each.closes.tolist(), strict=True))


def test_a_series_keeps_its_days_and_closes() -> None:
    days = (date(1969, 12, 31), date(1970, 1, 1), date(2024, 2, 29))
    made = History.of(Series(symbol="A", days=days, closes=(1.5, 2.0, 3.0), simulated=True))
    assert rows(made) == list(zip(days, (1.5, 2.0, 3.0), strict=True))
    assert made.simulated
    assert made.last_day() == date(2024, 2, 29)


def test_an_empty_series_has_no_last_day_and_no_close() -> None:
    made = History.of(Series(symbol="A"))
    assert made.last_day() is None
    assert made.close_on(date(2024, 1, 2)) is None


def test_a_quote_of_a_later_day_is_appended(held: History) -> None:
    live = held.with_quote(quote(12, date(2024, 1, 4)))
    assert rows(live) == [*rows(held), (date(2024, 1, 4), 12.0)]
    assert live.quoted == date(2024, 1, 4)


def test_a_quote_of_the_last_day_replaces_its_close_and_leaves_the_original_alone(held: History) -> None:
    live = held.with_quote(quote(12, date(2024, 1, 3)))
    assert rows(live) == [(date(2024, 1, 2), 10.0), (date(2024, 1, 3), 12.0)]
    assert held.closes.tolist() == [10.0, 11.0]


def test_a_second_quote_of_a_day_replaces_the_first(held: History) -> None:
    live = held.with_quote(quote(12, date(2024, 1, 4))).with_quote(quote(13, date(2024, 1, 4)))
    assert rows(live)[-2:] == [(date(2024, 1, 3), 11.0), (date(2024, 1, 4), 13.0)]


def test_a_quote_starts_an_empty_history() -> None:
    assert rows(table("A").with_quote(quote(12, date(2024, 1, 4)))) == [(date(2024, 1, 4), 12.0)]


@pytest.mark.parametrize(
    ("price", "day"),
    [
        (12, date(2024, 1, 2)),
        (12, None),
        (0, date(2024, 1, 4)),
        (-1, date(2024, 1, 4)),
        (float("nan"), date(2024, 1, 4)),
        (float("inf"), date(2024, 1, 4)),
        (11, date(2024, 1, 3)),
    ],
    ids=["older", "no day", "zero", "negative", "not a number", "infinite", "the close itself"],
)
def test_a_quote_that_says_nothing_new_changes_nothing(held: History, price: float, day: date | None) -> None:
    assert held.with_quote(quote(price, day)) is held


def test_a_quote_of_another_symbol_is_refused(held: History) -> None:
    with pytest.raises(ValueError, match="a quote of B for A"):
        held.with_quote(quote(12, date(2024, 1, 4), symbol="B"))


def test_a_simulated_quote_makes_the_history_simulated(held: History) -> None:
    assert held.with_quote(quote(12, date(2024, 1, 4), state=State.SIMULATED)).simulated
    assert not held.with_quote(quote(12, date(2024, 1, 4))).simulated


def test_cutting_keeps_the_day_itself_and_forgets_the_quote_after_it(held: History) -> None:
    live = held.with_quote(quote(12, date(2024, 1, 4)))
    assert live.until(date(2024, 1, 4)).quoted == date(2024, 1, 4)
    cut = live.until(date(2024, 1, 3))
    assert rows(cut) == rows(held)
    assert cut.quoted is None


def test_a_close_is_found_on_its_own_day_only(held: History) -> None:
    assert held.close_on(date(2024, 1, 3)) == 11.0
    assert [held.close_on(date(2024, 1, day)) for day in (1, 4)] == [None, None]


def test_two_histories_align_on_the_days_both_have_and_nothing_is_filled_in() -> None:
    one = table("A", d20240102=1, d20240103=2, d20240105=4)
    other = table("B", d20240103=20, d20240104=30, d20240105=40, d20240108=50)
    days, ones, others = align(one, other)
    assert days.tolist() == [date(2024, 1, 3), date(2024, 1, 5)]
    assert ones.tolist() == [2.0, 4.0]
    assert others.tolist() == [20.0, 40.0]


@pytest.mark.parametrize(("one", "other"), [([], [1.0]), ([1.0], []), ([], [])])
def test_an_empty_history_shares_no_day(one: list[float], other: list[float]) -> None:
    days, ones, others = align(history("A", one), history("B", other))
    assert len(days) == len(ones) == len(others) == 0


@pytest.mark.parametrize(
    ("day", "closes"),
    [(None, (2.0, 4.0)), (date(2024, 1, 4), (1.0, 2.0)), (date(2024, 1, 2), (1.0,)), (date(2024, 1, 1), ())],
)
def test_a_historys_end_is_its_last_two_closes_up_to_a_day(day: date | None, closes: tuple[float, ...]) -> None:
    whole = table("A", d20240102=1, d20240103=2, d20240105=4)
    end = whole.ending(day)
    assert (end.symbol, end.closes) == ("A", closes)
    assert all(whole.close_on(each) == close for each, close in zip(end.days, end.closes, strict=True))


def test_a_quote_on_top_leaves_closes_as_adjusted_as_they_were() -> None:
    series = Series(symbol="S", days=(date(2025, 12, 10),), closes=(100.0,), adjusted=True)
    moment = datetime(2025, 12, 11, 18, tzinfo=UTC)
    quoted = History.of(series).with_quote(Quote(symbol="S", price=101.0, time=moment, day=date(2025, 12, 11)))
    assert quoted.adjusted
    assert quoted.until(date(2025, 12, 10)).adjusted
