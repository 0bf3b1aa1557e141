"""The screen of one symbol: the ways to it, what its panes say, at any size and of anything missing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from symbol_boards import a_portrait, a_symbol_board
from textual.widgets import Input
from ui_boards import HOSTILE, NOW, FakeFeed, a_board, a_quote, an_app, an_empty_board, an_event

from tui.core.board import Board
from tui.core.events import Kind
from tui.core.messages import BasketsPart, SymbolPart, Watch
from tui.core.portrait import Portrait
from tui.core.text import safe
from tui.ui.app import RotationApp
from tui.ui.entries import own_entries, own_marks
from tui.ui.lines import Line, width_of
from tui.ui.plot.closes import Subject, draw_closes
from tui.ui.plot.drawing import draw_lines
from tui.ui.plot.plain import draw_plain
from tui.ui.screens.question import Question
from tui.ui.screens.symbol import SymbolScreen
from tui.ui.symbol_rows import price_lines, range_lines, return_lines, source_lines
from tui.ui.widgets.close_chart import CloseChart
from tui.ui.widgets.company_table import CompanyTable
from tui.ui.widgets.marked_chart import MarkedChart


def said(*lines: Line) -> str:
    return "\n".join("".join(span.text for span in line) for line in lines)


def drawn(subject: Subject, width: int = 80, height: int = 20) -> str:
    grid = draw_closes(subject, width, height, draw_lines).grid
    return "\n".join(grid.text(y) for y in range(height))


def told(app: RotationApp) -> str:
    """Return what all panes but the chart say."""
    return said(*(line for pane in app.screen.query(".list") for line in getattr(pane, "lines", ())))


def looked_at(feed: FakeFeed) -> str | None:
    return [request for request in feed.sent if isinstance(request, Watch)][-1].symbol


@pytest.mark.parametrize(
    ("keys", "symbol"),
    [
        (("5",), "^RUT"),
        (("shift+tab", "right", "enter"), "AAPL"),
        (("down", "enter", "down", "down", "enter"), "KRRO"),
        (("2", "down", "down", "down", "enter"), "IWM"),
        (("4", "tab", "enter"), "^RUT"),
    ],
    ids=["key", "quote", "member", "line", "levels"],
)
async def test_a_symbol_is_reached_by_its_key_or_from_where_it_stands(keys: tuple[str, ...], symbol: str) -> None:
    feed = FakeFeed()
    app = an_app(feed, replace(a_symbol_board(), portrait=None))
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert isinstance(app.screen, SymbolScreen)
        assert looked_at(feed) == symbol


async def test_the_symbol_of_an_event_is_reached_from_its_detail() -> None:
    named = replace(an_event("orders", "2025-12-11", Kind.COMPANY, "Orders"), symbols=("ORCL",))
    feed = FakeFeed()
    app = an_app(feed, replace(a_board(), events=(named,), opinions=()))
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.press("tab", "enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, SymbolScreen)
        assert looked_at(feed) == "ORCL"


async def test_the_symbol_looked_at_last_comes_back_with_its_key_and_stays_over_a_change_of_window() -> None:
    feed = FakeFeed()
    app = an_app(feed, a_symbol_board())
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.press("5", "1", "5", "w")
        assert looked_at(feed) == "NVDA"
        feed.say(SymbolPart(generation=3, portrait=a_portrait("AMD")))
        await pilot.pause()
        await pilot.pause()
        assert "Facts · AMD" in str(app.screen.query_one("#facts").border_title)


async def test_nothing_is_asked_of_a_symbol_before_one_is_looked_at() -> None:
    feed = FakeFeed()
    async with an_app(feed, a_symbol_board()).run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "w", "1")
        assert looked_at(feed) is None


async def test_another_member_of_its_basket_is_looked_at_with_enter() -> None:
    feed = FakeFeed()
    app = an_app(feed, a_symbol_board())
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.press("5", "tab", "home", "down", "enter")
        assert looked_at(feed) == "AAPL"


async def test_the_list_of_its_baskets_begins_at_the_symbol_and_follows_it_but_not_its_prices() -> None:
    board = a_symbol_board()
    (basket,) = (each for each in board.baskets if any(member.symbol == "NVDA" for member in each.members))
    own = basket.members[-1].symbol
    feed = FakeFeed()
    app = an_app(feed, replace(board, portrait=a_portrait(own)))
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.press("5", "tab")
        table = app.screen.query_one(CompanyTable)
        assert table.cursor == f"{basket.name}\n{own}"
        await pilot.press("home")
        first = table.cursor
        assert first != f"{basket.name}\n{own}"
        told = tuple(replace(each, return_pct=(each.return_pct or 0) + 1) for each in board.baskets)
        asked = [request for request in feed.sent if isinstance(request, Watch)][-1].generation
        feed.say(BasketsPart(generation=asked, baskets=told))
        await pilot.pause()
        await pilot.pause()
        assert app.board is not None
        assert app.board.baskets == told
        assert table.cursor == first


async def test_a_note_written_here_is_about_the_symbol_and_a_link_is_shown_before_it_is_opened() -> None:
    app = an_app(FakeFeed(), a_symbol_board())
    async with app.run_test(size=(150, 42)) as pilot:
        opened: list[str] = []
        app.open_url = opened.append  # type: ignore[assignment,method-assign]  # no browser here
        await pilot.press("5", "shift+tab", "shift+tab", "home", "n")
        assert app.screen.query_one("#note-symbols", Input).value == "NVDA"
        await pilot.press("escape", "o")
        assert isinstance(app.screen, Question)
        await pilot.press("escape", "o", "enter")
        assert opened == ["https://example.com/chips"]


async def test_chart_and_list_select_each_other_and_an_event_before_the_window_says_how_to_see_it() -> None:
    early = replace(an_event("early", "2025-03-04", Kind.COMPANY, "Early"), symbols=("NVDA",))
    board = a_symbol_board()
    feed = FakeFeed()
    app = an_app(feed, replace(board, events=(early, *board.events)))
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.press("5")
        screen = app.screen
        assert isinstance(screen, SymbolScreen)
        screen.post_message(MarkedChart.EventSelected("orders"))
        await pilot.pause()
        assert screen.news.cursor == screen.selected == "orders"
        assert "widens" not in str(screen.chart.border_title)
        screen.news.choose("early")
        await pilot.pause()
        assert "◂ 4 Mar 2025: b widens to it" in str(screen.chart.border_title)
        await pilot.press("b")
        assert [each.since for each in feed.sent if isinstance(each, Watch)][-1] == date(2025, 3, 4)


async def test_every_pane_says_its_part_and_the_list_moves_the_mark() -> None:
    app = an_app(FakeFeed(), a_symbol_board())
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.press("5", "shift+tab", "shift+tab", "down")
        text = told(app)
        for words in ("after the close", "Closes of 252 sessions", "Mega-cap tech", "2/3", "Third-quarter report"):
            assert words in text
        assert app.screen.query_one(CloseChart).selected == "report"


@pytest.mark.parametrize("size", [(150, 42), (100, 30), (80, 24), (40, 12), (40, 40), (60, 60), (20, 6)])
async def test_panes_keep_to_their_places(size: tuple[int, int]) -> None:
    app = an_app(FakeFeed(), a_symbol_board())
    async with app.run_test(size=size) as pilot:
        await pilot.press("5")
        for _ in range(4):
            await pilot.press("tab")
            shown = [each for each in app.screen.query(".list, .picture, #quotes") if each.display and each.region]
            for place, each in enumerate(shown):
                assert app.screen.region.contains_region(each.region)
                assert not any(each.region.overlaps(other.region) for other in shown[place + 1 :])


@pytest.mark.parametrize(
    ("board", "words"),
    [
        (replace(a_board(), portrait=Portrait(symbol="ZZZ", window="QTD", watched=False)), "not in your watchlist"),
        (
            replace(a_board(), portrait=Portrait(symbol="ZZZ", window="QTD"), as_of=date(2020, 1, 2)),
            "no closes of ZZZ on or before 2 Jan 2020",
        ),
        (an_empty_board(), "waiting for Yahoo"),
    ],
    ids=["unwatched", "before its first close", "nothing yet"],
)
async def test_what_is_missing_is_said(board: Board, words: str) -> None:
    app = an_app(FakeFeed(), board)
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.press("5")
        await pilot.pause()
        chart = app.screen.query_one(CloseChart)
        assert words in " ".join(told(app).split())
        assert words.rsplit(maxsplit=1)[-1] in "".join(chart.render_line(y).text for y in range(chart.size.height))


def test_the_chart_tells_the_close_the_return_and_the_marks_of_its_own_events() -> None:
    board = a_symbol_board()
    text = drawn(Subject(board.portrait, "NVIDIA", marks=own_marks(board)))
    assert "NVDA NVIDIA  180.93  QTD ▼ −3.03%" in text
    assert text.split("\n")[2].split() == ["①○", "②□"]
    assert [entry.number for entry in own_entries(board, NOW)] == [None, 2, 1]


def test_a_yield_is_told_in_percent_and_basis_points() -> None:
    portrait = replace(a_portrait("^TNX"), close=4.14)
    assert "4.14%  QTD ▼ −565 bp" in drawn(Subject(portrait, is_yield=True))
    assert "%" not in said(*return_lines(portrait, is_yield=True))


def test_a_window_the_closes_do_not_reach_is_said_in_place_of_the_line() -> None:
    bare = replace(a_portrait(), days=(), closes=(), drawn=None, window="5Y", sessions=0)
    assert "the closes do not reach back to the start of 5Y" in drawn(Subject(bare))


def test_fewer_closes_than_a_year_are_counted() -> None:
    assert "of 120/252 closes" in said(*range_lines(replace(a_portrait(), ranged=120), 60, is_yield=False))


@given(width=st.integers(1, 160), height=st.integers(1, 40))
@settings(max_examples=30, deadline=None)
def test_any_size_is_drawn(width: int, height: int) -> None:
    board = a_symbol_board()
    subject = Subject(board.portrait, "NVIDIA", marks=own_marks(board), selected="report")
    grid = draw_closes(subject, width, height, draw_plain).grid
    assert (grid.width, grid.height) == (width, height)


def test_foreign_text_stays_text() -> None:
    quote = replace(a_quote("NVDA", 1.0), source=HOSTILE, currency=HOSTILE)
    text = said(*price_lines(quote, NOW, 60, is_yield=False), *source_lines(quote, 60))
    text += drawn(Subject(a_portrait(HOSTILE), HOSTILE))
    assert "\x1b" not in text
    assert safe(HOSTILE)[:20] in text


@given(width=st.integers(36, 120), price=st.sampled_from([180.93, 25_180.93]))
def test_every_fact_keeps_to_the_width(width: int, price: float) -> None:
    board = a_symbol_board()
    quote = board.quote("NVDA")
    assert quote is not None
    quote = replace(quote, price=price, change=1_234.56, change_pct=12.34)
    lines = (*price_lines(quote, NOW, width, is_yield=False), *source_lines(quote, width))
    lines += (*return_lines(a_portrait(), is_yield=False), *range_lines(a_portrait(), width, is_yield=False))
    assert max(map(width_of, lines)) <= width
