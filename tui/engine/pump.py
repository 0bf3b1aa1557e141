"""Sends what changed at a fixed tick: ten times a second while something moves, not at all otherwise."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from enum import StrEnum

from tui.core.messages import Update

TICK_S = 0.1
"""The shortest time between two sends."""
SLOW_S = 0.5
"""The shortest time between two analyses; a chart is not redrawn faster."""


class Part(StrEnum):
    """What may have changed, in the order it is sent."""

    HEALTH = "health"
    QUOTES = "quotes"
    SPREAD = "spread"
    ROTATION = "rotation"
    BASKETS = "baskets"
    PRECEDENTS = "precedents"
    MARKS = "marks"
    EVENTS = "events"
    STUDY = "study"


MEASURED = (Part.SPREAD, Part.ROTATION, Part.BASKETS, Part.PRECEDENTS, Part.MARKS)
"""What is measured from closes and prices."""
SLOW = frozenset({Part.HEALTH, Part.STUDY, *MEASURED})
"""What is not sent faster than a chart is redrawn."""


class Pump:
    """Coalesces changes into few updates."""

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
        self._slowly_sent = float("-inf")

    def mark(self, *parts: Part) -> None:
        """Say that parts changed; they go out at the next tick."""
        self._dirty.update(parts)
        self._moved.set()

    def restart(self) -> None:
        """Send everything anew at the next tick, whether it changed or not."""
        self._sent.clear()
        self._slowly_sent = float("-inf")
        self.mark(*Part)

    async def run(self) -> None:
        """Go on for ever."""
        while True:
            await self._moved.wait()
            self._moved.clear()
            await self.flush()
            if self._dirty:
                self._moved.set()
            await asyncio.sleep(TICK_S)

    async def flush(self) -> None:
        """Send what is due now."""
        now = asyncio.get_running_loop().time()
        slow = now - self._slowly_sent >= SLOW_S
        due = [part for part in Part if part in self._dirty and (slow or part not in SLOW)]
        if slow and SLOW & self._dirty:
            self._slowly_sent = now
        for part in due:
            self._dirty.discard(part)
            updates = tuple(self._make(part))
            if updates != self._sent.get(part):
                self._sent[part] = updates
                for update in updates:
                    await self._emit(update)
