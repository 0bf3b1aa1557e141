"""Yahoo's stream: yfinance's blocking socket in a thread of its own, its ticks awaited.

The socket that yfinance offers to event loops spins for ever after a clean close; the blocking one just ends, and every
connection here is a new one.
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final, Protocol

import yfinance
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]  # it ships no types
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidProxy, InvalidStatus, WebSocketException

from tui.core.market import Quote, Session
from tui.providers.base import Offline, ProviderError, RateLimited, ServerFault

MOST: Final = 100
"""Symbols on one connection; Yahoo drops the rest without a word."""

_SYMBOL: Final = re.compile(r"\^?[A-Za-z0-9][A-Za-z0-9.=&-]{0,22}")
_CONNECTING_S: Final = 15.0
_GARBAGE: Final = 20
"""Frames in a row that cannot be read, after which the connection is given up."""


class Socket(Protocol):
    """What is used of `yfinance.WebSocket`; every method blocks."""

    def subscribe(self, symbols: list[str]) -> None:
        """Connect and ask for prices."""

    def listen(self, message_handler: Callable[[dict[str, Any]], None]) -> None:
        """Hand over frames until the connection ends; raises at one that cannot be read, and can be called again."""

    def close(self) -> None:
        """End the connection, from any thread; waits a while for the other side to agree."""


def dial() -> Socket:
    """Make a socket that prints nothing."""
    socket: Socket = yfinance.WebSocket(verbose=False)
    return socket


def streamable(symbols: Iterable[str]) -> tuple[str, ...]:
    """Return the first `MOST` symbols that look like symbols, each once: one odd name ends the connection for all."""
    return tuple(dict.fromkeys(each for each in symbols if _SYMBOL.fullmatch(each)))[:MOST]


async def follow(
    symbols: tuple[str, ...],
    read: Callable[[Mapping[str, Any]], Quote | None],
    awake: Callable[[], bool],
    silence_s: float,
    dial: Callable[[], Socket],
) -> AsyncIterator[Quote]:
    """Yield ticks over one connection; of a symbol's ticks that wait to be taken only the newest.

    Raises `ProviderError` when the connection ends, cannot be read, or says nothing for `silence_s` seconds while
    `awake` says that it should. Closing the iterator, or cancelling who waits for it, ends the connection. Without
    symbols there is nothing to yield, and no connection.
    """
    if not symbols:
        return
    line = Line(symbols, read, dial)
    try:
        while True:
            connected = line.connected
            ticks = await line.take(silence_s if connected else min(silence_s, _CONNECTING_S))
            if not ticks and not line.connected:
                raise Offline(f"Yahoo's stream does not answer within {_CONNECTING_S:g} s")
            if not ticks and connected and awake():
                raise ServerFault(f"Yahoo's stream has said nothing for {silence_s:g} s")
            for tick in ticks:
                yield tick
    finally:
        line.stop()


class Line:
    """One connection, served by a thread that ends with it."""

    def __init__(
        self,
        symbols: tuple[str, ...],
        read: Callable[[Mapping[str, Any]], Quote | None],
        dial: Callable[[], Socket],
    ) -> None:
        """Connect in the background; must be called in a running event loop."""
        self._symbols = symbols
        self._read = read
        self._dial = dial
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._lock = threading.Lock()
        self._ticks: dict[tuple[str, bool], Quote] = {}
        self._ended: ProviderError | None = None
        self._socket: Socket | None = None
        self._stopped = False
        self._garbage = 0
        threading.Thread(target=self._serve, name="yahoo stream", daemon=True).start()

    async def take(self, patience_s: float) -> list[Quote]:
        """Return the ticks that came, oldest first, waiting for the first; none when `patience_s` seconds pass.

        Raises the `ProviderError` the connection ended with once every tick is taken.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(patience_s):
                while not (ticks := self._drain()):
                    await self._news.wait()
                return ticks
        return []

    @property
    def connected(self) -> bool:
        """Whether prices have been asked for; a connection may hang while it is being made."""
        with self._lock:
            return self._socket is not None

    def stop(self) -> None:
        """End the connection without waiting for the other side; one that is still being made ends once it is."""
        with self._lock:
            self._stopped, socket = True, self._socket
        if socket is not None:
            threading.Thread(target=_hang_up, args=(socket,), name="yahoo stream's end", daemon=True).start()

    def _drain(self) -> list[Quote]:
        """Return the ticks that wait, oldest first; raises what the connection ended with where none are left."""
        with self._lock:
            self._news.clear()
            ticks = sorted(self._ticks.values(), key=lambda tick: tick.time)
            self._ticks.clear()
            if not ticks and self._ended is not None:
                raise self._ended
        return ticks

    def _serve(self) -> None:
        """Connect and listen until the connection ends, and remember why it did."""
        ended: ProviderError = ServerFault("Yahoo's stream ended in a way nobody foresaw")
        try:
            with _translated():
                self._converse()
            ended = ServerFault("Yahoo ended its stream")
        except ProviderError as error:
            ended = error
        finally:
            with self._lock:
                self._ended = ended
            self._wake()

    def _converse(self) -> None:
        """Ask for prices and take what comes."""
        socket = self._dial()
        socket.subscribe(list(self._symbols))
        with self._lock:
            self._socket, stopped = socket, self._stopped
        if stopped:
            _hang_up(socket)
            return
        while self._garbage < _GARBAGE:
            try:
                socket.listen(self._hear)
            except (DecodeError, ValueError, TypeError, AttributeError):
                self._garbage += 1
            else:
                return
        raise ServerFault("Yahoo streams something other than prices")

    def _hear(self, frame: Mapping[str, Any]) -> None:
        """Keep the tick of a frame, unless a newer one of its kind waits already."""
        tick = self._read(frame)
        if tick is None:
            return
        self._garbage = 0
        key = (tick.symbol, tick.session is Session.OPEN)
        with self._lock:
            waiting = self._ticks.get(key)
            if waiting is not None and waiting.time > tick.time:
                return
            self._ticks[key] = tick
            woken = waiting is not None or len(self._ticks) > 1
        if not woken:
            self._wake()

    def _wake(self) -> None:
        """Tell the event loop that there is something to take."""
        with suppress(RuntimeError):  # the loop is gone, and nobody waits any more
            self._loop.call_soon_threadsafe(self._news.set)


def _hang_up(socket: Socket) -> None:
    """Close a socket, however little is left of it."""
    with suppress(WebSocketException, OSError, EOFError):
        socket.close()


@contextmanager
def _translated() -> Iterator[None]:
    """Turn everything a stream is known to end with into a `ProviderError`, whose words name no proxy."""
    try:
        yield
    except InvalidStatus as error:
        status = error.response.status_code
        if status == 429:
            raise RateLimited("Yahoo's stream asks us to slow down") from error
        raise ServerFault(f"Yahoo's stream has a fault ({status})") from error
    except (InvalidHandshake, InvalidProxy) as error:
        raise Offline("Yahoo's stream, or the proxy before it, lets nobody in") from error
    except ConnectionClosed as error:
        if error.rcvd is None:
            raise Offline("Yahoo's stream broke off") from error
        raise ServerFault(f"Yahoo ended its stream ({error.rcvd.code})") from error
    except WebSocketException as error:
        raise ServerFault("Yahoo's stream broke the protocol") from error
    except ImportError as error:
        raise Offline("the stream cannot go through this kind of proxy") from error
    except (OSError, EOFError) as error:
        raise Offline("Yahoo's stream does not answer") from error
