"""The user's own notes, as events.toml has them: beside the events, whichever those are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tui.core.events import Kind
from tui.settings.load import load

NO_LINK = "is no web address; write one that begins with http:// or https://, at most 500 characters"


def note(**keys: str) -> str:
    written = {"id": '"mine"', "when": '"2025-12-11"', "kind": '"note"', "title": '"Bought"'} | keys
    return "[[note]]\n" + "\n".join(f"{key} = {value}" for key, value in written.items()) + "\n"


def test_a_note_is_added_and_the_shipped_events_stay(tmp_path: Path) -> None:
    shipped = load(tmp_path)
    keys = {"symbols": '["NVDA"]', "link": '"https://host/page"'}
    (tmp_path / "events.toml").write_text(note(**keys), encoding="utf-8")
    config = load(tmp_path)
    assert config.events == shipped.events
    (mine,) = config.notes
    assert (mine.id, mine.kind, mine.title, mine.own) == ("mine", Kind.NOTE, "Bought", True)
    assert (mine.source, mine.symbols, mine.url) == ("own note", ("NVDA",), "https://host/page")


def test_events_of_ones_own_take_no_note_away(tmp_path: Path) -> None:
    (tmp_path / "events.toml").write_text("event = []\n" + note(), encoding="utf-8")
    config = load(tmp_path)
    assert (config.events, [each.id for each in config.notes]) == ((), ["mine"])


@pytest.mark.parametrize(
    ("keys", "known_from"),
    [
        ({}, date(2025, 12, 11)),
        ({"when": '"2026"'}, date(2026, 12, 31)),
        ({"when": '"2026"', "known_from": "2025-12-01"}, date(2025, 12, 1)),
    ],
)
def test_a_note_is_known_from_its_own_day_or_the_day_it_names(
    tmp_path: Path, keys: dict[str, str], known_from: date
) -> None:
    (tmp_path / "events.toml").write_text(note(**keys), encoding="utf-8")
    assert load(tmp_path).notes[0].known_from == known_from


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (note(link='"javascript:alert(1)"'), f"6: note[0].link: 'javascript:alert(1)' {NO_LINK}"),
        (note(link='"file:///etc/passwd"'), f"6: note[0].link: 'file:///etc/passwd' {NO_LINK}"),
        (note(link='"https://"'), f"6: note[0].link: 'https://' {NO_LINK}"),
        (note(link='"https://[half"'), f"6: note[0].link: 'https://[half' {NO_LINK}"),
        (
            note(id='"fed-2025-12-10"'),
            "2: note[0].id: 'fed-2025-12-10' is there before, at event[4].id; write it once",
        ),
        (note() + note(), "7: note[1].id: 'mine' is there before, at note[0].id; write it once"),
    ],
    ids=["a script", "a file", "no host", "half a host", "the id of an event", "the id of a note"],
)
def test_notes_refuse(refusal: Callable[..., list[str]], text: str, problem: str) -> None:
    assert refusal(events=text) == [f"events.toml:{problem}"]
