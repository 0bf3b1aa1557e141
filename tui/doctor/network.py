"""The way to the source, step by step: what an earlier failure makes impossible is skipped, not tried.

    proxy → names → TLS and clock ─┬→ crumb → quote and chart
                                   └→ stream

Together the steps take at most 30 seconds, whatever the network does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, Protocol, TypeVar

from msgspec import Struct

from tui.core.market import Quote, Series
from tui.doctor.answers import (
    judge_chart,
    judge_crumb,
    judge_frame,
    judge_handshake,
    judge_names,
    judge_quote,
    judge_skew,
)
from tui.doctor.checks import Check, Outcome
from tui.doctor.proxy import Proxy, judge_proxy, proxy_for
from tui.providers.base import Offline, ProviderError

T = TypeVar("T")
Tell = Callable[[Check], None]

SYMBOL: Final = "^RUT"
STREAMED: Final = (SYMBOL, "BTC-USD")
"""The second trades day and night, so that a price comes while exchanges are closed."""
_GRACE_S: Final = 1.0
"""Beyond its own limit, for a step that ends by itself."""


class Limits(Struct, frozen=True, kw_only=True):
    """Seconds each step may take; the longest way through them is 30."""

    names_s: float = 5.0
    handshake_s: float = 6.0
    crumb_s: float = 9.0
    answer_s: float = 9.0
    """A quote or a chart; they are asked for together."""
    frame_s: float = 8.0
    """Until the first price from the stream."""


class Outside(Protocol):
    """The steps, each tried by itself; every one raises `ProviderError` and nothing else."""

    @property
    def hosts(self) -> Sequence[str]:
        """The hosts that will be asked; the handshake is tried with the first."""

    async def addresses(self, host: str) -> tuple[str, ...]:
        """Return the addresses a host's name stands for."""

    async def greet(self) -> datetime | None:
        """Connect, and return the time the other side says it is, UTC."""

    async def crumb(self) -> None:
        """Get what requests are signed with."""

    async def quote(self, symbol: str) -> Quote | None:
        """Return one quote."""

    async def chart(self, symbol: str) -> Series:
        """Return a few daily closes."""

    async def frame(self, symbols: Sequence[str], wait_s: float) -> bool:
        """Connect to the stream and say whether a price came in time."""


class Examination:
    """One walk along the way; `tell` gets each check as soon as it and those before it are known."""

    def __init__(
        self,
        outside: Outside,
        environment: Mapping[str, str],
        tell: Tell,
        *,
        limits: Limits | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._outside = outside
        self._environment = environment
        self._tell = tell
        self._limits = limits or Limits()
        self._clock = clock

    async def run(self) -> None:
        """Walk as far as the way leads."""
        proxy = proxy_for(self._outside.hosts[0], self._environment)
        self._tell(judge_proxy(proxy))
        names = await self._names(proxy)
        self._tell(names)
        if names.what.startswith("no network"):
            self._skip("no network", "TLS", "clock skew", "crumb", "quote", "chart", "stream")
        elif await self._greeted():
            await self._ask()

    async def _names(self, proxy: Proxy) -> Check:
        """Find every host at once, unless a proxy does it."""
        hosts = () if proxy.used else tuple(self._outside.hosts)
        tries = (_tried(self._outside.addresses(host), self._limits.names_s) for host in hosts)
        answers = await asyncio.gather(*tries)
        found = zip(hosts, answers, strict=True)
        return judge_names({host: () if isinstance(got, ProviderError) else got for host, got in found}, proxy)

    async def _greeted(self) -> bool:
        """Connect, and compare the clocks; say whether there is anybody to ask."""
        sent = self._clock()
        answer = await _tried(self._outside.greet(), self._limits.handshake_s)
        received = self._clock()
        self._tell(judge_handshake(answer, self._outside.hosts[0], self._environment))
        if isinstance(answer, Offline):
            self._skip("Yahoo is not reached", "clock skew", "crumb", "quote", "chart", "stream")
            return False
        self._tell(judge_skew(answer, sent, received))
        return True

    async def _ask(self) -> None:
        """Ask for what the program lives on; the stream needs no crumb and is listened to meanwhile."""
        wait_s = self._limits.frame_s
        stream = self._outside.frame(STREAMED, wait_s)
        listening = asyncio.create_task(_tried(stream, wait_s + _GRACE_S))
        crumb = await _tried(self._outside.crumb(), self._limits.crumb_s)
        self._tell(judge_crumb(crumb))
        quote: Quote | ProviderError | None = None
        if crumb is None:
            quote = await self._quote_and_chart()
        elif isinstance(crumb, Offline):
            self._skip("Yahoo does not answer", "quote", "chart")
        else:
            # Yahoo gives charts without a crumb: this one says whether everything is blocked.
            self._skip("it needs the crumb", "quote")
            self._tell(judge_chart(await _tried(self._outside.chart(SYMBOL), self._limits.answer_s)))
        session = quote.session if isinstance(quote, Quote) else None
        self._tell(judge_frame(await listening, session, wait_s))

    async def _quote_and_chart(self) -> Quote | ProviderError | None:
        """Ask for both at once; return what came for the quote."""
        quote, chart = await asyncio.gather(
            _tried(self._outside.quote(SYMBOL), self._limits.answer_s),
            _tried(self._outside.chart(SYMBOL), self._limits.answer_s),
        )
        self._tell(judge_quote(quote))
        self._tell(judge_chart(chart))
        return quote

    def _skip(self, why: str, *names: str) -> None:
        for name in names:
            self._tell(Check(check=name, state=Outcome.SKIP, what=f"skipped, {why}"))


async def _tried(step: Awaitable[T], limit_s: float) -> T | ProviderError:
    """Return what a step answers, or the error in its place; one that takes too long is given up."""
    try:
        async with asyncio.timeout(limit_s):
            return await step
    except ProviderError as error:
        return error
    except TimeoutError:
        return Offline(f"no answer within {limit_s:g} s")
