"""What there is to say of a cache from outside, also while a program runs on it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tui.engine.store_body import instant
from tui.engine.store_layout import FAULTS, LAYOUT, Table, check, layout_of, readable, reason_outside

_PATIENCE_S = 1.0
_AGED = (Table.QUOTES, Table.SERIES, Table.HEADLINES)


class StoreReport(Struct, frozen=True, kw_only=True):
    """A cache seen from outside."""

    exists: bool
    size_bytes: int = 0
    """With its log."""
    layout: int | None = None
    """Version of its layout; None where it cannot be read."""
    integrity: str = ""
    """"ok", or what is wrong in words; empty where there is no file."""
    counts: dict[str, int] = {}
    """Rows by table; empty for another layout than ours."""
    oldest: datetime | None = None
    """UTC; of quotes, closes and headlines."""
    newest: datetime | None = None


def inspect(path: Path) -> StoreReport:
    """Look at the cache at `path` without changing it; never raises."""
    try:
        if not path.exists():
            return StoreReport(exists=False)
        if not path.is_file():
            return StoreReport(exists=True, integrity="it is not a file")
        sizes = (path.with_name(path.name + ending) for ending in ("", "-wal"))
        report = StoreReport(exists=True, size_bytes=sum(each.stat().st_size for each in sizes if each.exists()))
    except OSError as error:
        return StoreReport(exists=True, integrity=error.strerror or str(error))
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE_S)) as db:
            readable(db)
            return _examined(report, db)
    except FAULTS as error:
        return replace(report, integrity=reason_outside(error) or str(error))


def _examined(report: StoreReport, db: sqlite3.Connection) -> StoreReport:
    """Add what the tables say."""
    report = replace(report, layout=layout_of(db), integrity=check(db))
    if report.layout != LAYOUT or report.integrity != "ok":
        return report
    names = [*(table.value for table in Table), "requests"]
    counts = {name: int(db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in names}  # noqa: S608  # ours
    stamps = [
        at
        for table in _AGED
        for at in db.execute(f"SELECT min(at), max(at) FROM {table}").fetchone()  # noqa: S608  # the names are ours
        if isinstance(at, int)
    ]
    try:
        ends = (instant(min(stamps)), instant(max(stamps))) if stamps else (None, None)
    except OverflowError:
        ends = (None, None)
    return replace(report, counts=counts, oldest=ends[0], newest=ends[1])
