"""Lines, columns, axes, marks and the picture of a spread, in cells."""

from __future__ import annotations

import importlib
import math
import re
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, pairwise
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.core.board import Leg, Spread, SpreadPath
from tui.core.events import Kind, Mark
from tui.core.watchlist import Pair
from tui.ui.plot import drawing
from tui.ui.plot.axes import axis_number, day_ticks, row_ticks, session_ticks, time_ticks
from tui.ui.plot.bands import reach
from tui.ui.plot.canvas import Line, Scale, bounds, column_of, overlay, thinned
from tui.ui.plot.columns import Part, baseline, draw_columns, per_column
from tui.ui.plot.drawing import draw_lines
from tui.ui.plot.grid import Grid, Ink
from tui.ui.plot.heading import figures, in_words, origin, told
from tui.ui.plot.late import load
from tui.ui.plot.library import figure
from tui.ui.plot.marks import KIND_INKS, SIGNS, UNMARKED, glyph, stacked
from tui.ui.plot.picture import Subject, draw
from tui.ui.plot.plain import draw_plain

PAIR = Pair(name="^RUT/^NDX", small="^RUT", large="^NDX")
VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=300)


def weekdays(first: date, count: int) -> tuple[date, ...]:
    days = (first + timedelta(days=n) for n in range(count * 2 + 7))
    return tuple(day for day in days if day.weekday() < 5)[:count]


def wave(count: int, height: float) -> tuple[float, ...]:
    return tuple(100 + height * math.sin(n / 9) for n in range(count))


def spread_of(count: int = 52, *, simulated: bool = False, label: str = "RUT") -> Spread:
    small, large = wave(count, 6), wave(count, -3)
    apart = tuple(a - b for a, b in zip(small, large, strict=True))
    return Spread(
        pair=PAIR,
        window="QTD",
        small=Leg(symbol="^RUT", label=label, return_pct=6.3259),
        large=Leg(symbol="^NDX", label="NDX", return_pct=-4.0790),
        base_date=date(2025, 9, 30),
        as_of=date(2025, 12, 11),
        spread_pts=2.2469,
        z={"60": 1.594755},
        sessions=count - 1,
        dropped=2,
        path=SpreadPath(days=weekdays(date(2025, 9, 30), count), small=small, large=large, spread=apart),
        simulated=simulated,
    )


def minutes(
    count: int, every: int = 1, opened: datetime = datetime(2025, 12, 11, 14, 30, tzinfo=UTC)
) -> tuple[datetime, ...]:
    """Instants from the open of a session in New York on."""
    return tuple(opened + timedelta(minutes=n * every) for n in range(count))


def spread_within(times: tuple[datetime, ...], interval: int) -> Spread:
    """A spread drawn from prices at these instants."""
    spread = spread_of(len(times))
    days = tuple(time.date() for time in times)
    path = replace(spread.path, days=days, times=times, interval_min=interval)
    return replace(spread, window="1D", sessions=1, dropped=0, path=path)


def rows_of(subject: Subject, width: int, height: int) -> list[str]:
    grid = draw(subject, width, height, draw_lines).grid
    return [grid.text(y) for y in range(height)]


def test_a_rising_line_runs_from_the_lower_left_to_the_upper_right_cell() -> None:
    rows = draw_lines([Line((1.0, 2.0))], 10, 4, (1.0, 2.0)).rows
    assert rows[3][0][1] == 0
    assert rows[0][9][1] == 0
    assert rows[0][0] == (" ", None)


def test_drawing_writes_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    draw_lines([Line(wave(60, 5))], 60, 10, (90.0, 110.0))
    assert capfd.readouterr() == ("", "")


def test_a_canvas_is_as_large_as_asked_whatever_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("LINES", "5")
    rows = draw_lines([Line(wave(400, 5))], 180, 40, (90.0, 110.0)).rows
    assert (len(rows), {len(row) for row in rows}) == (40, {180})


