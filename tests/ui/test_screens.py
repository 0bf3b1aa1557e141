"""Going between screens: keys, what a hidden one costs, what a shown one knows, and the help of each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from rotation_boards import a_rotation_board
from textual.events import Key
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from ui_boards import IWM_QQQ, FakeFeed, a_board, a_config, a_quote, an_answer, an_app, leave

from tui.core.board import Board
from tui.core.market import State
from tui.core.messages import Quotes, Refresh, RotationPart, Watch
from tui.ui.app import RotationApp
from tui.ui.screens.base import BoardScreen
from tui.ui.screens.help import HelpScreen
from tui.ui.shown import SHOWN
from tui.ui.widgets.graph_table import GraphTable
from tui.ui.widgets.pane import Pane

REFRESH = Widget.refresh


class Shown:
    """A running app, and what the screen that is shown says."""

    def __init__(self, app: RotationApp, feed: FakeFeed, pilot: Pilot[None]) -> None:
        self.app, self.feed, self.pilot = app, feed, pilot

    @property
    def screen(self) -> BoardScreen:
        screen = self.app.screen
        assert isinstance(screen, BoardScreen)
        return screen

    def said(self, pane: str) -> str:
        """Return everything a pane of the screen says, line by line."""
        lines = self.app.screen.query_one(f"#{pane}", Pane).lines
        return "\n".join("".join(span.text for span in line).rstrip() for line in lines)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], object]) -> None:
        """Let the app go on, turn by turn, until something holds that it does in a later turn than the key's own."""
        for _ in range(100):
            if holds():
                return
            await self.pilot.pause()
        raise AssertionError("it never came to hold")

    async def hear(self, *updates: object) -> None:
        self.feed.say(*updates)  # type: ignore[arg-type]  # updates of every kind
        await self.pilot.pause()
        await self.pilot.pause()


@asynccontextmanager
async def shown(board: Board | None = None, size: tuple[int, int] = (150, 42)) -> AsyncIterator[Shown]:
    board = board or a_rotation_board()
    feed = FakeFeed(*(an_answer(board, 1) if board.spread else ()))
    app = an_app(feed, board, a_config())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Shown(app, feed, pilot)


async def test_each_screen_has_its_key_and_escape_goes_back_to_the_dashboard() -> None:
    async with shown() as s:
        for screen in SHOWN[1:]:
            await s.press(screen.key)
            assert screen.name == s.screen.NAME
            await s.press("escape")
            assert s.screen.NAME == "dashboard"
        await s.press("2", "1")
        assert s.screen.NAME == "dashboard"
        assert not s.feed.closed


async def test_a_key_of_no_screen_does_nothing() -> None:
    async with shown() as s:
        await s.press("7", "8", "9")
        assert s.screen.NAME == "dashboard"


async def test_keys_typed_in_one_go_with_the_pane_key_go_to_the_pane_it_brings() -> None:
    async with shown() as s:
        await s.press("2")
        screen = s.screen
        for key in ("tab", "tab", "shift+tab", "shift+tab", "end"):
            s.app.post_message(Key(key, None))
        await s.pilot.pause()
        assert screen.focused is screen.query_one("#lines")
        assert screen.query_one(GraphTable).cursor == "Nuclear / SMR"
        for key in ("tab", "home"):
            s.app.post_message(Key(key, None))
        await s.pilot.pause()
        assert screen.focused is screen.query_one("#tail")
        assert screen.query_one(GraphTable).cursor == "Nuclear / SMR"


async def test_a_click_moves_the_keys_to_the_pane_it_meets() -> None:
    async with shown() as s:
        await s.press("2")
        await s.pilot.click("#breadth")
        await s.pilot.pause()
        assert s.screen.front == "breadth"
        await s.press("tab")
        assert s.screen.focused is s.screen.query_one("#stretch")


async def test_a_screen_is_the_same_when_one_comes_back_to_it() -> None:
    async with shown() as s:
        await s.press("2", "j", "tab")
        before = s.screen
        await s.press("1", "2")
        assert s.screen is before
        assert s.screen.front == "tail"


async def test_a_hidden_screen_is_told_nothing_and_knows_all_once_it_is_shown() -> None:
    async with shown() as s:
        hidden = s.screen
        told = hidden.board
        await s.press("2")
        await s.hear(Quotes(generation=1, quotes=(a_quote("AMZN", 999.0, state=State.DELAYED),)))
        assert hidden.board is told
        assert "999.00" in s.said("quotes")
        await s.press("1")
        assert hidden.board is s.app.board
        assert "999.00" in s.said("quotes")


