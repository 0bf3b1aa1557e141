"""The keys that lead to another day, and what is said where they end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import pytest
from msgspec.structs import replace
from test_app import Screened
from ui_boards import FakeFeed, a_board, a_config, a_spread, an_answer, an_app, events

from tui.core.board import SpreadPath
from tui.core.messages import Arrived, EventsPart, HealthPart, Watch, merge
from tui.core.travel import Bound, Move, Stride
from tui.ui.dialogue import Landing
from tui.ui.screens.day import DayPrompt
from tui.ui.travel import landing_in_words
from tui.ui.widgets.detail import Detail
from tui.ui.widgets.pane import Pane
from tui.ui.widgets.spread_chart import SpreadChart

PAST = date(2025, 12, 9)


class Traveller(Screened):
    """A running app whose reader travels."""

    def moves(self) -> list[tuple[date | None, Move | None]]:
        """Where was asked for since the first question."""
        return [(each.as_of, each.move) for each in self.feed.sent if isinstance(each, Watch)][1:]

    def words(self) -> list[str]:
        """What is said for a moment."""
        return [note.message for note in self.app._notifications]

    async def arrive(self, as_of: date | None, bound: Bound | None = None) -> None:
        """Answer the last question with a whole Board of that day."""
        board = replace(a_board(), as_of=as_of)
        parts = [
            replace(part, as_of=as_of) if isinstance(part, HealthPart) else part
            for part in an_answer(board, self.asked().generation)
        ]
        await self.hear(*parts, Arrived(generation=self.asked().generation, as_of=as_of, bound=bound))


@asynccontextmanager
async def travelling(as_of: date | None = None) -> AsyncIterator[Traveller]:
    feed = FakeFeed()
    app = an_app(feed, replace(a_board(), as_of=as_of), a_config())
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.pause()
        yield Traveller(app, feed, pilot)


@pytest.mark.parametrize(
    ("key", "move"),
    [
        ("left_square_bracket", Move(-1)),
        ("right_square_bracket", Move(1)),
        ("left_curly_bracket", Move(-1, Stride.EVENT)),
        ("right_curly_bracket", Move(1, Stride.EVENT)),
    ],
)
async def test_a_key_asks_for_a_step_from_the_day_that_is_looked_at(key: str, move: Move) -> None:
    async with travelling(PAST) as t:
        await t.press(key)
        assert t.moves() == [(PAST, move)]
        assert "another day …" in t.said("status")


@pytest.mark.parametrize("screen", ["1", "2", "4"])
async def test_every_screen_says_which_day_it_shows_and_leaves_it_for_live(screen: str) -> None:
    async with travelling() as t:
        await t.press(screen, "left_square_bracket")
        await t.arrive(PAST)
        status = t.app.screen.query_one("#status", Pane)
        assert "as of 9 Dec 2025" in "".join(span.text for line in status.lines for span in line)
        await t.press("0")
        assert t.moves()[-1] == (None, None)
        await t.arrive(None)
        assert "as of" not in "".join(span.text for line in status.lines for span in line)


async def test_the_day_before_stays_whole_until_the_next_is() -> None:
    async with travelling(PAST) as t:
        await t.press("left_square_bracket")
        half = replace(an_answer(a_board(), 2)[2], as_of=date(2025, 12, 8))
        await t.hear(half)
        assert "as of 9 Dec 2025" in t.said("status")
        await t.arrive(date(2025, 12, 8))
        assert "as of 8 Dec 2025" in t.said("status")


async def test_a_key_held_down_is_one_question_at_a_time() -> None:
    async with travelling(PAST) as t:
        await t.press(*["left_square_bracket"] * 6)
        assert t.moves() == [(PAST, Move(-1))]
        await t.arrive(date(2025, 12, 8))
        assert t.moves()[1:] == [(date(2025, 12, 8), Move(-5))]


async def test_the_ends_of_time_are_said_in_words() -> None:
    async with travelling(date(1987, 9, 10)) as t:
        await t.press("left_square_bracket")
        await t.arrive(date(1987, 9, 10), Bound.FIRST)
        assert t.words() == ["10 Sep 1987 is the first session both sides have"]
        await t.press("0")
        await t.arrive(None)
        await t.press("right_square_bracket")
        await t.arrive(None, Bound.LIVE)
        assert t.words() == ["There is no later session yet: this is live"]
        await t.press("0")
        assert t.words() == ["This is live"]
        await t.press("space")
        assert "This is live: go back first" in t.words()[0]


async def test_a_day_is_asked_for_checked_and_gone_to() -> None:
    async with travelling() as t:
        await t.press("g", *"2025-13-01", "enter")
        assert isinstance(t.app.screen, DayPrompt)
        assert t.moves() == []
        await t.press(*["backspace"] * 5, *"12-06", "enter")
        assert t.moves() == [(date(2025, 12, 6), Move())]
        await t.arrive(date(2025, 12, 5))
        assert t.words() == ["6 Dec 2025 has no session: this is the close of 5 Dec 2025"]


async def test_the_event_a_move_led_to_is_named_selected_and_stands_in_the_status_line() -> None:
    async with travelling(PAST) as t:
        await t.press("left_curly_bracket")
        there = date(2025, 12, 4)
        health = replace(an_answer(a_board(), 2)[2], as_of=there)
        known = EventsPart(generation=2, events=events(), first_known=("cut-oct", "record"))
        await t.hear(health, known, Arrived(generation=2, as_of=there))
        title = next(event.title for event in events() if event.id == "cut-oct")
        assert t.words() == [f"4 Dec 2025: {title}, +1 more"]
        assert title in t.said("status")
        assert t.app.screen_stack[0].query_one("#detail", Detail).selected == "cut-oct"


async def test_the_prompt_for_a_day_is_left_without_going_anywhere() -> None:
    async with travelling(PAST) as t:
        await t.press("g", "escape")
        assert not isinstance(t.app.screen, DayPrompt)
        assert t.moves() == []


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_prompt_for_a_day_fits_a_small_terminal(size: tuple[int, int]) -> None:
    app = an_app(FakeFeed(), a_board())
    async with app.run_test(size=size) as pilot:
        await pilot.press("g")
        await pilot.pause()
        assert all(widget.region in app.screen.region for widget in app.screen.query("#day, #day *"))


async def test_playing_steps_on_when_the_last_step_has_arrived_and_ends_at_live() -> None:
    async with travelling(PAST) as t:
        await t.press("space")
        assert t.moves() == [(PAST, Move(1))]
        assert "playing …" in t.said("status")
        t.app.play_on()
        assert len(t.moves()) == 1
        await t.arrive(date(2025, 12, 10))
        t.app.play_on()
        assert t.moves()[1:] == [(date(2025, 12, 10), Move(1))]
        await t.arrive(None)
        assert not t.app.playing()
        assert t.words() == ["This is live again"]
        assert "playing" not in t.said("status")


@pytest.mark.parametrize("key", ["space", "escape", "w", "right_square_bracket", "f1"])
async def test_any_key_stops_the_playing(key: str) -> None:
    async with travelling(PAST) as t:
        await t.press("2", "space")
        assert t.app.playing()
        await t.press(key)
        assert not t.app.playing()
        assert t.app.current_mode == "rotation"


@pytest.mark.parametrize(
    ("as_of", "move", "where", "words"),
    [
        (
            PAST,
            Move(-1, Stride.EVENT),
            Arrived(generation=1, as_of=PAST, bound=Bound.FIRST),
            "There is no earlier event",
        ),
        (PAST, Move(1, Stride.EVENT), Arrived(generation=1, bound=Bound.LIVE), "There is no later event: this is live"),
        (PAST, Move(), Arrived(generation=1, as_of=PAST), ""),
        (PAST, Move(), Arrived(generation=1), "9 Dec 2025 is the latest session: this is live"),
        (PAST, Move(), Arrived(generation=1, bound=Bound.LIVE), "9 Dec 2025 is still to come: this is live"),
        (PAST, Move(-3), Arrived(generation=1, as_of=date(2025, 12, 4)), ""),
        (None, None, Arrived(generation=1), ""),
    ],
)
def test_where_a_move_ends_is_put_into_words(as_of: date | None, move: Move | None, where: Arrived, words: str) -> None:
    asked = Watch(generation=1, pair="^RUT/^NDX", window="QTD", as_of=as_of, move=move)
    assert landing_in_words(Landing(asked, where)) == words


def test_of_another_day_no_quote_of_the_day_before_stays() -> None:
    board = a_board()
    same = HealthPart(generation=1, provider=board.provider, clock=board.clock)
    assert merge(board, same).quotes is board.quotes
    assert merge(board, replace(same, as_of=PAST)).quotes == ()


async def test_before_the_event_that_is_measured_from_the_chart_says_that_it_is_to_come() -> None:
    spread = replace(a_spread("EVENT"), base_date=None, path=SpreadPath())
    board = replace(a_board(), as_of=PAST, window="EVENT", since=date(2025, 12, 10), spread=spread)
    app = an_app(FakeFeed(), board)
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.pause()
        empty = app.screen.query_one("#chart", SpreadChart).empty
        assert empty.startswith("no spread since 10 Dec 2025: on 9 Dec 2025 that is still to come")
