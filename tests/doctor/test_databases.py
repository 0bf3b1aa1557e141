"""What is seen of the databases in the cache, and what it is judged to mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tui.core.market import Quote
from tui.doctor.checks import Outcome
from tui.doctor.databases import Database, databases, judge_databases
from tui.engine.store import Store, store_path
from tui.engine.store_layout import LAYOUT

NOW = datetime(2026, 1, 16, 15, 0, tzinfo=UTC)
SOUND = Database(
    name="rotation-yahoo.sqlite3",
    size_bytes=24_000,
    integrity="ok",
    counts={"quotes": 3, "series": 0},
    newest=NOW - timedelta(hours=2),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    held = Store.open(store_path(tmp_path, "yahoo"), clock=lambda: NOW)
    yield held
    held.close()


def foreign(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as database:
        database.execute("create table cookies (strategy text)")
    return path


def test_an_empty_cache_has_nothing_to_judge(tmp_path: Path) -> None:
    assert databases(tmp_path) == []
    assert databases(tmp_path / "missing") == []
    assert judge_databases([], NOW).state is Outcome.OK


def test_a_store_in_use_is_seen_with_what_it_holds(store: Store, tmp_path: Path) -> None:
    store.keep_quotes([Quote(symbol="^RUT", price=2500.0, time=NOW)])
    foreign(tmp_path / "cookies.db")
    own, other = databases(tmp_path)
    assert (own.name, own.integrity, own.counts["quotes"], own.newest) == ("rotation-yahoo.sqlite3", "ok", 1, NOW)
    assert (other.name, other.integrity) == ("cookies.db", "ok")


def test_looking_changes_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "rotation-yahoo.sqlite3"
    broken.write_bytes(b"no database" * 500)
    foreign(tmp_path / "cookies.db")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    databases(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("name", ["rotation-yahoo.sqlite3", "cookies.db"])
def test_a_damaged_database_is_named_and_is_no_failure(tmp_path: Path, name: str) -> None:
    tmp_path.joinpath(name).write_bytes(b"no database" * 500)
    check = judge_databases(databases(tmp_path), NOW)
    assert check.state is Outcome.WARN
    assert name in check.what
    assert check.mend


def test_a_store_of_a_newer_version_is_said_to_be_left_alone(store: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(store_path(tmp_path, "yahoo"))) as database:
        database.execute(f"PRAGMA user_version = {LAYOUT + 1}")
    check = judge_databases(databases(tmp_path), NOW)
    assert check.state is Outcome.WARN
    assert "newer version" in check.what


def test_a_sound_store_says_what_it_holds_and_how_old_that_is() -> None:
    check = judge_databases([SOUND, Database(name="cookies.db", size_bytes=8000, integrity="ok")], NOW)
    assert check.state is Outcome.OK
    assert check.what == "sound: rotation-yahoo.sqlite3 24 kB (3 quotes, newest 2h old), cookies.db 8 kB"
