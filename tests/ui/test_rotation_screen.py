"""The screen of the rotation graph as a reader uses it: selecting, missing data, hostile names, every size."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from rotation_boards import a_rotation_board, a_row
from test_screens import Shown, shown
from textual.widget import Widget
from ui_boards import HOSTILE, a_problem, an_empty_board

from tui.core.graph import Role
from tui.core.market import Trouble
from tui.core.messages import RotationPart
from tui.ui.screens.rotation import RotationScreen
from tui.ui.widgets.pane import Pane
from tui.ui.widgets.rotation_graph import RotationGraphPlot

SIZES = ((150, 42), (100, 30), (80, 24), (60, 60), (40, 12), (120, 20), (200, 16), (250, 70))


def on_rotation(s: Shown) -> RotationScreen:
    screen = s.app.screen
    assert isinstance(screen, RotationScreen)
    return screen


def picture(widget: Widget) -> str:
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))


async def test_the_table_lists_every_line_by_quadrant_then_strength_with_its_sign() -> None:
    async with shown() as s:
        await s.press("2")
        lines = s.said("lines").splitlines()[1:]
        assert [line.split()[0] for line in lines] == list("AC1cDb2EaFBG")
        assert "108.34   103.03 ↖ Leading    13 Sep" in lines[0]
        assert "2/3" in lines[4]
        assert "earlier" in lines[7]
        assert "41 sessions of the 59 it takes" in lines[-1]
        assert "Lines 11/12 · vs ^GSPC · 11 Dec 2025" in str(s.app.screen.query_one("#lines").border_title)


async def test_moving_in_the_table_shows_that_lines_tail_with_its_dates() -> None:
    async with shown() as s:
        await s.press("2")
        assert on_rotation(s).selected == "Regional banks"
        await s.press("j", "down")
        assert on_rotation(s).selected == "^RUT"
        assert "1 ^RUT · leg" in str(s.app.screen.query_one("#tail").border_title)
        weeks = s.said("tail").splitlines()
        assert weeks[0] == "Leading since 2 Dec 2025"
        assert weeks[2].split() == ["11", "Dec", "2025", "101.62", "101.21", "→", "Leading"]
        assert len(weeks) == 10
        await s.press("k")
        assert on_rotation(s).selected == "Biotech"


async def test_only_the_selected_tail_has_its_weeks_marked() -> None:
    async with shown() as s:
        await s.press("2")
        graph = s.app.screen.query_one(RotationGraphPlot)
        assert 4 <= picture(graph).count("•") <= 7
        await s.press("end")
        assert on_rotation(s).selected == "Nuclear / SMR"
        assert picture(graph).count("•") == 0
        assert "41 sessions of the 59 it takes" in s.said("tail")


async def test_clicking_a_sign_selects_its_line_in_the_table() -> None:
    async with shown() as s:
        await s.press("2")
        graph = s.app.screen.query_one(RotationGraphPlot)
        rows = picture(graph).splitlines()
        y = next(y for y, row in enumerate(rows) if "F" in row)
        await s.pilot.click("#graph", offset=(rows[y].index("F") + 2, y + 1))
        await s.pilot.pause()
        assert on_rotation(s).selected == "Solar and wind"
        assert on_rotation(s).table.cursor == "Solar and wind"


async def test_a_line_far_beyond_the_others_is_told_and_leaves_them_room() -> None:
    async with shown() as s:
        await s.press("2")
        text = picture(s.app.screen.query_one(RotationGraphPlot))
        assert "off the axis: C is at 107.56, 134.87" in text
        assert "130" not in text
        assert all(name in text for name in ("Leading", "Weakening", "Lagging", "Improving", "100"))


async def test_a_selected_line_stays_selected_and_one_that_is_gone_is_replaced() -> None:
    async with shown() as s:
        await s.press("2", "j")
        graph = a_rotation_board().graph
        assert graph is not None
        kept = replace(graph, rows=graph.rows[3:])
        await s.hear(RotationPart(generation=1, graph=kept))
        assert on_rotation(s).selected == "Biotech"
        await s.hear(RotationPart(generation=1, graph=replace(graph, rows=graph.rows[:2])))
        assert on_rotation(s).selected == "^RUT"
        assert on_rotation(s).table.cursor == "^RUT"


async def test_breadth_prints_k_of_n_and_names_who_is_missing() -> None:
    async with shown() as s:
        await s.press("2")
        text = s.said("breadth")
        for words in (
            "8/9",
            "4/8",
            "9/9",
            "+3  6 − 3 of 9",
            "−3  3 − 6 of 9",
            "small (winners): no 200-day mean for SEZL",
        ):
            assert words in text


async def test_every_pane_without_data_says_why() -> None:
    async with shown(an_empty_board(a_problem())) as s:
        await s.press("2")
        for pane in ("lines", "tail", "breadth"):
            assert "Yahoo does not answer: connection refused" in " ".join(s.said(pane).split())
        for plot in ("graph", "stretch"):
            words = " ".join(picture(s.app.screen.query_one(f"#{plot}")).split())
            assert "Yahoo does not answer: connection refused" in words


async def test_foreign_names_are_text_and_nothing_else() -> None:
    board = a_rotation_board()
    assert board.graph is not None
    rows = (a_row(HOSTILE, Role.BASKET, 103.0, 102.0, 1), a_row("[red]x[/]", Role.SYMBOL, 98.0, 99.0, 2))
    missing = replace(rows[0], name="[/]", missing=(HOSTILE,), of=3)
    gone = replace(rows[0], name="[b", quadrant=None, tail=(), strength=None, momentum=None, why_missing=HOSTILE)
    graph = replace(board.graph, benchmark="[/b]^X", rows=(*rows, missing, gone))
    async with shown(replace(board, graph=graph)) as s:
        await s.press("2", "down")
        for pane in ("lines", "tail"):
            assert "[/b]" in s.said(pane) + str(s.app.screen.query_one(f"#{pane}").border_title)
            assert "\x1b" not in s.said(pane)
        assert "[/b]^X" in picture(s.app.screen.query_one(RotationGraphPlot))
        await s.press("end")
        assert not s.feed.closed


async def test_panes_keep_to_their_places_at_every_size_and_tab_brings_each_into_sight() -> None:
    async with shown(size=SIZES[0]) as s:
        await s.press("2")
        for size in SIZES:
            await s.pilot.resize_terminal(*size)
            seen = set()
            for _ in range(5 if size[1] < 50 else 1):
                await s.press("tab")
                assert s.screen.focused is s.screen.query_one(f"#{s.screen.front}")
                seen |= check(s)
            if size[1] < 50:
                assert {"lines", "tail", "breadth", "stretch", "status"} <= seen, (size, seen)


def check(s: Shown) -> set[str]:
    """Check that what is in sight neither overlaps nor leaves the screen, and return what that is."""
    screen = s.screen
    drawn = [each for each in screen.query(".picture, .list, #quotes, #indices, #status") if each.region]
    seen = [each for each in drawn if all(parent.display for parent in [each, *each.ancestors_with_self][:-2])]
    for place, widget in enumerate(seen):
        assert screen.region.contains_region(widget.region), (widget, s.app.size)
        for other in seen[place + 1 :]:
            assert not widget.region.overlaps(other.region), (widget, other, s.app.size)
        if isinstance(widget, Pane):
            widths = [sum(len(span.text) for span in line) for line in widget.lines]
            assert max(widths, default=0) <= widget.size.width, (widget, s.app.size)
    assert screen.focused is not None
    assert screen.focused in seen, (screen.focused, s.app.size)
    return {widget.id or "" for widget in seen}


@pytest.mark.parametrize("size", [(1, 1), (10, 3), (20, 6), (30, 8)])
async def test_a_terminal_too_small_for_anything_still_opens(size: tuple[int, int]) -> None:
    async with shown(size=size) as s:
        await s.press("2", "tab", "j", "question_mark", "escape", "escape")
        assert s.app.return_code is None


async def test_data_that_changes_again_at_once_is_drawn_after_a_rest_and_none_is_lost() -> None:
    async with shown() as s:
        await s.press("2")
        plot = s.app.screen.query_one(RotationGraphPlot)
        graph = a_rotation_board().graph
        assert graph is not None
        if plot._rest is not None:
            plot._rest.stop()
        plot._rest = s.app.set_timer(3600, lambda: None)
        assert "^GSPC" in picture(plot)
        await s.hear(RotationPart(generation=1, graph=replace(graph, benchmark="^LATE")))
        assert "^LATE" not in picture(plot)
        plot._rested()
        await s.pilot.pause()
        assert "^LATE" in picture(plot)


@pytest.mark.parametrize("size", [(60, 18), (99, 21), (60, 22), (80, 24), (100, 18), (140, 18)])
async def test_where_there_is_no_room_for_the_graph_its_place_is_the_tables(size: tuple[int, int]) -> None:
    async with shown(size=size) as s:
        await s.press("2")
        for _ in range(4):
            graph = s.screen.query_one(RotationGraphPlot)
            assert "no room" not in picture(graph)
            shown_panes = check(s) - {"status", "quotes", "indices"}
            assert shown_panes in ({"graph", s.screen.front}, {s.screen.front})
            assert ("graph" in shown_panes) == (size not in ((60, 18), (99, 21)))
            await s.press("tab")


async def test_the_title_of_the_table_is_whole_at_the_least_width() -> None:
    async with shown(size=(40, 12)) as s:
        await s.press("2")
        assert len(str(s.screen.query_one("#lines").border_title)) <= 38


async def test_the_stretch_says_which_leg_has_no_closes() -> None:
    lacking = a_problem(Trouble.DATA, "no ^NDX.csv in /closes")
    board = an_empty_board()
    board = replace(board, provider=replace(board.provider, state="ok"), problems=(replace(lacking, symbol="^NDX"),))
    async with shown(board) as s:
        for key, pane in (("2", "stretch"), ("4", "paths")):
            await s.press(key)
            assert "no ^NDX.csv in /closes" in picture(s.screen.query_one(f"#{pane}"))
        assert "no ^NDX.csv in /closes" in s.said("episodes")
