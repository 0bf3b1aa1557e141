"""The configuration kept from one start to the next."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.cli.kept_config import keep, kept
from tui.core.config import Config
from tui.paint.stamps import file_stamps
from tui.settings.load import load
from tui.settings.locate import FILES, shipped_folder


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setattr("tui.cli.kept_config.user_cache_path", lambda *_, **__: folder)
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    folder.joinpath("settings.toml").write_text('window = "1M"\n')
    return folder


def read(own: Path) -> tuple[Config, list[str]]:
    stamps = stamps_of(own)
    return load(own), stamps


def stamps_of(own: Path) -> list[str]:
    return file_stamps(str(folder / name) for folder in (shipped_folder(), own) for name in FILES)


def test_what_was_read_comes_back_the_same(own: Path) -> None:
    config, stamps = read(own)
    keep(config, stamps)
    assert kept(stamps_of(own)) == config


def test_it_is_for_its_owner_alone(own: Path, cache: Path) -> None:
    keep(*read(own))
    assert cache.joinpath("config.json").stat().st_mode & 0o077 == 0


def test_a_file_that_changed_or_is_new_is_read_again(own: Path) -> None:
    keep(*read(own))
    settings = own / "settings.toml"
    settings.write_text('window = "3M"\n')
    os.utime(settings, ns=(1, 1))
    assert kept(stamps_of(own)) is None

    keep(*read(own))
    own.joinpath("events.toml").write_text("")
    assert kept(stamps_of(own)) is None


def test_another_program_reads_for_itself(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(*read(own))
    monkeypatch.setattr("tui.cli.kept_config.__version__", "0.0.0")
    assert kept(stamps_of(own)) is None


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b"[1]"])
def test_what_cannot_be_read_is_as_good_as_none(own: Path, cache: Path, data: bytes) -> None:
    cache.mkdir()
    cache.joinpath("config.json").write_bytes(data)
    assert kept(stamps_of(own)) is None


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(own: Path, cache: Path) -> None:
    cache.write_text("not a folder")
    keep(*read(own))
    assert kept(stamps_of(own)) is None


def test_folders_whose_names_are_no_text_cost_nothing_but_time(own: Path, cache: Path) -> None:
    folder = os.fsdecode(b"/home/\xff/rotation")
    keep(load(own), file_stamps([f"{folder}/settings.toml"]))
    assert not cache.exists()
