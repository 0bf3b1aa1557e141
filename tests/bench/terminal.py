"""A program in a pty, and when each of its bytes came; the times are of a reader that does nothing else."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import NamedTuple, Self

SIZE = (150, 42)
"""Columns and rows."""
PATIENCE_S = 30.0
_ASKS_SYNCHRONIZED = b"\x1b[?2026$p"
_SYNCHRONIZED = b"\x1b[?2026;2$y"
"""A modern terminal takes a frame in one piece: it says so when asked, and each frame then tells where it ends."""
_READ_BYTES = 1 << 20
_TICK_BYTES = 2_000
"""A clock that goes on draws less than this a second."""


class Chunk(NamedTuple):
    """What came in one read."""

    time: float
    """Seconds of the monotonic clock."""
    data: bytes


class Silent(AssertionError):
    """What was waited for did not come."""


class Session:
    """A program that runs in a terminal of its own until the end of a `with` block."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], size: tuple[int, int] = SIZE) -> None:
        """Start it; `started` is the instant just before the fork."""
        self.chunks: list[Chunk] = []
        self.data = bytearray()
        """All that came, in one piece."""
        self.ended: float | None = None
        self.code: int | None = None
        columns, rows = size
        self.started = time.monotonic()
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], list(command), dict(env))  # noqa: S606  # the programs are our own, or installed by us

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        os.close(self._descriptor)

    def forget(self) -> None:
        """Forget what has come so far."""
        self.chunks.clear()
        self.data.clear()

    def press(self, keys: bytes) -> float:
        """Type; the instant just before."""
        now = time.monotonic()
        os.write(self._descriptor, keys)
        return now

    def read(self, until: float) -> bool:
        """Take what comes next, waiting for it until an instant; False where nothing came or the program has ended."""
        if self.ended is not None:
            return False
        ready, _, _ = select.select([self._descriptor], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            return False
        try:
            data = os.read(self._descriptor, _READ_BYTES)
        except OSError:
            data = b""
        now = time.monotonic()
        if not data:
            self._bury(now)
            return False
        self.chunks.append(Chunk(now, data))
        self.data += data
        if _ASKS_SYNCHRONIZED in data:
            os.write(self._descriptor, _SYNCHRONIZED)
        return True

    def watch(self, seconds: float) -> None:
        """Read for so long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.ended is None:
            self.read(until)

    def settle(self, quiet_s: float = 0.6, patience_s: float = PATIENCE_S) -> None:
        """Read until nothing but a clock's tick comes for a while."""
        deadline = time.monotonic() + patience_s
        while self.ended is None and time.monotonic() < deadline:
            before = len(self.chunks)
            self.watch(quiet_s)
            if sum(len(each.data) for each in self.chunks[before:]) < _TICK_BYTES * quiet_s:
                return

    def until(
        self, pattern: bytes | re.Pattern[bytes], after: int = 0, patience_s: float = PATIENCE_S
    ) -> tuple[float, int]:
        """Read until a pattern has come, beyond a place of all that came; when, and the place where it ends."""
        wanted = re.compile(re.escape(pattern)) if isinstance(pattern, bytes) else pattern
        deadline = time.monotonic() + patience_s
        while (found := wanted.search(self.data, after)) is None:
            if not self.read(deadline) and (self.ended is not None or time.monotonic() >= deadline):
                raise Silent(f"{wanted.pattern!r} did not come; the last that did: {bytes(self.data[-400:])!r}")
        return self.time_of(found.end()), found.end()

    def time_of(self, place: int) -> float:
        """When the byte before a place of all that came was read."""
        return time_of(self.chunks, place)

    def end(self, patience_s: float = PATIENCE_S) -> float:
        """Read until the program has ended; when it did."""
        deadline = time.monotonic() + patience_s
        while self.ended is None:
            if not self.read(deadline) and self.ended is None and time.monotonic() >= deadline:
                raise Silent("it does not end")
        return self.ended

    def kill(self) -> None:
        """End it whatever it does."""
        if self.ended is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self._bury(time.monotonic())

    def _bury(self, now: float) -> None:
        """Wait for the process itself."""
        _, status = os.waitpid(self.pid, 0)
        self.ended, self.code = max(now, time.monotonic()), os.waitstatus_to_exitcode(status)


def time_of(chunks: Sequence[Chunk], place: int) -> float:
    """When the byte before a place of all that came was read."""
    reached = 0
    for chunk in chunks:
        reached += len(chunk.data)
        if reached >= place:
            return chunk.time
    raise IndexError(place)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of the monotonic clock some work takes."""
    began = time.monotonic()
    work()
    return 1000 * (time.monotonic() - began)
