from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tui.settings.editing import NotWritten
from tui.settings.holdings import Holdings
from tui.settings.importing import Imported, import_basket
from tui.settings.load import load

MINE = """# mine
strip = ["AAA"]  # one

[[basket]]
name = "Fund"
stance = "loser"  # so it is
why = "I say so"
members = [
  "OLD",
  { symbol = "KEPT", note = "a word of mine" },  # goes with the list
]

# the other
[[basket]]
name = "Other"
stance = "watch"
why = "as well"
members = ["CCC"]
"""
MANY = Holdings(tuple(f"M{place}" for place in range(2000)), {})


def took_in(folder: Path, *symbols: str, name: str = "Fund", write: bool = True) -> Imported:
    return import_basket(folder, name, Holdings(symbols, {}), "fund.csv", write=write)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "watchlist.toml"
    path.write_text(MINE, encoding="utf-8")
    return path


def test_a_basket_of_that_name_gets_the_members_and_all_else_stays(tmp_path: Path, mine: Path) -> None:
    done = took_in(tmp_path, "NEW", "KEPT")
    assert (done.new, done.gone, done.copied) == (1, 1, 0)
    text = mine.read_text(encoding="utf-8")
    before, after = MINE.split("members = [", 1)
    assert text.startswith(before)
    assert text.endswith(after[after.index("# the other") :])
    fund = tomllib.loads(text)["basket"][0]
    assert fund["members"] == ["NEW", {"symbol": "KEPT", "note": "a word of mine"}]


def test_a_new_basket_is_written_after_the_others(tmp_path: Path, mine: Path) -> None:
    took_in(tmp_path, "AAA", "BBB", name="New")
    assert mine.read_text(encoding="utf-8").startswith(MINE)
    new = load(tmp_path).watchlist.baskets[-1]
    assert (new.name, new.stance, new.why) == ("New", "watch", "imported from fund.csv")
    assert [member.symbol for member in new.members] == ["AAA", "BBB"]


def test_the_shipped_baskets_stay_where_the_user_had_none_of_his_own(tmp_path: Path) -> None:
    shipped = load(tmp_path).watchlist.baskets
    done = import_basket(tmp_path, "Fund", MANY, "fund.csv", write=True)
    assert done.copied == len(shipped)
    *others, fund = load(tmp_path).watchlist.baskets
    assert tuple(others) == shipped
    assert len(fund.members) == 2000
    text = (tmp_path / "watchlist.toml").read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) < 160


def test_lines_that_end_as_on_windows_go_on_so(tmp_path: Path, mine: Path) -> None:
    mine.write_bytes(b'# mine\r\nstrip = ["AAA"]\r\n')
    took_in(tmp_path, "BBB", "CCC")
    text = mine.read_bytes()
    assert text.startswith(b'# mine\r\nstrip = ["AAA"]\r\n\r\n[[basket]]\r\n')
    assert text.count(b"\n") == text.count(b"\r\n")
    assert load(tmp_path).watchlist.baskets[-1].name == "Fund"


def test_the_same_file_again_changes_nothing(tmp_path: Path, mine: Path) -> None:
    took_in(tmp_path, "AAA", "BBB")
    once = mine.read_text(encoding="utf-8")
    took_in(tmp_path, "AAA", "BBB")
    assert mine.read_text(encoding="utf-8") == once


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path, mine: Path) -> None:
    told = took_in(tmp_path, "NEW", write=False)
    assert mine.read_text(encoding="utf-8") == MINE
    assert told == took_in(tmp_path, "NEW")


def test_a_broken_file_is_never_overwritten(tmp_path: Path, mine: Path) -> None:
    mine.write_text(MINE + "oops", encoding="utf-8")
    with pytest.raises(NotWritten, match=r"has to be mended first: watchlist.toml:19: "):
        took_in(tmp_path, "NEW")
    assert mine.read_text(encoding="utf-8") == MINE + "oops"
