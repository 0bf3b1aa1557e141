"""The frame a run leaves is kept where the next start looks for it, or the last one is gone."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from tui.cli import keeping
from tui.cli.keeping import keep_frame
from tui.paint.frame import read
from tui.paint.stamps import file_stamps, stamp
from tui.ui.last_frame import LastFrame

SIZE = (80, 24)
SEEN = datetime(2025, 12, 11, 19, 2, tzinfo=UTC)
LAST = LastFrame("\x1b[1;1HRUT", SIZE, SEEN, "11 Dec 14:02 New York")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    kept = tmp_path / "rotation" / "frame"
    monkeypatch.setattr(keeping, "frame_file", lambda _: str(kept))
    monkeypatch.setattr(keeping, "terminal_size", lambda _: SIZE)
    return kept


def test_a_frame_kept_is_drawn_by_the_next_start_with_the_same_options(path: Path) -> None:
    keep_frame(LAST, [], Path("own"))
    now = SEEN.timestamp() + 60
    found = read(str(path), stamp(os.environ, SIZE, "own"), now)
    assert found is not None
    assert (found.text, found.label) == (LAST.text, LAST.label)
    assert read(str(path), stamp(os.environ, SIZE, None), now) is None


@pytest.mark.parametrize(
    "last",
    [
        None,
        replace(LAST, size=(81, 24)),
        replace(LAST, text="\x1b[1;1H\x1b[2J"),
        replace(LAST, text=LAST.text + "x" * 500_000),
    ],
    ids=["none", "another size", "harmful", "too long"],
)
def test_where_there_is_none_to_keep_the_one_before_is_gone(path: Path, last: LastFrame | None) -> None:
    keep_frame(LAST, [], None)
    keep_frame(last, [], None)
    assert not path.exists()


def test_a_folder_whose_name_is_no_text_has_no_frame(path: Path) -> None:
    keep_frame(LAST, file_stamps([os.fsdecode(b"/home/\xff/settings.toml")]), None)
    assert not path.exists()
