"""The average path after events of one kind: what is drawn, what is written beside it, and what is said instead."""

from __future__ import annotations

from itertools import pairwise

import pytest
from event_boards import paths, pooled
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.core.events import Kind
from tui.core.study import AveragePath, KindStudy
from tui.ui.plot.average import Subject, draw_average
from tui.ui.plot.axes import offset_ticks
from tui.ui.plot.dots import Dots, Spot
from tui.ui.plot.grid import Grid, Ink

MANY, FEW = paths()
LONGEST = {each.kind: each for each in pooled() if each.last == 10}
SPARSE = "⠁⠄⠅"
"""The cells of a band: its dots never touch."""


def drawn(path: AveragePath | None, kind: Kind = Kind.MACRO, width: int = 24, height: int = 10) -> Grid:
    return draw_average(Subject(kind, path, LONGEST[kind], "nothing yet"), width, height)


def words(grid: Grid) -> list[str]:
    return [grid.text(y).rstrip() for y in range(grid.height)]


def cells(grid: Grid, ink: Ink) -> dict[tuple[int, int], str]:
    places = ((x, y) for y in range(grid.height) for x in range(grid.width))
    return {place: grid.at(*place).char for place in places if grid.at(*place).ink is ink}


def test_the_line_ends_where_its_figure_says_between_zero_and_the_band() -> None:
    grid = drawn(MANY)
    lines = words(grid)
    assert lines[:2] == ["at +10 +3.85 pts  ± 4.10", "n 12"]
    assert lines[-1].split() == ["0", "+5", "+10"]
    assert [line.split()[0] for line in lines[2:-1] if line[:1].strip()] == ["+7.5", "+5.0", "+2.5"]
    assert set(cells(grid, Ink.ZERO).values()) == {"─"}
    assert set(cells(grid, Ink.BAND).values()) <= set(SPARSE)
    assert len(set(cells(grid, Ink.CURRENT).values()) - set(SPARSE)) > 3
    (last,) = {y for x, y in cells(grid, Ink.CURRENT) if x == grid.width - 1}
    assert {y for x, y in cells(grid, Ink.BAND) if x == grid.width - 2} >= {last - 2, last + 1}


def test_few_events_are_called_an_anecdote_and_those_still_pending_are_counted() -> None:
    assert words(drawn(FEW, Kind.FED))[:3] == ["at +10 +102.27 pts", "± 30.00  n 2 anecdotal", "1 pending"]


def test_one_event_alone_has_no_deviation_and_no_band() -> None:
    grid = drawn(AveragePath(kind=Kind.FED, n=1, mean=FEW.mean), Kind.FED)
    assert words(grid)[0] == "at +10 +102.27 pts  ± –"
    assert not cells(grid, Ink.BAND)
    assert cells(grid, Ink.CURRENT)


def test_a_kind_without_a_complete_path_says_what_it_waits_for() -> None:
    grid = drawn(None, Kind.FED)
    assert " ".join(" ".join(words(grid)).split()) == "no fed event has all of [0,+10] behind it: 1 pending"
    assert " ".join(" ".join(words(draw_average(Subject(empty="no closes"), 24, 10))).split()) == "no closes"


def test_where_there_is_no_room_for_a_line_the_figures_stand_alone() -> None:
    grid = drawn(MANY, height=5)
    assert [line for line in words(grid) if line] == ["at +10 +3.85 pts  ± 4.10", "n 12"]
    assert not cells(grid, Ink.CURRENT)


def test_a_path_of_the_events_session_alone_is_one_point() -> None:
    grid = drawn(AveragePath(kind=Kind.MACRO, n=3, mean=(0.01,), deviation=(0.0,)))
    assert words(grid)[0].startswith("at 0 +1.00 pts")
    assert words(grid)[-1].split() == ["0"]
    assert len(cells(grid, Ink.CURRENT)) == 1


_CARS = st.floats(-0.9, 9.0, allow_nan=False)


@given(
    points=st.lists(st.tuples(_CARS, st.floats(0, 3)), min_size=1, max_size=60),
    width=st.integers(1, 90),
    height=st.integers(1, 30),
)
@settings(max_examples=60, deadline=None)
def test_any_path_is_drawn_at_any_size_to_its_last_session(
    points: list[tuple[float, float]], width: int, height: int
) -> None:
    mean, deviation = zip(*points, strict=True)
    grid = drawn(AveragePath(kind=Kind.MACRO, n=12, mean=mean, deviation=deviation), width=width, height=height)
    line = cells(grid, Ink.CURRENT)
    assert not line or len(points) == 1 or max(x for x, _ in line) == width - 1
    if width >= 40 and height >= 8:
        assert line


@given(last=st.integers(1, 250), width=st.integers(8, 200))
def test_the_first_and_last_session_of_a_path_are_labelled_and_none_touches_another(last: int, width: int) -> None:
    ticks = offset_ticks(last, width)
    assert (ticks[0].label, ticks[-1].label) == ("0", f"+{last}")
    assert all(one.stop() + 2 <= other.start for one, other in pairwise(ticks))
    assert ticks[-1].stop() <= width


@pytest.mark.parametrize(("top", "bottom", "rows"), [(0.0, 1.0, {0, 2}), (0.5, 2.0, {2, 4, 6}), (0.65, 0.7, set())])
def test_what_is_filled_lies_between_its_edges(top: float, bottom: float, rows: set[int]) -> None:
    dots = Dots(3, 2)
    dots.fill([Spot(0.25, top), Spot(2.75, top)], [Spot(0.25, bottom), Spot(2.75, bottom)])
    found = {4 * y + at for _, y, char in dots.cells() for at, bit in ((0, 0x01), (2, 0x04)) if ord(char) & bit}
    assert found == rows


def test_the_longest_window_may_be_any() -> None:
    longest: KindStudy = replace(LONGEST[Kind.FED], first=-20, last=20, n=0, pending=3)
    grid = draw_average(Subject(Kind.FED, None, longest), 60, 3)
    assert "[−20,+20] behind it: 3 pending" in words(grid)[1]
