"""What a frame, a price and a key cost grows with what has changed and is in sight: counted, never timed."""

from __future__ import annotations

import gc
import re
from collections import Counter
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace
from textual._compositor import Compositor
from textual.geometry import Region
from ui_boards import FakeFeed, a_board, a_problem, a_quote, an_app

from tui.core.board import BasketRow, Board, MemberRow
from tui.core.market import State
from tui.core.messages import HealthPart, Quotes, WorkerDown
from tui.core.watchlist import Stance
from tui.ui import app as app_module
from tui.ui import cells as cells_module
from tui.ui.app import RotationApp
from tui.ui.basket_rows import Layout
from tui.ui.screens.dashboard import Dashboard
from tui.ui.widgets import index_row, spread_chart
from tui.ui.widgets.detail import Detail
from tui.ui.widgets.pane import Pane
from tui.ui.widgets.rows import Listed, Made, Row, Stacked
from tui.ui.widgets.timeline import Timeline

SIZE = (150, 42)
MEMBERS = 2000
_PLACED = re.compile(r"\x1b\[(\d+);(\d+)H")
_STYLE = re.compile(r"\x1b\[[0-9;]*m")


def a_long_board() -> Board:
    members = tuple(MemberRow(symbol=f"M{place:04}", return_pct=place / 100) for place in range(MEMBERS))
    return replace(a_board(), baskets=(BasketRow(name="Fund", stance=Stance.WATCH, members=members),))


def dashboard(app: RotationApp) -> Dashboard:
    shown = app.screen
    assert isinstance(shown, Dashboard)
    return shown


def cells(sent: str) -> dict[tuple[int, int], str]:
    """What a frame puts on the terminal, by row and column."""
    found: dict[tuple[int, int], str] = {}
    pieces = _PLACED.split(_STYLE.sub("", sent).replace("\r", "").replace("\n", ""))
    for row, column, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        found |= {(int(row), int(column) + place): char for place, char in enumerate(text)}
    return found


def drawn(app: RotationApp, compositor: Compositor, regions: set[Region], render: Any) -> dict[tuple[int, int], str]:
    compositor._dirty_regions.update(regions)
    return cells(render(compositor).render_segments(app.console))


async def test_a_frame_of_some_regions_is_what_textual_itself_draws_there() -> None:
    random = Random(7)
    app = an_app(FakeFeed(), a_board())
    async with app.run_test(size=SIZE):
        compositor = app.screen._compositor
        for _ in range(40):
            corners = [(random.randrange(140), random.randrange(40)) for _ in range(random.randint(1, 4))]
            regions = {Region(x, y, random.randint(1, 150 - x), random.randint(1, 42 - y)) for x, y in corners}
            expected = drawn(app, compositor, regions, Compositor.render_partial_update)
            assert drawn(app, compositor, regions, lambda one: one.render_partial_update()) == expected


async def test_a_frame_asks_the_widgets_for_the_rows_that_changed_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    feed = FakeFeed()
    app = an_app(feed, a_board())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        asked: Counter[str] = Counter()
        for pane in app.screen.query(Pane):
            lines = pane.render_lines
            counting = lambda crop, lines=lines, name=pane.id: asked.update({name: crop.height}) or lines(crop)  # noqa: E731
            monkeypatch.setattr(pane, "render_lines", counting)
        feed.say(Quotes(generation=1, quotes=(a_quote("AMZN", 999.0, state=State.DELAYED),)))
        await pilot.pause()
        await pilot.pause()
        assert set(asked) == {"quotes"}
        assert asked["quotes"] <= 2


async def test_prices_alone_go_to_the_panes_that_follow_them_and_to_all_with_the_second() -> None:
    feed = FakeFeed()
    app = an_app(feed, a_board())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        shown = dashboard(app)
        before, ages = shown.board, shown.timeline.board
        feed.say(Quotes(generation=1, quotes=(a_quote("AMZN", 999.0, state=State.DELAYED),)))
        await pilot.pause()
        await pilot.pause()
        assert shown.quotes.board is app.board is not before
        assert (shown.board, shown.timeline.board) == (before, ages)
        app.hand_over()
        assert shown.board is shown.timeline.board is app.board


async def test_lines_more_or_less_lay_no_screen_out_and_trouble_draws_no_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    feed = FakeFeed()
    app = an_app(feed, a_board())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        shown = dashboard(app)
        detail = shown.query_one(Detail)
        lines, laid, charts = len(detail.lines), [0], [0]
        app.screen.screen_layout_refresh_signal.subscribe(app.screen, lambda _: laid.append(1))
        monkeypatch.setattr(spread_chart, "draw", lambda *_: charts.append(1))
        feed.say(WorkerDown(generation=1, problem=a_problem(what="The data process ended with code 1")))
        await pilot.pause()
        await pilot.pause()
        assert app.board.problems
        assert len(detail.lines) != lines
        assert (sum(laid), sum(charts)) == (0, 0)


