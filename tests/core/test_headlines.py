"""Which headlines tell one story."""

from __future__ import annotations

from datetime import date

import pytest

from tui.core.events import Kind, NewsEvent
from tui.core.headlines import one_a_story


def a_headline(name: str, title: str, *symbols: str, day: str = "2025-12-11") -> NewsEvent:
    known = date.fromisoformat(day)
    return NewsEvent(id=name, when=day, kind=Kind.NEWS, title=title, source="wire", known_from=known, symbols=symbols)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Small caps lead", "SMALL CAPS LEAD"),
        ("Small caps lead", "Small caps, lead!"),
        ("Café chain shares jump in New York", "Cafe chain shares jump in New York"),
        ("Russell 2000 closes at a record as banks rise", "Russell 2000 closes at a record as banks rise - Wire"),
        ("Oracle falls 13% after its earnings report", "Oracle falls 13% after earnings report"),
        ("小型株が最高値を更新", "小型株が最高値を更新"),
    ],
)
def test_one_story_is_one_row_with_the_symbols_of_both(one: str, other: str) -> None:
    (row,) = one_a_story([a_headline("1", one, "IWM", "KRE"), a_headline("2", other, "KRE", "QQQ")])
    assert (row.id, row.title, row.symbols) == ("1", one, ("IWM", "KRE", "QQQ"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oracle falls 13% after its earnings report", "Oracle falls 3% after its earnings report"),
        ("Russell 2000 closes at 2,590.61 a record", "Russell 2000 closes at 2,559.61 a record"),
        ("Banks rise", "Banks fall"),
        ("Small caps lead the market higher today", "Large caps drag the market lower today"),
        ("!!!", "???"),
        ("", ""),
    ],
)
def test_different_stories_stay_two_rows(one: str, other: str) -> None:
    assert len(one_a_story([a_headline("1", one), a_headline("2", other)])) == 2


def test_the_same_words_on_another_day_are_another_story() -> None:
    rows = one_a_story(
        [a_headline("1", "Stocks close higher"), a_headline("2", "Stocks close higher", day="2025-12-10")]
    )
    assert [row.id for row in rows] == ["1", "2"]


def test_rows_keep_the_order_of_the_first_of_each_and_lose_nobody_s_symbols() -> None:
    titles = ["Banks rise", "Oil falls", "banks rise", "Gold", "BANKS RISE"]
    rows = one_a_story(a_headline(str(place), title, f"S{place}") for place, title in enumerate(titles))
    assert [(row.id, row.symbols) for row in rows] == [("0", ("S0", "S2", "S4")), ("1", ("S1",)), ("3", ("S3",))]
