"""A file replaced whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


class MeanwhileChanged(Exception):
    """The file is not what it was when it was read."""


def read_bytes(path: Path) -> bytes | None:
    """Return what is in a file; None where there is none. OSError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def replace_file(path: Path, before: bytes | None, after: bytes) -> None:
    """Put `after` in the place of `before`, keeping the file's mode; the disk has it when this returns.

    A link is followed. `MeanwhileChanged` where the file holds something else by now; OSError where it cannot be
    written, or where it may not be: then it is as it was.
    """
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    if before is not None and not os.access(target, os.W_OK):
        raise PermissionError(0, "it is write-protected")
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as temporary:
        written = Path(temporary.name)
        try:
            temporary.write(after)
            temporary.flush()
            os.fchmod(temporary.fileno(), _mode(target))
            os.fsync(temporary.fileno())
            _expect(target, before)
            written.replace(target)
        finally:
            written.unlink(missing_ok=True)
    _settle(target.parent)


def _expect(target: Path, before: bytes | None) -> None:
    """Go on only where the file still holds what was read."""
    if read_bytes(target) != before:
        raise MeanwhileChanged


def _mode(target: Path) -> int:
    """Return the file's mode; for a new one what only its owner reads and writes."""
    with suppress(FileNotFoundError):
        return stat.S_IMODE(target.stat().st_mode)
    return 0o600


def _settle(folder: Path) -> None:
    """Have the disk know the folder's new entry; where that cannot be done the file is there all the same."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