async def test_the_first_frame_of_a_screen_has_the_newest_board() -> None:
    async with shown() as s:
        await s.hear(RotationPart(generation=1))
        await s.press("2")
        assert s.screen.board is s.app.board
        assert "no lines yet from Yahoo" in s.said("lines")


async def test_a_quote_does_not_have_the_whole_screen_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    whole: list[Widget] = []

    def refresh(self: Widget, *regions: Region, **how: bool) -> Widget:
        if not regions and isinstance(self, Screen):
            whole.append(self)
        return REFRESH(self, *regions, **how)

    async with shown() as s:
        for screen in SHOWN:
            await s.press(screen.key)
            assert s.screen.focused is s.screen.query_one(f"#{s.screen.front}")
            monkeypatch.setattr(Widget, "refresh", refresh)
            whole.clear()
            price = 900.0 + SHOWN.index(screen)
            asked = [request for request in s.feed.sent if isinstance(request, Watch)][-1].generation
            await s.hear(Quotes(generation=asked, quotes=(a_quote("AMZN", price, state=State.DELAYED),)))
            assert f"{price:,.2f}" in s.said("quotes")
            assert whole == []


async def test_windows_pairs_themes_and_refresh_work_on_every_screen() -> None:
    async with shown() as s:
        for screen in SHOWN:
            await s.press(screen.key, "w", "p")
            asked = [request for request in s.feed.sent if isinstance(request, Watch)][-1]
            assert f"{asked.pair} · {asked.window} …" in s.said("status")
            await s.press("r", "t")
            assert s.feed.sent[-1] == Refresh(generation=asked.generation)
            assert s.app.theme == ("rotation-light" if SHOWN.index(screen) % 2 == 0 else "rotation-dark")


async def test_what_is_asked_on_one_screen_is_told_on_the_other_until_the_answer() -> None:
    async with shown() as s:
        await s.press("p", "2")
        assert "IWM/QQQ · QTD …" in s.said("status")
        await s.hear(*an_answer(a_board(pair=IWM_QQQ), generation=2))
        assert "…" not in s.said("status")
        await s.press("1")
        assert "…" not in s.said("status")


@pytest.mark.parametrize("keys", [["2", "q"], ["2", "ctrl+c"], ["2", "question_mark", "q"]])
async def test_one_leaves_from_every_screen(keys: list[str]) -> None:
    async with shown() as s:
        await leave(s.app, s.feed, *keys)
        assert s.feed.closed
        assert s.app.return_code == 0


async def test_the_help_of_a_screen_tells_its_keys_and_its_formulas() -> None:
    async with shown() as s:
        await s.press("2", "question_mark")
        assert isinstance(s.app.screen, HelpScreen)
        told = " ".join(s.said("keys").split())
        for words in (
            "Dashboard screen",
            "Rotation screen",
            "RS = line / benchmark",
            "strength = 100 · RS / mean of the last 50 RS",
            "momentum = 100 · strength / mean of the last 10 strengths",
            "rotation graph by the formula above, not the trademarked one",
            "their own last 20, 50, 200 closes",
        ):
            assert words in told
        text = s.app.screen.query_one("#keys", Pane)
        await s.press("end")
        await s.until(lambda: text.scroll_offset.y > 0)
        await s.press("1")
        assert s.screen.NAME == "dashboard"
        await s.press("question_mark")
        told = " ".join(s.said("keys").split())
        assert "z60 = (x − mean of the last 60 x)" in told
        assert "on its close number 3 in a row" in told
        await s.press("escape")
        assert s.screen.NAME == "dashboard"


async def test_the_status_bar_names_the_screens_where_there_is_room() -> None:
    async with shown() as s:
        assert "1 Dashboard  2 Rotation" in s.said("status")
        await s.press("2")
        assert "1 Dashboard  2 Rotation" in s.said("status")
        await s.pilot.resize_terminal(80, 24)
        await s.pilot.pause()
        assert "1  2 Rotation" in s.said("status")


async def test_a_screen_fits_the_terminal_that_was_resized_while_it_was_hidden() -> None:
    async with shown() as s:
        await s.press("2")
        await s.pilot.resize_terminal(40, 12)
        await s.press("1")
        await s.pilot.pause()
        assert s.screen.has_class("-tiny", "-listed")
        await s.pilot.resize_terminal(150, 42)
        await s.press("2")
        await s.pilot.pause()
        assert s.screen.has_class("-wide")
        assert not s.screen.has_class("-listed")
        assert s.screen.query_one("#graph").size.height > 20


async def test_the_command_palette_knows_the_screens() -> None:
    async with shown() as s:
        commands = {each.title: each for each in s.app.get_system_commands(s.screen)}
        commands["Screen Rotation"].callback()
        await s.pilot.pause()
        assert s.screen.NAME == "rotation"
