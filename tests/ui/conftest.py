"""A screen under test has settled when its event loop has nothing left to do."""

from __future__ import annotations

import asyncio

import pytest
from textual.notifications import Notification

SOON_S = 0.06
"""A timer due sooner belongs to what is under way; a flash or a clock's tick does not.

The next frame is at most a sixtieth of a second away. A screen that opens for the first time is held back for a
twentieth, and then drawn whole.
"""
PATIENCE_S = 60.0


async def settled(min_sleep: float = 0.0, max_sleep: float = PATIENCE_S) -> None:
    """Wait until no callback is ready and no timer is due soon.

    Textual's own wait, whose place this takes, looks at the processor: a fiftieth of a second with little time used
    counts as settled. That costs as much at each key, and on a busy machine it is wrong.
    """
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(max(max_sleep, PATIENCE_S)):
        await asyncio.sleep(min_sleep)
        while True:
            due = min((each.when() for each in loop._scheduled if not each.cancelled()), default=None)
            if loop._ready:
                await asyncio.sleep(0)
            elif due is not None and (wait := due - loop.time()) < SOON_S:
                await asyncio.sleep(max(wait, 0))
            else:
                return


@pytest.fixture(autouse=True)
def remember_what_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is said for a moment not be over before a busy machine comes to look at it."""
    monkeypatch.setattr(Notification, "has_expired", False)


@pytest.fixture(autouse=True)
def settle_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("app", "pilot"):
        monkeypatch.setattr(f"textual.{module}.wait_for_idle", settled)
