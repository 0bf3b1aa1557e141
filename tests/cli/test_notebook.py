"""The screen's notebook is the user's own events.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.cli.notebook import OwnFile
from tui.core.notes import Draft, NoteRefused
from tui.settings.load import load


async def test_a_note_is_kept_in_the_folder_given_and_read_at_the_next_start(tmp_path: Path) -> None:
    book = OwnFile(tmp_path)
    notes = await book.keep(Draft(when="2025-12-11", kind="note", title="Bought"))
    assert load(tmp_path).notes == notes
    assert await book.remove(notes[0].id) == ()
    assert load(tmp_path).notes == ()


async def test_what_is_wrong_reaches_the_screen(tmp_path: Path) -> None:
    with pytest.raises(NoteRefused, match="is no date"):
        await OwnFile(tmp_path).keep(Draft(when="soon", kind="note", title="x"))
