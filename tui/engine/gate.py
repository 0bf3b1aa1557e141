"""Lets one family try on behalf of all while the source as a whole refuses or is out of reach."""

from __future__ import annotations

import asyncio


class Gate:
    """Closed until the first good answer, and again after a failure that concerns every family.

    While it is closed one family asks, the others wait: a cold start asks for one cookie and not for five, and a block
    is met with one call per step.
    """

    def __init__(self, prober: str) -> None:
        self._prober = prober
        self._open = asyncio.Event()

    def is_open(self) -> bool:
        """Say whether every family may ask."""
        return self._open.is_set()

    def open(self) -> None:
        """Let every family ask again."""
        self._open.set()

    def close(self) -> None:
        """Hold every family back but the one that tries."""
        self._open.clear()

    async def turn(self, family: str) -> None:
        """Wait until this family may ask."""
        if family != self._prober:
            await self._open.wait()
