"""The CONNECT proxy in front: Yahoo's hosts pass, every other is refused and recorded."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

from standin.requestlog import RequestLog

HOSTS = frozenset(
    {
        "yahoo.com",
        "fc.yahoo.com",
        "guce.yahoo.com",
        "consent.yahoo.com",
        "finance.yahoo.com",
        "query1.finance.yahoo.com",
        "query2.finance.yahoo.com",
        "streamer.finance.yahoo.com",
    }
)
_LONGEST_HEAD = 64_000


class Proxy:
    """Accepts connections on a port of its own and hands those for Yahoo to `serve`, each in a thread."""

    def __init__(self, serve: Callable[[socket.socket, str], None], log: RequestLog) -> None:
        self._serve = serve
        self._log = log
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._closing = False
        self._unplugged = False

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def start(self) -> None:
        """Begin to accept connections."""
        self._run(self._accept)

    def unplug(self) -> None:
        """End every connection, and every new one at once."""
        with self._lock:
            self._unplugged = True
            held = list(self._open)
        for each in held:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def plug_in(self) -> None:
        """Let connections through again."""
        with self._lock:
            self._unplugged = False

    def close(self) -> None:
        """End every connection and wait for the threads."""
        with self._lock:
            self._closing = True
            held = [self._listener, *self._open]
            threads = list(self._threads)
        for each in held:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(timeout=10)
        self._listener.close()

    def _run(self, work: Callable[..., None], *args: object) -> None:
        """Run something in a thread that `close` waits for."""
        thread = threading.Thread(target=work, args=args, name="standin", daemon=True)
        with self._lock:
            self._threads = [each for each in self._threads if each.is_alive()]
            self._threads.append(thread)
            thread.start()

    def _accept(self) -> None:
        """Take connections until closed."""
        with suppress(OSError):  # the listener was shut down
            while True:
                connection, _ = self._listener.accept()
                self._run(self._pass, connection)

    def _pass(self, connection: socket.socket) -> None:
        """Read who is wanted, and let the connection through or refuse it."""
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each answer may wait 40 ms
        raw = connection.dup()  # stays ours while TLS takes the other over, so that `close` can end it
        with self._lock:
            self._open.add(raw)
            closing = self._closing or self._unplugged
        try:
            host = None if closing else _wanted(connection)
            if host in HOSTS:
                connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                self._serve(connection, host)
            elif host:
                self._log.refuse(host)
                connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        except OSError:
            pass  # the client went away
        finally:
            with self._lock:
                self._open.discard(raw)
            raw.close()
            connection.close()


def _wanted(connection: socket.socket) -> str | None:
    """Return the host a client wants to be connected to; what it wrote instead, if it wants something else."""
    head = b""
    while b"\r\n\r\n" not in head and len(head) < _LONGEST_HEAD:
        more = connection.recv(4096)
        if not more:
            return None
        head += more
    method, _, rest = head.decode("latin-1").partition(" ")
    target = rest.split(" ", 1)[0]
    return target.rpartition(":")[0] if method == "CONNECT" else f"{method} {target}"
