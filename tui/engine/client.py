"""The engine seen from the screen: starts the data process, listens to it, starts it again when it dies or is mute."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from asyncio import StreamReader
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from tui.core.market import Problem, Trouble
from tui.core.messages import MAX_MESSAGE_BYTES, Arrived, Focus, Notes, Request, Update, Watch, WorkerDown
from tui.engine.wire import STUCK, Start, UpdateReader, WireError, encode

WORKER = (sys.executable, "-P", "-m", "tui.engine.worker")
"""The command that starts the data process; `-P` keeps the current folder out of its imports."""

_LOG = logging.getLogger(__name__)
_ENDS = {None: "could not be started", STUCK: "waited too long for answers and is begun anew"}
_MUTE = "does not respond and is begun anew"
_PATIENCE_S = 10.0
_WAITS = 2
"""So many waits in a row in silence: the first may have ended because the whole machine was asleep."""
_WAITS_AT_START = 6
"""A start may be long: modules without byte code, a folder of thousands of files."""
_FAREWELL_S = 0.05
_STEADY_S = 30.0
_LONGEST_S = 30.0


class WorkerFeed:
    """A `Feed` whose engine runs in a child process."""

    def __init__(self, start: Start, command: tuple[str, ...] = WORKER, patience_s: float = _PATIENCE_S) -> None:
        """Make a feed of what `start` asks for; nothing is started before `updates` is iterated over.

        A data process that twice in a row says nothing for `patience_s` seconds is replaced; it beats more often.
        """
        self.patience_s = patience_s
        self._start = start
        self._command = command
        self._process: Process | None = None
        self._watch: Watch | None = None
        self._focus: Focus | None = None
        self._notes: Notes | None = None
        self._deaths = 0
        self._mute = False
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The data process, while there is one."""
        return self._process.pid if self._process else None

    def send(self, request: Request) -> None:
        """Pass a request on; the last of each kind but `Refresh` is told again to a process begun anew."""
        if isinstance(request, Watch):
            self._watch = request
        elif isinstance(request, Focus):
            self._focus = request
        elif isinstance(request, Notes):
            self._notes = request
        self._write(request)

    async def updates(self) -> AsyncIterator[Update]:
        """Iterate over updates, restarting the data process as often as it takes, until closed."""
        while not self._closed:
            began = asyncio.get_running_loop().time()
            async for update in self._one_life():
                yield update
            if self._closed:
                return
            steady = asyncio.get_running_loop().time() - began > _STEADY_S
            self._deaths = 1 if steady else self._deaths + 1
            wait = 0.0 if self._deaths == 1 else min(_LONGEST_S, 2.0 ** (self._deaths - 2))
            yield self._obituary(wait)
            await asyncio.sleep(wait)

    def close(self) -> None:
        """Let the data process go: it ends by itself when its input does, see `closed`."""
        self._closed = True
        if self._process and self._process.stdin:
            self._process.stdin.close()

    async def closed(self) -> None:
        """Wait a moment for the data process to end, then end it."""
        self.close()
        process = self._process
        if process is None:
            return
        with contextlib.suppress(TimeoutError, ProcessLookupError):
            try:
                await asyncio.wait_for(process.wait(), _FAREWELL_S)
            except TimeoutError:
                process.kill()
                await asyncio.wait_for(process.wait(), _FAREWELL_S)

    async def _one_life(self) -> AsyncIterator[Update]:
        """Start the data process and yield what it says until it ends."""
        try:
            self._process = process = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=2 * MAX_MESSAGE_BYTES
            )
        except OSError as error:
            _LOG.warning("the data process does not start: %s", error)
            return
        self._write(self._start)
        for request in (self._watch, self._focus, self._notes):
            if request:
                self._write(request)
        reader = UpdateReader()
        async for line in self._lines(process):
            try:
                update = reader.read(line)
            except WireError as error:
                _LOG.warning("the data process said something unreadable: %s", error)
                continue
            if isinstance(update, Arrived) and self._watch:
                # A process that is started again goes to where the move led, not by it from where live is then.
                self._watch = update.settles(self._watch)
            if update is not None:
                yield update

    async def _lines(self, process: Process) -> AsyncIterator[bytes]:
        """Yield what the data process says until it ends; one that falls silent, or stays without output, is ended."""
        assert process.stdout is not None  # noqa: S101  # it is started with a pipe
        self._mute, waits = False, _WAITS_AT_START
        try:
            while line := await read_line(process.stdout, self.patience_s, waits):
                yield line
                waits = _WAITS
            async with asyncio.timeout(self.patience_s):
                await process.wait()
        except TimeoutError:
            self._mute = True
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def _write(self, message: Start | Request) -> None:
        """Put a message on the pipe; a process that is gone misses nothing, it is told again when it is back."""
        pipe = self._process.stdin if self._process else None
        if pipe is not None and not pipe.is_closing():
            pipe.write(encode(message))

    def _obituary(self, wait: float) -> WorkerDown:
        """Say that the data process ended and when it is back."""
        now = datetime.now(UTC)
        code = self._process.returncode if self._process else None
        how = _MUTE if self._mute else _how(code)
        return WorkerDown(
            generation=self._watch.generation if self._watch else 0,
            problem=Problem(
                what=f"The data process {how}",
                trouble=Trouble.WORKER,
                since=now,
                next_try=now + timedelta(seconds=wait),
            ),
        )


def _how(code: int | None) -> str:
    """Return the words for an exit code; None where there was no process."""
    return _ENDS.get(code) or (f"was ended by signal {-code}" if code and code < 0 else f"ended with code {code}")


async def read_line(output: StreamReader, patience_s: float, waits: int) -> bytes:
    """Return the next line, empty at the end; TimeoutError after so many `waits` of `patience_s` seconds in a row.

    Each is measured anew on a clock that does not stand still while only this process is stopped; of a sleep it ends
    one wait at the most. What has come of a line is kept from one wait to the next.
    """
    for _ in range(waits - 1):
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience_s):
                return await output.readline()
    async with asyncio.timeout(patience_s):
        return await output.readline()
