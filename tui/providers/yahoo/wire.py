"""One request to Yahoo through yfinance's own session: its cookie, its crumb, its browser-like TLS.

yfinance has no public call for many quotes at once; `YfData.get_raw_json` is what it calls itself, and a test holds its
signature fast. What it would try again in vain, `session` ends.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import warnings
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

import yfinance
from curl_cffi import CurlECode
from curl_cffi.requests import Session
from curl_cffi.requests import exceptions as curl
from peewee import PeeweeException
from yfinance.cache import get_cookie_cache
from yfinance.data import YfData
from yfinance.exceptions import YFException

from tui.providers.base import Offline, ProviderError, RateLimited, ServerFault
from tui.providers.yahoo.session import Question, Said, doorway

_TURNED_AWAY: Final = frozenset({401, 403})
"""They come here only after yfinance has tried a second crumb."""
_COOKIE: Final = "curlCffi"
"""What yfinance files its cookie under."""


class Wire:
    """Sends requests and returns JSON; blocks, so call it from a thread. Raises `ProviderError` and nothing else."""

    def __init__(self, cache_dir: Path) -> None:
        _keep_quiet()
        with suppress(OSError):  # without a cache yfinance fetches its cookie anew each start
            cache_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            _drop_broken_cookies(cache_dir / "cookies.db")
        yfinance.set_tz_cache_location(str(cache_dir))
        yfinance.config.debug.hide_exceptions = False
        yfinance.config.network.retries = 0
        YfData(session=doorway())
        self._lock = threading.Lock()
        self._requests = 0

    @property
    def requests(self) -> int:
        """Requests sent so far, those for cookies and crumbs, second tries and redirections among them."""
        return self._requests

    def count(self, sent: int = 1) -> None:
        """Take note of requests sent."""
        with self._lock:
            self._requests += sent

    def get(self, url: str, params: Mapping[str, str | int], timeout_s: float) -> Any:
        """Return the JSON that `url` answers; `timeout_s` holds for all the requests it may take together."""
        return self._asked(lambda: YfData().get_raw_json(url, params=dict(params)), timeout_s)

    def post(self, url: str, body: Mapping[str, Any], timeout_s: float, params: Mapping[str, str] | None = None) -> Any:
        """Return the JSON that `url` answers to a JSON body."""
        return self._asked(lambda: _checked(YfData().post(url, body=dict(body), params=dict(params or {}))), timeout_s)

    def text(self, url: str, timeout_s: float) -> str:
        """Return what `url` answers, whatever it is."""
        return str(self._asked(lambda: _text(YfData().get(url)), timeout_s))

    def date(self, url: str, timeout_s: float) -> str | None:
        """Return the Date header of any answer of `url` to a connection of its own, without cookie or crumb."""
        found: str | None = self._asked(lambda: _date(url, timeout_s), timeout_s)
        return found

    def _asked(self, call: Callable[[], Any], timeout_s: float) -> Any:
        """Put one question and return its answer."""
        with doorway().asking(timeout_s, self.count) as question:
            return _answered(call, question)


def _keep_quiet() -> None:
    """Silence what yfinance would print: its warnings, and a logger that writes to stderr when nobody listens."""
    warnings.filterwarnings("ignore", module=r"yfinance|curl_cffi|peewee")
    logger = logging.getLogger("yfinance")
    logger.propagate = False
    logger.addHandler(logging.NullHandler())


def _drop_broken_cookies(path: Path) -> None:
    """Delete yfinance's cookie file if it is damaged: yfinance would fail at every request and never mend it."""
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path)) as database:
            database.execute("select count(*) from sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return  # in use, or not ours to open: no damage
    except sqlite3.DatabaseError:
        path.unlink()


def _checked(response: Any) -> Any:
    """Return a response's JSON, or raise as `get_raw_json` does."""
    response.raise_for_status()
    return response.json()


def _text(response: Any) -> Any:
    """Return a response's text, or raise as `get_raw_json` does."""
    response.raise_for_status()
    return response.text


def _date(url: str, timeout_s: float) -> Any:
    """Ask as yfinance's session would, but past it."""
    with Session(impersonate="chrome") as session:
        return session.get(url, timeout=timeout_s, allow_redirects=False).headers.get("Date")


def _answered(call: Callable[[], Any], question: Question) -> Any:
    """Make one call and translate every way it is known to fail; unknown shapes trip yfinance in many ways."""
    try:
        return call()
    except Said as said:
        return said.answer
    except curl.IncompleteRead as error:
        raise ServerFault("Yahoo broke off in the middle of its answer") from error
    except curl.HTTPError as error:
        raise _for_status(getattr(error.response, "status_code", None)) from error
    except curl.TooManyRedirects as error:
        raise ServerFault("Yahoo sends us from page to page and back") from error
    except ValueError as error:
        seen = "its consent page instead of" if question.consent_asked else "something other than"
        raise ServerFault(f"Yahoo sent {seen} data", shared=question.crumb_refused) from error
    except OSError as error:
        raise _unreachable(error) from error
    except PeeweeException as error:
        raise ServerFault("Yahoo's cookie cannot be kept on this disk", shared=True) from error
    except (YFException, LookupError, TypeError, AttributeError) as error:
        raise ServerFault("Yahoo sent something yfinance does not understand") from error


def _for_status(status: int | None) -> ProviderError:
    """Turn an HTTP status into the error it means."""
    if status not in _TURNED_AWAY:
        return ServerFault(f"Yahoo has a fault ({status})" if status else "Yahoo broke the protocol")
    with suppress(PeeweeException):
        # Yahoo may have withdrawn the kept cookie before its time, and yfinance would go on presenting it.
        get_cookie_cache().store(_COOKIE, None)
    return RateLimited(f"Yahoo turns us away ({status})", shared=True)


def _unreachable(error: OSError) -> Offline:
    """Say in words why nobody answered; the subclasses come before what they derive from."""
    reasons: tuple[tuple[type[OSError], str, bool], ...] = (
        (curl.DNSError, "its name is not found", True),
        (curl.ProxyError, "the proxy refuses", True),
        (curl.SSLError, "no trusted connection", True),
        (curl.Timeout, "no answer in time", False),
        (curl.ConnectionError, "no connection", _never_connected(error)),
    )
    words, shared = next(
        ((words, all_) for kind, words, all_ in reasons if isinstance(error, kind)), ("no connection", False)
    )
    return Offline(f"Yahoo does not answer: {words}", shared=shared)


def _never_connected(error: OSError) -> bool:
    """Say whether not even a connection came about."""
    return getattr(error, "code", None) in (CurlECode.COULDNT_CONNECT, CurlECode.COULDNT_RESOLVE_HOST)