def test_one_drawing_leaves_nothing_behind_for_the_next() -> None:
    before = draw_lines([Line((1.0, 2.0))], 10, 4, (1.0, 2.0))
    draw_lines([Line((2.0, 1.0, 2.0))], 30, 9, (0.0, 3.0))
    assert draw_lines([Line((1.0, 2.0))], 10, 4, (1.0, 2.0)) == before


@given(
    st.lists(st.floats(0, 1) | st.just(math.nan), min_size=2, max_size=300),
    st.lists(st.floats(0, 1), min_size=1, max_size=4),
    st.integers(1, 120),
)
def test_a_line_that_moves_at_its_end_is_drawn_as_one_that_was_never_drawn_before(
    values: list[float], ends: list[float], width: int
) -> None:
    for end in ends:
        moved = (*values[:-1], end)
        as_ever = draw_lines([Line(moved)], width, 8, (0.0, 1.0))
        points = tuple((x, Scale(0.0, 1.0, 8).height(value)) for x, value in thinned(moved, width))
        assert as_ever == overlay([drawing._rows(points, width, 8)])


def test_overlaid_dots_merge_and_the_cell_belongs_to_the_line_with_most() -> None:
    assert overlay([["⠁ ⡇"], ["⠈⠈⠈"]]).rows == ((("⠉", 1), ("⠈", 1), ("⡏", 0)),)


@given(values=VALUES, width=st.integers(1, 120))
def test_thinning_keeps_the_extremes_and_at_most_two_points_a_column(values: list[float], width: int) -> None:
    points = thinned(values, width)
    kept = [value for _, value in points]
    assert (min(kept), max(kept)) == (min(values), max(values))
    assert len(points) <= 2 * width
    assert points == sorted(points)


def test_a_single_spike_among_many_points_reaches_its_row() -> None:
    values = [0.0] * 2000
    values[777] = 1.0
    rows = draw_lines([Line(values)], 80, 10, (0.0, 1.0)).rows
    assert any(owner == 0 for _, owner in rows[0])


def test_points_that_are_no_numbers_are_skipped() -> None:
    assert [value for _, value in thinned([1.0, math.nan, 3.0, math.inf], 10)] == [1.0, 3.0]


@given(values=st.lists(st.floats(allow_nan=True, allow_infinity=True, width=32), max_size=20))
def test_bounds_are_always_apart(values: list[float]) -> None:
    low, high = bounds(values)
    assert high > low


@given(value=st.floats(-50, 150), rows=st.integers(1, 60))
def test_a_scale_never_leaves_its_rows(value: float, rows: int) -> None:
    assert 0 <= Scale(0.0, 100.0, rows).row(value) < rows


@given(values=VALUES, rows=st.integers(2, 20), width=st.integers(1, 90))
@example(values=[5e-324], rows=2, width=1)
def test_columns_go_up_for_gains_and_down_for_losses(values: list[float], rows: int, width: int) -> None:
    heights = per_column(values, width)
    axis = baseline(heights, rows)
    cells = draw_columns(heights, axis)
    for column, value in enumerate(heights):
        parts = {cells[row][column][1] for row in range(rows)}
        assert (Part.UP in parts) == (value > 0)
        assert (Part.DOWN in parts) == (value < 0)


def test_the_longest_columns_fill_their_side() -> None:
    axis = baseline([8.0, -4.0], 3)
    assert (axis.above, axis.eighths(8.0), axis.eighths(-4.0)) == (2, 16, 8)
    drawn = ["".join(char for char, _ in row) for row in draw_columns([8.0, -4.0, 4.0, 2.0], axis)]
    assert drawn == ["█   ", "█▁█▄", " █  "]


def test_a_column_shows_the_point_farthest_from_zero() -> None:
    values = [0.5] * 400
    values[201] = -9.0
    assert min(per_column(values, 40)) == -9.0


