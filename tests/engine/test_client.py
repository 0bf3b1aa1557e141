from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from engine_fakes import a_config

from tui.core.messages import HealthPart, Quotes, SpreadPart, Update, Watch, WorkerDown
from tui.engine.client import WorkerFeed
from tui.engine.wire import Start

WATCH = Watch(generation=5, pair="^RUT/^NDX", window="QTD")


def a_start(tmp_path: Path, provider: str = "demo") -> Start:
    return Start(config=a_config(), provider=provider, cache_dir=str(tmp_path), saved=str(tmp_path / "board.json"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for the data process: its log goes there."""
    for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


async def until(updates: AsyncIterator[Update], kind: type[Update]) -> Update:
    async with asyncio.timeout(60):
        async for update in updates:
            if isinstance(update, kind):
                return update
    raise AssertionError("the feed ended")


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_the_data_process_answers_what_was_asked_before_it_was_up(home: Path) -> None:
    feed = WorkerFeed(a_start(home))
    feed.send(WATCH)
    quotes = await until(feed.updates(), Quotes)
    assert quotes.generation == WATCH.generation
    await feed.closed()


async def test_a_killed_data_process_is_reported_and_comes_back_to_the_same_question(home: Path) -> None:
    feed = WorkerFeed(a_start(home))
    feed.send(WATCH)
    updates = feed.updates()
    await until(updates, HealthPart)
    assert feed.pid is not None
    os.kill(feed.pid, signal.SIGKILL)
    down = await until(updates, WorkerDown)
    assert isinstance(down, WorkerDown)
    assert "signal 9" in down.problem.what
    assert down.problem.next_try is not None
    back = await until(updates, SpreadPart)
    assert back.generation == WATCH.generation
    await feed.closed()


async def test_a_data_process_that_cannot_start_is_tried_again_ever_more_slowly(home: Path) -> None:
    feed = WorkerFeed(a_start(home), command=(sys.executable, "-c", "raise SystemExit(3)"))
    waits = []
    async for update in feed.updates():
        assert isinstance(update, WorkerDown)
        assert update.problem.next_try is not None
        assert update.problem.since is not None
        waits.append((update.problem.next_try - update.problem.since).total_seconds())
        if len(waits) == 3:
            feed.close()
            break
    assert waits == [0.0, 1.0, 2.0]
    await feed.closed()


@pytest.mark.parametrize(
    "deaf",
    [
        "import time; time.sleep(600)",
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)",
    ],
    ids=["busy", "stubborn"],
)
async def test_closing_ends_a_data_process_that_does_not_listen(home: Path, deaf: str) -> None:
    feed = WorkerFeed(a_start(home), command=(sys.executable, "-c", f"print(flush=True); {deaf}"))
    reading = asyncio.create_task(anext(aiter(feed.updates())))
    async with asyncio.timeout(60):
        while feed.pid is None:
            await asyncio.sleep(0)
        pid = feed.pid
        await feed.closed()
    assert not is_alive(pid)
    reading.cancel()


async def test_noise_on_the_wire_is_passed_over(home: Path) -> None:
    line = '{"type":"quotes","generation":1,"quotes":[]}'
    feed = WorkerFeed(a_start(home), command=(sys.executable, "-c", f"print('noise'); print({line!r})"))
    assert await until(feed.updates(), Quotes) == Quotes(generation=1, quotes=())
    await feed.closed()


async def test_the_data_process_goes_when_the_screen_is_killed(home: Path) -> None:
    """The worker's input is a pipe the dead parent held: it reads the end and leaves."""
    feed = WorkerFeed(a_start(home))
    feed.send(WATCH)
    await until(feed.updates(), Quotes)
    process = feed._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    async with asyncio.timeout(60):
        assert await process.wait() == 0
    assert (home / "board.json").exists()
