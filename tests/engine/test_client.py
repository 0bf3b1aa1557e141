from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from engine_fakes import a_config, a_note
from msgspec.structs import replace

from tui.core.events import NewsEvent
from tui.core.messages import (
    Arrived,
    EventsPart,
    HealthPart,
    Notes,
    Quotes,
    SpreadPart,
    Update,
    Watch,
    WorkerDown,
)
from tui.core.travel import Move
from tui.engine.client import WorkerFeed, read_line
from tui.engine.wire import Beat, Start, encode
from tui.engine.worker import _GIVES_WAY, beat

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
    assert os.getpriority(os.PRIO_PROCESS, feed.pid or 0) == min(os.getpriority(os.PRIO_PROCESS, 0) + _GIVES_WAY, 19)
    await feed.closed()


async def lost(updates: AsyncIterator[Update]) -> str:
    """What is said of a data process that is lost, and that it comes back."""
    down = await until(updates, WorkerDown)
    assert isinstance(down, WorkerDown)
    assert down.problem.next_try is not None
    return down.problem.what


async def with_note(updates: AsyncIterator[Update]) -> NewsEvent:
    """The note among the first events that have one."""
    while True:
        part = await until(updates, EventsPart)
        assert isinstance(part, EventsPart)
        for event in part.events:
            if event.own:
                return event


async def test_a_stopped_or_killed_data_process_is_reported_and_comes_back_to_the_same_question(home: Path) -> None:
    feed = WorkerFeed(a_start(home), patience_s=60)
    feed.send(WATCH)
    updates = feed.updates()
    await until(updates, HealthPart)
    feed.send(Notes(generation=WATCH.generation, notes=(a_note("2025-12-01"),)))
    assert (await with_note(updates)).id == "mine"
    stopped = feed.pid
    assert stopped is not None
    os.kill(stopped, signal.SIGSTOP)
    feed.patience_s = 0.05
    assert "does not respond" in await lost(updates)
    assert not is_alive(stopped)
    feed.patience_s = 60
    assert (await until(updates, SpreadPart)).generation == WATCH.generation
    assert (await with_note(updates)).id == "mine"
    assert feed.pid is not None
    os.kill(feed.pid, signal.SIGKILL)
    assert "signal 9" in await lost(updates)
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
        while is_alive(pid):  # it has been killed, but a busy kernel takes its time
            await asyncio.sleep(0.01)
    reading.cancel()


async def test_a_data_process_that_never_says_a_word_is_given_up(home: Path) -> None:
    feed = WorkerFeed(a_start(home), command=(sys.executable, "-c", "import time; time.sleep(600)"), patience_s=0.01)
    assert "does not respond" in await lost(feed.updates())
    await feed.closed()


class Asleep:
    """An output that says nothing for the first so many waits, as after a sleep of the whole machine."""

    def __init__(self, waits: int) -> None:
        self.waits = waits

    async def readline(self) -> bytes:
        self.waits -= 1
        if self.waits >= 0:
            await asyncio.Event().wait()
        return b"back\n"


async def test_one_wait_in_silence_is_forgiven_and_the_second_is_not() -> None:
    assert await read_line(Asleep(1), 0.001, 2) == b"back\n"
    with pytest.raises(TimeoutError):
        await read_line(Asleep(2), 0.001, 2)


async def test_what_has_come_of_a_line_outlasts_a_wait() -> None:
    output = asyncio.StreamReader()
    output.feed_data(b"one ")
    with pytest.raises(TimeoutError):
        await read_line(output, 0, 2)
    output.feed_data(b"line\n")
    assert await read_line(output, 60, 1) == b"one line\n"


async def test_a_beat_reaches_nobody_beyond_the_wire(home: Path) -> None:
    lines = (b'{"type":"beat"}', b'{"type":"quotes","generation":1,"quotes":[]}')
    feed = WorkerFeed(
        a_start(home), command=(sys.executable, "-c", f"print({b'|'.join(lines).decode()!r}.replace('|', chr(10)))")
    )
    async with asyncio.timeout(60):
        assert await anext(aiter(feed.updates())) == Quotes(generation=1, quotes=())
    await feed.closed()


async def test_the_data_process_beats_only_while_what_it_said_is_read() -> None:
    class Writer:
        """Sends what it is given until nobody reads any more."""

        def __init__(self) -> None:
            self.transport, self.said, self.unread = self, [], 0
            self.asked = asyncio.Semaphore(0)

        def get_write_buffer_size(self) -> int:
            self.asked.release()
            return self.unread

        def write(self, data: bytes) -> None:
            self.said.append(data)

    writer = Writer()
    beating = asyncio.create_task(beat(writer, 0))
    async with asyncio.timeout(60):
        for _ in range(3):
            await writer.asked.acquire()
        told = len(writer.said)
        writer.unread = 1
        for _ in range(9):
            await writer.asked.acquire()
    beating.cancel()
    assert set(writer.said) == {encode(Beat())}
    assert told >= 2
    assert len(writer.said) == told


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


async def test_a_data_process_that_comes_back_looks_at_the_day_a_move_led_to(home: Path) -> None:
    feed = WorkerFeed(a_start(home))
    feed.send(replace(WATCH, move=Move(-2)))
    updates = feed.updates()
    first = await until(updates, Arrived)
    assert isinstance(first, Arrived)
    assert first.as_of is not None
    assert feed.pid is not None
    os.kill(feed.pid, signal.SIGKILL)
    await lost(updates)
    assert feed._watch == replace(WATCH, as_of=first.as_of)
    assert await until(updates, Arrived) == replace(first, bound=None)
    await feed.closed()
