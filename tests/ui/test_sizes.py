"""The screen at every size: nothing overlaps, nothing is wider than its place, no number is halved."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from ui_boards import FakeFeed, a_board, a_config, a_problem, an_app, an_empty_board

from tui.core.board import Board
from tui.ui.app import RotationApp
from tui.ui.screens.dashboard import Dashboard
from tui.ui.widgets.pane import Pane
from tui.ui.widgets.rows import Row
from tui.ui.widgets.timeline import Timeline

SIZES = ((150, 42), (100, 30), (80, 24), (60, 60), (40, 12), (40, 40), (120, 20), (200, 16), (250, 70))
BOARDS = {
    "whole": a_board(),
    "empty": an_empty_board(),
    "error": an_empty_board(a_problem()),
}
NUMBER = re.compile(r"[▲▼+−]?\d[\d,]*\.\d\d%?")


def shown(app: RotationApp) -> list[Widget]:
    """Return the widgets in sight that draw something of their own."""
    dashboard = app.screen
    assert isinstance(dashboard, Dashboard)
    drawn = [*dashboard.query(Pane), dashboard.chart]
    return [widget for widget in drawn if widget.display and widget.region and all(p.display for p in above(widget))]


def above(widget: Widget) -> list[Widget]:
    return [parent for parent in widget.ancestors if isinstance(parent, Widget)]


def picture(widget: Widget) -> list[str]:
    return [widget.render_line(y).text for y in range(widget.size.height)]


async def check(pilot: Pilot[None]) -> None:
    """Check that panes neither overlap nor leave the screen, and that their lines fit."""
    app = pilot.app
    assert isinstance(app, RotationApp)
    await pilot.pause()
    widgets = shown(app)
    for place, widget in enumerate(widgets):
        assert app.screen.region.contains_region(widget.region), (widget, app.size)
        for other in widgets[place + 1 :]:
            assert not widget.region.overlaps(other.region), (widget, other, app.size)
        if isinstance(widget, Pane):
            assert max((sum(len(span.text) for span in line) for line in widget.lines), default=0) <= widget.size.width


@pytest.mark.parametrize("board", BOARDS.values(), ids=BOARDS)
async def test_panes_keep_to_their_places_at_every_size_reached_live(board: Board) -> None:
    app = an_app(FakeFeed(), board)
    async with app.run_test(size=SIZES[0]) as pilot:
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await check(pilot)
            # Where every pane is in sight, going through them changes no place.
            for _ in range(4 if size[1] <= 24 else 0):
                await pilot.press("tab")
                await check(pilot)


async def test_either_side_of_every_breakpoint_is_sound() -> None:
    app = an_app(FakeFeed(), a_board(simulated=True))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("tab", "enter")
        for width in (59, 60, 99, 100, 139, 140):
            for height in (17, 18, 27, 28, 49, 50):
                await pilot.resize_terminal(width, height)
                await check(pilot)


@pytest.mark.parametrize("size", [(1, 1), (10, 3), (20, 6), (30, 8)])
async def test_a_terminal_too_small_for_anything_still_opens(size: tuple[int, int]) -> None:
    app = an_app(FakeFeed(), a_board())
    async with app.run_test(size=size) as pilot:
        await pilot.press("tab", "w", "question_mark", "escape")
        assert app.return_code is None


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_panes_keep_to_their_places_and_prices_are_whole_at_the_size_it_starts_at(size: tuple[int, int]) -> None:
    """A price cut short would be one no quote has."""
    board = a_board()
    known = {f"{quote.price:,.2f}" for quote in board.quotes} | {f"{quote.price:,.2f}%" for quote in board.quotes}
    changes = {f"{abs(quote.change or 0):,.2f}" for quote in board.quotes}
    changes |= {f"{abs(quote.change_pct or 0):,.2f}%" for quote in board.quotes} | {"3.50", "3.75"}
    app = an_app(FakeFeed(), board)
    async with app.run_test(size=size) as pilot:
        await check(pilot)
        panes = [pane for pane in shown(app) if pane.id in ("quotes", "indices")]
        found = {number.lstrip("▲▼+−") for pane in panes for line in picture(pane) for number in NUMBER.findall(line)}
        assert found
        assert found <= known | changes


async def test_a_small_terminal_tells_the_spread_in_words_and_one_symbol_a_line() -> None:
    app = an_app(FakeFeed(), a_board())
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        dashboard = app.screen
        assert isinstance(dashboard, Dashboard)
        legs, spread = (line.split() for line in picture(dashboard.chart)[:2])
        assert legs == ["RUT", "+6.33%", "NDX", "+4.08%"]
        assert spread == ["QTD", "spread", "▲", "+2.25", "pts", "z60", "+1.59"]
        lines = picture(dashboard.quotes)
        assert " ".join(line.split()[0] for line in lines) == "^RUT ^NDX ^GSPC 10Y VIX AMZN AAPL AMD BAC"
        assert all("delayed" in line for line in lines)


async def test_a_list_becomes_a_strip_again_when_there_is_room() -> None:
    app = an_app(FakeFeed(), a_board())
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        dashboard = app.screen
        assert isinstance(dashboard, Dashboard)
        assert dashboard.quotes.listed
        await pilot.resize_terminal(150, 42)
        await pilot.pause()
        assert not dashboard.quotes.listed
        assert dashboard.front == "baskets"
        assert len(picture(dashboard.quotes)) == 2


async def test_the_rules_of_small_terminals_are_read_where_one_is_small_or_becomes_it() -> None:
    app = an_app(FakeFeed(), a_board())
    async with app.run_test(size=(140, 28)) as pilot:
        large = len(app.stylesheet.rules)
        await pilot.resize_terminal(139, 28)
        assert len(app.stylesheet.rules) > large + 20
        own = [name for name in (Path(path).name for path, _ in app.stylesheet.source) if name.endswith(".tcss")]
        assert own == ["rotation.tcss", "small.tcss"]


async def test_a_list_is_laid_out_once_before_the_first_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    rows = Timeline.list_rows

    def counted(pane: Timeline, width: int) -> tuple[Row, ...]:
        made.append(width)
        return rows(pane, width)

    monkeypatch.setattr(Timeline, "list_rows", counted)
    app = an_app(FakeFeed(), a_board())
    async with app.run_test(size=(150, 42)):
        assert len(made) == 1


async def test_all_ten_quotes_are_in_sight_where_there_is_room() -> None:
    for size in ((150, 42), (250, 70)):
        app = an_app(FakeFeed(), a_board())
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            dashboard = app.screen
            assert isinstance(dashboard, Dashboard)
            text = "".join(picture(dashboard.quotes))
            assert all(symbol in text for symbol in a_config().watchlist.strip)
            assert "more" not in text
