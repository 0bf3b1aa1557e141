"""What the screen says of ages, states and troubles."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from ui_boards import NOW, TODAY, a_board, a_problem, a_quote, an_empty_board, quotes

from tui.core.market import MarketClock, Problem, Session, State, Trouble
from tui.ui.words import (
    badges,
    clock_in_words,
    market_now,
    problem_in_words,
    source_in_words,
    state_in_words,
    trouble,
    usual_state,
    why_missing,
)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.LIVE, ""),
        (State.SIMULATED, ""),
        (State.DELAYED, "delayed 15 min"),
        (State.CLOSED, "closed"),
        (State.CACHED, "cached 15m"),
        (State.NONE, "no data"),
    ],
)
def test_a_quote_that_is_not_live_says_why(state: State, words: str) -> None:
    assert state_in_words(a_quote("A", 10, state=state), NOW) == words


def test_a_delayed_quote_turns_stale_by_itself() -> None:
    later = NOW + timedelta(hours=3)
    assert state_in_words(a_quote("A", 10, state=State.DELAYED), later) == "stale 3h"


def test_what_most_quotes_are_is_told_with_the_oldest_age() -> None:
    old = replace(a_quote("OLD", 1, state=State.CACHED), time=NOW - timedelta(days=2))
    mixed = (a_quote("A", 1, state=State.CACHED), old, a_quote("B", 1, state=State.CLOSED))
    assert usual_state(mixed, NOW) == (State.CACHED, "cached 2d")
    assert usual_state((), NOW) == (None, "")


@pytest.mark.parametrize(
    ("session", "away", "words"),
    [
        (Session.OPEN, timedelta(hours=1, minutes=12), "NYSE open · closes in 1h 12m"),
        (Session.PRE, timedelta(minutes=32), "NYSE pre-market · opens in 32m"),
        (Session.POST, timedelta(hours=16), "NYSE after hours · opens Fri 05:30"),
        (Session.CLOSED, timedelta(days=20), "NYSE closed · opens 31 Dec 13:30"),
    ],
)
def test_the_clock_says_what_comes_next(session: Session, away: timedelta, words: str) -> None:
    clock = MarketClock(now=NOW, session=session, day=TODAY, next_change=NOW + away)
    assert clock_in_words(clock, NOW)[0] == words


def test_a_clock_nobody_has_set_says_nothing() -> None:
    assert clock_in_words(MarketClock(now=NOW), NOW) == ()


def test_each_wording_is_no_longer_than_the_one_before() -> None:
    board = a_board()
    for wordings in (
        clock_in_words(board.clock, NOW),
        source_in_words(board, NOW),
        source_in_words(replace(board, problems=(a_problem(),)), NOW),
    ):
        lengths = [len(words) for words in wordings]
        assert lengths == sorted(lengths, reverse=True)
        assert len(wordings) > 2


def test_a_source_that_is_well_says_how_often_and_how_long_ago() -> None:
    words = source_in_words(a_board(), NOW)[0]
    assert words == "Yahoo ok · delayed 15 min · 15 symbols · 1 request/15 s · last 3s ago"


def test_a_source_in_trouble_says_what_since_when_and_what_next() -> None:
    words = source_in_words(an_empty_board(a_problem()), NOW)[0]
    assert words == ("Yahoo does not answer: connection refused · since 13:26 · next try in 12s · last good 9m ago")


def test_of_a_long_list_it_is_told_how_much_has_come() -> None:
    board = a_board()
    long = replace(board, provider=replace(board.provider, symbols=2000, closes=1234))
    assert f"{len(board.quotes)}/2,000 symbols · closes of 1,234 · " in source_in_words(long, NOW)[0]
    whole = replace(board, provider=replace(board.provider, symbols=2000, closes=2000))
    assert "closes of" not in source_in_words(whole, NOW)[0]


@pytest.mark.parametrize(("cadence_s", "words"), [(600 / 79, "1 request/8 s"), (0.4, "1 request/1 s")])
def test_the_pace_is_told_in_whole_seconds(cadence_s: float, words: str) -> None:
    board = a_board()
    told = source_in_words(replace(board, provider=replace(board.provider, cadence_s=cadence_s)), NOW)[0]
    assert words in told.split(" · ")


def test_symbols_without_data_are_counted_once_each() -> None:
    lacking = tuple(Problem(what="x", symbol=symbol) for symbol in ("A", "A", "B"))
    assert "2 symbols lack data" in source_in_words(replace(a_board(), problems=lacking), NOW)[0]


@pytest.mark.parametrize(
    ("families", "words"),
    [
        (("stream",), "stream down"),
        (("stream", "news"), "stream and news down"),
        (("stream", "news", "calendar"), "stream, news and calendar down"),
    ],
)
def test_what_fails_beside_good_prices_is_named_and_no_symbol_blamed(families: tuple[str, ...], words: str) -> None:
    failing = tuple(replace(a_problem(), family=family) for family in families)
    told = source_in_words(replace(a_board(), problems=failing), NOW)
    assert told[0] == f"Yahoo ok · {words} · delayed 15 min · 15 symbols · 1 request/15 s · last 3s ago"
    assert told[-1] == f"Yahoo ok · {words}"


def test_trouble_with_the_cache_does_not_hide_that_the_source_is_well() -> None:
    board = replace(a_board(), problems=(a_problem(Trouble.CACHE, "Going without a cache"),))
    assert trouble(board) is None
    assert source_in_words(board, NOW)[-1] == "Yahoo ok · cache trouble"
    assert why_missing(replace(board, baskets=()), "baskets") == "no baskets yet from Yahoo"
    past = replace(board, baskets=(), as_of=date(1988, 2, 1))
    assert why_missing(past, "baskets") == "no baskets known on 1 Feb 1988"
    failing = replace(board, problems=(*board.problems, replace(a_problem(), family="quotes")))
    assert source_in_words(failing, NOW)[-1] == "Yahoo offline"


def test_a_problem_is_told_with_its_beginning_and_its_next_try() -> None:
    told = problem_in_words(a_problem(Trouble.CACHE, "The cache cannot be read: the disk fails"), NOW)
    assert told.replace("\u00a0", " ") == "The cache cannot be read: the disk fails · since 13:26 · next try in 12s"


def test_every_reason_for_an_empty_pane_has_its_own_words() -> None:
    waiting = why_missing(an_empty_board(), "spread")
    offline = why_missing(an_empty_board(a_problem()), "spread")
    limited = why_missing(an_empty_board(a_problem(Trouble.LIMITED, "Yahoo asks to wait")), "spread")
    down = why_missing(an_empty_board(a_problem(Trouble.WORKER, "The data process ended (1)")), "spread")
    symbol = replace(an_empty_board(), problems=(Problem(what="no closes for ^RUT", symbol="^RUT"),))
    leg = why_missing(symbol, "spread", ("^RUT", "^NDX"))
    assert waiting == "waiting for Yahoo’s first answer"
    assert offline == "no spread: Yahoo does not answer: connection refused; it will be tried again"
    assert limited == "no spread: Yahoo asks to wait; it will be tried again"
    assert down == "no spread: The data process ended (1); it is being started again"
    assert leg == "no spread: no closes for ^RUT"


def test_badges_name_what_is_not_now_and_not_real() -> None:
    assert badges(a_board(), NOW) == ()
    assert badges(a_board(simulated=True), NOW) == ("SIMULATED",)
    assert badges(replace(a_board(), as_of=TODAY), NOW) == ("as of 11 Dec 2025",)
    assert badges(replace(a_board(), cached=True), NOW + timedelta(hours=3)) == ("last seen 3h ago",)


def test_a_market_that_is_not_todays_is_aged_against_its_own_clock() -> None:
    wall = NOW + timedelta(days=300)
    assert market_now(a_board(), wall) == wall
    assert market_now(a_board(simulated=True), wall) == NOW
    assert market_now(replace(a_board(), as_of=TODAY), wall) == NOW
    ahead = replace(a_board(simulated=True), quotes=(replace(quotes()[0], time=NOW + timedelta(minutes=5)),))
    assert market_now(ahead, wall) == NOW + timedelta(minutes=5)
