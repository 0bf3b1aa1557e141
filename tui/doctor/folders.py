"""The folders the program keeps things in: looked at without changing anything."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from tui.core.text import age, safe
from tui.doctor.checks import Check, Outcome

LITTLE_BYTES = 50_000_000
"""Less free space than this is worth a word."""


class Folder(Struct, frozen=True, kw_only=True):
    """What a folder is like."""

    path: Path
    exists: bool
    """False too where something else has its name."""
    taken: bool = False
    """True where a file has its name."""
    writable: bool = False
    """Of the nearest folder above, where it does not exist."""
    mode: int | None = None
    """Permission bits; None where this system has none or the folder does not exist."""
    files: int = 0
    size_bytes: int = 0
    newest: datetime | None = None
    """When its newest file was written, UTC."""
    free_bytes: int | None = None


def look(path: Path) -> Folder:
    """Look at a folder; one that cannot be read counts as empty."""
    if not path.is_dir():
        parent = next((each for each in path.parents if each.exists()), path)
        writable = not path.exists() and _may_write(parent)
        return Folder(path=path, exists=False, taken=path.exists(), writable=writable, free_bytes=_free(parent))
    found = list(_files(path))
    newest = max((each.st_mtime for each in found), default=None)
    return Folder(
        path=path,
        exists=True,
        writable=_may_write(path),
        mode=path.stat().st_mode & 0o777 if os.name == "posix" else None,
        files=len(found),
        size_bytes=sum(each.st_size for each in found),
        newest=None if newest is None else datetime.fromtimestamp(newest, UTC),
        free_bytes=_free(path),
    )


def judge_folder(name: str, folder: Folder, now: datetime, *, private: bool = False) -> Check:
    """Say whether a folder can be used; a `private` one must not be open to others. `now` in UTC."""
    path = safe(str(folder.path))
    trouble = _trouble(folder, private=private)
    if trouble is not None:
        found, mend = trouble
        return Check(check=name, state=Outcome.WARN, what=f"{path} {found}", mend=mend)
    if not folder.exists:
        return Check(check=name, state=Outcome.OK, what=f"{path} is not there yet; it is made when needed")
    count = f"{folder.files} file{'' if folder.files == 1 else 's'}"
    written = f", last written {age(folder.newest, now)} ago" if folder.newest else ""
    return Check(check=name, state=Outcome.OK, what=f"{path}: {count}, {size(folder.size_bytes)}{written}")


def size(count: int) -> str:
    """Write a number of bytes as "512 B", "12 kB" or "3.4 MB"."""
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def _trouble(folder: Folder, *, private: bool) -> tuple[str, str] | None:
    """Return what is wrong with a folder and what mends it, or None."""
    path = safe(str(folder.path))
    if folder.taken:
        return "is a file where a folder belongs", f"move {path} away"
    if not folder.writable:
        return "cannot be written, so nothing is kept", f"let your user write to {path}"
    if private and folder.mode is not None and folder.mode & 0o077:
        return f"is open to other users (mode {folder.mode:04o})", f"chmod 700 {path}"
    if folder.free_bytes is not None and folder.free_bytes < LITTLE_BYTES:
        return f"has {size(folder.free_bytes)} left on its disk", "free some space"
    return None


def _files(path: Path) -> Iterable[os.stat_result]:
    """Yield what is known of each file in a folder and those below it."""
    for folder, _, names in os.walk(path):
        for name in names:
            try:
                yield Path(folder, name).stat(follow_symlinks=False)
            except OSError:
                continue  # gone meanwhile


def _may_write(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None
