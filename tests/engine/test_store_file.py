"""Whatever befalls the cache's file, the program goes on, says so, and loses no good data to it."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_tables import (
    NOW,
    Clock,
    a_quote,
    a_series,
    filled,
    holds_nothing,
    open_store,
    said,
    set_aside,
    use_all,
    works,
)

from tui.core.market import Trouble
from tui.engine import store_layout
from tui.engine.store import inspect
from tui.engine.store_layout import move_aside

CHANGES = st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=64))
"""How far into the file, and what stands there instead."""


def test_only_the_owner_can_read_any_of_it(path: Path) -> None:
    before = os.umask(0)
    try:
        store = filled(path)
    finally:
        os.umask(before)
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    assert modes == {"c.sqlite3": 0o600, "c.sqlite3-wal": 0o600, "c.sqlite3-shm": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    store.close()


def test_a_file_others_could_read_is_made_private(path: Path) -> None:
    filled(path).close()
    path.chmod(0o644)
    store = open_store(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(store.quotes()) == 40


def test_it_writes_ahead_and_lets_a_reader_read_meanwhile(path: Path) -> None:
    store = filled(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        other.execute("BEGIN IMMEDIATE")
        assert len(store.quotes()) == 40
    assert store._db is not None
    assert store._db.execute("PRAGMA synchronous").fetchone() == (1,)


def test_a_closed_store_gives_nothing_and_takes_nothing(path: Path) -> None:
    clock = Clock()
    store = open_store(path, clock)
    store.keep_quotes([a_quote()])
    store.close()
    store.close()
    clock.now += timedelta(days=1)
    use_all(store)
    assert holds_nothing(store)
    assert store.trouble is None
    assert open_store(path).quotes() == (a_quote(),)


def test_a_store_closed_in_the_middle_of_a_reading_stays_closed(path: Path) -> None:
    store = filled(path)
    kept = store.many_series(frozenset({"S1", "S2"}))
    assert next(kept).series.symbol
    store.close()
    assert list(kept) == []
    assert store._db is None
    assert store.trouble is None


def not_a_database(path: Path) -> None:
    path.write_bytes(b"this is no database " * 500)


def halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def cut_in_a_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def headless(path: Path) -> None:
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])


def trampled(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096:] = b"\xff" * (len(whole) - 4096)
    path.write_bytes(whole)


def with_text_that_is_none(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE waits", b"CREATE TABL\x80 waits"))


def without_a_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TABLE quotes")


def of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE songs(title TEXT)")


@pytest.mark.parametrize(
    "spoil",
    [
        not_a_database,
        halved,
        cut_in_a_page,
        headless,
        trampled,
        with_text_that_is_none,
        without_a_table,
        of_another_program,
    ],
)
def test_a_file_that_cannot_be_read_is_moved_aside_and_begun_anew(path: Path, spoil: Callable[[Path], None]) -> None:
    filled(path).close()
    spoil(path)
    spoilt = path.read_bytes()
    store = open_store(path)
    aside = "c.sqlite3.corrupt-20251211T180000Z"
    assert said(store) == f"The cache was unreadable and is begun anew; the old one is {aside}"
    assert store.trouble is not None
    assert (store.trouble.trouble, store.trouble.since) == (Trouble.CACHE, NOW)
    assert path.with_name(aside).read_bytes() == spoilt
    assert holds_nothing(store)
    assert works(store)
    assert inspect(path).integrity == "ok"


def test_that_it_was_begun_anew_is_said_for_ten_minutes_whatever_is_written(path: Path) -> None:
    clock = Clock()
    path.parent.mkdir()
    path.write_bytes(b"junk" * 1000)
    store = open_store(path, clock)
    store.keep_quotes([a_quote()])
    clock.now += timedelta(minutes=10)
    assert "unreadable" in said(store)
    clock.now += timedelta(seconds=1)
    assert store.trouble is None


def test_an_empty_file_is_a_new_cache(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    store = open_store(path)
    assert works(store)
    assert store.trouble is None


def test_what_another_program_began_anew_meanwhile_is_not_moved_away(path: Path) -> None:
    filled(path).close()
    found = path.stat()
    aside = move_aside(path, "stamp", (found.st_dev, found.st_ino + 1))
    assert not aside.exists()
    assert len(open_store(path).quotes()) == 40


def test_a_log_left_beside_an_unreadable_file_never_meets_the_new_one(path: Path) -> None:
    store = filled(path)
    tuple(store._read("PRAGMA wal_checkpoint(TRUNCATE)"))
    store.keep_quotes([a_quote("NEW")])
    log = path.with_name("c.sqlite3-wal").read_bytes()
    assert log
    store.close()
    path.write_bytes(b"junk" * 2000)
    path.with_name("c.sqlite3-wal").write_bytes(log)
    store = open_store(path)
    assert "unreadable" in said(store)
    assert set_aside(path)[0] == "c.sqlite3.corrupt-20251211T180000Z"
    assert holds_nothing(store)
    assert works(store)


def test_of_the_files_moved_aside_the_newest_two_are_kept(path: Path) -> None:
    clock = Clock()
    for _ in range(4):
        open_store(path, clock).close()
        path.write_bytes(b"junk" * 2000)
        path.with_name("c.sqlite3-wal").write_bytes(b"log")
        clock.now += timedelta(minutes=1)
    assert works(open_store(path, clock))
    newest = [f"c.sqlite3.corrupt-20251211T18{minute:02}00Z" for minute in (3, 4)]
    assert [name for name in set_aside(path) if name.endswith("Z")] == newest
    assert all(name.startswith(tuple(newest)) for name in set_aside(path))


def test_a_program_that_still_has_the_unreadable_file_open_does_the_new_one_no_harm(path: Path) -> None:
    other = filled(path)
    tuple(other._read("PRAGMA wal_checkpoint(TRUNCATE)"))
    other.keep_quotes([a_quote("NEW")])
    trampled(path)
    store = open_store(path)
    assert [name.removeprefix("c.sqlite3.corrupt-20251211T180000Z") for name in set_aside(path)] == ["", "-shm", "-wal"]
    store.keep_quotes([a_quote("AFTER")])
    other.close()
    assert open_store(path).quotes() == (a_quote("AFTER"),)
    store.keep_quotes([a_quote("LATER")])
    store.close()
    assert len(open_store(path).quotes()) == 2
    assert inspect(path).integrity == "ok"


@settings(max_examples=60, deadline=None)
@given(st.lists(CHANGES, max_size=4), st.none() | st.floats(0, 1))
def test_bytes_changed_anywhere_never_raise_and_never_show_a_wrong_price(
    tmp_path_factory: pytest.TempPathFactory, sound_file: Path, changes: list[tuple[float, bytes]], end: float | None
) -> None:
    path = tmp_path_factory.mktemp("changed") / "c.sqlite3"
    whole = bytearray(sound_file.read_bytes())
    for place, junk in changes:
        start = int(place * (len(whole) - len(junk)))
        whole[start : start + len(junk)] = junk
    if end is not None:
        del whole[int(end * len(whole)) :]
    path.write_bytes(whole)
    store = open_store(path)
    true = {f"Q{n}": 1.0 + n for n in range(40)}
    assert all(true.get(quote.symbol) == quote.price for quote in store.quotes())
    for n in range(20):
        kept = store.series(f"S{n}")
        assert kept is None or kept.series == a_series(f"S{n}", *(1.0 + n + m for m in range(28)))
    use_all(store)
    inspect(path)
    store.close()


@pytest.fixture(scope="module")
def sound_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "c.sqlite3"
    filled(path).close()
    return path


def test_a_file_that_breaks_while_in_use_is_begun_anew(path: Path) -> None:
    filled(path).close()
    store = open_store(path)
    trampled(path)
    tuple(store._read("PRAGMA shrink_memory"))
    use_all(store)
    assert "is begun anew" in said(store)
    assert works(store)
    assert len(set_aside(path)) >= 1


def test_a_table_dropped_while_in_use_is_begun_anew(path: Path) -> None:
    store = filled(path)
    without_a_table(path)
    assert store.quotes() == ()
    assert "is begun anew" in said(store)
    assert works(store)


def test_a_cache_of_a_newer_version_is_left_as_it_is(path: Path) -> None:
    clock = Clock()
    filled(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA user_version = 7")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()
    store = open_store(path, clock)
    assert "newer version of this program (layout 7, ours is 1)" in said(store)
    clock.now += timedelta(days=1)
    use_all(store)
    assert holds_nothing(store)
    assert store.trouble is not None
    assert store.trouble.next_try is None
    store.close()
    assert path.read_bytes() == before
    assert set_aside(path) == []
    assert (inspect(path).layout, inspect(path).counts) == (7, {})


def test_a_cache_of_an_older_version_is_emptied_and_filled_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("CREATE TABLE forgotten(x)")
    monkeypatch.setattr(store_layout, "LAYOUT", 2)
    store = open_store(path)
    assert said(store) == "The cache was of an older version and was emptied; it is being filled anew"
    assert holds_nothing(store)
    assert works(store)
    store.close()
    assert open_store(path).trouble is None


def test_a_store_whose_file_a_newer_program_took_over_goes_on_without(path: Path) -> None:
    store = filled(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA user_version = 7")
        db.execute("ALTER TABLE quotes RENAME TO prices")
    store.keep_quotes([a_quote()])
    assert "newer version" in said(store)
    assert set_aside(path) == []
