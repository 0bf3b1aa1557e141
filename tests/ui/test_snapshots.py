"""Pictures of the screen, compared to the letter: sizes, themes, and what there may be to show."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from event_boards import an_events_board
from msgspec.structs import replace
from precedent_boards import a_precedents_board, a_simulated_board
from rotation_boards import a_rotation_board
from symbol_boards import a_symbol_board
from textual.pilot import Pilot
from ui_boards import FakeFeed, a_board, a_config, a_day, a_problem, an_answer, an_app, an_empty_board

from tui.core.board import Board
from tui.core.config import Palette

Compare = Callable[..., bool]

SIZES = ((150, 42), (100, 30), (80, 24), (40, 12))
BOARDS = {
    "demo": a_simulated_board(),
    "empty": an_empty_board(),
    "error": replace(a_board(), problems=(a_problem(),)),
}


async def settled(pilot: Pilot[None]) -> None:
    """Wait until the chart's lines are drawn."""
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize("board", BOARDS.values(), ids=BOARDS)
@pytest.mark.parametrize("theme", ["rotation-dark", "rotation-light"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_dashboard(snap_compare: Compare, size: tuple[int, int], theme: str, board: Board) -> None:
    feed = FakeFeed(*(an_answer(board, 1) if board.spread else ()))
    app = an_app(feed, board, a_config(theme=theme))
    assert snap_compare(app, terminal_size=size, run_before=settled)


def test_help(snap_compare: Compare) -> None:
    app = an_app(FakeFeed(), a_board())
    assert snap_compare(app, terminal_size=(150, 42), press=["question_mark"], run_before=settled)


def test_opened_basket_in_blue_and_orange(snap_compare: Compare) -> None:
    app = an_app(FakeFeed(), a_board(), a_config(palette=Palette.BLUE_ORANGE))
    assert snap_compare(app, terminal_size=(120, 30), press=["down", "down", "enter"], run_before=settled)


def test_last_board_without_colours(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = an_app(FakeFeed(), replace(a_board(), cached=True))
    assert snap_compare(app, terminal_size=(100, 30), run_before=settled)


def test_one_day(snap_compare: Compare) -> None:
    board = replace(a_board(), window="1D", spread=a_day())
    app = an_app(FakeFeed(*an_answer(board, 1)), board, a_config(window="1D"))
    assert snap_compare(app, terminal_size=(150, 42), run_before=settled)


@pytest.mark.parametrize(
    ("size", "theme"),
    [*((size, "rotation-dark") for size in SIZES), (SIZES[0], "rotation-light")],
    ids=lambda each: each if isinstance(each, str) else f"{each[0]}x{each[1]}",
)
def test_rotation(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    board = a_rotation_board()
    app = an_app(FakeFeed(*an_answer(board, 1)), board, a_config(theme=theme))
    assert snap_compare(app, terminal_size=size, press=["2", "j", "j"], run_before=settled)


@pytest.mark.parametrize(
    ("size", "theme"),
    [*((size, "rotation-dark") for size in SIZES), (SIZES[0], "rotation-light")],
    ids=lambda each: each if isinstance(each, str) else f"{each[0]}x{each[1]}",
)
def test_precedents(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    board = a_precedents_board()
    app = an_app(FakeFeed(*an_answer(board, 1)), board, a_config(theme=theme))
    keys = ["4", "z"] if theme == "rotation-light" else ["4"]
    assert snap_compare(app, terminal_size=size, press=keys, run_before=settled)


@pytest.mark.parametrize("size", [SIZES[0], SIZES[2]], ids=lambda size: f"{size[0]}x{size[1]}")
def test_symbol(snap_compare: Compare, size: tuple[int, int]) -> None:
    board = a_symbol_board()
    app = an_app(FakeFeed(*an_answer(board, 2)), board)
    assert snap_compare(app, terminal_size=size, press=["5"], run_before=settled)


@pytest.mark.parametrize("size", SIZES[:3], ids=lambda size: f"{size[0]}x{size[1]}")
def test_events(snap_compare: Compare, size: tuple[int, int]) -> None:
    board = an_events_board()
    app = an_app(FakeFeed(*an_answer(board, 1)), board)
    assert snap_compare(app, terminal_size=size, press=["3", "j", "j", "j"], run_before=settled)


def test_average_path_without_colours(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    board = an_events_board()
    app = an_app(FakeFeed(*an_answer(board, 1)), board)
    assert snap_compare(app, terminal_size=(80, 24), press=["3", "shift+tab", "shift+tab"], run_before=settled)