def test_columns_between_two_points_lie_on_the_line_between_them() -> None:
    assert per_column([0.0, 10.0], 11)[5] == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (100.0, 0, "100"),
        (107.5, 1, "107.5"),
        (-0.0, 0, "0"),
        (-2.0, 0, "−2"),
        (60_000.0, 0, "60,000"),
        (2_500_000.0, 0, "2.5M"),
        (1.25e9, 0, "1.25G"),
    ],
)
def test_axis_numbers_are_written_out(value: float, decimals: int, written: str) -> None:
    assert axis_number(value, decimals) == written


def test_signed_axis_numbers_show_gains_as_gains_and_zero_as_neither() -> None:
    assert [axis_number(value, 1, sign=True) for value in (2.5, -2.5, 0.0)] == ["+2.5", "−2.5", "0"]


@given(low=st.floats(-1e6, 1e6), span=st.floats(1e-3, 1e6), rows=st.integers(1, 60))
def test_row_ticks_never_share_or_touch_rows_and_differ_in_words(low: float, span: float, rows: int) -> None:
    scale = Scale(low, low + span, rows)
    ticks = row_ticks(scale.low, scale.high, scale.row, rows)
    at = [tick.row for tick in ticks]
    assert all(lower - upper >= 2 for lower, upper in pairwise(at))
    if span > abs(low) * 1e-6:
        assert len({tick.label for tick in ticks}) == len(ticks)


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (96.2, 111.8, ["98", "100", "102", "104", "106", "108", "110"]),
        (97.1, 112.9, ["97.5", "100.0", "102.5", "105.0", "107.5", "110.0", "112.5"]),
        (99.93, 100.07, ["99.94", "99.96", "99.98", "100.00", "100.02", "100.04", "100.06"]),
        (
            40.0,
            26_000.0,
            ["2,500", "5,000", "7,500", "10,000", "12,500", "15,000", "17,500", "20,000", "22,500", "25,000"],
        ),
    ],
)
def test_row_ticks_are_round(low: float, high: float, labels: list[str]) -> None:
    rows = 24 if high > 1000 else 16
    assert [tick.label for tick in row_ticks(low, high, Scale(low, high, rows).row, rows)] == labels


@given(
    first=st.dates(date(1985, 1, 1), date(2025, 1, 1)),
    count=st.integers(0, 700),
    every=st.sampled_from((1, 2, 5, 15)),
    width=st.integers(1, 220),
)
@settings(max_examples=300)
def test_dates_are_whole_inside_the_axis_and_never_touch(first: date, count: int, every: int, width: int) -> None:
    days = weekdays(first, count * every)[::every]
    ticks = day_ticks(days, width)
    assert all(tick.start >= 0 and tick.stop() <= width for tick in ticks)
    assert all(a.stop() + 2 <= b.start for a, b in pairwise(ticks))
    assert all(0 <= tick.column < width for tick in ticks)
    if count and width >= 6:
        assert ticks


@pytest.mark.parametrize(
    ("count", "labels"),
    [
        (6, ["30 Sep", "1 Oct", "2 Oct", "3 Oct", "6 Oct", "7 Oct"]),
        (30, ["6 Oct", "13 Oct", "20 Oct", "27 Oct", "3 Nov", "10 Nov"]),
        (120, ["Oct", "Nov", "Dec", "2026", "Feb", "Mar"]),
        (1300, ["2026", "Jul", "2027", "Jul", "2028", "Jul", "2029", "Jul", "2030", "Jul"]),
        (2600, ["2027", "2028", "2029", "2030", "2031", "2032", "2033", "2034", "2035"]),
        (5200, ["2028", "2030", "2032", "2034", "2036", "2038", "2040", "2042", "2044"]),
    ],
)
def test_dates_follow_the_calendar_at_the_finest_rhythm_that_fits(count: int, labels: list[str]) -> None:
    assert [tick.label for tick in day_ticks(weekdays(date(2025, 9, 30), count), 60)] == labels