async def test_an_answer_that_changes_nothing_but_when_it_came_lays_no_list_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    feed, board = FakeFeed(), a_board()
    app = an_app(feed, board)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        laid: list[str] = []
        monkeypatch.setattr(Timeline, "lay_out", lambda self, *_: laid.append(self.id) or self.lines)
        told = replace(board.provider, last_good=board.clock.now)
        feed.say(HealthPart(generation=1, provider=told, clock=board.clock))
        await pilot.pause()
        await pilot.pause()
        assert app.board.provider == told
        assert laid == []


async def test_a_table_as_high_as_its_rows_grows_and_shrinks_with_them() -> None:
    app = an_app(FakeFeed(), a_board())
    async with app.run_test(size=SIZE) as pilot:
        table = dashboard(app).baskets
        for _ in range(3):
            await pilot.pause()
            assert table.size.height == len(table.lines)
            await pilot.press("enter")


async def test_of_quotes_only_those_that_moved_are_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    feed = FakeFeed()
    app = an_app(feed, a_board())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        written: list[str] = []
        for module, name in ((cells_module, "quote_cell"), (index_row, "index_cell")):
            cell = getattr(module, name)
            noting = lambda label, *rest, cell=cell: written.append(str(label)) or cell(label, *rest)  # noqa: E731
            monkeypatch.setattr(module, name, noting)
        feed.say(Quotes(generation=1, quotes=(a_quote("AMZN", 228.5, state=State.DELAYED),)))
        await pilot.pause()
        await pilot.pause()
        assert set(written) == {"AMZN"}


async def test_of_a_long_list_only_rows_in_sight_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    member = Layout.member
    monkeypatch.setattr(Layout, "member", lambda self, row, **how: made.append(row.symbol) or member(self, row, **how))
    app = an_app(FakeFeed(), a_long_board())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        table = dashboard(app).baskets
        assert len(table.rows) > MEMBERS
        assert len(set(made)) <= table.room.height
        await pilot.press("G")
        await pilot.pause()
        assert table.cursor == f"Fund\nM{MEMBERS - 1}"
        made.clear()
        await pilot.press("k")
        await pilot.pause()
        assert table.cursor == f"Fund\nM{MEMBERS - 2}"
        assert len(made) <= 1


async def test_a_cursor_is_found_without_going_through_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    app = an_app(FakeFeed(), a_long_board())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter", "G")
        await pilot.pause()
        looked_at: list[int] = []
        at = Stacked.at
        monkeypatch.setattr(Stacked, "at", lambda self, place: looked_at.append(place) or at(self, place))
        table = dashboard(app).baskets
        for key, upward in (("k", 1), ("pageup", table.room.height - 2)):
            place = table._places.line(table.cursor)
            looked_at.clear()
            await pilot.press(key)
            assert table._places.line(table.cursor) == (place or 0) - upward
            assert len(looked_at) <= 6 * table.room.height


async def test_what_is_loaded_by_and_by_is_kept_out_of_collecting_garbage(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    async def load_at_once() -> None:
        done.append("load")

    monkeypatch.setattr(app_module, "load_in_turn", load_at_once)
    monkeypatch.setattr(gc, "freeze", lambda: done.append("freeze"))
    gc.disable()
    try:
        async with an_app(FakeFeed(), a_board()).run_test(size=SIZE) as pilot:
            await pilot.pause()
            assert gc.isenabled()
    finally:
        gc.enable()
    assert done == ["freeze", "load", "freeze"]


def test_rows_are_found_in_the_part_they_are_of() -> None:
    first, then = [Row(str(place), ()) for place in range(3)], Made(4, lambda place: Row(f"made {place}", ()))
    stacked = Stacked([first, [], then])
    keys = ["0", "1", "2", "made 0", "made 1", "made 2", "made 3"]
    assert [row.key for row in stacked] == keys
    assert [stacked[place].key for place in range(-7, 7)] == keys * 2
    assert [row.key for row in stacked[2:5]] == keys[2:5]
    with pytest.raises(IndexError):
        stacked[7]


def test_a_line_that_was_made_is_made_once() -> None:
    made: list[int] = []
    rows = Made(3, lambda place: Row("", lambda: made.append(place) or ()))  # type: ignore[func-returns-value]
    lines = Listed((), rows)
    assert [lines[1], lines[1], lines[0]] == [(), (), ()]
    assert made == [0]
