"""What is seen of folders, and what it is judged to mean."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tui.doctor.checks import Outcome
from tui.doctor.folders import LITTLE_BYTES, Folder, judge_folder, look, size

NOW = datetime(2026, 1, 16, 15, 0, tzinfo=UTC)
GOOD = Folder(
    path=Path("/cache"),
    exists=True,
    writable=True,
    mode=0o700,
    files=2,
    size_bytes=3_400_000,
    newest=NOW - timedelta(minutes=5),
    free_bytes=10**10,
)


def test_a_good_folder_says_how_much_it_holds_and_how_old_that_is() -> None:
    check = judge_folder("cache", GOOD, NOW, private=True)
    assert (check.state, check.what) == (Outcome.OK, "/cache: 2 files, 3.4 MB, last written 5m ago")


@pytest.mark.parametrize(
    ("folder", "word", "mend"),
    [
        (replace(GOOD, writable=False), "cannot be written", "let your user"),
        (replace(GOOD, mode=0o755), "mode 0755", "chmod 700 /cache"),
        (replace(GOOD, free_bytes=LITTLE_BYTES - 1), "left on its disk", "free some space"),
        (replace(GOOD, exists=False, taken=True), "is a file", "move /cache away"),
        (replace(GOOD, exists=False, writable=False), "cannot be written", "let your user"),
    ],
)
def test_a_folder_that_is_of_less_use_warns_and_says_what_mends_it(folder: Folder, word: str, mend: str) -> None:
    check = judge_folder("cache", folder, NOW, private=True)
    assert check.state is Outcome.WARN
    assert word in check.what
    assert mend in check.mend


def test_only_a_private_folder_must_be_closed_to_others() -> None:
    assert judge_folder("log", replace(GOOD, mode=0o755), NOW).state is Outcome.OK
    assert judge_folder("cache", replace(GOOD, mode=None), NOW, private=True).state is Outcome.OK


def test_a_folder_that_will_be_made_is_fine() -> None:
    check = judge_folder("cache", replace(GOOD, exists=False, mode=None, files=0), NOW, private=True)
    assert check.state is Outcome.OK
    assert "not there yet" in check.what


def test_a_name_cannot_steer_the_terminal() -> None:
    for folder in (replace(GOOD, path=Path("/\x1b[2J")), replace(GOOD, path=Path("/\x1b[2J"), mode=0o777)):
        check = judge_folder("cache", folder, NOW, private=True)
        assert "\x1b" not in check.what + check.mend


def test_a_folder_is_seen_with_everything_below_it(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.joinpath("below").mkdir(parents=True)
    folder.chmod(0o750)
    folder.joinpath("a").write_bytes(b"12345")
    folder.joinpath("below", "b").write_bytes(b"123")
    seen = look(folder)
    assert (seen.exists, seen.writable, seen.mode, seen.files, seen.size_bytes) == (True, True, 0o750, 2, 8)
    assert seen.newest is not None
    assert seen.free_bytes is not None


def test_looking_makes_nothing(tmp_path: Path) -> None:
    seen = look(tmp_path / "not" / "there")
    assert (seen.exists, seen.taken, seen.writable, seen.files) == (False, False, True, 0)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_a_folders_place_is_seen(tmp_path: Path) -> None:
    tmp_path.joinpath("cache").write_text("")
    seen = look(tmp_path / "cache")
    assert (seen.exists, seen.taken) == (False, True)
    assert look(tmp_path / "cache" / "below").writable is False


@pytest.mark.parametrize(("count", "text"), [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (3_449_999, "3.4 MB")])
def test_sizes_are_written_in_the_unit_that_fits(count: int, text: str) -> None:
    assert size(count) == text
