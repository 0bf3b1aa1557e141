"""Asking the Feed and taking its answers."""

from __future__ import annotations

import asyncio
from datetime import date

from ui_boards import FakeFeed, a_board, a_problem, a_quote, an_empty_board

from tui.core.messages import Arrived, Focus, Quotes, Refresh, SpreadPart, Update, Watch, WorkerDown
from tui.core.travel import Bound, Move, Stride
from tui.ui.dialogue import Dialogue


def a_dialogue(feed: FakeFeed) -> Dialogue:
    return Dialogue(feed, pair="^RUT/^NDX", window="QTD", as_of=date(2025, 12, 11))


async def heard(dialogue: Dialogue, feed: FakeFeed, *updates: Update) -> int:
    """Let the dialogue hear updates; return how often it said that something came."""
    calls: list[None] = []
    last = Quotes(generation=dialogue.asked.generation, quotes=())
    feed.say(*updates, last)
    following = asyncio.create_task(dialogue.follow(lambda: calls.append(None)))
    while not feed._coming.empty():
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    following.cancel()
    return len(calls)


def test_every_question_has_a_higher_generation_and_keeps_the_rest() -> None:
    feed = FakeFeed()
    dialogue = a_dialogue(feed)
    dialogue.ask()
    dialogue.ask(window="YTD")
    dialogue.ask(pair="IWM/QQQ")
    dialogue.refresh()
    asked = [request for request in feed.sent if isinstance(request, Watch)]
    assert [(each.generation, each.pair, each.window) for each in asked] == [
        (1, "^RUT/^NDX", "QTD"),
        (2, "^RUT/^NDX", "YTD"),
        (3, "IWM/QQQ", "YTD"),
    ]
    assert {each.as_of for each in asked} == {date(2025, 12, 11)}
    assert feed.sent[-1] == Refresh(generation=3)


def test_whether_anybody_looks_is_told_without_asking_anew() -> None:
    feed = FakeFeed()
    dialogue = a_dialogue(feed)
    dialogue.ask()
    for focused in (False, True):
        dialogue.focus(focused)
    assert feed.sent[1:] == [Focus(generation=1, focused=False), Focus(generation=1, focused=True)]
    assert dialogue.asked.generation == 1


async def test_answers_to_older_questions_are_dropped() -> None:
    feed = FakeFeed()
    dialogue = a_dialogue(feed)
    dialogue.ask()
    dialogue.ask(window="YTD")
    old = SpreadPart(generation=1, window="QTD", spread=a_board().spread)
    new = SpreadPart(generation=2, window="YTD", spread=None)
    await heard(dialogue, feed, new, old)
    board = dialogue.take(an_empty_board())
    assert (board.window, board.spread) == ("YTD", None)


async def test_many_updates_are_announced_once_and_taken_together() -> None:
    feed = FakeFeed()
    dialogue = a_dialogue(feed)
    dialogue.ask()
    many = [Quotes(generation=1, quotes=(a_quote("A", float(n + 1)),)) for n in range(50)]
    assert await heard(dialogue, feed, *many) == 1
    board = dialogue.take(an_empty_board())
    assert [quote.price for quote in board.quotes] == [50.0]
    assert dialogue.take(board) is board


async def test_what_is_asked_is_told_until_the_spread_answers_it() -> None:
    feed = FakeFeed()
    dialogue = a_dialogue(feed)
    dialogue.ask(window="1Y")
    assert dialogue.waiting() == "^RUT/^NDX · 1Y"
    await heard(dialogue, feed, Quotes(generation=1, quotes=()))
    board = dialogue.take(an_empty_board())
    assert dialogue.waiting()
    await heard(dialogue, feed, SpreadPart(generation=1, window="1Y", spread=None))
    dialogue.take(board)
    assert dialogue.waiting() == ""


async def test_nothing_is_taken_after_the_end() -> None:
    feed = FakeFeed()
    dialogue = a_dialogue(feed)
    dialogue.ask()
    dialogue.close()
    await heard(dialogue, feed, Quotes(generation=1, quotes=(a_quote("A", 1),)))
    board = an_empty_board()
    assert feed.closed
    assert dialogue.take(board) is board


