"""Composes the screen: the last Board, the data process, the app."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from tui.cli.notebook import OwnFile
from tui.core.board import Board
from tui.core.market import MarketClock, ProviderInfo
from tui.engine.client import WorkerFeed
from tui.engine.saved import load
from tui.engine.wire import Start
from tui.ui.app import RotationApp

_NAMES = {"yahoo": "Yahoo", "files": "files", "demo": "demo"}


def open_screen(start: Start, as_of: date | None, folder: Path | None) -> None:
    """Run the app until the user quits, and leave; the data process is gone by then.

    `folder` is where the user's own files are, if it is not this system's place for them.
    """
    code = asyncio.run(_run(start, as_of, folder))
    sys.stdout.flush()
    sys.stderr.flush()
    # Everything is closed: taking the interpreter apart piece by piece would only keep the user waiting.
    os._exit(code)


async def _run(start: Start, as_of: date | None, folder: Path | None) -> int:
    """Run the app and return its exit code."""
    feed = WorkerFeed(start)
    initial = load(Path(start.saved)) or _empty(start, as_of)
    app = RotationApp(feed, start.config, initial=initial, notebook=OwnFile(folder))
    loop = asyncio.get_running_loop()
    for end in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(end, app.exit)
    try:
        await app.run_async()
    finally:
        await feed.closed()
    return app.return_code or 0


def _empty(start: Start, as_of: date | None) -> Board:
    """Return the Board of a first start: nothing yet, and what it will be."""
    info = ProviderInfo(name=_NAMES[start.provider], simulated=start.provider == "demo")
    clock = MarketClock(now=datetime.now(UTC))
    return Board(provider=info, clock=clock, as_of=as_of, window=start.config.settings.window)
