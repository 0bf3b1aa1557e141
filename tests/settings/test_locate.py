"""Where the files are found: in a checkout, in an installed package, in the user's folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tui.settings.load import load
from tui.settings.locate import FILES, shipped_folder, user_folder

ROOT = Path(__file__).resolve().parents[2]


def test_a_checkout_reads_its_top_level_folder() -> None:
    assert shipped_folder() == ROOT / "config"
    assert {path.name for path in shipped_folder().iterdir()} == set(FILES)


def test_an_installed_package_reads_the_folder_inside_it_from_anywhere(tmp_path: Path) -> None:
    package = tmp_path / "site" / "tui"
    shutil.copytree(ROOT / "tui", package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "config", package / "config")
    program = "from tui.settings.load import load; from tui.settings.locate import shipped_folder; load()\n"
    answer = subprocess.run(
        [sys.executable, "-P", "-c", program + "print(shipped_folder())"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(package.parent), "XDG_CONFIG_HOME": str(tmp_path / "none")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == str(package / "config")


@pytest.mark.skipif(sys.platform != "linux", reason="each system has its own place")
def test_the_users_folder_is_this_systems_place_and_is_read_without_asking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert user_folder() == tmp_path / "rotation"
    assert load().settings.window == "QTD"
    user_folder().mkdir()
    (user_folder() / "settings.toml").write_text('window = "YTD"', encoding="utf-8")
    assert load().settings.window == "YTD"


def test_a_given_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    assert user_folder(tmp_path) == tmp_path


def test_reading_the_configuration_imports_neither_the_data_process_nor_the_toolkit() -> None:
    program = (
        "import sys, tui.settings.load\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & "
        "{'pandas', 'numpy', 'yfinance', 'textual', 'rich', 'tomlkit'}))"
    )
    answer = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
