"""Asking the Feed and taking its answers."""

from __future__ import annotations

import asyncio
from datetime import date

from ui_boards import FakeFeed, a_board, a_quote, an_empty_board

from tui.core.messages import Focus, Quotes, Refresh, SpreadPart, Update, Watch
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
