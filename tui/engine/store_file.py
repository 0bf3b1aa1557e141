"""A file of rows nobody has to be careful with: whatever befalls it is said in words, and never raised."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from tui.core.market import Problem, Trouble
from tui.engine.store_layout import FAULTS, NewerLayout, Unreadable, connect, move_aside, reason_outside

_LOG = logging.getLogger(__name__)
_AGAIN = timedelta(minutes=5)
_NOTICE_LASTS = timedelta(minutes=10)

Step = tuple[str, Iterable[tuple[Any, ...]]]
"""A statement and the values it is run with, once for each."""


class StoreFile:
    """The cache's file: reads give nothing and writes are dropped while it cannot be used; one thread at a time."""

    def __init__(self, path: Path, clock: Callable[[], datetime], patience_s: float) -> None:
        self._path = path
        self._clock = clock
        self._patience_s = patience_s
        self._db: sqlite3.Connection | None = None
        self._failure: Problem | None = None
        self._notice: Problem | None = None
        self._again: datetime | None = None

    @classmethod
    def open(cls, path: Path, *, clock: Callable[[], datetime], patience_s: float = 0.5) -> Self:
        """Open the cache at `path`, making it if need be; never raises, see `trouble`.

        `clock` is the time on the wall, UTC; `patience_s` the seconds to wait for another program at each step. A file
        that cannot be read is moved aside and begun anew; one of a newer layout is left as it is.
        """
        store = cls(path, clock, patience_s)
        store._begin()
        return store

    @property
    def trouble(self) -> Problem | None:
        """What is wrong: a failure until something is written again; that the cache was begun anew, for ten minutes."""
        if self._notice and self._notice.since and self._clock() - self._notice.since > _NOTICE_LASTS:
            self._notice = None
        return self._failure or self._notice

    def close(self) -> None:
        """Let go of the file; afterwards reads give nothing and writes are dropped."""
        self._again = None
        self._let_go()

    def _read(self, query: str, values: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query, each read when it is asked for; none, or no more, where they cannot be read."""
        db = self._usable()
        if db is None:
            return
        try:
            yield from db.execute(query, values)
        except UnicodeEncodeError:
            return
        except FAULTS as error:
            # One that was let go of meanwhile says nothing about the file.
            if db is self._db:
                self._fail(error, "The cache cannot be read")

    def _write(self, *steps: Step) -> None:
        """Run the steps, all or none; what cannot be written is dropped."""
        db = self._usable()
        if db is None:
            return
        try:
            _transact(db, steps)
        except FAULTS as error:
            self._fail(error, "Nothing new is cached")
        else:
            self._failure = None

    def _usable(self) -> sqlite3.Connection | None:
        """Return the connection, trying to open the file again when that is due."""
        if self._db is None and self._again is not None and self._clock() >= self._again:
            self._begin()
        return self._db

    def _fail(self, error: Exception, what: str) -> None:
        """Say what is wrong outside the file; where the file itself is at fault, begin again with it or without."""
        reason = reason_outside(error)
        if reason is not None:
            self._say(f"{what}: {reason}")
            return
        _LOG.warning("the cache fails and is opened again: %s", error)
        self._let_go()
        self._begin()

    def _begin(self) -> None:
        """Open the file; one that cannot be read is moved aside first."""
        self._again = None
        try:
            try:
                self._open()
            except Unreadable as error:
                self._begin_anew(error)
        except NewerLayout as error:
            self._say(f"Going without a cache: {error}")
        except sqlite3.Error as error:
            self._go_without(reason_outside(error) or str(error))
        except (FileExistsError, NotADirectoryError):
            self._go_without("a file is where its folder should be")
        except OSError as error:
            self._go_without(error.strerror or str(error))
        except Unreadable as error:
            self._go_without(str(error))
        else:
            self._failure = None

    def _open(self) -> None:
        self._db, dropped = connect(self._path, self._patience_s)
        if dropped:
            self._note("The cache was of an older version and was emptied; it is being filled anew")

    def _begin_anew(self, error: Unreadable) -> None:
        """Keep what cannot be read for whoever wants to look at it, and open a new file."""
        stamp = f"{self._clock():%Y%m%dT%H%M%SZ}"
        _LOG.warning("the cache is unreadable: %s", error)
        aside = move_aside(self._path, stamp, error.file)
        self._open()
        if aside.exists():
            self._note(f"The cache was unreadable and is begun anew; the old one is {aside.name}")

    def _go_without(self, reason: str) -> None:
        """Say that there is no cache and when it is tried again."""
        self._again = self._clock() + _AGAIN
        self._say(f"Going without a cache: {reason}", self._again)

    def _say(self, what: str, next_try: datetime | None = None) -> None:
        """Hold a failure in words; the same one again keeps its beginning and is not logged twice."""
        same = self._failure is not None and self._failure.what == what
        since = self._failure.since if self._failure and same else self._clock()
        if not same:
            _LOG.warning("%s (%s)", what, self._path)
        self._failure = Problem(what=what, trouble=Trouble.CACHE, since=since, next_try=next_try)

    def _note(self, what: str) -> None:
        """Hold what a reader should know, though nothing fails any more."""
        _LOG.warning("%s (%s)", what, self._path)
        self._notice = Problem(what=what, trouble=Trouble.CACHE, since=self._clock())

    def _let_go(self) -> None:
        db, self._db = self._db, None
        if db is not None:
            with suppress(sqlite3.Error):
                db.close()


def _transact(db: sqlite3.Connection, steps: Iterable[Step]) -> None:
    """Run the steps as one transaction that begins by waiting for its turn to write."""
    db.execute("BEGIN IMMEDIATE")
    try:
        for statement, values in steps:
            db.executemany(statement, values)
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