@given(count=st.integers(0, 700), every=st.sampled_from((1, 2, 15)), width=st.integers(1, 220))
@settings(max_examples=300)
def test_times_are_whole_inside_the_axis_and_never_touch(count: int, every: int, width: int) -> None:
    ticks = time_ticks(minutes(count, every), width)
    assert all(tick.start >= 0 and tick.stop() <= width for tick in ticks)
    assert all(a.stop() + 2 <= b.start for a, b in pairwise(ticks))
    if count and width >= 5:
        assert ticks


@pytest.mark.parametrize(
    ("count", "width", "labels"),
    [
        (4, 60, ["14:31", "14:32", "14:33"]),
        (20, 60, ["14:35", "14:40", "14:45"]),
        (391, 60, ["15:00", "16:00", "17:00", "18:00", "19:00", "20:00", "21:00"]),
        (391, 30, ["16:00", "18:00", "20:00"]),
        (391, 10, ["21:00"]),
        (1, 60, ["14:30"]),
    ],
)
def test_times_of_day_follow_the_clock_at_the_finest_rhythm_that_fits(
    count: int, width: int, labels: list[str]
) -> None:
    assert [tick.label for tick in time_ticks(minutes(count), width)] == labels


def test_a_time_without_a_price_is_not_written_as_if_it_had_one() -> None:
    halted = [time for time in minutes(391) if not (time.hour == 17 and time.minute < 20)]
    assert [tick.label for tick in time_ticks(halted, 80)][2] == "17:20"


@given(sizes=st.lists(st.integers(1, 30), min_size=1, max_size=6), width=st.integers(1, 220))
def test_sessions_are_whole_inside_the_axis_and_never_touch(sizes: list[int], width: int) -> None:
    days = weekdays(date(2025, 12, 4), len(sizes))
    ticks = session_ticks([day for day, size in zip(days, sizes, strict=True) for _ in range(size)], width)
    assert all(tick.start >= 0 and tick.stop() <= width for tick in ticks)
    assert all(a.stop() + 2 <= b.start for a, b in pairwise(ticks))


@pytest.mark.parametrize(
    ("width", "labels"),
    [
        (80, ["Fri 5 Dec", "Mon 8 Dec", "Tue 9 Dec", "Wed 10 Dec", "Thu 11 Dec"]),
        (64, ["5 Dec", "8 Dec", "9 Dec", "10 Dec", "11 Dec"]),
        (48, ["5 Dec", "8 Dec", "9 Dec", "10 Dec", "11 Dec"]),
    ],
)
def test_sessions_are_named_where_they_begin_with_their_weekdays_if_all_have_room(
    width: int, labels: list[str]
) -> None:
    days = [day for day in weekdays(date(2025, 12, 5), 5) for _ in range(26)]
    ticks = session_ticks(days, width)
    assert [tick.label for tick in ticks] == labels
    assert [tick.column for tick in ticks] == [column_of(26 * n, 130, width) for n in range(5)]


def test_a_week_begins_with_its_first_session_when_monday_is_a_holiday() -> None:
    days = tuple(day for day in weekdays(date(2025, 8, 18), 20) if day != date(2025, 9, 1))
    assert "2 Sep" in [tick.label for tick in day_ticks(days, 50)]


def test_marks_up_to_twenty_are_circled_and_later_ones_plain_digits() -> None:
    assert [glyph(number) for number in (1, 20, 21)] == ["①", "⑳", "21"]


@given(columns=st.lists(st.integers(0, 79), max_size=40), chosen=st.integers(0, 39))
def test_marks_never_overlap_and_none_is_lost(columns: list[int], chosen: int) -> None:
    marks = [
        (column, Mark(number=n, event_id=f"e{n}", column=column)) for n, column in enumerate(sorted(columns), start=1)
    ]
    stacks = stacked(marks, 80, f"e{chosen}")
    assert [event_id for stack in stacks for event_id in stack.event_ids] == [mark.event_id for _, mark in marks]
    assert all(a.stop() <= b.start for a, b in pairwise(stacks))
    assert all(stack.start >= 0 and stack.stop() <= 80 for stack in stacks)
    for stack in stacks:
        if f"e{chosen}" in stack.event_ids:
            assert stack.text.startswith(glyph(chosen))


