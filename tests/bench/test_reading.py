"""What a terminal is sent is read for what it shows, and when."""

from __future__ import annotations

import math
from types import SimpleNamespace

from .keys import Presses, Recording, answers_ms, two_places
from .rounds import Rounds, percentile
from .starting import CHART, blank_ms
from .table import Row, markdown
from .terminal import Chunk

_BEGIN, _END = b"\x1b[?2026h", b"\x1b[?2026l"


def recorded(*chunks: tuple[float, bytes]) -> Recording:
    return Recording(SimpleNamespace(chunks=[Chunk(*each) for each in chunks]), 0)


def test_a_cursor_is_where_its_mark_was_drawn_whatever_stands_before_it_in_the_line() -> None:
    row = b"\x1b[7;3Hab\x1b[31mc\x1b[0m" + "▌".encode() + b"row"
    (bar,) = recorded((1.0, _BEGIN + row + _END)).bars()
    assert (bar.row, bar.column) == (7, 6)


def test_a_mark_counts_when_its_frame_is_complete() -> None:
    (bar,) = recorded((1.0, _BEGIN + b"\x1b[2;2H" + "▌".encode()), (1.5, b"more"), (2.0, _END)).bars()
    assert bar.time == 2.0


def test_a_key_is_answered_by_the_first_mark_at_its_place_after_it() -> None:
    presses = Presses((1.0, 2.0, 9.0), (b"j", b"k", b"j"))
    assert answers_ms(presses, {b"j": [0.5, 1.25], b"k": [2.5]}) == [250.0, 500.0]


def test_the_cursor_goes_between_the_places_it_was_drawn_at_most() -> None:
    frames = [b"\x1b[%d;9H" % row + "▌".encode() + _END for row in (4, 5, 4, 5, 30)]
    assert two_places(list(recorded((1.0, b"".join(frames))).bars())) == ((4, 9), (5, 9))


def test_a_terminal_erased_between_two_frames_is_blank_until_the_next_and_never_within_one() -> None:
    def blank(between: bytes) -> float:
        chunks = [Chunk(1.0, b"saved"), Chunk(2.0, between), Chunk(3.0, b"live")]
        return blank_ms(chunks, 0, 5 + len(between) + 4)

    assert blank(b"\x1b[2J") == 1000
    assert blank(b"\x1b[?1049h") == 1000
    assert blank(_BEGIN + b"\x1b[2J") == 0
    assert blank(b"\x1b[1;1Hover it") == 0


def test_ratios_are_of_each_round_and_the_middle_one_is_told() -> None:
    rounds = Rounds({"one": [1.0, 8.0, 3.0], "other": [1.0, 2.0, 1.0]})
    assert rounds.ratio("one", "other", lambda value: value).median == 3.0


def test_a_percentile_is_one_of_the_values() -> None:
    values = [float(value) for value in range(1, 101)]
    assert [percentile(values, share) for share in (0.5, 0.99, 1.0)] == [50.0, 99.0, 100.0]
    assert not math.isnan(percentile([7.0], 0.99))


def test_a_goal_that_is_missed_is_told_in_the_table() -> None:
    told = markdown([Row("start", "9 ms", goal="≤ 5 ms", met=False), Row("other", "not measured")])
    assert "| start | 9 ms | – | – | ≤ 5 ms | **no** |  |" in told
    assert "| other | not measured | – | – | – | – |  |" in told


def test_a_line_of_the_chart_is_told_from_its_bands() -> None:
    assert CHART.search("⠤⠔⠒".encode())
    assert not CHART.search("│⣀⣀⠤⠤⠒⠒⠉⠉⡀⠄⠂⠁│▁▂▃".encode())
