"""Every key of a TOML text is found on its line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.settings.lines import find_lines, nearest_line
from tui.settings.locate import FILES, shipped_folder
from tui.settings.problems import Key

TEXT = """\
# a comment with [brackets] and "quotes"
title = "a # no comment ] }"

[owner]                      # line 4
name.first = 'Ann' # 5
"quo\\u0074ed \\"key\\"" = 1979-05-27 07:32:00

[[basket]]
members = [ # 9
  { symbol = "A", tags = ["x", "y"] }, # 10

  "B", # 12
]
[[basket.note]]
text = \"\"\"
[[basket]]
two \\\"\"\" quotes\"\"\"\"
n = 18
[[basket]]
why = '''it's'''
[[basket.note]]
n = 22
[basket.last]
a = {}
b = []
"""

PLACES = {
    ("title",): 2,
    ("owner",): 4,
    ("owner", "name"): 5,
    ("owner", "name", "first"): 5,
    ("owner", 'quoted "key"'): 6,
    ("basket",): 8,
    ("basket", 0): 8,
    ("basket", 0, "members"): 9,
    ("basket", 0, "members", 0): 10,
    ("basket", 0, "members", 0, "symbol"): 10,
    ("basket", 0, "members", 0, "tags", 1): 10,
    ("basket", 0, "members", 1): 12,
    ("basket", 0, "note", 0): 14,
    ("basket", 0, "note", 0, "text"): 15,
    ("basket", 0, "note", 0, "n"): 18,
    ("basket", 1): 19,
    ("basket", 1, "why"): 20,
    ("basket", 1, "note", 0, "n"): 22,
    ("basket", 1, "last"): 23,
    ("basket", 1, "last", "b"): 25,
}


def _keys(value: Any, key: Key = ()) -> Iterator[Key]:
    if key:
        yield key
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inner:
        yield from _keys(each, (*key, name))


@pytest.mark.parametrize(("key", "line"), PLACES.items(), ids=str)
def test_a_key_stands_on_its_line(key: Key, line: int) -> None:
    assert find_lines(TEXT)[key] == line


def test_windows_line_ends_count_once() -> None:
    assert find_lines(TEXT.replace("\n", "\r\n")) == find_lines(TEXT)


@pytest.mark.parametrize("name", FILES)
def test_every_key_of_a_shipped_file_is_found_and_no_other(name: str) -> None:
    text = (shipped_folder() / name).read_text(encoding="utf-8")
    assert set(find_lines(text)) == set(_keys(tomllib.loads(text)))


def test_a_key_without_a_line_has_that_of_what_is_around_it() -> None:
    lines = find_lines(TEXT)
    assert nearest_line(lines, ("basket", 0, "members", 1, "gone")) == 12
    assert nearest_line(lines, ("gone",)) is None


_LEAVES = (
    st.integers(-(2**63), 2**63 - 1) | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8) | st.dates()
)
_NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=6)


def _tables(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=3)


@settings(deadline=None)
@given(st.dictionaries(_NAMES, st.recursive(_LEAVES, _tables, max_leaves=12), max_size=5))
def test_every_key_of_any_text_is_found_and_none_beyond_its_end(table: dict[str, Any]) -> None:
    text = tomlkit.dumps(table)
    lines = find_lines(text)
    assert set(_keys(tomllib.loads(text))) <= set(lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())
