"""Sends what changed at a fixed tick: up to thirty times a second while something moves, not at all otherwise."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from enum import StrEnum

from tui.core.messages import Update

TICK_S = 1 / 30
"""The shortest time between two sends."""
LEAST_REST_S = TICK_S / 4
"""What is left to others of a tick that sending has used up."""
SLOW_S = 0.5
"""The shortest time between two analyses; a chart is not redrawn faster."""


class Part(StrEnum):
    """What may have changed, in the order it is sent."""

    HEALTH = "health"
    QUOTES = "quotes"
    SYMBOL = "symbol"
    SPREAD = "spread"
    ROTATION = "rotation"
    BASKETS = "baskets"
    PRECEDENTS = "precedents"
    MARKS = "marks"
    EVENTS = "events"
    STUDY = "study"
    ARRIVED = "arrived"
    """Sent after every other, and after a restart only."""


MEASURED = (Part.SYMBOL, Part.SPREAD, Part.ROTATION, Part.BASKETS, Part.PRECEDENTS, Part.MARKS)
"""What is measured from closes and prices."""
SLOW = frozenset({Part.HEALTH, Part.EVENTS, Part.STUDY, *MEASURED})
"""What is not sent faster than a chart is redrawn."""


class Pump:
    """Coalesces changes into few updates.

    What is slow is made at one instant and sent a part a tick: the other end has a moment for keys between two. None
    of it is made again before all is sent. The answer to a request is sent as fast as it goes.
    """

    def __init__(self, make: Callable[[Part], Iterable[Update]], emit: Callable[[Update], Awaitable[None]]) -> None:
        """Make a pump.

        Args:
            make: builds the updates of a part as it now stands.
            emit: sends one update, waiting while the other end is busy.

        """
        self._make = make
        self._emit = emit
        self._moved = asyncio.Event()
        self._dirty: set[Part] = set()
        self._sent: dict[Part, tuple[Update, ...]] = {}
        self._made: deque[tuple[Update, ...]] = deque()
        """Slow parts that wait for their tick."""
        self._slowly_made = float("-inf")
        self._restarts = 0
        self._restarted = False
        self._hurried = asyncio.Event()

    def mark(self, *parts: Part) -> None:
        """Say that parts changed; they go out at the next tick."""
        self._dirty.update(parts)
        self._moved.set()

    def restart(self) -> None:
        """Send everything anew and at once, whether it changed or not; what is being sent ends early."""
        self._sent.clear()
        self._made.clear()
        self._restarts += 1
        self._restarted = True
        self._hurried.set()
        self.mark(*Part)

    async def run(self) -> None:
        """Go on for ever."""
        loop = asyncio.get_running_loop()
        while True:
            await self._moved.wait()
            self._moved.clear()
            self._hurried.clear()
            began = loop.time()
            await self.flush()
            if self._dirty or self._made:
                self._moved.set()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hurried.wait(), max(LEAST_REST_S, began + TICK_S - loop.time()))

    async def flush(self) -> None:
        """Send what is due now."""
        now = asyncio.get_running_loop().time()
        at_once, self._restarted = self._restarted, False
        slow = at_once or (not self._made and now - self._slowly_made >= SLOW_S)
        due = [part for part in Part if part in self._dirty and (slow or part not in SLOW)]
        if slow and SLOW & self._dirty:
            self._slowly_made = now
        restarts = self._restarts
        for part in due:
            if self._restarts != restarts:
                return
            self._dirty.discard(part)
            updates = tuple(self._make(part))
            if updates == self._sent.get(part):
                continue
            self._sent[part] = updates
            if part in SLOW and not at_once:
                self._made.append(updates)
            else:
                await self._send(updates)
        if self._made:
            await self._send(self._made.popleft())

    async def _send(self, updates: Iterable[Update]) -> None:
        """Send updates one after the other."""
        for update in updates:
            await self._emit(update)
