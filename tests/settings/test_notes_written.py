"""Notes written into the user's events.toml: what is not theirs stays to the letter, and nothing is ever half done."""

from __future__ import annotations

import stat
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.notes import Draft, NoteRefused
from tui.core.text import safe
from tui.settings import notes as module
from tui.settings.load import config_report, load
from tui.settings.notes import keep_note, read_draft, remove_note
from tui.settings.rewrite import added, changed, removed

TODAY = date(2025, 12, 20)
BOUGHT = Draft(when="2025-12-11", kind="note", title="Bought the dip", symbols="NVDA, ^RUT", link="https://host/page")
MINE = """\
# what I think of it

[[source]]
name = "mine"   # my own
title = "My notes"
published = 2026-01-05

# first things first
[[note]]
id = "first"
when = 2025-12-01     # a day of TOML's own
kind = "note"  # not an event
title = '''Sold'''

# the second
[[note]]
id = "second"
when = "2025-12-02"
kind = "macro"
title = "Jobs" # a report

# the end
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "events.toml"
    path.write_text(MINE, encoding="utf-8")
    return path


def said(path: Path) -> list[dict[str, Any]]:
    notes: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["note"]
    return notes


def refusal(folder: Path | None, draft: Draft) -> dict[str, str]:
    with pytest.raises(NoteRefused) as caught:
        keep_note(folder, draft, TODAY)
    return {fault.field: fault.text for fault in caught.value.faults}


def test_the_first_note_makes_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"
    folder.parent.mkdir()
    folder.mkdir()
    (note,) = keep_note(folder, BOUGHT, TODAY)
    assert (note.id, note.own, note.symbols, note.url) == ("note-2025-12-11", True, ("NVDA", "^RUT"), BOUGHT.link)
    assert load(folder).notes == (note,)
    assert (folder / "events.toml").read_text(encoding="utf-8").startswith("# Your own")
    assert [path.name for path in folder.iterdir()] == ["events.toml"]


def test_a_note_is_added_after_everything_else(tmp_path: Path, mine: Path) -> None:
    assert [note.id for note in keep_note(tmp_path, BOUGHT, TODAY)] == ["first", "second", "note-2025-12-11"]
    text = mine.read_text(encoding="utf-8")
    assert text.startswith(MINE)
    assert text.removeprefix(MINE).startswith('\n[[note]]\nid = "note-2025-12-11"\n')


def test_notes_of_one_day_are_told_apart(tmp_path: Path) -> None:
    for _ in range(3):
        notes = keep_note(tmp_path, BOUGHT, TODAY)
    assert [note.id for note in notes] == ["note-2025-12-11", "note-2025-12-11-2", "note-2025-12-11-3"]


def test_a_change_touches_the_keys_that_changed_and_no_other_character(tmp_path: Path, mine: Path) -> None:
    (first, _) = load(tmp_path).notes
    keep_note(tmp_path, Draft(id="first", when=first.when, kind="market", title=first.title), TODAY)
    assert mine.read_text(encoding="utf-8") == MINE.replace('kind = "note"  #', 'kind = "market"  #')


def test_a_change_there_and_back_is_no_change(tmp_path: Path, mine: Path) -> None:
    before = Draft.of(load(tmp_path).notes[1])
    keep_note(tmp_path, Draft(id="second", when="2025-12", kind="note", title="x", symbols="A B"), TODAY)
    assert said(mine)[1] == {"id": "second", "when": "2025-12", "kind": "note", "title": "x", "symbols": ["A", "B"]} | {
        "known_from": TODAY
    }
    keep_note(tmp_path, before, TODAY)
    assert mine.read_text(encoding="utf-8") == MINE


@pytest.mark.parametrize(("which", "left"), [("first", "second"), ("second", "first")])
def test_a_note_goes_and_the_comments_around_it_stay(tmp_path: Path, mine: Path, which: str, left: str) -> None:
    assert [note.id for note in remove_note(tmp_path, which)] == [left]
    text = mine.read_text(encoding="utf-8")
    for comment in ("# what I think", "# my own", "# first things", "# the second", "# the end"):
        assert comment in text


def test_the_last_note_goes_too(tmp_path: Path) -> None:
    (note,) = keep_note(tmp_path, BOUGHT, TODAY)
    assert remove_note(tmp_path, note.id) == ()
    assert load(tmp_path).notes == ()


def test_what_is_still_to_come_is_known_from_the_day_it_was_written(tmp_path: Path, mine: Path) -> None:
    due = keep_note(tmp_path, Draft(when="2026-02-01", kind="note", title="Due"), TODAY)[-1]
    assert due.known_from == TODAY
    later = keep_note(tmp_path, Draft(id=due.id, when="2026-02-02", kind="note", title="Due"), date(2026, 1, 5))[-1]
    assert (later.when, later.known_from) == ("2026-02-02", TODAY)
    past = keep_note(tmp_path, Draft(id=due.id, when="2025-12-19", kind="note", title="Was"), TODAY)[-1]
    assert (past.known_from, "known_from" in said(mine)[-1]) == (date(2025, 12, 19), False)


def test_a_draft_is_refused_in_the_words_of_the_file(tmp_path: Path) -> None:
    draft = Draft(when="tomorrow", kind="fedd", title=" ", symbols="nvda", link="javascript:alert(1)")
    assert refusal(tmp_path, draft) == {
        "when": "'tomorrow' is no date: write 2026, 2026-01, 2026-01-31 or 2026-01-31T14:00-05:00",
        "kind": "'fedd' is not allowed; choose macro, policy, fed, level, company, earnings, market, news, opinion or "
        "note; did you mean 'fed'?",
        "title": "'' is empty; write some text, or leave the key out where it may be",
        "symbols": "'nvda' is no symbol; write one as Yahoo does, like AAPL, ^RUT or BRK-B",
        "link": "'javascript:alert(1)' is no web address; write one that begins with http:// or https://, at most 500 "
        "characters",
    }
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "# mine\n[[note]\n",
            "events.toml was left as it is, because it has to be mended first: events.toml:2: is not TOML: ",
        ),
        (
            "[[note]]\nid = 'x'\n",
            "events.toml was left as it is, because it has to be mended first: events.toml:1: note[0]: the key kind",
        ),
        (
            "note = [{ id = 'x', when = '2025', kind = 'note', title = 't' }]\n",
            "events.toml was left as it is: its notes are written in a way that cannot be changed here",
        ),
    ],
    ids=["no TOML", "a note that is wrong", "notes in one line"],
)
def test_a_file_that_cannot_be_changed_is_left_as_it_is(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "events.toml"
    path.write_text(text, encoding="utf-8")
    assert refusal(tmp_path, BOUGHT)[""].startswith(why)
    assert path.read_text(encoding="utf-8") == text
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_place_of_the_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "events.toml").mkdir()
    assert "events.toml: is a folder" in refusal(tmp_path, BOUGHT)[""]


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    assert "no such folder" in refusal(tmp_path / "gone", BOUGHT)[""]


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tui.settings.replacing.os.fsync", full)
    assert refusal(tmp_path, BOUGHT) == {"": "events.toml cannot be written: No space left on device"}
    assert mine.read_text(encoding="utf-8") == MINE
    assert list(tmp_path.iterdir()) == [mine]


def test_a_protected_file_is_not_replaced(tmp_path: Path, mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.settings.replacing.os.access", lambda *_: False)
    assert refusal(tmp_path, BOUGHT) == {"": "events.toml cannot be written: it is write-protected"}
    assert mine.read_text(encoding="utf-8") == MINE


def test_a_note_that_somebody_removed_is_not_written_again(tmp_path: Path, mine: Path) -> None:
    mine.write_text("# all gone\n", encoding="utf-8")
    gone = "this note is no longer in events.toml; somebody has removed it"
    assert refusal(tmp_path, Draft(id="first", when="2025", kind="note", title="x")) == {"": gone}
    with pytest.raises(NoteRefused, match=gone):
        remove_note(tmp_path, "first")
    assert mine.read_text(encoding="utf-8") == "# all gone\n"


def test_what_somebody_else_wrote_while_we_did_is_kept(
    tmp_path: Path, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = ["# theirs\n" + MINE]

    def meanwhile(text: str, table: str, values: dict[str, object]) -> str:
        if theirs:
            mine.write_text(theirs.pop(), encoding="utf-8")
        return added(text, table, values)

    monkeypatch.setattr(module, "added", meanwhile)
    keep_note(tmp_path, BOUGHT, TODAY)
    assert mine.read_text(encoding="utf-8").startswith("# theirs\n" + MINE)


def test_a_file_that_never_rests_is_given_up(tmp_path: Path, mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(text: str, table: str, values: dict[str, object]) -> str:
        mine.write_text(mine.read_text(encoding="utf-8") + "#", encoding="utf-8")
        return added(text, table, values)

    monkeypatch.setattr(module, "added", meanwhile)
    why = "events.toml was left as it is: another program keeps changing it; try again"
    assert refusal(tmp_path, BOUGHT) == {"": why}
    assert mine.read_text(encoding="utf-8") == MINE + "###"


def test_the_mode_a_link_a_byte_order_mark_and_line_ends_are_kept(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    real = tmp_path / "real.toml"
    real.write_bytes(b"\xef\xbb\xbf" + MINE.replace("\n", "\r\n").encode())
    real.chmod(0o640)
    (tmp_path / "mine" / "events.toml").symlink_to(real)
    keep_note(tmp_path / "mine", BOUGHT, TODAY)
    keep_note(tmp_path / "mine", Draft(id="second", when="2025-12-02", kind="macro", title="More jobs"), TODAY)
    remove_note(tmp_path / "mine", "first")
    assert (tmp_path / "mine" / "events.toml").is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    text = real.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf#")
    assert text.count(b"\r\n") == text.count(b"\n") > 10
    assert config_report(tmp_path / "mine").problems == ()


def test_notes_between_other_tables_are_changed_in_place(tmp_path: Path) -> None:
    path = tmp_path / "events.toml"
    tables = MINE.replace("# the second\n", '[[source]]\nname = "other"\ntitle = "t"\npublished = 2026-01-05\n# 2\n')
    path.write_text(tables, encoding="utf-8")
    removed_first = removed(tables, "note", 0)
    assert removed_first.count("[[note]]") == 1
    assert "# 2\n" in removed_first
    keep_note(tmp_path, Draft(id="second", when="2025-12-02", kind="macro", title="More"), TODAY)
    assert path.read_text(encoding="utf-8") == tables.replace('"Jobs" # a', '"More" # a')
    keep_note(tmp_path, Draft(id="second", when="2025-12-02", kind="macro", title="Jobs"), TODAY)
    remove_note(tmp_path, "first")
    assert path.read_text(encoding="utf-8") == removed_first


LINES = (
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20).map(safe).filter(bool)
)


@given(title=LINES, other=LINES)
def test_any_title_comes_back_as_it_was_typed(title: str, other: str) -> None:
    values = {"id": "x", "when": "2025-12-11", "kind": "note", "title": title}
    text = added("# mine\n", "note", values)
    assert tomllib.loads(text)["note"] == [values]
    again = changed(text, "note", 0, values | {"title": other})
    assert tomllib.loads(again)["note"] == [values | {"title": other}]
    assert removed(again, "note", 0).strip() == "# mine"
    draft = Draft(when="2025-12-11", kind="note", title=title)
    assert read_draft(draft).title == title
