"""One connection to a Yahoo host: TLS, then HTTP/1.1 until the client has enough, or a WebSocket."""

from __future__ import annotations

import socket
import ssl
from contextlib import closing, suppress
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qsl, urlsplit

from standin.answers import SWITCHING, Answers, family_of
from standin.consent import to_consent
from standin.faults import Fault, Faults, Trouble
from standin.reply import Answer, failure
from standin.requestlog import Family, Request, RequestLog
from standin.stream import Stream
from standin.websocket import WebSocket, reset


class Server:
    """Answers for every Yahoo host, with the faults switched on."""

    def __init__(self, tls: ssl.SSLContext, answers: Answers, stream: Stream, faults: Faults, log: RequestLog) -> None:
        self.clock = answers.clock
        self._tls = tls
        self._answers = answers
        self._stream = stream
        self._faults = faults
        self._log = log

    def serve(self, connection: socket.socket, host: str) -> None:
        """Serve one connection to `host` until either side ends it; then close it."""
        # An OSError here means that the client is gone, or was sent away.
        with suppress(OSError), self._tls.wrap_socket(connection, server_side=True) as secure:
            _Exchange(secure, host, self)

    def receive(self, request: Request) -> tuple[Fault | None, Answer | None]:
        """Record a request; return the fault it meets, and its answer: None if it gets none."""
        trouble = self._faults.meet(request.family)
        self._log.add(request._replace(fault=trouble.fault.value if trouble else ""))
        if trouble is None:
            return None, self._proper(request)
        if trouble.fault is Fault.STALL:
            answered = self._faults.stall(trouble.stall_s)
            return trouble.fault, self._proper(request) if answered else None
        if trouble.fault is Fault.RESET:
            return trouble.fault, None
        return trouble.fault, self._troubled(request, trouble)

    def stream(self, line: WebSocket) -> None:
        """Serve a WebSocket that was opened."""
        self._stream.serve(line)

    def _proper(self, request: Request, *, empty: bool = False) -> Answer:
        """Return the answer there is when nothing is wrong."""
        return self._answers.answer(request, empty=empty)

    def _troubled(self, request: Request, trouble: Trouble) -> Answer:
        """Return the answer of a request that meets trouble and is answered all the same."""
        canned = failure(trouble)
        if canned:
            return canned
        sent_away = trouble.fault in (Fault.CONSENT, Fault.CONSENT_LOOP) and request.family is not Family.CONSENT
        if sent_away and not (trouble.fault is Fault.CONSENT and self._answers.cookies.agreed(request)):
            return to_consent()
        return self._proper(request, empty=trouble.fault is Fault.EMPTY)


class _Exchange(BaseHTTPRequestHandler):
    """Requests and answers on one connection."""

    protocol_version = "HTTP/1.1"

    def __init__(self, connection: ssl.SSLSocket, host: str, server: Server) -> None:
        self._host = host
        self._server = server
        super().__init__(connection, ("127.0.0.1", 0), server)  # type: ignore[arg-type]  # no socketserver is needed

    def do_GET(self) -> None:
        """Answer a GET."""
        self._respond(b"")

    def do_POST(self) -> None:
        """Answer a POST."""
        self._respond(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing: the request log holds it."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return what the Date header says: the stand-in's time."""
        return format_datetime(self._server.clock.now(), usegmt=True)

    def _respond(self, body: bytes) -> None:
        """Send the answer to the request just read, or fail in the way asked for."""
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query))
        cookie = self.headers.get("Cookie", "")
        family = family_of(self._host, parts.path)
        fault, answer = self._server.receive(Request(self.command, self._host, parts.path, query, family, cookie, body))
        if fault is Fault.RESET:
            reset(self.connection)
        if answer is None:
            self.close_connection = True
        elif answer.status == SWITCHING:
            self._become_websocket()
        else:
            self._send(answer, cut=fault is Fault.TRUNCATED)

    def _become_websocket(self) -> None:
        """Accept a WebSocket and serve it until it ends."""
        self.close_connection = True
        lines = [self.requestline, *(f"{name}: {value}" for name, value in self.headers.items()), "", ""]
        with closing(WebSocket(self.connection)) as line:
            if line.accept("\r\n".join(lines).encode()):
                self._server.stream(line)

    def _send(self, response: Answer, *, cut: bool) -> None:
        """Send an answer; `cut` breaks it off half way, after promising all of it."""
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        for cookie in response.cookies:
            self.send_header("Set-Cookie", cookie)
        self.send_header("Content-Type", response.kind)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body[: len(response.body) // 2] if cut else response.body)
        if cut:
            self._hang_up()

    def _hang_up(self) -> None:
        """End the connection with TLS's own goodbye, so that only the answer is at fault."""
        self.close_connection = True
        self.wfile.flush()
        with suppress(OSError):
            self.connection.unwrap()
