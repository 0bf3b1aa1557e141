"""A job: one thing asked of a provider again and again, patiently after a failure."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from tui.core.market import Problem, Trouble
from tui.engine.gate import Gate
from tui.engine.schedule import jittered
from tui.engine.waits import Wait
from tui.providers.base import Late, ProviderError

_LOG = logging.getLogger(__name__)
_OVERRUNS = 2
LOOK_S = 30.0
"""So often one that waits looks at the clock on the wall: the event loop's stands still while the machine sleeps."""
_WENT_WELL = timedelta(seconds=60)
"""A stream that held so long before it dropped had recovered from whatever was wrong before."""


class Duty(NamedTuple):
    """One thing to ask for: its name, one attempt, and the seconds to the next."""

    name: str
    """The family: "quotes", "bars", "intraday", "news", "calendar" or "stream"."""
    ask: Callable[[], Awaitable[None]]
    """Raises `ProviderError`."""
    pace: Callable[[], float]


class Surroundings(NamedTuple):
    """What all jobs share."""

    clock: Callable[[], datetime]
    """The time on the wall, UTC."""
    gate: Gate
    random: Random
    """Spreads the waits."""
    report: Callable[[str, Problem | None], None]
    """Told a job's problem after every attempt, None when it went well."""
    scale: float = 1.0
    """Every wait is multiplied by it."""
    keep: Callable[[Wait], None] = lambda _: None
    """Told where a family stands after every attempt, to be kept across restarts."""


class Stuck(Exception):
    """Two answers in a row were late: what asks for them may hang, and a fresh process is the mend."""


class Job:
    """Asks, waits its pace, asks again; after a failure waits longer each time and says what is wrong."""

    def __init__(self, duty: Duty, surroundings: Surroundings, wait: Wait | None = None) -> None:
        """Make a job; `wait` is where its family stood when the program last ran."""
        self.name = duty.name
        self._duty = duty
        self._around = surroundings
        self._wait = wait or Wait(family=duty.name)
        self._nudged = asyncio.Event()
        self._late = 0

    def nudge(self) -> None:
        """Ask now instead of at the next turn; a block is not hurried, since asking prolongs it."""
        if self._wait.trouble is not Trouble.LIMITED:
            self._nudged.set()

    async def run(self) -> None:
        """Go on for ever, beginning with what is left of the last run's wait."""
        rest = self._wait.left_s(self._around.clock())
        if rest:
            self._around.report(self.name, self._problem())
            await self._pause(rest)
        while True:
            await self._around.gate.turn(self.name)
            await self._pause(await self.attempt())

    async def turn(self) -> None:
        """Ask once, unless the last run's wait is not over yet."""
        if self._wait.left_s(self._around.clock()):
            self._around.report(self.name, self._problem())
        else:
            await self.attempt()

    async def attempt(self) -> float:
        """Ask once, report how it went, and return the seconds to wait before asking again; `Stuck` if that is why."""
        began = self._around.clock()
        error = await self._guarded()
        self._late = self._late + 1 if isinstance(error, Late) else 0
        around, now = self._around, self._around.clock()
        if error is None:
            self._wait = self._wait.succeeded(now)
        else:
            if now - began > _WENT_WELL:
                self._wait = self._wait.succeeded(now)
            self._wait = self._wait.failed(error, now, around.random, around.scale)
        around.keep(self._wait)
        around.report(self.name, self._problem(error))
        if error is not None and error.shared:
            around.gate.close()
        else:
            around.gate.open()
        if self._late >= _OVERRUNS:
            raise Stuck(self.name)
        return jittered(self._duty.pace(), around.random) * around.scale if error is None else self._wait.left_s(now)

    async def _guarded(self) -> ProviderError | None:
        """Run one attempt; the one place where an unforeseen error is caught, logged and turned into words."""
        try:
            await self._duty.ask()
        except ProviderError as error:
            _LOG.info("%s: %s", self.name, error)
            return error
        except Exception as error:  # noqa: BLE001  # the boundary: a fault of ours or a library's must not end the engine
            _LOG.exception("%s failed in a way nobody foresaw", self.name)
            return ProviderError(f"{self.name} failed unexpectedly ({type(error).__name__}); the log has the details")
        return None

    async def _pause(self, seconds: float) -> None:
        """Wait, unless nudged; what the machine sleeps through counts as waited."""
        self._nudged.clear()
        now = asyncio.get_running_loop().time
        ends, until = now() + seconds, self._around.clock() + timedelta(seconds=seconds)
        waiting = True
        while waiting:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._nudged.wait(), min(ends - now(), LOOK_S))
                return
            waiting = now() < ends and self._around.clock() < until

    def _problem(self, error: ProviderError | None = None) -> Problem | None:
        """Put where the family stands into words; None when all is well."""
        wait = self._wait
        if wait.trouble is None:
            return None
        return Problem(
            what=wait.what,
            trouble=wait.trouble,
            symbol=error.symbol if error else None,
            family=self.name,
            since=wait.since,
            next_try=wait.next_try,
            last_good=wait.last_good,
        )
