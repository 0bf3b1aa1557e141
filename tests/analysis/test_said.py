"""What has happened since something was said that no price can confirm."""

from __future__ import annotations

from datetime import date

import pytest
from analysis_tables import table

from tui.analysis.history import History
from tui.analysis.said import since_said, watch_since
from tui.analysis.watch import Scene
from tui.core.events import Kind, NewsEvent
from tui.core.marks import Opinion, Reading, WatchItem
from tui.core.said import since_in_words
from tui.core.watchlist import Basket, Member, Stance

SAID = date(2024, 1, 6)  # a Saturday: the close before it counts
TODAY = date(2024, 1, 9)
S = table("S", d20240104=90, d20240105=100, d20240108=110, d20240109=95)
L = table("L", d20240105=50, d20240109=51)
MEMBERS = (Member(symbol="S"), Member(symbol="L"), Member(symbol="none"))
BASKET = Basket(name="Both", stance=Stance.WINNER, why="", members=MEMBERS)


def since(symbol: str | None = None, basket: str | None = None, as_of: date = TODAY) -> str:
    opinion = Opinion(text="x", source="y", known_from=SAID, symbol=symbol, basket=basket)
    return since_in_words(since_said(opinion, (BASKET,), {"S": S, "L": L}, as_of))


def test_an_opinion_stands_beside_what_its_subject_did_from_the_close_it_was_said_at() -> None:
    assert since("S") == "S −5.00% from 5 Jan 2024 to 9 Jan 2024"
    assert since("S/L") == "S/L −7.00 pts from 5 Jan 2024 to 9 Jan 2024"
    assert since(basket="Both") == "Both (2/3) −1.50% from 5 Jan 2024 to 9 Jan 2024"
    assert since() == ""


def test_an_opinion_without_a_close_since_or_without_any_says_so() -> None:
    assert since("S", as_of=SAID) == "S: no close since it was said"
    assert since("none") == "none: no close near 6 Jan 2024"
    assert since(basket="Both", as_of=SAID) == "Both: no close since it was said"


def watched(reading: Reading, *held: History, said: date | None = SAID, as_of: date = TODAY, **of: object) -> str:
    item = WatchItem(name="n", why="w", reading=reading, known_from=said, **of)  # type: ignore[arg-type]  # as a test says it
    histories = {each.symbol: each for each in held}
    due = NewsEvent(id="due", when="2024-01-09", kind=Kind.MACRO, title="", source="", known_from=SAID)
    return watch_since(item, Scene(histories=histories, as_of=as_of, events=(due,), members=("S",))).since


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (105, "first closed there on 8 Jan 2024"),
        (98, "first closed below it on 9 Jan 2024"),
        (200, "not reached since 6 Jan 2024"),
        (50, "held since 6 Jan 2024"),
        (100, "first closed below it on 9 Jan 2024"),
    ],
)
def test_a_level_to_watch_says_whether_it_came_to_pass_and_when(level: float, words: str) -> None:
    assert watched(Reading.LEVEL, S, symbols=("S",), level=level) == words


def test_what_else_is_watched_says_what_it_was_when_it_was_said() -> None:
    assert watched(Reading.PRICE, S, symbols=("S",)) == "was 100.00 on 6 Jan 2024"
    assert watched(Reading.RATIO, S, L, symbols=("S", "L")) == "was 2.0000 on 6 Jan 2024"
    assert watched(Reading.DIFFERENCE, S, L, symbols=("S", "L")) == "was +50.00 on 6 Jan 2024"
    assert watched(Reading.EVENT, event="due", as_of=date(2024, 1, 8)) == "still to come, 1 day to 9 Jan 2024"
    assert watched(Reading.EVENT, event="due") == "has come, its last day was 9 Jan 2024"


@pytest.mark.parametrize("said", [None, date(2024, 1, 10), TODAY])
def test_nothing_has_happened_to_what_was_not_said_before(said: date | None) -> None:
    assert watched(Reading.PRICE, S, symbols=("S",), said=said) == ""
    assert watched(Reading.LEVEL, S, symbols=("S",), level=105, said=said) == ""
