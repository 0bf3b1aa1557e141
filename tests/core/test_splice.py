"""A tail of closes on a kept history: it fits, or everything is fetched anew."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.core.market import Bar, Quote, Series
from tui.core.splice import OVERLAP, misfit, spliced, tail_start

DAYS = tuple(date(2025, 12, 1) + timedelta(days=n) for n in range(40))


def series(closes: dict[date, float], **fields: Any) -> Series:
    days = tuple(sorted(closes))
    known = {"adjusted": True, "source": "Yahoo", **fields}
    return Series(symbol="ABC", days=days, closes=tuple(closes[day] for day in days), **known)


def rising(first: int, last: int, **fields: Any) -> Series:
    return series({DAYS[n]: 100.0 + n for n in range(first, last)}, **fields)


def test_a_tail_that_agrees_makes_the_history_longer() -> None:
    assert spliced(rising(0, 20), rising(12, 22)) == rising(0, 22)


def test_the_unfinished_day_is_replaced() -> None:
    kept = series({**dict(zip(DAYS[:20], rising(0, 20).closes, strict=True)), DAYS[19]: 5.0})
    assert spliced(kept, rising(12, 22)) == rising(0, 22)


def test_a_day_the_tail_lacks_is_kept_and_one_the_history_lacked_is_filled() -> None:
    everything = dict(zip(DAYS[:22], rising(0, 22).closes, strict=True))
    kept = series({day: close for day, close in everything.items() if day < DAYS[20] and day != DAYS[13]})
    tail = series({day: close for day, close in everything.items() if day >= DAYS[12] and day != DAYS[19]})
    assert spliced(kept, tail) == rising(0, 22)


def test_a_split_overnight_refuses_the_tail_though_its_close_before_agrees() -> None:
    split = series({DAYS[n]: 100.0 + n for n in range(12, 20)} | {DAYS[20]: 12.0}, actions=(DAYS[20],))
    assert spliced(rising(0, 20), split) is None


def test_a_history_already_restated_for_a_split_refuses_the_tail() -> None:
    restated = series({DAYS[n]: (100.0 + n) / 10 for n in range(12, 21)})
    assert spliced(rising(0, 20), restated) is None


def test_the_smallest_dividend_refuses_the_tail_and_rounding_does_not() -> None:
    tail = rising(12, 21)
    paid = replace(tail, closes=tuple(close * (1 - 1e-4) for close in tail.closes))
    rounded = replace(tail, closes=tuple(close * (1 - 1e-7) for close in tail.closes))
    assert spliced(rising(0, 20), paid) is None
    assert spliced(rising(0, 20), rounded) is not None


def test_a_dividend_on_or_before_the_last_kept_day_is_in_the_history_already() -> None:
    fitted = spliced(rising(0, 20, actions=(DAYS[3],)), rising(12, 21, actions=(DAYS[19],)))
    assert fitted == rising(0, 21, actions=(DAYS[3], DAYS[19]))


@pytest.mark.parametrize(("first", "fits"), [(20 - OVERLAP - 1, True), (20 - OVERLAP, False), (19, False), (25, False)])
def test_fewer_than_five_settled_days_in_common_settle_nothing(first: int, *, fits: bool) -> None:
    assert (spliced(rising(0, 20), rising(first, 30)) is not None) is fits


@pytest.mark.parametrize(
    "other", [{"adjusted": False}, {"source": "close"}, {"simulated": True}], ids=lambda fields: next(iter(fields))
)
def test_series_of_different_kinds_are_never_joined(other: dict[str, Any]) -> None:
    assert spliced(rising(0, 20), rising(12, 22, **other)) is None
    assert spliced(rising(0, 20), replace(rising(12, 22), symbol="XYZ")) is None


def test_nothing_is_joined_to_nothing() -> None:
    assert spliced(rising(0, 0), rising(0, 20)) is None
    assert spliced(rising(0, 20), rising(0, 0)) is None


def test_what_was_noted_of_either_part_is_kept_once() -> None:
    fitted = spliced(rising(0, 20, notes=("a hole", "two")), rising(12, 22, notes=("two", "three")))
    assert fitted is not None
    assert fitted.notes == ("a hole", "two", "three")


@given(cut=st.integers(9, 39))
def test_a_tail_from_the_day_asked_for_always_gives_the_whole(cut: int) -> None:
    whole = rising(0, 40)
    kept = whole.until(DAYS[cut - 1])
    start = tail_start(kept)
    assert start is not None
    assert spliced(kept, rising(DAYS.index(start), 40)) == whole


def test_a_short_history_is_fetched_whole() -> None:
    assert tail_start(rising(0, 8)) is None
    assert tail_start(rising(0, 9)) == DAYS[0]


def a_quote(day: date | None, previous_close: float | None) -> Quote:
    return Quote(
        symbol="ABC", price=1.0, time=datetime(2025, 12, 20, tzinfo=UTC), day=day, previous_close=previous_close
    )


@given(ratio=st.sampled_from([1.25, 1.5, 2, 3, 4, 7, 10, 20, 50]), reverse=st.booleans())
def test_a_split_overnight_is_found_whichever_way_it_goes(ratio: float, reverse: bool) -> None:
    kept = rising(0, 20)
    split = kept.closes[-1] * (ratio if reverse else 1 / ratio)
    assert misfit(kept, a_quote(DAYS[20], split)) == Bar(day=DAYS[19], close=kept.closes[-1])


@given(st.floats(0.92, 1.09))
def test_rounding_and_dividends_are_no_split(part: float) -> None:
    kept = rising(0, 20)
    assert misfit(kept, a_quote(DAYS[20], kept.closes[-1] * part)) is None


def test_the_close_before_the_quotes_day_counts_and_not_the_days_own() -> None:
    kept = series({DAYS[0]: 100.0, DAYS[1]: 40.0})
    assert misfit(kept, a_quote(DAYS[1], 100.0)) is None
    assert misfit(kept, a_quote(DAYS[2], 100.0)) == Bar(day=DAYS[1], close=40.0)


def test_closes_that_tell_of_a_split_on_that_day_carry_it() -> None:
    kept = rising(0, 20, actions=(DAYS[19],))
    assert misfit(kept, a_quote(DAYS[19], 400.0)) is None


@pytest.mark.parametrize("quote", [a_quote(None, 1.0), a_quote(DAYS[20], None), a_quote(DAYS[0], 1.0)])
def test_where_nothing_can_be_compared_nothing_is_said(quote: Quote) -> None:
    assert misfit(rising(0, 20), quote) is None
