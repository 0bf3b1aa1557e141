"""The rotation graph and breadth in cells: places, signs, arrows and words, whatever the numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rotation_boards import a_rotation_board, stretch

from tui.core.board import StretchPath
from tui.core.breadth import MEANS, Breadth, Share
from tui.core.graph import GraphPoint, GraphRow, Quadrant, Role, RotationGraph
from tui.ui.breadth_rows import breadth_lines
from tui.ui.graph_rows import arrange, heading_to, ordered, signed
from tui.ui.lines import width_of
from tui.ui.plot.dots import Dots, Spot
from tui.ui.plot.graph_picture import Picture, Subject, draw_graph
from tui.ui.plot.plain import draw_plain
from tui.ui.plot.quadrants import frame_for
from tui.ui.plot.stretch import Subject as StretchSubject
from tui.ui.plot.stretch import draw_stretch

DAY = date(2025, 12, 11)
few = settings(max_examples=25, deadline=None)
figures = st.floats(min_value=40, max_value=240)
points = st.builds(GraphPoint, day=st.just(DAY), strength=figures, momentum=figures)


def a_line(name: str, tail: list[GraphPoint], role: Role = Role.BASKET) -> GraphRow:
    head = tail[-1]
    quadrant = Quadrant.of(head.strength, head.momentum)
    return GraphRow(
        name=name, role=role, strength=head.strength, momentum=head.momentum, quadrant=quadrant, tail=tuple(tail)
    )


graphs = st.lists(st.lists(points, min_size=1, max_size=8), min_size=1, max_size=30).map(
    lambda tails: RotationGraph(
        benchmark="^GSPC", as_of=DAY, rows=tuple(a_line(f"line {n}", tail) for n, tail in enumerate(tails))
    )
)


def drawn(graph: RotationGraph, width: int, height: int, selected: str | None = None) -> Picture:
    return draw_graph(Subject(graph, signed(graph), selected), width, height)


@few
@given(graphs, st.integers(min_value=40, max_value=160), st.integers(min_value=12, max_value=50))
def test_every_line_has_one_cell_of_its_own_for_its_sign(graph: RotationGraph, width: int, height: int) -> None:
    picture = drawn(graph, width, height, "line 0")
    assert sorted(picture.heads.values()) == sorted(row.name for row in graph.rows)
    signs = {line.row.name: line.sign for line in signed(graph)}
    assert all(picture.grid.at(x, y).char == signs[name] for (x, y), name in picture.heads.items())


@few
@given(st.lists(points, min_size=1, max_size=8))
def test_a_line_stands_on_its_quadrants_side_of_both_axes(tail: list[GraphPoint]) -> None:
    row = a_line("one", tail)
    frame = frame_for(signed(RotationGraph(benchmark="^GSPC", rows=(row,))), 0, 0, 60, 24)
    middle, level = frame.cell(100.0, 100.0)
    x, y = frame.cell(tail[-1].strength, tail[-1].momentum)
    assert (x >= middle) if tail[-1].strength >= 100 else (x <= middle)
    assert (y <= level) if tail[-1].momentum >= 100 else (y >= level)


def test_all_four_quadrants_are_named_and_both_axes_numbered_at_100() -> None:
    graph = a_rotation_board().graph
    assert graph is not None
    picture = drawn(graph, 80, 24)
    rows = [picture.grid.text(y) for y in range(24)]
    assert rows[1].rstrip().endswith("Leading")
    assert "Improving" in rows[1]
    assert rows[-2].rstrip().endswith("Weakening")
    assert "Lagging" in rows[-2]
    assert "100" in rows[-1]
    assert any(row.lstrip().startswith("100┤") for row in rows)


def test_a_graph_without_lines_or_room_is_words() -> None:
    empty = RotationGraph(benchmark="^GSPC")
    assert "why" in draw_graph(Subject(empty, (), None, "why"), 40, 9).grid.text(4)
    graph = a_rotation_board().graph
    assert graph is not None
    assert drawn(graph, 20, 5).heads == {}


def test_signs_tell_lines_apart_and_say_what_they_are() -> None:
    rows = [a_line(f"{role} {n}", [GraphPoint(DAY, 101, 101)], role) for role in Role for n in range(2)]
    graph = RotationGraph(benchmark="^GSPC", rows=tuple(sorted(rows, key=lambda row: row.name)))
    assert [line.sign for line in signed(graph)] == ["A", "B", "1", "2", "a", "b"]
    many = RotationGraph(benchmark="^GSPC", rows=tuple(a_line(str(n), [GraphPoint(DAY, 101, 101)]) for n in range(33)))
    signs = [line.sign for line in signed(many)]
    assert len(set(signs)) == 33


@few
@given(graphs, st.integers(min_value=30, max_value=120))
def test_rows_of_the_table_keep_to_their_width_and_their_order(graph: RotationGraph, width: int) -> None:
    layout = arrange(graph, width)
    lines = ordered(signed(graph))
    assert all(width_of(layout.line(line)) <= width for line in lines)
    assert width_of(layout.heading()) <= width
    placed = [(list(Quadrant).index(row.quadrant or Quadrant.LEADING), -(row.strength or 0)) for _, row in lines]
    assert placed == sorted(placed)


@pytest.mark.parametrize(
    ("x", "y", "arrow"),
    [(1, 0, "→"), (1, 1, "↗"), (0, 1, "↑"), (-1, 1, "↖"), (-1, 0, "←"), (-1, -1, "↙"), (0, -1, "↓"), (1, -1, "↘")],
)
def test_the_arrow_is_the_way_of_the_last_week(x: float, y: float, arrow: str) -> None:
    assert heading_to((GraphPoint(DAY, 90, 90), GraphPoint(DAY, 100, 100), GraphPoint(DAY, 100 + x, 100 + y))) == arrow


def test_there_is_no_arrow_without_a_way() -> None:
    assert heading_to((GraphPoint(DAY, 100, 100),)) == " "
    assert heading_to((GraphPoint(DAY, 100, 100), GraphPoint(DAY, 100, 100))) == " "


def test_dots_join_points_and_stay_on_the_canvas() -> None:
    dots = Dots(3, 1)
    dots.path([Spot(0, 0), Spot(2.9, 0)])
    assert sorted(dots.cells()) == [(0, 0, "⠉"), (1, 0, "⠉"), (2, 0, "⠉")]
    dots.path([Spot(-5, -5), Spot(99, 99)])
    assert all(0 <= x < 3 and y == 0 for x, y, _ in dots.cells())


shares = st.integers(min_value=0, max_value=2000).flatmap(
    lambda of: st.builds(Share, above=st.integers(min_value=0, max_value=of), of=st.just(of))
)
counts = st.integers(min_value=0, max_value=2000)
sides = st.builds(
    Breadth,
    above=st.fixed_dictionaries({str(mean): shares for mean in MEANS}),
    advancers=counts, decliners=counts, moved_of=counts, highs=counts, lows=counts, ranged_of=counts, members=counts,
)  # fmt: skip


@few
@given(sides, sides, st.integers(min_value=30, max_value=140))
def test_breadth_keeps_to_its_width_with_every_count_whole(winners: Breadth, losers: Breadth, width: int) -> None:
    lines = breadth_lines({"winners": winners, "losers": losers}, width)
    text = "\n".join("".join(span.text for span in line) for line in lines)
    assert all(width_of(line) <= width for line in lines)
    assert "…" not in text
    for side in (winners, losers):
        for share in side.above.values():
            assert f"{share.above}/{share.of}" in text or not share.of


def test_a_side_without_members_is_a_dash_and_never_zero_percent() -> None:
    lines = breadth_lines({}, 60)
    text = "\n".join("".join(span.text for span in line) for line in lines)
    assert "0%" not in text
    assert text.count("–") == 10


def test_a_stretch_is_drawn_between_its_bands_and_told_in_words_where_there_is_no_room() -> None:
    grid = draw_stretch(StretchSubject(stretch()), 60, 12, draw_plain)
    text = "\n".join(grid.text(y) for y in range(12))
    assert all(label in text for label in ("z60 +1.59", "+2σ", "+1σ", "−1σ", "−2σ", "2025"))
    grid = draw_stretch(StretchSubject(stretch()), 40, 8, draw_plain)
    text = "\n".join(grid.text(y) for y in range(8))
    assert "as of 11 Dec 2025" in text
    assert "beyond 2σ on" in text
    assert "nothing yet" in draw_stretch(StretchSubject(StretchPath(), None, "nothing yet"), 40, 5, draw_plain).text(2)
