"""A frame as a file: it is drawn where everything it depends on is as it was, and nothing else ever is."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from platformdirs import user_cache_dir

from tui import __version__
from tui.core import text
from tui.paint import stamps
from tui.paint.frame import MAX_BYTES, OLDEST_S, Frame, age, harmless, read, write
from tui.paint.opening import frame_file
from tui.paint.stamps import file_stamps, stamp

NOW = 1_800_000_000.0
SIZE = (80, 24)
ENVIRON = {"TERM": "xterm-256color", "HOME": "/home/reader"}
STAMP = stamp(ENVIRON, SIZE, None)
TEXT = "\x1b[1;1H\x1b[1;38;2;1;2;3mRUT ▼\x1b[0m \x1b[2;1H⣀⡠"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A frame kept ten minutes ago, over a configuration of one file there and one not."""
    settings = tmp_path / "settings.toml"
    settings.write_text("theme = 'nord'\n", encoding="utf-8")
    path = tmp_path / "rotation" / "frame"
    files = file_stamps([str(settings), str(tmp_path / "marks.toml")])
    write(str(path), Frame(TEXT, NOW - 600, "14:02 New York"), STAMP, files)
    return path


def drawn(path: Path, stamped: str = STAMP, now: float = NOW) -> str | None:
    frame = read(str(path), stamped, now)
    return frame and frame.drawn(SIZE, now)


def test_a_frame_is_drawn_as_it_was_with_its_age_on_the_last_row(kept: Path) -> None:
    shown = drawn(kept)
    assert shown is not None
    before, _, last = shown.partition("\x1b[24;1H")
    assert before == TEXT
    assert "saved frame of 14:02 New York, 10m ago" in last


def test_a_frame_is_its_owners_alone(kept: Path) -> None:
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in kept.parent.iterdir()] == ["frame"]


def test_a_frame_that_cannot_be_put_in_its_place_leaves_nothing_of_itself(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError):  # noqa: PT011 - whatever the disk says
        write(str(kept), Frame("\x1b[1;1Hnew", NOW, "14:12"), STAMP, [])
    assert [each.name for each in kept.parent.iterdir()] == ["frame"]
    assert drawn(kept) is not None


@pytest.mark.parametrize(
    "other",
    [
        stamp(ENVIRON, (81, 24), None),
        stamp(ENVIRON, (80, 25), None),
        stamp({**ENVIRON, "TERM": "screen"}, SIZE, None),
        stamp({**ENVIRON, "COLORTERM": "truecolor"}, SIZE, None),
        stamp({**ENVIRON, "NO_COLOR": "1"}, SIZE, None),
        stamp({**ENVIRON, "TEXTUAL_COLOR_SYSTEM": "256"}, SIZE, None),
        stamp({**ENVIRON, "XDG_CONFIG_HOME": "/elsewhere"}, SIZE, None),
        stamp(ENVIRON, SIZE, "own"),
    ],
    ids=["columns", "rows", "terminal", "colours", "no colours", "drawing", "folders", "configuration"],
)
def test_nothing_is_drawn_where_something_else_is_on_the_screen(kept: Path, other: str) -> None:
    assert drawn(kept, other) is None


