"""The frame the reader leaves is kept as it was seen, if it is worth a second look."""

from __future__ import annotations

from datetime import date

import pyte
import pytest
from msgspec.structs import replace
from textual.app import ComposeResult
from ui_boards import FakeFeed, a_board, a_config, an_app, an_empty_board

from tui.core.board import Board
from tui.paint.frame import harmless
from tui.ui.screens.dashboard import Dashboard

SIZE = (100, 30)


async def test_the_frame_left_is_what_the_dashboard_showed_wherever_one_was() -> None:
    app = an_app(FakeFeed(), a_board())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        shown = [strip.text for strip in app.screen._compositor.render_strips()]
        await pilot.press("3", "question_mark")
        app.exit()
    kept = app.last_frame
    assert kept is not None
    assert kept.size == SIZE
    assert harmless(kept.text)
    screen = pyte.Screen(*SIZE)
    pyte.Stream(screen).feed(kept.text)
    assert screen.display == shown


async def test_one_told_to_end_at_its_start_ends_with_a_whole_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    app, composed = an_app(FakeFeed(), a_board()), Dashboard.panes

    def told_meanwhile(screen: Dashboard) -> ComposeResult:
        app.leave()
        return composed(screen)

    monkeypatch.setattr(Dashboard, "panes", told_meanwhile)
    await app.run_async(headless=True, size=SIZE)
    assert app._exception is None
    assert app.last_frame is not None


@pytest.mark.parametrize(
    "board",
    [a_board(simulated=True), replace(a_board(), as_of=date(2025, 12, 11)), an_empty_board()],
    ids=["simulated", "a past day", "nothing yet"],
)
async def test_what_is_invented_past_or_empty_is_not_kept(board: Board) -> None:
    app = an_app(FakeFeed(), board)
    async with app.run_test(size=SIZE):
        app.exit()
    assert app.last_frame is None


async def test_a_frame_in_another_theme_than_the_next_start_has_is_not_kept() -> None:
    app = an_app(FakeFeed(), a_board(), a_config())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("t")
        app.exit()
    assert app.last_frame is None
