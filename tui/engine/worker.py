"""The engine as a child process: requests on standard input, updates on standard output, nothing else on either.

It ends when its input ends. Whatever a library prints goes to the log, because descriptors 1 and 2 point there.
"""

from __future__ import annotations

import asyncio
import logging
import os
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_log_path

from tui.core.board import Board
from tui.core.market import MarketClock, ProviderInfo
from tui.core.messages import MAX_MESSAGE_BYTES, Update
from tui.engine.engine import Engine
from tui.engine.jobs import Stuck
from tui.engine.saved import LastBoard
from tui.engine.sources import open_provider, open_sessions, open_store
from tui.engine.wire import BEAT_S, STUCK, Beat, Start, WireError, decode_request, encode
from tui.providers.base import Provider

_LOG = logging.getLogger(__name__)
_LOG_BYTES = 1_000_000
_SAVE_S = 10.0
_GIVES_WAY = 10
"""How nice it is: where there is too little of the processor, the screen answers keys first."""


class Worker:
    """Carries requests to the engine and its updates to the screen, and keeps the last Board on disk."""

    def __init__(self, reader: StreamReader, writer: StreamWriter, start: Start, provider: Provider) -> None:
        self._reader = reader
        self._writer = writer
        store, sessions = open_store(start, provider.now), open_sessions(start)
        self._engine = Engine(start.config, provider, self._emit, store=store, sessions=sessions)
        info = ProviderInfo(name=provider.name, simulated=provider.simulated, note=provider.note)
        board = Board(provider=info, clock=MarketClock(now=provider.now()))
        self._last = LastBoard(board, Path(start.saved), start.as_of)

    async def run(self) -> None:
        """Work until the input ends."""
        work = (self._engine.run(), self._keep(), beat(self._writer, BEAT_S), self._listen())
        tasks = [asyncio.create_task(each) for each in work]
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        self._last.keep()
        for task in done:
            task.result()

    async def _listen(self) -> None:
        """Hand requests to the engine until the input ends."""
        while line := await self._reader.readline():
            try:
                request = decode_request(line)
            except WireError as error:
                _LOG.warning("a request that is none: %s", error)
                continue
            if not isinstance(request, Start):
                self._engine.handle(request)

    async def _emit(self, update: Update) -> None:
        """Send one update, waiting while the screen is busy."""
        self._last.take(update)
        self._writer.write(encode(update))
        await self._writer.drain()

    async def _keep(self) -> None:
        """Keep the Board on disk, so that a screen that is killed loses little."""
        while True:
            await asyncio.sleep(_SAVE_S)
            self._last.keep()


async def beat(writer: StreamWriter, every_s: float) -> None:
    """Say every so many seconds that the event loop turns; not where something said before is still to be read."""
    while True:
        if not writer.transport.get_write_buffer_size():
            writer.write(encode(Beat()))
        await asyncio.sleep(every_s)


async def serve(requests: int, updates: int, source: Callable[[Start], Provider]) -> None:
    """Serve one screen over two file descriptors, with the provider that `source` opens for a start."""
    loop = asyncio.get_running_loop()
    reader = StreamReader(limit=64 * MAX_MESSAGE_BYTES)
    reader_protocol = asyncio.StreamReaderProtocol(reader)
    await loop.connect_read_pipe(lambda: reader_protocol, os.fdopen(requests, "rb"))
    transport, protocol = await loop.connect_write_pipe(
        lambda: asyncio.streams.FlowControlMixin(loop=loop), os.fdopen(updates, "wb")
    )
    writer = StreamWriter(transport, protocol, None, loop)
    start = decode_request(await reader.readline())
    if isinstance(start, Start):
        await Worker(reader, writer, start, source(start)).run()


def take_streams(log: Path | None) -> tuple[int, int]:
    """Keep standard input and output for the protocol and point descriptors 0, 1 and 2 elsewhere."""
    requests, updates = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    noise = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) if log else null
    for descriptor, target in ((0, null), (1, noise), (2, noise)):
        os.dup2(target, descriptor)
    return requests, updates


def start_log() -> Path | None:
    """Log to a rotating file in the user's log folder; return where what libraries print goes, None if nowhere."""
    try:
        folder = user_log_path("rotation", appauthor=False, ensure_exists=True)
        handler = RotatingFileHandler(folder / "rotation.log", maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8")
    except OSError:
        logging.basicConfig(handlers=[logging.NullHandler()])
        return None
    logging.basicConfig(
        level=logging.INFO, handlers=[handler], format="%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"
    )
    return folder / "rotation.noise.log"


def main(source: Callable[[Start], Provider] = open_provider) -> None:
    """Be the data process; leaves without waiting for threads that hang in the network."""
    requests, updates = take_streams(start_log())
    os.nice(_GIVES_WAY)
    code = 1
    try:
        asyncio.new_event_loop().run_until_complete(serve(requests, updates, source))
        code = 0
    except* Stuck as stuck:
        _LOG.warning("answers are late: %s", stuck.exceptions[0])
        code = STUCK
    except* (BrokenPipeError, ConnectionResetError):
        code = 0
    finally:
        if code == 1:
            _LOG.error("the data process ends", exc_info=True)
        logging.shutdown()
        os._exit(code)


if __name__ == "__main__":
    main()
