"""One WebSocket connection, served by the thread it came in on; other threads leave it work to do."""

from __future__ import annotations

import queue
import select
import socket
import ssl
import struct
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from websockets.exceptions import InvalidState
from websockets.frames import Frame, Opcode
from websockets.http11 import Request as Opening
from websockets.server import ServerProtocol

_READ: Final = 65_536
NO_CODE: Final = 1005
"""A close frame with nothing in it is read as this code."""


class WebSocket:
    """The server's end: `accept`, then `run` until either side ends it."""

    def __init__(self, secure: ssl.SSLSocket) -> None:
        self._secure = secure
        self._protocol = ServerProtocol()
        self._work: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._wake, self._woken = socket.socketpair()
        self._woken.setblocking(False)
        self._ended = False

    def accept(self, request: bytes) -> bool:
        """Answer the HTTP request that opens it; False if it was no proper one."""
        self._protocol.receive_data(request)
        for event in self._protocol.events_received():
            if isinstance(event, Opening):
                response = self._protocol.accept(event)
                self._protocol.send_response(response)
                self._flush()
                return response.status_code == 101
        return False

    def run(self, heard: Callable[[str], None]) -> None:
        """Hand every text that comes to `heard`, and do the work left here, until the connection ends."""
        while not self._ended:
            if not self._secure.pending():
                select.select([self._secure, self._woken], [], [])
            self._read(heard)
            self._do_work()
            self._flush()

    def close(self) -> None:
        """Let go of what it holds beside the connection."""
        self._wake.close()
        self._woken.close()

    def send(self, text: str) -> None:
        """Send a text frame; from any thread."""
        self._leave(lambda: self._protocol.send_text(text.encode()))

    def goodbye(self, code: int) -> None:
        """Send a close frame with this code, or with none; from any thread."""
        self._leave(lambda: self._protocol.send_close(None if code == NO_CODE else code))

    def abort(self) -> None:
        """Break the connection off without a word; from any thread."""
        self._leave(self._end)

    def _leave(self, work: Callable[[], None]) -> None:
        """Leave work for the thread that serves the connection."""
        self._work.put(work)
        with suppress(OSError):  # it has ended
            self._wake.send(b"\0")

    def _do_work(self) -> None:
        """Do the work left so far."""
        with suppress(BlockingIOError):
            self._woken.recv(_READ)
        with suppress(queue.Empty, InvalidState):  # closing already: there is nothing left to say
            while not self._ended:
                self._work.get_nowait()()

    def _end(self) -> None:
        """Stop serving, with a reset instead of a goodbye."""
        reset(self._secure)
        self._ended = True

    def _read(self, heard: Callable[[str], None]) -> None:
        """Take in what has come, if anything has."""
        self._secure.setblocking(False)
        try:
            data = self._secure.recv(_READ)
        except ssl.SSLWantReadError:
            return
        finally:
            self._secure.setblocking(True)
        if data:
            self._protocol.receive_data(data)
        else:
            self._protocol.receive_eof()
            self._ended = True
        for event in self._protocol.events_received():
            if isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                heard(bytes(event.data).decode())

    def _flush(self) -> None:
        """Send what the protocol wants sent; empty data is its sign for the end."""
        for data in self._protocol.data_to_send():
            if data:
                self._secure.sendall(data)
            else:
                self._ended = True


def reset(connection: socket.socket) -> None:
    """Make closing the connection a reset instead of a goodbye."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
