"""The databases in the cache folder: the program's own, and yfinance's, looked at without changing them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from tui.core.text import age, safe
from tui.doctor.checks import Check, Outcome
from tui.doctor.folders import size
from tui.engine.store_layout import LAYOUT
from tui.engine.store_report import inspect

SOUND = "ok"

_BUSY_S = 1.0


class Database(Struct, frozen=True, kw_only=True):
    """What an SQLite file says of itself."""

    name: str
    size_bytes: int = 0
    integrity: str
    """"ok", or what is wrong in words."""
    counts: dict[str, int] = {}
    """Rows by table, of the program's own."""
    newest: datetime | None = None
    """UTC; of what the program's own holds."""
    newer: bool = False
    """True where a newer version of the program wrote it."""


def databases(folder: Path) -> list[Database]:
    """Look at every database in a folder, the program's own first, then yfinance's, by name."""
    if not folder.is_dir():
        return []
    own = [_own(path) for path in sorted(folder.glob("*.sqlite3"))]
    return own + [_foreign(path) for path in sorted(folder.glob("*.db")) if path.is_file()]


def judge_databases(found: Iterable[Database], now: datetime) -> Check:
    """Say whether the databases are sound; what they hold can be fetched again, so none is a failure. `now` in UTC."""
    held = list(found)
    if not held:
        return Check(check="store", state=Outcome.OK, what="nothing kept yet")
    if wrong := [each for each in held if each.integrity != SOUND]:
        what = "; ".join(f"{safe(each.name, 80)}: {safe(each.integrity, 120)}" for each in wrong)
        mend = "the program goes on without it or begins it anew; if this stays, end rotation and delete the file"
        return Check(check="store", state=Outcome.WARN, what=what, mend=mend)
    if newer := [safe(each.name, 80) for each in held if each.newer]:
        what = f"{', '.join(newer)}: written by a newer version, not used by this one"
        return Check(check="store", state=Outcome.WARN, what=what, mend="run the newer version, or delete the file")
    return Check(check="store", state=Outcome.OK, what=f"sound: {', '.join(_described(each, now) for each in held)}")


def _described(database: Database, now: datetime) -> str:
    """Write "rotation-yahoo.sqlite3 1.2 MB (43 quotes, 60 series, newest 3m old)"."""
    held = [f"{count} {name}" for name, count in database.counts.items() if count]
    if database.newest is not None:
        held.append(f"newest {age(database.newest, now)} old")
    inside = f" ({', '.join(held)})" if held else ""
    return f"{safe(database.name, 80)} {size(database.size_bytes)}{inside}"


def _own(path: Path) -> Database:
    report = inspect(path)
    return Database(
        name=path.name,
        size_bytes=report.size_bytes,
        integrity=report.integrity,
        counts=report.counts,
        newest=report.newest,
        newer=report.layout is not None and report.layout > LAYOUT,
    )


def _foreign(path: Path) -> Database:
    """Check one of yfinance's, opened so that it cannot be changed."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY_S)) as database:
            row = database.execute("PRAGMA quick_check(1)").fetchone()
        return Database(name=path.name, size_bytes=path.stat().st_size, integrity=str(row[0]))
    except (OSError, sqlite3.Error) as error:
        return Database(name=path.name, integrity=str(error))
