"""A cache that is locked, full, or not ours to write costs nothing but itself."""

from __future__ import annotations

import logging
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from store_tables import (
    NOW,
    Clock,
    a_quote,
    a_series,
    due,
    filled,
    holds_nothing,
    open_store,
    said,
    set_aside,
    unprivileged_folder,
    use_all,
    works,
)

from tui.engine.store import inspect


def test_while_another_program_holds_the_pen_reads_go_on_and_a_later_write_clears_the_trouble(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    store = open_store(path, clock)
    store.keep_quotes([a_quote("AAA", 1.0)])
    with closing(sqlite3.connect(path, isolation_level=None)) as other, caplog.at_level(logging.WARNING):
        other.execute("BEGIN IMMEDIATE")
        store.keep_quotes([a_quote("AAA", 2.0, 1)])
        clock.now += timedelta(minutes=1)
        store.keep_quotes([a_quote("AAA", 3.0, 2)])
        assert said(store) == "Nothing new is cached: locked by another program"
        assert store.trouble is not None
        assert store.trouble.since == NOW
        assert [quote.price for quote in store.quotes()] == [1.0]
        assert len(caplog.records) == 1
        other.execute("ROLLBACK")
    store.keep_quotes([a_quote("AAA", 4.0, 3)])
    assert store.trouble is None
    assert [quote.price for quote in store.quotes()] == [4.0]


def test_a_file_locked_at_the_start_is_tried_again_after_five_minutes(path: Path) -> None:
    clock = Clock()
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        store = open_store(path, clock)
        assert said(store) == "Going without a cache: locked by another program"
        assert store.trouble is not None
        assert store.trouble.next_try == NOW + timedelta(minutes=5)
        use_all(store)
        assert holds_nothing(store)
        assert set_aside(path) == []
        other.execute("ROLLBACK")
    clock.now += timedelta(minutes=4, seconds=59)
    assert not works(store)
    clock.now += timedelta(seconds=1)
    assert works(store)
    assert store.trouble is None


def test_a_full_disk_keeps_what_is_held_and_says_so(path: Path) -> None:
    store = filled(path)
    assert store._db is not None
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    for n in range(50):
        store.keep_series(a_series(f"NEW{n}", *(1.0 + m for m in range(28))), NOW)
    assert said(store) == "Nothing new is cached: the disk is full"
    assert len(store.quotes()) == 40
    assert store.series("S3") is not None
    store._db.execute("PRAGMA max_page_count = 100000")
    assert works(store)
    assert store.trouble is None


def test_a_write_that_fails_halfway_leaves_nothing_of_itself(path: Path) -> None:
    store = open_store(path)
    store.keep_calendar([due("A", "2026-01-20")])
    assert store._db is not None
    store._db.execute("PRAGMA max_page_count = 1")
    store.keep_calendar(due(f"B{n}", "2026-01-20") for n in range(500))
    assert "disk is full" in said(store)
    assert [each.id for each in store.calendar()] == ["A"]


def test_a_folder_that_is_a_file_costs_the_cache_alone(tmp_path: Path) -> None:
    tmp_path.joinpath("cache").write_text("in the way")
    store = open_store(tmp_path / "cache" / "c.sqlite3")
    assert said(store) == "Going without a cache: a file is where its folder should be"
    use_all(store)
    assert holds_nothing(store)
    assert tmp_path.joinpath("cache").read_text() == "in the way"


def test_a_closed_store_does_not_come_back(tmp_path: Path) -> None:
    clock = Clock()
    tmp_path.joinpath("cache").write_text("in the way")
    store = open_store(tmp_path / "cache" / "c.sqlite3", clock)
    store.close()
    tmp_path.joinpath("cache").unlink()
    clock.now += timedelta(days=1)
    assert not works(store)
    assert not tmp_path.joinpath("cache").exists()


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_left_alone(path: Path, make: Callable[[Path, int], None]) -> None:
    path.parent.mkdir()
    make(path, 0o755)
    store = open_store(path)
    assert said(store) == "Going without a cache: c.sqlite3 is not a file"
    use_all(store)
    assert holds_nothing(store)
    assert inspect(path).integrity == "it is not a file"
    assert stat.S_IMODE(path.stat().st_mode) == 0o755


def test_a_folder_that_may_not_be_written_costs_the_cache_alone() -> None:
    with unprivileged_folder() as folder:
        folder.chmod(0o500)
        store = open_store(folder / "cache" / "c.sqlite3")
        assert said(store) == "Going without a cache: Permission denied"
        use_all(store)
        assert holds_nothing(store)


def test_a_file_of_somebody_else_costs_the_cache_alone() -> None:
    with unprivileged_folder() as folder:
        path = folder / "c.sqlite3"
        filled(path).close()
        hide(path)
        store = open_store(path)
        assert said(store) == "Going without a cache: it cannot be opened"
        use_all(store)
        assert holds_nothing(store)
        assert inspect(path).integrity == "it cannot be opened"
        store.close()


def hide(path: Path) -> None:
    """Take a file from its owner, so that its mode cannot be put right; without root, take its folder's permission."""
    if os.getuid() == 0:
        os.seteuid(0)
        os.chown(path, 0, 0)
        os.seteuid(65534)
    else:
        path.parent.chmod(0)


def test_a_cache_that_may_only_be_read_is_read_and_says_that_nothing_new_is_kept() -> None:
    with unprivileged_folder() as folder:
        path = folder / "c.sqlite3"
        filled(path).close()
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA journal_mode = DELETE")
        path.chmod(0o400)
        folder.chmod(0o500)
        store = open_store(path)
        assert len(store.quotes()) == 40
        store.keep_quotes([a_quote()])
        assert said(store) == "Nothing new is cached: it may only be read"
        use_all(store)
        assert len(store.quotes()) == 40
        store.close()


def test_an_unreadable_file_that_cannot_be_moved_costs_the_cache_alone() -> None:
    with unprivileged_folder() as folder:
        path = folder / "c.sqlite3"
        path.write_bytes(b"junk" * 1000)
        folder.chmod(0o500)
        store = open_store(path)
        assert said(store) == "Going without a cache: Permission denied"
        use_all(store)
        assert holds_nothing(store)
        assert path.read_bytes() == b"junk" * 1000
