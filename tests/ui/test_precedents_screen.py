"""The screen of the precedents: what its chart, table, ladder and rates say, at any size and of anything missing."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from precedent_boards import CLOSE, DAY, a_precedents_board, levels, precedents, rates, targets
from ui_boards import HOSTILE, IWM_QQQ, FakeFeed, a_board, a_problem, a_spread, an_app, an_empty_board

from tui.core.episodes import Precedents
from tui.core.readings import LevelRow, TargetRow
from tui.core.text import safe
from tui.ui.app import RotationApp
from tui.ui.episode_rows import arrange
from tui.ui.episode_words import CURRENT, became, in_full, signs, standings
from tui.ui.lines import Line, width_of
from tui.ui.plot.axes import age_ticks
from tui.ui.plot.drawing import draw_lines
from tui.ui.plot.episodes import Laid, draw, span_of
from tui.ui.plot.grid import Ink
from tui.ui.plot.plain import draw_plain
from tui.ui.rungs import Rung, ladders
from tui.ui.screens.precedents import PrecedentsScreen
from tui.ui.widgets.ladder_pane import LadderPane
from tui.ui.widgets.rates_pane import RatesPane


def said(line: Line) -> str:
    return "".join(span.text for span in line)


def drawn(shown: Precedents | None, width: int = 100, height: int = 24, *, near: bool = True) -> list[str]:
    grid = draw(Laid(shown, near, empty="no closes"), width, height, draw_lines)
    return [grid.text(y) for y in range(height)]


def test_the_nearer_view_ends_sixty_sessions_after_the_current_age_and_the_other_at_two_years() -> None:
    assert span_of(precedents(), near=True) == DAY + 60
    assert span_of(precedents(), near=False) == 504
    assert span_of(replace(precedents(), day=480), near=True) == 504
    assert span_of(replace(precedents(), day=None), near=True) == 504


def test_the_chart_marks_where_the_current_episode_stands_and_names_the_others_by_letters() -> None:
    text = "\n".join(drawn(precedents()))
    assert any(CURRENT in row for row in text.split("\n")[3:])
    assert f" day {DAY}" in "".join(text.split("\n")[3:])
    assert "A 2000–2002" in text
    assert "months" not in "".join(drawn(precedents())[4:])
    assert "D July" not in text


@pytest.mark.parametrize(("width", "names"), [(100, ("18 months", "24 months")), (50, ("18m", "24m"))])
def test_two_years_show_the_months_the_story_speaks_of(width: int, names: tuple[str, str]) -> None:
    row = next(row for row in drawn(precedents(), width, 16, near=False) if names[0] in row and "2027" not in row)
    assert names[1] in row


def test_the_current_episode_lies_over_the_others() -> None:
    same = replace(precedents().episodes[0], path=precedents().episodes[-1].path)
    shown = replace(precedents(), episodes=(same, precedents().episodes[-1]))
    grid = draw(Laid(shown, near=True), 100, 24, draw_lines)
    inks = {grid.at(x, y).ink for y in range(4, 20) for x in range(8, 30) if "\u2801" <= grid.at(x, y).char <= "\u28ff"}
    assert inks == {Ink.CURRENT}


@given(
    width=st.integers(1, 160), height=st.integers(1, 40), near=st.booleans(), day=st.sampled_from((None, 0, 24, 504))
)
@settings(max_examples=40, deadline=None)
def test_any_size_is_drawn(width: int, height: int, day: int | None, *, near: bool) -> None:
    grid = draw(Laid(replace(precedents(), day=day), near), width, height, draw_plain)
    assert (grid.width, grid.height) == (width, height)


@given(span=st.integers(1, 504), width=st.integers(1, 200))
def test_ages_are_whole_inside_the_axis_and_never_touch(span: int, width: int) -> None:
    ticks = age_ticks(span, width)
    assert all(tick.start >= 0 and tick.stop() <= width for tick in ticks)
    assert all(a.stop() + 2 <= b.start for a, b in pairwise(ticks))


def test_without_an_age_or_a_path_the_chart_says_so() -> None:
    assert "no closes" in "".join(drawn(None))
    begun = [replace(each, path=type(each.path)()) for each in precedents().episodes]
    late = replace(begun[-1], ratio_rebased=None, day=None, why_missing="its day 0 is still to come")
    rows = drawn(replace(precedents(), day=None, episodes=(*begun[:-1], late)))
    assert any("Late 2025: its day 0 is still to come" in row for row in rows)
    assert standings(replace(precedents(), episodes=())) == ("no current episode",)


@given(width=st.integers(24, 160))
def test_every_row_of_the_table_keeps_to_the_width_and_has_the_ratio(width: int) -> None:
    episodes = precedents().episodes
    layout = arrange(episodes, width)
    rows = [layout.row(episode, "A") for episode in episodes]
    assert max(width_of(row) for row in (layout.heading(DAY), *rows)) <= width
    assert f"{episodes[0].ratio_rebased:.2f}" in said(rows[0])


def test_an_episode_without_figures_says_why_and_one_that_is_not_over_has_no_outcome() -> None:
    *_, missing, current = precedents().episodes
    assert "no closes of ^NDX before 2025" in said(arrange(precedents().episodes, 78).row(missing, "D"))
    assert "no figures: no closes of ^NDX before 2025" in in_full(missing, 4)
    assert became(current) == "–"
    assert "after" not in in_full(current, 4)
    assert signs(precedents().episodes) == ("A", "B", "C", "D", CURRENT)


def test_the_ladder_is_sorted_with_the_close_between_and_the_small_side_first() -> None:
    board = replace(a_board(), levels=levels(), targets=targets())
    first, second = ladders(board)
    assert (first.symbol, second.symbol) == ("^RUT", "IWM")
    assert [rung.value for rung in first.above()] == [3000, 2800, 2590.61, 2500]
    assert [rung.value for rung in first.below()] == [2100]
    assert ladders(replace(board, spread=a_spread(pair=IWM_QQQ)))[0].symbol == "IWM"


def test_a_level_with_a_date_is_one_rung_with_its_target() -> None:
    rungs = ladders(replace(a_board(), levels=levels(), targets=targets()))[0].rungs
    assert len(rungs) == 5
    facts = rungs[1].facts()
    assert "not reached · target by 2026-06: open · +12.82% needed · +24.5% a year · 201 days left" in facts


LEVEL = LevelRow(symbol="^RUT", level=2500, label="Breakout", source="a", close=CLOSE, position="below", reached=True)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"position": None, "reached": None}, "no data"),
        ({"reached": False}, "not reached"),
        ({}, "reached, never exceeded"),
        ({"position": "above"}, "above in all known closes"),
        ({"direction": "up", "sessions_since": 0}, "crossed upwards on 6 Jun 2025"),
        ({"direction": "up", "sessions_since": 1}, "held for 1 session, since 6 Jun 2025 · not tested since"),
        (
            {"direction": "up", "sessions_since": 143, "tested": True},
            "held for 143 sessions, since 6 Jun 2025 · tested and held",
        ),
        ({"direction": "down", "sessions_since": 0}, "lost on 6 Jun 2025"),
        (
            {"direction": "down", "sessions_since": 3, "tested": True},
            "lost 3 sessions ago, on 6 Jun 2025 · tested from below, not regained",
        ),
    ],
)
def test_a_level_says_where_the_close_stands_and_since_when(fields: dict[str, object], words: str) -> None:
    crossed = date(2025, 6, 6) if "direction" in fields else None
    row = replace(LEVEL, last_cross=crossed, **fields)
    assert Rung(value=row.level, level=row).facts() == words


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (
            replace(targets()[1], level=None, needed_pct=None, annual_pct=None, base_date=None, state="no data"),
            "no data",
        ),
        (replace(targets()[0], state="reached", needed_pct=-1.0, annual_pct=None), "target by 2026-06: reached"),
        (replace(targets()[0], state="missed", days_left=-4, annual_pct=None), "2026-06: missed · +12.82% needed"),
    ],
)
def test_a_target_says_how_it_stands(target: TargetRow, words: str) -> None:
    facts = Rung(value=target.level, target=target).facts()
    assert words in facts
    assert "left" not in facts or target.state == "no data"


def text_of(app: RotationApp) -> str:
    """Return what a pane after the other says."""
    panes = app.screen.query(".list")
    return "\n".join(said(line) for pane in panes for line in getattr(pane, "lines", ()))


async def test_keys_zoom_the_chart_select_an_episode_and_go_through_the_panes() -> None:
    app = an_app(FakeFeed(), a_precedents_board())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("4")
        shown = app.screen
        assert isinstance(shown, PrecedentsScreen)
        assert shown.chart.near
        assert "84 sessions" in str(shown.chart.border_title)
        await pilot.press("z")
        assert not shown.chart.near
        await pilot.press("down")
        assert shown.chart.selected == "2016 Trump trade"
        assert "Day 0 is the close before the vote" in text_of(app)
        seen = [shown.front]
        for _ in range(3):
            await pilot.press("tab")
            seen.append(shown.front)
        assert seen == ["episodes", "ladder", "rates", "quotes"]
        await pilot.press("escape")
        assert not isinstance(app.screen, PrecedentsScreen)


async def test_a_small_terminal_shows_one_list_after_the_other_with_the_close_in_sight() -> None:
    app = an_app(FakeFeed(), a_precedents_board())
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("4", "tab")
        await pilot.pause()
        ladder = app.screen.query_one(LadderPane)
        rates_pane = app.screen.query_one(RatesPane)
        assert (ladder.display, rates_pane.display) == (True, False)
        assert any("last close" in ladder.render_line(y).text for y in range(ladder.size.height))
        await pilot.press("tab")
        assert (ladder.display, rates_pane.display) == (False, True)


async def test_what_is_missing_is_said_in_each_pane() -> None:
    app = an_app(FakeFeed(), an_empty_board(a_problem()))
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        told = " ".join(text_of(app).split())
        for what in ("precedents", "levels", "rates"):
            assert f"no {what}: Yahoo does not answer" in told


async def test_rates_without_data_say_so_one_by_one() -> None:
    bare = rates()
    missing = replace(
        bare, curve=replace(bare.curve, value_pct=None, why_missing="no data for ^IRX"), corr60=None, corr_sessions=12
    )
    app = an_app(FakeFeed(), replace(a_precedents_board(), rates=missing))
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.press("4")
        told = text_of(app)
        assert "curve     no data for ^IRX" in told
        assert "no data, 12 of 60 sessions" in told
        assert "4.14%    −2 bp" in told


async def test_foreign_text_stays_text() -> None:
    hostile = replace(precedents().episodes[0], name=HOSTILE, why=HOSTILE, source=HOSTILE)
    board = replace(
        a_precedents_board(),
        precedents=replace(precedents(), pair=HOSTILE, episodes=(hostile, *precedents().episodes[1:])),
        levels=(replace(levels()[0], label=HOSTILE, source=HOSTILE),),
        targets=(replace(targets()[1], by=HOSTILE),),
    )
    app = an_app(FakeFeed(), board)
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        told = text_of(app)
        assert "\x1b" not in told
        assert safe(HOSTILE)[:20] in told
