"""The steps on the way to Yahoo, each tried by itself: what `rotation doctor` asks."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

from tui.core.market import Quote, Series
from tui.providers.base import Offline, RateLimited, ServerFault
from tui.providers.yahoo.frames import read_frame
from tui.providers.yahoo.provider import Yahoo
from tui.providers.yahoo.stream import Socket, dial, follow, streamable
from tui.providers.yahoo.threads import Threads
from tui.providers.yahoo.wire import Wire

HOSTS: Final = (
    "query1.finance.yahoo.com",
    "query2.finance.yahoo.com",
    "finance.yahoo.com",
    "fc.yahoo.com",
    "streamer.finance.yahoo.com",
)
"""Every host the program asks; the first is the one a handshake is tried with."""

_FRONT_URL: Final = f"https://{HOSTS[0]}/"
_CRUMB_URL: Final = f"https://{HOSTS[0]}/v1/test/getcrumb"
_CRUMB: Final = re.compile(r"[^\s<>{}]{1,64}")
_LATELY: Final = timedelta(days=10)
_LAST_S: Final = 30.0
"""No request outlives this, whoever has given it up before."""


class Probes:
    """One step at a time, through yfinance's own session and its kept cookie; raises `ProviderError` alone.

    No step has a deadline of its own that is of use: give each one. What is given up ends by itself.
    """

    hosts = HOSTS

    def __init__(
        self,
        cache_dir: Path,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        dial: Callable[[], Socket] = dial,
    ) -> None:
        """Use the cookie kept in `cache_dir`, as the program does."""
        self._yahoo = Yahoo(cache_dir, clock=clock)
        self._wire = Wire(cache_dir)
        self._threads = Threads()
        self._dial = dial

    async def addresses(self, host: str) -> tuple[str, ...]:
        """Return the addresses a host's name stands for."""
        return await self._threads.run(partial(_resolve, host))

    async def greet(self) -> datetime | None:
        """Connect to Yahoo, whatever it answers; return the time it says it is, UTC."""
        return _stamp(await self._threads.run(partial(self._wire.date, _FRONT_URL, _LAST_S)))

    async def crumb(self) -> None:
        """Get cookie and crumb; neither is told."""
        ask = partial(self._wire.text, _CRUMB_URL, _LAST_S)
        answer = await self._threads.run(ask)
        if "<" in answer:
            # A page to consent on: yfinance has consented by now, but hands over what follows it instead of the answer.
            answer = await self._threads.run(ask)
        if "Too Many Requests" in answer:
            raise RateLimited("Yahoo asks us to slow down")
        if not _CRUMB.fullmatch(answer.strip()):
            raise ServerFault("Yahoo sent something other than a crumb")

    async def quote(self, symbol: str) -> Quote | None:
        """Return one quote, None where Yahoo leaves it out."""
        return next(iter(await self._yahoo.quotes((symbol,))), None)

    async def chart(self, symbol: str) -> Series:
        """Return the daily closes of the last days."""
        return await self._yahoo.bars(symbol, (self._yahoo.now() - _LATELY).date())

    async def frame(self, symbols: Sequence[str], wait_s: float) -> bool:
        """Say whether a price of these symbols came over the stream within `wait_s` seconds."""
        line = _Line(self._dial)
        asked = streamable(symbols)
        ticks = follow(
            asked, lambda frame: read_frame(frame, asked, {}, self._yahoo.now()), lambda: False, wait_s, lambda: line
        )
        try:
            async with asyncio.timeout(wait_s), aclosing(cast("AsyncGenerator[Quote, None]", ticks)):
                return await anext(ticks, None) is not None
        except TimeoutError:
            if not line.connected:
                raise Offline("Yahoo's stream does not answer") from None
            return False

    async def close(self) -> None:
        """Let go of the threads."""
        self._threads.close()
        await self._yahoo.close()


class _Line:
    """A socket that remembers whether it was connected, so that silence can be told from no answer."""

    def __init__(self, dial: Callable[[], Socket]) -> None:
        self._socket = dial()
        self.connected = False

    def subscribe(self, symbols: list[str]) -> None:
        """Connect and ask for prices."""
        self._socket.subscribe(symbols)
        self.connected = True

    def listen(self, message_handler: Callable[[dict[str, Any]], None]) -> None:
        """Hand over frames until the connection ends."""
        self._socket.listen(message_handler)

    def close(self) -> None:
        """End the connection."""
        self._socket.close()


def _resolve(host: str) -> tuple[str, ...]:
    """Return the addresses of a host."""
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Offline(f"{host} is not found") from error
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


def _stamp(header: str | None) -> datetime | None:
    """Return the UTC instant of a Date header, or None where there is none that can be read."""
    try:
        stamp = parsedate_to_datetime(header or "")
    except ValueError:
        return None
    return stamp.astimezone(UTC) if stamp.tzinfo else stamp.replace(tzinfo=UTC)
