"""The stand-in as a test holds it."""

from __future__ import annotations

import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import trustme

from standin.answers import Answers
from standin.calendars import Calendar
from standin.clock import Clock
from standin.cookies import Cookies
from standin.faults import Faults
from standin.market import Market
from standin.proxy import HOSTS, Proxy
from standin.requestlog import RequestLog
from standin.server import Server
from standin.stream import Stream


class Standin:
    """A running stand-in: its parts may be changed and read at any time.

    clock      what time it thinks it is        market    prices, histories, headlines, by symbol
    calendar   what is due                      stream    the WebSockets
    cookies    which cookies and crumbs count   faults    what goes wrong, by family
    log        what was asked
    """

    def __init__(self, folder: Path, today: date | None = None) -> None:
        self.clock = Clock()
        self.market = Market(today, self.clock)
        self.calendar = Calendar(self.clock)
        self.cookies = Cookies(self.clock)
        self.stream = Stream(self.market, self.clock)
        self.faults = Faults()
        self.log = RequestLog()
        self._folder = folder
        self._authority = folder / "authority.pem"
        answers = Answers(self.market, self.calendar, self.cookies, self.clock)
        server = Server(_certified(self._authority), answers, self.stream, self.faults, self.log)
        self._proxy = Proxy(server.serve, self.log)

    def env(self) -> dict[str, str]:
        """Return the variables that send a program to this stand-in and keep its files in a folder of its own.

        Merge them over `os.environ`: proxies and exceptions that may be set there are overridden too.
        """
        authority = str(self._authority)
        return {
            **dict.fromkeys(("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"), self._proxy.url),
            **dict.fromkeys(("WSS_PROXY", "wss_proxy"), self._proxy.url),
            **dict.fromkeys(("NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"), ""),
            **dict.fromkeys(("SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"), authority),
            **{f"XDG_{kind.upper()}_HOME": str(self._folder / kind) for kind in ("cache", "config", "data", "state")},
        }

    def start(self) -> None:
        """Begin to answer."""
        self._proxy.start()

    def unplug(self) -> None:
        """Break off every connection, and every new one before a word is said, until plugged in again."""
        self._proxy.unplug()

    def plug_in(self) -> None:
        """Let connections through again."""
        self._proxy.plug_in()

    def close(self) -> None:
        """Stop answering; ends stalled requests too."""
        self.faults.clear()
        self._proxy.close()


@contextmanager
def running_standin(today: date | None = None) -> Iterator[Standin]:
    """Run a stand-in Yahoo for the length of a `with` block; its market's last day is `today`, or the real one."""
    with tempfile.TemporaryDirectory(prefix="standin-", ignore_cleanup_errors=True) as folder:
        standin = Standin(Path(folder), today)
        standin.start()
        try:
            yield standin
        finally:
            standin.close()


def _certified(authority_file: Path) -> ssl.SSLContext:
    """Make an authority and a certificate for every Yahoo host; the authority's own goes into `authority_file`."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(authority_file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["http/1.1"])
    # A ticket sent after the handshake is read by one thread of a client while another writes its first request, which
    # Python before 3.12.8 does not survive every time.
    context.num_tickets = 0
    authority.issue_cert(*sorted(HOSTS)).configure_cert(context)
    return context
