from __future__ import annotations

import tracemalloc
from datetime import date, datetime, timedelta

import pytest
from engine_fakes import NOW, TODAY, a_quote, closes
from msgspec.structs import replace

from tui.core.events import Kind, NewsEvent
from tui.core.headlines import Heard, LeftOut, left_out_in_words
from tui.core.market import Problem, Series
from tui.engine.book import Book


def test_an_older_quote_never_replaces_a_newer_one() -> None:
    book = Book()
    assert book.take_quote(a_quote("AAA", 2.0), NOW, None)
    assert not book.take_quote(a_quote("AAA", 1.0, at=NOW - timedelta(seconds=1)), NOW, None)
    assert book.quotes()["AAA"].price == 2.0


def test_the_same_quote_again_changes_only_when_it_was_fetched() -> None:
    book = Book()
    book.take_quote(a_quote("AAA", 2.0), NOW, 45)
    book.take_quote(a_quote("AAA", 2.0), NOW + timedelta(seconds=15), 45)
    assert book.quotes()["AAA"].fetched == NOW + timedelta(seconds=15)


def test_a_quote_stands_on_top_of_closes_whichever_comes_first() -> None:
    quote_first, closes_first = Book(), Book()
    quote_first.take_quote(a_quote("AAA", 9.0), NOW, None)
    quote_first.take_bars(closes("AAA", 1.0, 2.0))
    closes_first.take_bars(closes("AAA", 1.0, 2.0))
    closes_first.take_quote(a_quote("AAA", 9.0), NOW, None)
    for book in (quote_first, closes_first):
        assert book.histories()["AAA"].closes.tolist() == [1.0, 2.0, 9.0]
        assert book.histories()["AAA"].last_day() == TODAY


@pytest.mark.parametrize(
    ("place", "previous_close", "told", "unfit"),
    [
        (-1, 100.0, [80.0, 100.0, 41.0], False),
        (-1, 40.0, [80.0, 100.0, 40.0], True),
        (-2, 9.0, [80.0, 100.0, 40.0], False),
    ],
)
def test_a_quote_of_a_day_that_has_a_close_is_held_against_the_close_before_it(
    place: int, previous_close: float, told: list[float], unfit: bool
) -> None:
    kept, book = closes("AAA", 80.0, 100.0, 40.0), Book()
    book.take_bars(kept)
    book.take_quote(replace(a_quote("AAA", 41.0), day=kept.days[place], previous_close=previous_close), NOW, None)
    assert book.histories()["AAA"].closes.tolist() == told
    assert book.unfit() == ({"AAA"} if unfit else set())


def test_looking_back_shows_closes_and_never_todays_quote() -> None:
    book = Book()
    book.take_bars(closes("AAA", 1.0, 2.0))
    book.take_quote(a_quote("AAA", 9.0), NOW, None)
    assert book.histories(TODAY)["AAA"].closes.tolist() == [1.0, 2.0]
    assert book.quotes(TODAY)["AAA"].price == 2.0
    assert book.quotes(TODAY)["AAA"].change == 1.0


def test_headlines_are_held_once_and_the_oldest_go_first() -> None:
    book = Book()
    heard = [
        NewsEvent(
            id=str(number),
            when="2025-12-11",
            kind=Kind.NEWS,
            title=f"Story {number}",
            source="x",
            known_from=TODAY,
            time=NOW + timedelta(seconds=number),
        )
        for number in range(300)
    ]
    assert book.news.take_headlines(heard[:2])
    assert not book.news.take_headlines(heard[:2])
    book.news.take_headlines(heard)
    later = NOW + timedelta(hours=1)
    assert [each.id for each in book.news.told(later)] == [str(number) for number in range(100, 300)]


def test_a_headline_that_comes_again_about_another_symbol_has_both() -> None:
    news = Book().news
    news.take_headlines([heard("one", "Banks rise", "AAA")])
    (fresh,) = news.take_headlines([heard("one", "Banks rise", "BBB")])
    assert fresh.symbols == ("AAA", "BBB")
    assert news.told(NOW) == (fresh,)
    assert not news.take_headlines([heard("one", "Banks rise", "AAA")])


