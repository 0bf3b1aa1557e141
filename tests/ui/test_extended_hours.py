"""Prices before the open and after the close, on the screen: beside the regular ones, where there is room."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from ui_boards import STRIP, FakeFeed, a_board, a_board_after_hours, an_app, calendar, events

from tui.core.board import Board
from tui.core.market import State
from tui.ui.lines import Tone
from tui.ui.screens.dashboard import Dashboard
from tui.ui.widgets.pane import Pane


async def drawn(board: Board, size: tuple[int, int], pane: str = "quotes") -> list[str]:
    """Return the lines of a pane as they are drawn."""
    app = an_app(FakeFeed(), board)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        dashboard = app.screen
        assert isinstance(dashboard, Dashboard)
        if pane != "quotes":
            dashboard.front = pane
            await pilot.pause()
        return ["".join(span.text for span in line).rstrip() for line in dashboard.query_one(f"#{pane}", Pane).lines]


@pytest.mark.parametrize(
    ("size", "first"),
    [
        ((200, 42), "AMZN  55.88 ▼−0.56 (−0.99%) post  56.02 +0.25%"),
        ((165, 42), "AMZN  55.88 ▼−0.99% post  56.02 +0.25%"),
        ((150, 42), "AMZN  55.88 ▼−0.99% post  56.02"),
        ((100, 30), "AMZN  55.88 ▼−0.99%"),
        ((80, 24), "AMZN  55.88 ▼−0.99%"),
    ],
)
async def test_the_strip_shows_as_much_of_it_as_there_is_room_for(size: tuple[int, int], first: str) -> None:
    lines = await drawn(a_board_after_hours(), size)
    assert lines[0].startswith(f"{first}   ")


async def test_a_third_row_keeps_every_quote_in_sight_and_goes_with_the_extended_prices() -> None:
    app = an_app(FakeFeed(), a_board_after_hours())
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.pause()
        strip = app.query_one("#quotes", Pane)
        shown = "\n".join("".join(span.text for span in line) for line in strip.lines)
        assert strip.size.height == 3
        assert all(symbol in shown for symbol in STRIP)
        assert shown.count(" post ") == len(STRIP)
        app.board = a_board()
        await pilot.pause()
        await pilot.pause()
        assert strip.size.height == 2


@pytest.mark.parametrize(
    ("size", "line"),
    [
        ((40, 12), "AMZN      55.88 ▼−0.99% post  56.02"),
        ((50, 20), "AMZN      55.88 ▼−0.99% post  56.02 +0.25%"),
        ((34, 12), "AMZN      55.88 ▼−0.99% closed"),
    ],
)
async def test_the_list_shows_it_where_there_is_room(size: tuple[int, int], line: str) -> None:
    lines = await drawn(a_board_after_hours(), size)
    assert lines[5] == line
    assert lines[0].endswith("closed")


async def test_a_cached_extended_price_is_dim_and_says_its_age() -> None:
    board = a_board_after_hours()
    cached = replace(board, quotes=tuple(replace(quote, state=State.CACHED) for quote in board.quotes))
    app = an_app(FakeFeed(), cached)
    async with app.run_test(size=(55, 16)) as pilot:
        await pilot.pause()
        line = app.query_one("#quotes", Pane).lines[5]
        assert "".join(span.text for span in line).rstrip() == "AMZN      55.88 ▼−0.99% post  56.02 +0.25% cached 15m"
        assert {span.tone for span in line if span.text.strip()} == {Tone.MUTED}


async def test_the_timeline_gives_what_is_due_its_date_and_its_time_where_there_is_room() -> None:
    board = replace(a_board(), events=(*events(), *calendar()))
    wide = await drawn(board, (150, 42), "timeline")
    now = next(y for y, line in enumerate(wide) if "── now" in line)
    assert [" ".join(line.split()) for line in wide[2:now]] == [
        "29 Jan 2026 16:30 earnings AAPL reports earnings article B",
        "④◆ 11 Dec 2025 14:00 fed FOMC minutes article B",
    ]
    assert " ".join(wide[now + 1].split()) == "12:02 1h news Trading is calm article B"
    narrow = await drawn(board, (44, 20), "timeline")
    assert [" ".join(line.split()) for line in narrow[2:4]] == [
        "29 Jan 2026 AAPL reports earnings",
        "④◆ 11 Dec 2025 FOMC minutes",
    ]


async def test_the_detail_says_how_far_away_it_is() -> None:
    app = an_app(FakeFeed(), replace(a_board(), events=calendar()))
    async with app.run_test(size=(150, 42)) as pilot:
        dashboard = app.screen
        assert isinstance(dashboard, Dashboard)
        for key, words in (
            ("report", "29 Jan 2026 16:30 New York, in 49d"),
            ("minutes", "11 Dec 2025 14:00 New York, in 30m"),
            ("claims", "08:30 New York, 5h ago"),
        ):
            dashboard.selected = key
            await pilot.pause()
            lines = dashboard.query_one("#detail", Pane).lines
            assert words in " ".join("".join(span.text for span in line) for line in lines)