def test_marks_in_one_column_show_the_last_and_how_many_more() -> None:
    kinds = (Kind.FED, Kind.LEVEL, Kind.NOTE)
    marks = [(9, Mark(number=n, event_id=f"e{n}", column=0, kind=kind)) for n, kind in enumerate(kinds, start=1)]
    assert [stack.text for stack in stacked(marks, 20)] == ["③★+2"]
    assert [stack.text for stack in stacked(marks, 20, "e1")] == ["①◆+2"]


def test_every_kind_with_marks_has_a_sign_and_an_ink_of_its_own() -> None:
    marked = set(Kind) - UNMARKED
    assert set(SIGNS) == set(KIND_INKS) == marked
    assert len(set(SIGNS.values())) == len(set(KIND_INKS.values())) == len(marked)


def test_a_grid_never_halves_a_wide_character() -> None:
    grid = Grid(4, 1)
    grid.put(1, 0, "日本")
    assert grid.text(0) == " 日 "


def test_the_heading_says_less_but_never_half_a_number_as_room_shrinks() -> None:
    written = {"".join(span.text for span in figures(spread_of(), width)) for width in range(80)}
    assert written == {
        "",
        "+2.25 pts",
        "spread ▲ +2.25 pts",
        "RUT +6.33%  NDX −4.08%  +2.25 pts",
        "RUT ▲ +6.33%   NDX ▼ −4.08%   spread ▲ +2.25 pts",
        "RUT ▲ +6.33%   NDX ▼ −4.08%   spread ▲ +2.25 pts   z60 +1.59",
    }


def test_what_is_simulated_says_so_longest() -> None:
    assert origin(spread_of(simulated=True), 9) == "SIMULATED"
    assert "2 dates dropped" in origin(spread_of(), 100)
    assert rows_of(Subject(spread_of(simulated=True)), 40, 6)[0].startswith("SIM ")
    assert any("SIMULATED" in "".join(s.text for s in line) for line in in_words(spread_of(simulated=True), 20, 8))


def test_missing_returns_are_dashes() -> None:
    bare = Spread(pair=PAIR, window="QTD", small=Leg(symbol="^RUT", label="RUT"), large=Leg(symbol="^NDX", label="NDX"))
    assert "".join(span.text for span in figures(bare, 80)) == "RUT –   NDX –   spread –   z60 –"


def test_a_picture_has_heading_marks_both_plots_and_dates() -> None:
    subject = Subject(spread_of(), (Mark(number=1, event_id="cut", column=26),), selected="cut")
    rows = rows_of(subject, 100, 24)
    assert rows[0].startswith("RUT ▲ +6.33%")
    assert rows[1].startswith("30 Sep 2025 → 11 Dec 2025 · 51 sessions")
    left = rows[3].index("│") + 1
    column = left + column_of(26, 52, 100 - left - 4)
    assert rows[2].index("①") == column
    assert "13 Oct" in rows[-1]
    assert any(row.endswith("RUT") for row in rows)
    assert any(row.endswith("NDX") for row in rows)
    assert any("█" in row for row in rows[15:])
    assert sum(row[column] == "│" for row in rows[3:-2]) > 5


def test_a_session_is_drawn_over_times_of_day_in_new_york_and_says_its_grain() -> None:
    rows = rows_of(Subject(spread_within(minutes(391), 1)), 100, 24)
    assert rows[1].startswith("30 Sep 2025 → 11 Dec 2025 · 1 session · 1-minute bars · price returns")
    assert rows[-1].split() == [f"{hour}:{half}" for hour in range(10, 16) for half in ("00", "30")]


