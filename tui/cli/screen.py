"""Composes the screen: the last Board, the data process, the app."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from tui.cli.choice import Choice
from tui.cli.keeping import keep_frame
from tui.cli.notebook import OwnFile
from tui.core.board import Board
from tui.core.config import Config
from tui.core.market import MarketClock, ProviderInfo
from tui.engine.client import WorkerFeed
from tui.engine.saved import load
from tui.engine.wire import Start
from tui.paint.terminal import Held
from tui.ui.app import RotationApp
from tui.ui.driver import driver_over

_NAMES = {"yahoo": "Yahoo", "files": "files", "demo": "demo"}


def open_screen(choice: Choice, config: Config, held: Held, files: list[str] | None) -> None:
    """Run the app until the user quits, and leave; the data process is gone by then.

    The last frame is kept for the next start where `files` is given, the stamps of the configuration's files.
    """
    app = asyncio.run(_run(choice, config, held))
    if files is not None:
        keep_frame(app.last_frame, files, choice.config_dir)
    held.give_back()
    with suppress(OSError):  # a terminal that was closed takes nothing any more
        sys.stdout.flush()
        sys.stderr.flush()
    # Everything is closed: taking the interpreter apart piece by piece would only keep the user waiting.
    os._exit(app.return_code or 0)


async def _run(choice: Choice, config: Config, held: Held) -> RotationApp:
    """Run the app and return it, ended."""
    start = choice.start(config)
    feed = WorkerFeed(start)
    initial = load(Path(start.saved)) or _empty(start, choice.as_of)
    app = RotationApp(feed, config, initial=initial, notebook=OwnFile(choice.config_dir), driver=driver_over(held))
    loop = asyncio.get_running_loop()
    for end in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(end, app.leave)
    try:
        await app.run_async()
    finally:
        await feed.closed()
    return app


def _empty(start: Start, as_of: date | None) -> Board:
    """Return the Board of a first start: nothing yet, and what it will be."""
    info = ProviderInfo(name=_NAMES[start.provider], simulated=start.provider == "demo")
    clock = MarketClock(now=datetime.now(UTC))
    return Board(provider=info, clock=clock, as_of=as_of, window=start.config.settings.window)
