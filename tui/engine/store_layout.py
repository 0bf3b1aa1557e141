"""How the cache is laid out: its tables, the statements on them, and a connection that is known to be sound."""

from __future__ import annotations

import glob
import os
import sqlite3
from contextlib import ExitStack, suppress
from enum import StrEnum
from pathlib import Path

LAYOUT = 1
"""Version of the tables and of the bodies in them; another one's are not read."""

_CACHE_KIB = 256
"""SQLite's own copies of pages: a row is read once and then held here, so that its usual 2 MB are kept for nothing."""
_BESIDE = ("-wal", "-shm")
_ASIDE = ".corrupt-"
_KEPT_ASIDE = 2
_SURROUNDINGS = {
    sqlite3.SQLITE_BUSY: "locked by another program",
    sqlite3.SQLITE_LOCKED: "locked by another program",
    sqlite3.SQLITE_PROTOCOL: "locked by another program",
    sqlite3.SQLITE_READONLY: "it may only be read",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_PERM: "permission denied",
    sqlite3.SQLITE_AUTH: "permission denied",
    sqlite3.SQLITE_IOERR: "the disk fails",
    sqlite3.SQLITE_NOMEM: "there is no memory left",
    sqlite3.SQLITE_INTERRUPT: "it was interrupted",
}


FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises; the second where its own message quotes broken text from the file."""


class Table(StrEnum):
    """The tables of bodies by key, each row stamped in microseconds since 1970, UTC."""

    QUOTES = "quotes"
    SERIES = "series"
    HEADLINES = "headlines"
    CALENDAR = "calendar"
    WAITS = "waits"

    def created(self) -> str:
        """Return the statement that makes it."""
        return f"CREATE TABLE {self}(key TEXT PRIMARY KEY, at INTEGER NOT NULL, body BLOB NOT NULL) WITHOUT ROWID"

    def rows(self) -> str:
        """Return the query for every row, oldest first."""
        return f"SELECT key, at, body FROM {self} ORDER BY at, key"  # noqa: S608  # the names are ours

    def every(self) -> str:
        """Return the query for every row in whatever order, which spares the sorting of large bodies."""
        return f"SELECT key, at, body FROM {self}"  # noqa: S608  # the names are ours

    def row(self) -> str:
        """Return the query for the row of one key."""
        return f"SELECT key, at, body FROM {self} WHERE key = ?"  # noqa: S608  # the names are ours

    def renew(self) -> str:
        """Return the statement for (key, at, body, latest): an older row never replaces a newer one.

        A held row stamped after `latest` was written by a clock that went wrong; it is replaced.
        """
        return (
            f"INSERT INTO {self} VALUES (?, ?, ?) ON CONFLICT(key) DO UPDATE SET at = excluded.at, "  # noqa: S608  # ours
            f"body = excluded.body WHERE excluded.at >= {self}.at OR {self}.at > ?"
        )

    def put(self) -> str:
        """Return the statement for (key, at, body) that replaces whatever is held."""
        return f"INSERT OR REPLACE INTO {self} VALUES (?, ?, ?)"  # noqa: S608  # the names are ours

    def drop(self) -> str:
        """Return the statement that drops the row of a (key, body), unless somebody has replaced the body since."""
        return f"DELETE FROM {self} WHERE key = ? AND body IS ?"  # noqa: S608  # the names are ours

    def clear(self) -> str:
        """Return the statement that drops every row."""
        return f"DELETE FROM {self}"  # noqa: S608  # the names are ours

    def prune(self) -> str:
        """Return the statement for (n,) that keeps the n newest rows."""
        newest = f"SELECT key FROM {self} ORDER BY at DESC, key DESC LIMIT ?"  # noqa: S608  # the names are ours
        return f"DELETE FROM {self} WHERE key NOT IN ({newest})"  # noqa: S608  # the names are ours


REQUESTS = "CREATE TABLE requests(at INTEGER NOT NULL)"
"""The one other table: when requests were made."""


class Unreadable(Exception):
    """The file holds no cache that can be read; `file` tells it from one put in its place since."""

    def __init__(self, reason: str, file: tuple[int, int]) -> None:
        super().__init__(reason)
        self.file = file


class NewerLayout(Exception):
    """The file was written by a newer version of this program."""


def connect(path: Path, patience_s: float) -> tuple[sqlite3.Connection, bool]:
    """Open the cache, making what is not there; say whether an older layout's rows had to be dropped.

    Waits at most about `patience_s` seconds for another program. Raises `Unreadable`, `NewerLayout`, and OSError or
    sqlite3.Error for what lies outside the file.
    """
    _make_private(path)
    file = _identity(path)
    with ExitStack() as undo:
        db = sqlite3.connect(path, timeout=patience_s, isolation_level=None, check_same_thread=False)
        undo.callback(db.close)
        try:
            dropped = _make_ready(db, file)
        except FAULTS as error:
            if reason_outside(error) is None:
                raise Unreadable(str(error), file) from error
            raise
        undo.pop_all()
    return db, dropped


def reason_outside(error: Exception) -> str | None:
    """Return what lies outside the file in words, or None where the file itself is at fault."""
    return _SURROUNDINGS.get(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF)


def check(db: sqlite3.Connection) -> str:
    """Return "ok", or the first thing that is wrong with the file."""
    return str(db.execute("PRAGMA quick_check(1)").fetchone()[0])


def readable(db: sqlite3.Connection) -> None:
    """Have broken text come back as text, where it fails its seal, and broken pages be found early."""
    db.text_factory = _lenient
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")


def layout_of(db: sqlite3.Connection) -> int:
    """Return the version of the layout a file has; 0 for a new one."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def move_aside(path: Path, stamp: str, file: tuple[int, int]) -> Path:
    """Move the cache to a name that says so, and return that; OSError where the folder refuses.

    Nothing is moved where another program has already put a new file in the place of `file`. The log goes first, so
    that no new file ever finds the old one's.
    """
    aside = path.with_name(f"{path.name}{_ASIDE}{stamp}")
    for ending in (*_BESIDE, ""):
        with suppress(FileNotFoundError):
            if _identity(path) == file:
                path.with_name(path.name + ending).replace(aside.with_name(aside.name + ending))
    _drop_older(path)
    return aside


