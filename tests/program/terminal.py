"""A terminal for a test: starts the program in a pty and reads back what a person would see."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pyte

PATIENCE_S = 60.0
_OPENS, _LEAVES = b"\x1b[?1049h", b"\x1b[?1049l"
"""What a program says to a terminal as it takes its screen and as it gives it back."""
_CONTROL = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]")


class Terminal:
    """The program in a terminal of a size, with its screen as text."""

    def __init__(self, arguments: list[str], env: Mapping[str, str], columns: int, rows: int) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""
        self.child = pexpect.spawn(
            sys.executable, ["-m", "tui", *arguments], env=dict(env), dimensions=(rows, columns), timeout=PATIENCE_S
        )

    @property
    def text(self) -> str:
        """What the screen shows, line by line."""
        return "\n".join(self._screen.display)

    def press(self, keys: str) -> None:
        """Type."""
        self.child.send(keys)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, with nothing on it."""
        self._screen.resize(rows, columns)
        self._screen.reset()
        self.child.setwinsize(rows, columns)

    def clear(self) -> None:
        """Wipe the screen, as whoever uses the terminal meanwhile would."""
        self._screen.reset()

    def close(self) -> None:
        """Close the terminal under the program, as one closes a window."""
        with Path(os.devnull).open("rb") as nothing:
            os.dup2(nothing.fileno(), self.child.child_fd)

    def until(self, holds: Callable[[str], bool]) -> str:
        """Read until the screen satisfies a condition; the last screen is in the failure."""
        deadline = time.monotonic() + PATIENCE_S
        while not holds(self.text):
            assert time.monotonic() < deadline, f"this did not come:\n{self.text}"
            self._read(0.2)
        return self.text

    def shows(self, *words: str) -> str:
        """Read until the screen shows all of these words."""
        return self.until(lambda text: all(word in text for word in words))

    def ended(self) -> int:
        """Read until the program ends and return its exit code."""
        deadline = time.monotonic() + PATIENCE_S
        while self.child.isalive():
            assert time.monotonic() < deadline, f"it does not end:\n{self.text}"
            self._read(0.05)
        while self._read(0.05):
            continue
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus)

    def quits(self) -> None:
        """Have the program end with all it started, and leave nothing on the terminal but what was there before."""
        workers = self.workers()
        self.press("q")
        assert self.ended() == 0
        deadline = time.monotonic() + PATIENCE_S
        while any(is_alive(pid) for pid in workers):  # killed at the latest, but a busy kernel takes its time
            assert time.monotonic() < deadline, "a data process outlives its screen"
            time.sleep(0.01)
        before, _, shown = self.raw.partition(_OPENS)
        shown, _, after = shown.rpartition(_LEAVES)
        assert (_CONTROL.sub(b"", before), _CONTROL.sub(b"", after)) == (b"", b"")
        assert [word for word in (b"Traceback", b"Warning:", b"WARNING", b"Exception") if word in shown] == []

    def workers(self) -> list[int]:
        """The data processes that are children of the program."""
        return [pid for pid, parent, command in _processes() if parent == self.child.pid and "engine.worker" in command]

    def threads(self) -> int:
        """How many threads the screen process has: one reads keys, one writes."""
        return len(list(Path(f"/proc/{self.child.pid}/task").iterdir()))

    def _read(self, wait_s: float) -> bool:
        """Take in what comes within a moment; say whether anything did."""
        try:
            data = self.child.read_nonblocking(65536, wait_s)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        self.raw += data
        self._stream.feed(data)
        return True


@contextmanager
def terminal(*arguments: str, env: Mapping[str, str], columns: int = 150, rows: int = 42) -> Iterator[Terminal]:
    """Run the program; it is killed at the end if it is still there."""
    # A runner may tell its own width in these, which counts for more than the terminal's.
    told = {name: value for name, value in env.items() if name not in ("COLUMNS", "LINES")}
    own = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **told}
    opened = Terminal(list(arguments), own, columns, rows)
    try:
        yield opened
    finally:
        opened.child.close(force=True)


def is_alive(pid: int) -> bool:
    """Say whether a process is there and not merely unburied."""
    return any(each == pid for each, _, _ in _processes())


def _processes() -> Iterator[tuple[int, int, str]]:
    """Yield (pid, parent, command line) of every process that is not a zombie."""
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            state, parent = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[:2]
            command = (folder / "cmdline").read_text(errors="replace").replace("\0", " ")
        except OSError:
            continue
        if state != "Z":
            yield int(folder.name), int(parent), command
