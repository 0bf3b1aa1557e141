"""The outside world as the engine sees it.

ProviderError            something the source did not do
├── Offline              nobody answered: no network, refused
│   └── Late             no answer before the deadline
├── RateLimited          the source told us to wait
├── ServerFault          an answer that is none: 5xx, a web page, broken JSON
├── NoData               the source answered: nothing there for this symbol
│   └── UnknownSymbol    the source says the symbol does not exist
├── PartialAnswer        some of what was asked came, with what kept the rest from coming
└── CannotDo             this provider has no such thing, and never will
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from tui.core.events import NewsEvent
from tui.core.headlines import Heard
from tui.core.intraday import Intraday
from tui.core.market import Quote, Series, Trouble


class Ability(StrEnum):
    """What a provider may be asked for."""

    QUOTES = "quotes"
    BARS = "bars"
    NEWS = "news"
    CALENDAR = "calendar"
    STREAM = "stream"
    INTRADAY = "intraday"


class ProviderError(Exception):
    """Something the source did not do; the text is a sentence for the user, without a full stop."""

    trouble: Trouble = Trouble.SERVER

    def __init__(
        self, text: str, *, symbol: str | None = None, shared: bool = False, retry_after_s: float = 0.0
    ) -> None:
        """Make an error.

        Args:
            text: the sentence for the user.
            symbol: the one symbol it concerns, if it is one.
            shared: True when nothing else can be had from the source either: no network, no cookie, no crumb.
            retry_after_s: how many seconds the source itself asked to wait; 0 when it did not say.

        """
        super().__init__(text)
        self.symbol = symbol
        self.shared = shared
        self.retry_after_s = retry_after_s


class Offline(ProviderError):
    """Nobody answered."""

    trouble = Trouble.OFFLINE


class Late(Offline):
    """The answer did not come before its deadline; what asks may be stuck."""


class RateLimited(ProviderError):
    """The source told us to wait."""

    trouble = Trouble.LIMITED


class ServerFault(ProviderError):
    """The source answered with something that is no answer."""


class NoData(ProviderError):
    """The source has nothing for this symbol."""

    trouble = Trouble.DATA


class UnknownSymbol(NoData):
    """The source says there is no such symbol."""

    trouble = Trouble.UNKNOWN


class PartialAnswer(ProviderError):
    """Some quotes came before the source failed; its words, trouble and wishes are those of the failure."""

    def __init__(self, quotes: tuple[Quote, ...], unanswered: tuple[str, ...], cause: ProviderError) -> None:
        """Make an error of what came, the symbols nobody answered for, and why; take the quotes before waiting."""
        super().__init__(str(cause), symbol=cause.symbol, shared=cause.shared, retry_after_s=cause.retry_after_s)
        self.quotes = quotes
        self.unanswered = unanswered
        self.trouble = cause.trouble


class CannotDo(ProviderError):
    """This provider has no such thing; asking again is pointless."""

    trouble = Trouble.DATA

    def __init__(self, provider: str, ability: Ability) -> None:
        super().__init__(f"{provider} has no {ability}")


class Provider(Protocol):
    """One source of market data; every method raises `ProviderError` and nothing else."""

    @property
    def name(self) -> str:
        """The name a reader knows: "Yahoo", "files", "demo"."""

    @property
    def note(self) -> str:
        """What a reader should know of it, in a few words: the folder read, "prices are invented"."""

    @property
    def simulated(self) -> bool:
        """Whether its numbers are invented."""

    @property
    def abilities(self) -> frozenset[Ability]:
        """What it can be asked for; anything else raises `CannotDo`."""

    @property
    def requests(self) -> int:
        """How many requests to the outside it has made so far."""

    def now(self) -> datetime:
        """Return the instant its data belongs to, UTC: the real one, or a simulated one."""

    async def quotes(self, symbols: Sequence[str]) -> tuple[Quote, ...]:
        """Return the quotes there are, in any order; a symbol that has none is left out.

        `PartialAnswer` where the source failed after some had come.
        """

    async def bars(self, symbol: str, since: date | None = None) -> Series:
        """Return daily closes from `since` on, or all there are; `NoData` where there are none."""

    async def intraday(self, symbol: str, window: str) -> Intraday:
        """Return prices within the last session ("1D") or the last five ("5D"); `NoData` where there are none.

        Asked only of a provider with `Ability.INTRADAY`; the others need not have it.
        """

    async def news(self, symbol: str) -> Heard:
        """Return recent headlines about a symbol, and which were left out."""

    async def calendar(self, symbols: Sequence[str]) -> tuple[NewsEvent, ...]:
        """Return what is due: earnings of the symbols, economic releases."""

    def stream(self, symbols: Sequence[str]) -> AsyncIterator[Quote]:
        """Yield quotes as they come, until closed."""

    async def close(self) -> None:
        """Let go of threads and connections; does not wait for the network."""
