"""Blocking work awaited: a few threads that keep their connections and never hold up the program's end."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from tui.providers.base import ProviderError, ServerFault

T = TypeVar("T")


class Threads:
    """Up to `most` daemon threads; the one that was busy last is used first, its connection being the freshest.

    The event loop's own threads are joined at exit: one waiting for the network would hold the program up with it. A
    fresh thread for each request would open a fresh connection for each.
    """

    def __init__(self, most: int = 8) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._running = 0
        self._free: list[SimpleQueue[_Job[Any] | None]] = []
        self._waiting: deque[_Job[Any]] = deque()

    async def run(self, work: Callable[[], T]) -> T:
        """Await what `work` returns, or the `ProviderError` it raises; work given up before its turn is not begun.

        Anything else it raises is a defect: the thread reports it and ends, and this raises `ServerFault`.
        """
        job = _Job(work)
        self._hand_over(job)
        return await job.answer

    def close(self) -> None:
        """Let the free threads end; a busy one ends with the program."""
        with self._lock:
            for inbox in self._free:
                inbox.put(None)
            self._free.clear()

    def _hand_over(self, job: _Job[Any]) -> None:
        """Give a job to a free thread, else to a new one, else let it wait."""
        with self._lock:
            if self._free:
                self._free.pop().put(job)
            elif self._running < self._most:
                self._running += 1
                threading.Thread(target=self._serve, args=(job,), name="yahoo", daemon=True).start()
            else:
                self._waiting.append(job)

    def _serve(self, first: _Job[Any]) -> None:
        """Do one job after another; a thread that a defect ends leaves its place to another."""
        inbox: SimpleQueue[_Job[Any] | None] = SimpleQueue()
        job: _Job[Any] | None = first
        try:
            while job is not None:
                try:
                    job.do()
                    self._offer(inbox)  # before the answer is delivered, so that the next question finds this thread
                finally:
                    job.deliver()
                job = inbox.get()
        finally:
            self._leave()

    def _offer(self, inbox: SimpleQueue[_Job[Any] | None]) -> None:
        """Take the next waiting job, or count as free."""
        with self._lock:
            if self._waiting:
                inbox.put(self._waiting.popleft())
            else:
                self._free.append(inbox)

    def _leave(self) -> None:
        """Give up this thread's place, to a new thread if a job waits for one."""
        with self._lock:
            self._running -= 1
            job = self._waiting.popleft() if self._waiting else None
        if job is not None:
            self._hand_over(job)


class _Job(Generic[T]):
    """Work for a thread, and the answer awaited in the event loop that asked for it."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._loop = asyncio.get_running_loop()
        self._settle: Callable[[], None] = self._fail(ServerFault("Yahoo sent something that could not be read"))
        self.answer: asyncio.Future[T] = self._loop.create_future()

    def do(self) -> None:
        """Do the work, unless nobody waits for it any more."""
        if self.answer.done():
            return
        try:
            value = self._work()
        except ProviderError as error:
            self._settle = self._fail(error)
        else:
            self._settle = lambda: self.answer.set_result(value)

    def deliver(self) -> None:
        """Hand the outcome to the event loop."""
        with suppress(RuntimeError):  # the loop is gone, and nobody waits any more
            self._loop.call_soon_threadsafe(self._arrive)

    def _arrive(self) -> None:
        """Settle the answer, unless it was given up."""
        if not self.answer.done():
            self._settle()

    def _fail(self, error: ProviderError) -> Callable[[], None]:
        """Return what settles the answer with an error."""
        return lambda: self.answer.set_exception(error)