def test_headlines_left_out_are_counted_until_a_symbols_next_answer_has_none() -> None:
    news = Book().news
    soon = heard("soon", "Banks fall", "AAA", NOW + timedelta(minutes=5))
    never = heard("never", "Banks close", "AAA", NOW + timedelta(days=4000))
    untitled = LeftOut(id="untitled", why="no title")
    news.hear("AAA", Heard(headlines=(heard("one", "Banks rise", "AAA"), soon, never), left_out=(untitled,)), NOW)
    news.hear("BBB", Heard(left_out=(untitled,)), NOW)
    assert news.left_out(NOW) == {"from the future": 2, "no title": 1}
    assert left_out_in_words(news.left_out(NOW)) == "3 headlines left out: from the future 2, no title 1"
    later = NOW + timedelta(days=4001)
    assert [each.id for each in news.told(later)] == ["one", "soon"]
    assert news.left_out(later) == {"no title": 1}
    for symbol in ("AAA", "BBB"):
        news.hear(symbol, Heard(), NOW)
    assert left_out_in_words(news.left_out(NOW)) == ""


def test_a_story_two_wires_tell_is_one_row_with_the_symbols_of_those_heard_so_far() -> None:
    news = Book().news
    later = heard("two", "BANKS rise after the Fed’s cut", "BBB", NOW + timedelta(minutes=5))
    news.take_headlines([heard("one", "Banks rise after the Fed's cut", "AAA"), later])
    assert [each.symbols for each in news.told(NOW)] == [("AAA",)]
    assert [(each.id, each.symbols) for each in news.told(NOW + timedelta(hours=1))] == [("one", ("AAA", "BBB"))]


def heard(name: str, title: str, symbol: str, time: datetime = NOW) -> NewsEvent:
    return NewsEvent(
        id=name,
        when="2025-12-11",
        kind=Kind.NEWS,
        title=title,
        source="wire",
        known_from=TODAY,
        symbols=(symbol,),
        time=time,
    )


def due(name: str, day: int, upper_pct: float | None = None) -> NewsEvent:
    lower_pct = None if upper_pct is None else upper_pct - 0.25
    return NewsEvent(
        id=name,
        when=f"2025-12-{day:02}",
        kind=Kind.FED,
        title=name,
        source="x",
        known_from=TODAY,
        lower_pct=lower_pct,
        upper_pct=upper_pct,
    )


def test_a_calendar_that_forgets_what_is_over_keeps_the_last_decision() -> None:
    book = Book()
    assert book.news.take_calendar([due("before", 9, 4.0), due("now", 10, 3.75), due("minutes", 10)])
    assert book.news.take_calendar([due("next", 20)])
    assert [each.id for each in book.news.calendar()] == ["now", "next"]
    assert not book.news.take_calendar([due("next", 20)])
    assert book.news.take_calendar([due("next", 20, 3.5)])
    book.news.take_calendar([])
    assert [each.id for each in book.news.calendar()] == ["next"]


def test_problems_name_whole_families_before_single_symbols() -> None:
    book = Book()
    one, family = Problem(what="no closes for AAA", symbol="AAA"), Problem(what="offline")
    assert book.set_problem("bars", "AAA", one)
    assert book.set_problem("quotes", "", family)
    assert not book.set_problem("quotes", "", family)
    assert book.problems() == (family, one)
    assert book.set_problem("quotes", "", None)
    assert book.problems() == (one,)


def test_closes_take_the_room_of_arrays_once_they_are_held() -> None:
    count, symbols = 2_000, 10
    days, book = tuple(map(date.fromordinal, range(730_000, 730_000 + count))), Book()
    tracemalloc.start()
    try:
        for place in range(symbols):
            book.take_bars(
                Series(symbol=f"S{place}", days=days, closes=tuple(place + row + 0.5 for row in range(count)))
            )
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 8 * count * (symbols + 3)  # eight bytes a close, one column of days, and what there is beside
