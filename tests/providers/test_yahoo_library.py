from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

from tui.providers.yahoo.library import load

DONE_WITHOUT = "try:\n    import colorsys\nexcept ImportError:\n    colorsys = None\n"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    monkeypatch.delitem(sys.modules, "a_library", raising=False)
    return tmp_path / "a_library.py"


def test_what_can_be_done_without_is_left_out_and_found_by_whoever_wants_it_later(library: Path) -> None:
    library.write_text(DONE_WITHOUT)
    load("a_library", ("colorsys",))
    assert sys.modules["a_library"].colorsys is None
    assert import_module("colorsys").rgb_to_hsv


def test_a_library_that_cannot_do_without_is_loaded_whole(library: Path) -> None:
    library.write_text("import colorsys\n")
    load("a_library", ("colorsys",))
    assert sys.modules["a_library"].colorsys.rgb_to_hsv


def test_what_is_loaded_already_stays(library: Path) -> None:
    held = import_module("colorsys")
    library.write_text(DONE_WITHOUT)
    load("a_library", ("colorsys",))
    assert sys.modules["a_library"].colorsys is sys.modules["colorsys"] is held