def test_the_window_since_an_event_is_kept_with_another_pair_and_left_for_any_other_window() -> None:
    feed = FakeFeed()
    dialogue = a_dialogue(feed)
    since = date(2025, 12, 10)
    dialogue.ask(since=since)
    dialogue.ask(pair="IWM/QQQ")
    assert dialogue.waiting() == "IWM/QQQ · since 10 Dec 2025"
    dialogue.ask(window=dialogue.window)
    asked = [(each.window, each.since) for each in feed.sent if isinstance(each, Watch)]
    assert asked == [("EVENT", since), ("EVENT", since), ("QTD", None)]


def moves(feed: FakeFeed) -> list[tuple[date | None, Move | None]]:
    return [(each.as_of, each.move) for each in feed.sent if isinstance(each, Watch)]


async def test_another_day_is_taken_when_all_of_it_is_there() -> None:
    feed = FakeFeed()
    dialogue = a_dialogue(feed)
    dialogue.travel(Move(-1))
    day = date(2025, 12, 10)
    part = SpreadPart(generation=1, window="QTD", spread=a_board().spread)
    board = an_empty_board()
    assert await heard(dialogue, feed, part) == 0
    assert dialogue.take(board) is board
    assert dialogue.waiting() == "another day"
    assert await heard(dialogue, feed, Arrived(generation=1, as_of=day)) == 1
    assert dialogue.take(board).spread is not None
    assert (dialogue.asked.as_of, dialogue.asked.move, dialogue.waiting()) == (day, None, "")


async def test_steps_that_are_asked_for_meanwhile_are_asked_for_as_one() -> None:
    feed = FakeFeed()
    dialogue = a_dialogue(feed)
    for _ in range(5):
        dialogue.travel(Move(-1))
    dialogue.travel(Move(2))
    dialogue.travel(Move(-1, Stride.EVENT))
    assert moves(feed) == [(date(2025, 12, 11), Move(-1))]
    for generation, day in enumerate((10, 8), start=1):
        await heard(dialogue, feed, Arrived(generation=generation, as_of=date(2025, 12, day)))
        dialogue.take(an_empty_board())
    assert moves(feed)[1:] == [(date(2025, 12, 10), Move(-2)), (date(2025, 12, 8), Move(-1, Stride.EVENT))]


async def test_another_window_on_the_way_changes_nothing_of_the_way() -> None:
    feed = FakeFeed()
    dialogue = a_dialogue(feed)
    dialogue.travel(Move(-3))
    dialogue.ask(window="YTD")
    assert moves(feed) == [(date(2025, 12, 11), Move(-3))] * 2
    assert dialogue.travelling()
    await heard(dialogue, feed, Arrived(generation=1, as_of=date(2025, 12, 1)))
    assert dialogue.travelling()


async def test_going_live_forgets_what_was_still_to_be_travelled() -> None:
    feed = FakeFeed()
    dialogue = a_dialogue(feed)
    dialogue.travel(Move(-1))
    dialogue.travel(Move(-9))
    dialogue.go(None)
    await heard(dialogue, feed, Arrived(generation=2))
    dialogue.take(an_empty_board())
    assert moves(feed) == [(date(2025, 12, 11), Move(-1)), (None, None)]
    assert not dialogue.travelling()


async def test_a_data_process_that_dies_on_the_way_is_told_and_the_day_is_still_awaited() -> None:
    feed = FakeFeed()
    dialogue = a_dialogue(feed)
    dialogue.travel(Move(-1))
    half = SpreadPart(generation=1, window="QTD", spread=a_board().spread)
    await heard(dialogue, feed, half, WorkerDown(generation=1, problem=a_problem()))
    board = dialogue.take(an_empty_board())
    assert (board.spread, len(board.problems)) == (None, 1)
    assert dialogue.travelling()


async def test_how_a_move_ended_is_told_once() -> None:
    feed = FakeFeed()
    dialogue = a_dialogue(feed)
    dialogue.travel(Move(1))
    await heard(dialogue, feed, Arrived(generation=1, bound=Bound.LIVE))
    assert dialogue.landed() is None
    dialogue.take(an_empty_board())
    landing = dialogue.landed()
    assert landing is not None
    assert (landing.asked.move, landing.where.bound) == (Move(1), Bound.LIVE)
    assert dialogue.landed() is None
