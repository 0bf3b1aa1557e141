"""A start draws the frame the last run left, until the live one is there; never one of a terminal of another size."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal import terminal

from tui.paint.frame import Frame, write
from tui.paint.stamps import file_stamps, stamp
from tui.settings.locate import FILES, shipped_folder

SIZE = (100, 30)
OPENS, LIVE, LEAVES = b"\x1b[?1049h", b"\x1b[?1004h", b"\x1b[?1049l"
"""The terminal's other screen is taken; Textual has taken it over; it is given back."""
LEFT = b"what the reader left"

Environment = dict[str, str]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Environment]:
    """A home with a frame of a minute ago, and no network."""
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
    dressed = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    env = {**os.environ, **dressed, **dict.fromkeys(names, str(tmp_path)), "HTTPS_PROXY": "http://127.0.0.1:1"}
    env = {name: value for name, value in env.items() if name not in ("COLUMNS", "LINES")}
    files = [str(folder / name) for folder in (shipped_folder(), tmp_path / "rotation") for name in FILES]
    frame = Frame(f"\x1b[1;1H{LEFT.decode()}", time.time() - 60, "14:02 New York")
    write(str(tmp_path / "rotation" / "frame"), frame, stamp(env, SIZE, None), file_stamps(files))
    yield env
    assert not (tmp_path / "rotation" / "frame").exists(), "a run that showed nothing leaves nothing to draw"


def test_the_frame_left_is_there_until_the_live_one_and_no_key_is_lost_on_it(home: Environment) -> None:
    columns, rows = SIZE
    with terminal(env=home, columns=columns, rows=rows) as program:
        # What has been on the screen, not what is: the live frame may be there before anybody looks.
        program.until(lambda _: LEFT in program.raw and b"saved frame of 14:02 New York, 1m ago" in program.raw)
        program.press("3")
        program.until(lambda text: LEFT.decode() not in text and "Events" in text and "Claims" in text)
        program.quits()
    before, _, after = program.raw.partition(LIVE)
    assert (before.count(OPENS), after.count(OPENS)) == (1, 0)
    assert LEFT in before
    assert program.raw.count(LEAVES) == 1
    assert b"\x1b[2J" not in program.raw


def test_a_frame_of_another_size_is_not_drawn(home: Environment) -> None:
    with terminal(env=home, columns=SIZE[0] - 1, rows=SIZE[1]) as program:
        program.until(lambda _: LIVE in program.raw)
        program.quits()
    assert LEFT not in program.raw
    assert b"saved frame" not in program.raw