def test_sessions_are_drawn_over_days_and_say_their_grain() -> None:
    times = tuple(
        time for day in (8, 9, 10, 11) for time in minutes(26, 15, datetime(2025, 12, day, 14, 30, tzinfo=UTC))
    )
    rows = rows_of(Subject(spread_within(times, 15)), 100, 24)
    assert "15-minute bars" in rows[1]
    assert re.split(r"\s{2,}", rows[-1].strip()) == ["Mon 8 Dec", "Tue 9 Dec", "Wed 10 Dec", "Thu 11 Dec"]
    assert "daily closes" in rows_of(Subject(spread_of()), 100, 24)[1]


def test_names_of_lines_that_end_together_stand_in_different_rows() -> None:
    flat = SpreadPath(days=weekdays(date(2025, 9, 30), 3), small=(100.0,) * 3, large=(100.0,) * 3, spread=(0.0,) * 3)
    spread = Spread(
        pair=PAIR, window="5D", small=Leg(symbol="a", label="A"), large=Leg(symbol="b", label="B"), path=flat
    )
    rows = [row.rstrip() for row in rows_of(Subject(spread), 60, 20)]
    assert [row[-1] for row in rows if row.endswith((" A", " B"))] == ["A", "B"]


def test_labels_are_text_not_markup() -> None:
    rows = rows_of(Subject(spread_of(label="[b]X[/]\x1b[31m")), 120, 20)
    assert rows[0].startswith("[b]X[/][31m ▲")


def test_until_the_library_is_there_lines_are_drawn_as_it_draws_them_but_for_a_dot_here_and_there() -> None:
    random, cells, differ = Random(7), 0, 0
    for _ in range(40):
        values = tuple(accumulate((random.gauss(0, 1) for _ in range(random.randint(2, 300))), initial=100.0))
        asked = ([Line(values)], random.randint(20, 140), random.randint(4, 24), bounds(values))
        pairs = zip(draw_plain(*asked).rows, draw_lines(*asked).rows, strict=True)
        drawn = [(a, b) for rows in pairs for a, b in zip(*rows, strict=True) if a[1] is not None or b[1] is not None]
        cells += len(drawn)
        differ += sum(a != b for a, b in drawn)
    assert cells > 3000
    assert differ < cells / 50


def test_words_stand_in_the_middle_where_there_is_nothing_to_draw() -> None:
    rows = rows_of(Subject(None, empty="no closes for [^RUT]"), 40, 9)
    assert rows[4].strip() == "no closes for [^RUT]"
    assert abs(len(rows[4]) - len(rows[4].lstrip()) - 10) <= 1


