"""A frame as a file: what the terminal was sent, what it depends on, and when it was seen."""

from __future__ import annotations

import os
import stat

from tui.paint.stamps import unchanged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_BYTES = 2_000_000
"""A frame of the largest terminals is a tenth of this."""
OLDEST_S = 30 * 86_400.0
"""What is older says little of today."""
_FORMAT = "rotation frame 1"
_UNITS = ((86_400, "d"), (3_600, "h"), (60, "m"))


class Frame:
    """A frame that was on the screen at `seen`, seconds since the epoch UTC, which `label` says for the reader.

    `text` is what the terminal is sent: printable characters, and sequences that style them and move the cursor.
    """

    def __init__(self, text: str, seen: float, label: str) -> None:
        self.text = text
        self.seen = seen
        self.label = label

    def drawn(self, size: tuple[int, int], now: float) -> str:
        """Return what draws it, the last row saying of when it is; `size` is columns and rows, `now` as `seen`."""
        columns, rows = size
        aged = age(now - self.seen)
        told = (f" saved frame of {self.label}, {aged} ago · starting … ", f" saved frame, {aged} ago ", "")
        words = next(each for each in told if len(each) <= columns)
        return f"{self.text}\x1b[{rows};1H\x1b[0;7m{words:{columns}}\x1b[0m"


def age(seconds: float) -> str:
    """Write a span in the one unit that fits: "3s", "12m", "5h", "9d"."""
    whole = max(0, int(seconds))
    return next((f"{whole // size}{unit}" for size, unit in _UNITS if whole >= size), f"{whole}s")


def harmless(text: str) -> bool:
    """Say whether a text holds nothing but printable characters, styles and cursor moves, one of these first."""
    bare = text.encode().translate(None, b"0123456789;").replace(b"\x1b[m", b" ").replace(b"\x1b[H", b" ")
    # What had stood between an escape and its bracket is missed no more.
    whole = text.startswith("\x1b[") and text.count("\x1b") == text.count("\x1b[")
    return whole and bare.decode().isprintable()


def read(path: str, stamp: str, now: float) -> Frame | None:
    """Return the frame of a file; None unless it is ours alone, harmless, of the last month and all stamps hold."""
    try:
        text = _own(path).decode()
        kept, stamped, seen, label, *files, empty, body = text.split("\n")
        frame = Frame(body, float(seen), label)
    except (OSError, ValueError):
        return None
    if (kept, stamped, empty) != (_FORMAT, stamp, "") or not unchanged(files):
        return None
    fits = 0 <= now - frame.seen <= OLDEST_S and harmless(body) and label.isprintable()
    return frame if fits else None


def write(path: str, frame: Frame, stamp: str, files: Sequence[str]) -> None:
    """Write a file that `read` takes, whole or not at all and for its owner alone; OSError where it cannot be."""
    lines = (_FORMAT, stamp, repr(frame.seen), frame.label, *files, "", frame.text)
    data = "\n".join(lines).encode()
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120 - pathlib costs half a start
    temporary = f"{path}.{os.getpid()}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        os.replace(temporary, path)  # noqa: PTH105 - as above
    except OSError:
        os.unlink(temporary)  # noqa: PTH108 - as above
        raise


def _own(path: str) -> bytes:
    """Return the bytes of a plain file that is the user's alone; OSError for any other, or one too long."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
            raise PermissionError(path)
        if found.st_size > MAX_BYTES:
            raise OSError(path)
        return file.read(MAX_BYTES)
