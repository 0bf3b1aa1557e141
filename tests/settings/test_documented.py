"""The shipped files say what every key means."""

from __future__ import annotations

import re
from typing import get_args, get_type_hints

import pytest

from tui.settings import schema
from tui.settings.locate import FILES, shipped_folder


def _shapes(shape: type[schema.Shape]) -> list[type[schema.Shape]]:
    inner = [each for hint in get_type_hints(shape).values() for each in (hint, *get_args(hint))]
    nested = [each for each in inner if isinstance(each, type) and issubclass(each, schema.Shape)]
    return [shape, *(below for each in nested for below in _shapes(each))]


def _keys(file: type[schema.Shape]) -> list[str]:
    return sorted({name for shape in _shapes(file) for name in shape.__struct_fields__})


SHAPES: tuple[type[schema.Shape], ...] = (
    schema.SettingsFile,
    schema.WatchlistFile,
    schema.EventsFile,
    schema.MarksFile,
)
KEYS = [(name, key) for name, file in zip(FILES, SHAPES, strict=True) for key in _keys(file)]


@pytest.mark.parametrize(("file", "key"), KEYS)
def test_every_key_is_shown_or_named_beside_a_comment(file: str, key: str) -> None:
    lines = (shipped_folder() / file).read_text(encoding="utf-8").splitlines()
    shown = re.compile(rf"(\[+|^|[ .{{]){key}( =|\]+)")
    assert any(
        re.search(rf"#.*\b{key}\b", line) or (shown.search(line) and ("#" in line or above.startswith("#")))
        for above, line in zip(["", *lines], lines, strict=False)
    )