def _drop_older(path: Path) -> None:
    """Delete what was moved aside before the newest two: whoever did not look at it by then never will."""
    moved = sorted(path.parent.glob(f"{glob.escape(path.name)}{_ASIDE}*Z"))
    for each in moved[:-_KEPT_ASIDE]:
        for ending in (*_BESIDE, ""):
            with suppress(OSError):
                each.with_name(each.name + ending).unlink()


def _make_private(path: Path) -> None:
    """Have the folder and the file be there, the owner's alone; SQLite gives its other files the same mode.

    An existing file is never opened here: closing it would let go of the locks SQLite holds on it in this process.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and not path.is_file():
        # A pipe would be waited for, and a device given another mode.
        raise OSError(f"{path.name} is not a file")
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    for each in (path, *(path.with_name(path.name + ending) for ending in _BESIDE)):
        with suppress(OSError):
            each.chmod(0o600)


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _make_ready(db: sqlite3.Connection, file: tuple[int, int]) -> bool:
    """Check the file, and lay it out where it is new or older; say whether rows were dropped."""
    readable(db)
    db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    version = layout_of(db)
    if version > LAYOUT:
        raise NewerLayout(f"it was written by a newer version of this program (layout {version}, ours is {LAYOUT})")
    verdict = check(db)
    if verdict != "ok":
        raise Unreadable(verdict, file)
    if version <= 0 and _tables(db) not in ({}, _expected()):
        raise Unreadable("another program's tables are in it", file)
    _log_ahead(db)
    dropped = version != LAYOUT and _lay_out(db)
    if _tables(db) != _expected():
        raise Unreadable("its tables are not as they should be", file)
    return dropped


def _log_ahead(db: sqlite3.Connection) -> None:
    """Have readers and a writer not wait for each other; a program that opens it now is making the same switch."""
    try:
        db.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_READONLY):
            raise
    db.execute("PRAGMA synchronous = NORMAL")


def _lay_out(db: sqlite3.Connection) -> bool:
    """Make the tables unless another program just has; say whether an older layout was dropped."""
    db.execute("BEGIN IMMEDIATE")
    try:
        older = 0 < layout_of(db) < LAYOUT
        if older:
            for name in _tables(db):
                db.execute(f'DROP TABLE "{name}"')
        if not _tables(db):
            for statement in _expected().values():
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {LAYOUT:d}")
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
    return older


def _tables(db: sqlite3.Connection) -> dict[str, str]:
    return dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())


def _expected() -> dict[str, str]:
    return {table.value: table.created() for table in Table} | {"requests": REQUESTS}


def _lenient(text: bytes) -> str:
    return text.decode("utf-8", "replace")
