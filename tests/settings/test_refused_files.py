"""Files that cannot be read, and all problems in one report."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.settings.load import ConfigError, load

Refusal = Callable[..., list[str]]


def basket(stance: str, members: str) -> str:
    return f'[[basket]]\nname = "Mine"\nstance = "{stance}"\nwhy = "x"\nmembers = {members}\n'


def test_what_is_no_toml_is_refused_with_its_line(refusal: Refusal) -> None:
    (problem,) = refusal(settings='pair = "^RUT/^NDX"\nwindow = QTD\n')
    assert problem.startswith("settings.toml:2: is not TOML: ")
    assert "(at line" not in problem


def test_a_file_that_ends_too_soon_is_refused_at_its_end(refusal: Refusal) -> None:
    (problem,) = refusal(watchlist='\n\nstrip = ["AAPL"')
    assert problem.startswith("watchlist.toml:3: is not TOML: ")


def test_a_key_written_twice_is_refused(refusal: Refusal) -> None:
    (problem,) = refusal(settings='pair = "A/B"\npair = "C/D"')
    assert problem.startswith("settings.toml:2: is not TOML: ")


def test_a_number_of_five_thousand_digits_is_refused(refusal: Refusal) -> None:
    (problem,) = refusal(settings=f"cadence.open_s = {'9' * 5000}")
    assert problem.startswith("settings.toml: is not TOML: ")


def test_a_file_nested_without_end_is_refused(refusal: Refusal) -> None:
    assert refusal(settings=f"a = {'[' * 5000}{']' * 5000}") == ["settings.toml: is nested too deeply"]


def test_another_encoding_is_refused_at_the_line_of_its_first_foreign_byte(refusal: Refusal, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b'pair = "^RUT/^NDX"\n# caf\xe9\n')
    assert refusal() == ["settings.toml:2: is not UTF-8; save it in that encoding"]


def test_a_folder_in_the_place_of_a_file_is_refused(refusal: Refusal, tmp_path: Path) -> None:
    (tmp_path / "marks.toml").mkdir()
    assert refusal() == ["marks.toml: is a folder; there should be a TOML file, or nothing"]


def test_a_pipe_in_the_place_of_a_file_is_refused_not_waited_for(refusal: Refusal, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "marks.toml")
    assert refusal() == ["marks.toml: is no regular file; there should be a TOML file, or nothing"]


def test_a_link_that_leads_nowhere_is_refused(refusal: Refusal, tmp_path: Path) -> None:
    (tmp_path / "marks.toml").symlink_to(tmp_path / "gone.toml")
    assert refusal() == ["marks.toml: cannot be read: No such file or directory"]


def test_a_file_that_may_not_be_read_is_refused(
    refusal: Refusal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "marks.toml"
    locked.touch()
    read = Path.read_bytes

    def read_unless_locked(path: Path) -> bytes:
        if path == locked:
            raise PermissionError(errno.EACCES, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", read_unless_locked)
    assert refusal() == ["marks.toml: cannot be read: Permission denied"]


def test_a_given_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "gone")
    assert [str(problem) for problem in caught.value.problems] == [f"{tmp_path / 'gone'}: no such folder"]


def test_all_problems_of_all_files_come_in_one_report_sorted_by_file_and_line(refusal: Refusal) -> None:
    problems = refusal(
        settings='window = "2W"\npair = "A/B"',
        watchlist='strip = ["b b", "AAPL", "AAPL"]\nbogus = 1',
        events="[[event",
        marks='[[level]]\nsymbol = "^RUT"\nlevel = 0\nlabel = "x"',
    )
    assert [problem.split(": ")[:2] for problem in problems] == [
        ["events.toml:1", "is not TOML"],
        ["marks.toml:3", "level[0].level"],
        ["settings.toml:1", "window"],
        ["settings.toml:2", "pair"],
        ["watchlist.toml:1", "strip[0]"],
        ["watchlist.toml:1", "strip[2]"],
        ["watchlist.toml:2", "bogus"],
    ]


def test_one_wrong_entry_does_not_hide_what_is_wrong_in_the_same_list(refusal: Refusal) -> None:
    problems = refusal(watchlist=basket("x", '["a a", 1, "SRCE", "SRCE"]') + basket("watch", '["SRCE"]'))
    assert [problem.split(": ")[1] for problem in problems] == [
        "basket[0].stance",
        "basket[0].members[0].symbol",
        "basket[0].members[1]",
        "basket[0].members[3]",
        "basket[1].name",
    ]


def test_the_report_counts_its_problems_and_names_the_folder(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('window = "2W"\nbogus = 1', encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    first, *rest = str(caught.value).splitlines()
    assert first == f"2 problems in the configuration of '{tmp_path}'"
    assert [line[:19] for line in rest] == ["  settings.toml:1: ", "  settings.toml:2: "]


def test_names_a_file_that_cannot_be_read_might_have_are_not_called_unknown(refusal: Refusal) -> None:
    problems = refusal(events="[[source]]\nname = ", marks='[[opinion]]\ntext = "x"\nsource = "mine"')
    assert [problem.split(":")[0] for problem in problems] == ["events.toml"]