def test_nothing_is_drawn_after_an_update(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert __version__ in STAMP
    monkeypatch.setattr(stamps, "__version__", "9.9.9")
    assert drawn(kept, stamp(ENVIRON, SIZE, None)) is None


def test_the_pace_that_the_program_sets_itself_changes_nothing() -> None:
    assert stamp({**ENVIRON, "TEXTUAL_FPS": "240"}, SIZE, None) == STAMP


@pytest.mark.parametrize("change", ["edited", "touched", "gone", "new"])
def test_nothing_is_drawn_over_a_changed_configuration(kept: Path, tmp_path: Path, change: str) -> None:
    settings = tmp_path / "settings.toml"
    match change:
        case "edited":
            settings.write_text("theme = 'gruvbox'\n", encoding="utf-8")
        case "touched":
            os.utime(settings, ns=(1, 1))
        case "gone":
            settings.unlink()
        case _:
            tmp_path.joinpath("marks.toml").touch()
    assert drawn(kept) is None


@pytest.mark.parametrize("ago", [-1.0, OLDEST_S + 1, float("nan"), float("inf"), float("-inf")])
def test_nothing_is_drawn_of_the_future_or_from_long_ago(kept: Path, ago: float) -> None:
    write(str(kept), Frame(TEXT, NOW - ago, "14:02"), STAMP, [])
    assert drawn(kept) is None


@pytest.mark.parametrize(
    "hostile",
    [
        "plain text first",
        "\x1b[1;1H\x1b]0;a title\x07",
        "\x1b[1;1H\x1b]8;;http://example.org\x1b\\link",
        "\x1b[1;1H\x1b[?1049l",
        "\x1b[1;1H\x1b[6n",
        "\x1b[1;1H\x1b[2J",
        "\x1b[1;1H\x1bc",
        "\x1b[1;1H\x1bP+q\x1b\\",
        "\x1b[1;1H\x9b6n",
        "\x1b[1;1H\x07",
        "\x1b[1;1H\r",
        "\x1b[1;1H\u202eturned round",
        "\x1b[1;1",
        "\x1b[",
        "\x1b[1;1H\x1b5[m",
        "\x1b[1;1H\x1b\x1b[m[H",
    ],
)
def test_a_frame_that_would_do_more_than_draw_is_not_drawn(kept: Path, hostile: str) -> None:
    assert not harmless(hostile)
    write(str(kept), Frame(hostile, NOW - 60, "14:02"), STAMP, [])
    assert drawn(kept) is None


@given(st.text(st.sampled_from("\x1b\x1b[[]?;019mHJKhn \x9b\x07\nx⣀")))
def test_what_is_harmless_holds_no_control_character_but_the_start_of_a_style_or_a_move(text: str) -> None:
    if harmless(f"\x1b[1;1H{text}"):
        assert text.replace("\x1b[", "").isprintable()


def test_a_label_that_would_do_more_than_say_is_not_drawn(kept: Path) -> None:
    write(str(kept), Frame(TEXT, NOW - 60, "\x1b]0;a title\x07"), STAMP, [])
    assert drawn(kept) is None


@pytest.mark.parametrize("spoilt", [b"", b"\n" * 9, b"\xff\xfe", b"rotation frame 1\n", bytes(range(256)) * 16])
def test_a_spoilt_file_is_as_none(kept: Path, spoilt: bytes) -> None:
    kept.write_bytes(spoilt)
    assert drawn(kept) is None


@pytest.mark.parametrize("cut", [1, 100, 200])
def test_half_a_file_is_as_none(kept: Path, cut: int) -> None:
    kept.write_bytes(kept.read_bytes()[:cut])
    assert drawn(kept) is None


def test_a_file_that_others_may_have_written_is_as_none(kept: Path) -> None:
    kept.chmod(0o620)
    assert drawn(kept) is None


def test_a_file_of_another_user_is_as_none(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = kept.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert drawn(kept) is None


def test_a_link_a_pipe_a_folder_and_nothing_at_all_are_as_none(kept: Path) -> None:
    aside = kept.rename(kept.with_name("aside"))
    assert drawn(kept) is None
    kept.symlink_to(aside)
    assert drawn(kept) is None
    kept.unlink()
    os.mkfifo(kept, 0o600)
    assert drawn(kept) is None
    kept.unlink()
    kept.mkdir(mode=0o700)
    assert drawn(kept) is None


def test_a_huge_file_is_not_even_read(kept: Path) -> None:
    with kept.open("ab") as file:
        file.truncate(MAX_BYTES + 1)
    assert drawn(kept) is None


@given(st.integers(1, 300), st.integers(1, 100), st.integers(0, 86_400 * 29))
def test_the_last_row_is_filled_and_never_longer_than_the_terminal_is_wide(columns: int, rows: int, ago: int) -> None:
    shown = Frame("", NOW - ago, "21 Nov 14:02 New York").drawn((columns, rows), NOW)
    assert len(shown.removeprefix(f"\x1b[{rows};1H\x1b[0;7m").removesuffix("\x1b[0m")) == columns


@given(st.integers(0, 86_400 * 400))
def test_ages_are_written_as_everywhere(seconds: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert age(seconds) == text.age(now - timedelta(seconds=seconds), now)


@pytest.mark.parametrize("cache", [None, "", " ", "/somewhere/else"])
def test_the_frame_is_where_the_rest_is_cached(cache: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if cache is None:
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", cache)
    assert frame_file(os.environ) == os.path.join(user_cache_dir("rotation", appauthor=False), "frame")  # noqa: PTH118 - as it is written


def test_what_draws_the_frame_loads_little_of_the_standard_library_and_nothing_else() -> None:
    code = (
        "import sys; before = set(sys.modules); import tui.cli, tui.paint.opening; "
        "print(*(name for name in set(sys.modules) - before if not name.startswith('tui')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= {"__future__", "gc", "termios"}