@given(
    width=st.integers(1, 200),
    height=st.integers(1, 60),
    count=st.sampled_from((0, 1, 2, 6, 52, 700)),
    marks=st.integers(0, 30),
)
@settings(max_examples=150, deadline=None)
def test_every_size_is_drawn_whole(width: int, height: int, count: int, marks: int) -> None:
    placed = tuple(
        Mark(number=n + 1, event_id=f"e{n}", column=n * (count - 1) // max(1, marks))
        for n in range(marks if count else 0)
    )
    subject = Subject(spread_of(count, simulated=True), placed, selected="e0", empty="no closes")
    picture = draw(subject, width, height, draw_lines)
    assert (picture.grid.width, picture.grid.height) == (width, height)
    assert all(len(picture.grid.text(y)) == width for y in range(height))
    assert all(0 <= stack.start < stack.stop() <= width for stack in picture.stacks)


def test_selected_marks_are_written_in_an_ink_of_their_own() -> None:
    marks = tuple(Mark(number=n, event_id=f"e{n}", column=n * 10, kind=Kind.FED) for n in (1, 2))
    picture = draw(Subject(spread_of(), marks, selected="e2"), 80, 20, draw_plain)
    assert picture.row is not None
    inks = [picture.grid.at(stack.start, picture.row).ink for stack in picture.stacks]
    assert inks == [Ink.MARK_FED, Ink.MARK_SELECTED]


def test_the_late_plotter_is_the_one_that_draws() -> None:
    assert load() is draw_lines


def test_a_library_without_that_part_is_imported_whole_and_draws_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (Line((1.0, 3.0, 2.0, 2.0)), Line((3.0, 1.0)))
    drawn = draw_lines(lines, 20, 6, (1.0, 3.0))
    whole = figure("no_such_part")
    assert whole is importlib.import_module("plotext").figure
    monkeypatch.setattr(drawing, "_FIGURE", whole)
    assert draw_lines(lines, 20, 6, (1.0, 3.0)) == drawn


@given(sizes=st.lists(st.tuples(st.integers(1, 90), st.integers(1, 30)), min_size=2, max_size=4))
@settings(max_examples=20, deadline=None)
def test_what_was_drawn_before_is_not_seen(sizes: list[tuple[int, int]]) -> None:
    lines = (Line((1.0, 3.0, 2.0)), Line((3.0, 1.0)))
    one_after_the_other = [draw_lines(lines, width, height, (0.0, 4.0)) for width, height in sizes]
    backwards = [draw_lines(lines, width, height, (0.0, 4.0)) for width, height in reversed(sizes)]
    assert one_after_the_other == backwards[::-1]


def banded(first: int = 5, size: float = 2.0) -> Spread:
    """A spread with bands around zero from its point number `first` on."""
    spread = spread_of()
    count = len(spread.path.days)
    bands = {str(way): tuple(None if n < first else way * size for n in range(count)) for way in (-2, -1, 0, 1, 2)}
    return replace(spread, path=replace(spread.path, bands=bands))


def test_bands_are_faint_behind_the_columns_and_named_at_the_right() -> None:
    grid = draw(Subject(banded()), 100, 30, draw_lines).grid
    rows = [grid.text(y) for y in range(30)]
    assert [name for name in ("+2σ", "−2σ") if any(row.rstrip().endswith(name) for row in rows)] == ["+2σ", "−2σ"]
    assert Ink.BAND in {grid.at(x, y).ink for y in range(30) for x in range(100)}
    plain = draw(Subject(spread_of()), 100, 30, draw_lines).grid
    assert Ink.BAND not in {plain.at(x, y).ink for y in range(30) for x in range(100)}


def test_bands_begin_where_there_are_enough_closes() -> None:
    late = draw(Subject(banded(first=26)), 100, 30, draw_lines).grid
    columns = [x for y in range(30) for x in range(90) if late.at(x, y).ink is Ink.BAND]
    assert min(columns) > 45


@given(size=st.floats(0, 1e9), width=st.integers(24, 140), height=st.integers(5, 40))
@settings(max_examples=60, deadline=None)
def test_bands_never_leave_their_plot_nor_take_the_height_of_the_columns(size: float, width: int, height: int) -> None:
    spread = banded(size=size)
    farthest = max(abs(value) for value in spread.path.spread)
    assert all(abs(edge) <= 2 * farthest for edge in reach(spread.path))
    grid = draw(Subject(spread), width, height, draw_plain).grid
    assert (grid.width, grid.height) == (width, height)


SENTENCE = ("Small caps lead since 25 Nov", ", +2.2 pts this quarter", ", 1.6 σ", "; 10-year −2 bp")


def test_a_sentence_is_told_as_far_as_it_is_whole() -> None:
    assert told(SENTENCE, 100, 1) == ("".join(SENTENCE),)
    assert told(SENTENCE, 52, 1) == ("".join(SENTENCE[:2]),)
    assert "".join(told(SENTENCE, 52, 2)).replace(" ", "") == "".join(SENTENCE).replace(" ", "")
    assert told(SENTENCE, 20, 1) == ()


def test_the_heading_says_who_leads_where_there_is_room() -> None:
    subject = Subject(spread_of(), lead="Day 12 of small-cap lead", sentence=SENTENCE)
    rows = rows_of(subject, 78, 24)
    assert rows[0].rstrip() == "RUT +6.33%  NDX −4.08%  spread +2.25 pts  z60 +1.59  Day 12 of small-cap lead"
    assert rows[1].startswith("Small caps lead since 25 Nov")
    assert "Day 12" not in rows_of(subject, 60, 24)[0]
