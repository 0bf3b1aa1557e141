"""A provider that says what a test tells it to, and a small configuration to watch."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime, timedelta

from tui.core.config import Config, Settings
from tui.core.events import Kind, NewsEvent
from tui.core.headlines import Heard, LeftOut
from tui.core.intraday import Intraday
from tui.core.market import Bar, Quote, Series, Session, State
from tui.core.marks import Level, Marks, Opinion
from tui.core.watchlist import Basket, Instrument, Member, Pair, Stance, Watchlist
from tui.providers.base import Ability, NoData, ProviderError

NOW = datetime(2025, 12, 11, 18, 0, tzinfo=UTC)
TODAY = date(2025, 12, 11)


def a_config(**settings: object) -> Config:
    """Two legs, one basket of two, one level, one event, one opinion."""
    return Config(
        settings=Settings(pair="S/L", window="5D", **settings),  # type: ignore[arg-type]  # a test's own keywords
        watchlist=Watchlist(
            strip=("AAA",),
            indices=(Instrument(symbol="S", label="S"), Instrument(symbol="FED", label="Fed", kind="fed")),
            pairs=(Pair(name="S/L", small="S", large="L"), Pair(name="L/S", small="L", large="S")),
            baskets=(
                Basket(
                    name="Two",
                    stance=Stance.WINNER,
                    why="a test",
                    members=(Member(symbol="AAA"), Member(symbol="BBB", proxy=True)),
                ),
            ),
        ),
        sources=(),
        events=(
            NewsEvent(
                id="cut",
                when="2025-12-10",
                kind=Kind.FED,
                title="Cut",
                source="x",
                known_from=date(2025, 12, 10),
                lower_pct=3.5,
                upper_pct=3.75,
            ),
            NewsEvent(
                id="later",
                when="2026-01",
                kind=Kind.EARNINGS,
                title="Season",
                source="x",
                known_from=TODAY,
            ),
        ),
        marks=Marks(
            levels=(Level(symbol="S", level=110.0, label="ceiling", source="x"),),
            opinions=(Opinion(text="up", source="x", known_from=TODAY),),
        ),
    )


def a_note(when: str, name: str = "mine", kind: Kind = Kind.NOTE) -> NewsEvent:
    """A note of the user's own, known from its own day."""
    known = date.fromisoformat(when[:10])
    return NewsEvent(id=name, when=when, kind=kind, title=name, source="own note", known_from=known, own=True)


def sessions_back(count: int) -> list[date]:
    """The last `count` weekdays before today; near enough to sessions for closes that are made up."""
    days = [TODAY - timedelta(days=back) for back in range(1, count * 2)]
    return sorted(day for day in days if day.weekday() < 5)[-count:]


def closes(symbol: str, *values: float) -> Series:
    """A series ending yesterday."""
    days = sessions_back(len(values))
    return Series.of(symbol, [Bar(day=day, close=value) for day, value in zip(days, values, strict=True)])


def a_quote(symbol: str, price: float, *, at: datetime = NOW) -> Quote:
    """A live quote of today."""
    return Quote(symbol=symbol, price=price, time=at, day=at.date(), state=State.LIVE, session=Session.OPEN)


def prices_within(symbol: str, *values: float, ends: datetime = NOW) -> Intraday:
    """A price a minute, the last one minute before `ends`."""
    times = tuple(ends - timedelta(minutes=back) for back in range(len(values), 0, -1))
    return Intraday(symbol=symbol, times=times, closes=values, source="fake")


class FakeProvider:
    """Answers from two dictionaries; an exception in them is raised."""

    name = "fake"
    note = "a test"
    simulated = False
    requests = 0

    def __init__(self) -> None:
        self.now_is = NOW
        self.abilities = frozenset({Ability.QUOTES, Ability.BARS})
        self.quoted: dict[str, Quote] = {}
        self.closes: dict[str, Series] = {
            symbol: closes(symbol, *(100.0 + step * slope for step in range(8)))
            for symbol, slope in {"S": 2.0, "L": 1.0, "AAA": 3.0, "BBB": -1.0}.items()
        }
        self.within: dict[tuple[str, str], Intraday] = {}
        self.fault: Exception | None = None
        self.headlines: tuple[NewsEvent, ...] = ()
        self.left_out: tuple[LeftOut, ...] = ()
        self.due: tuple[NewsEvent, ...] = ()
        self.ticks: asyncio.Queue[Quote] = asyncio.Queue()
        self.asked: list[str] = []

    def now(self) -> datetime:
        return self.now_is

    async def quotes(self, symbols: Sequence[str]) -> tuple[Quote, ...]:
        self.asked.append("quotes")
        if self.fault:
            raise self.fault
        return tuple(self.quoted[symbol] for symbol in symbols if symbol in self.quoted)

    async def bars(self, symbol: str, since: date | None = None) -> Series:
        self.asked.append(symbol)
        if isinstance(self.fault, ProviderError):
            raise self.fault
        if symbol not in self.closes:
            raise NoData(f"no closes for {symbol}", symbol=symbol)
        return self.closes[symbol]

    async def intraday(self, symbol: str, window: str) -> Intraday:
        self.asked.append(f"{symbol} {window}")
        if isinstance(self.fault, ProviderError):
            raise self.fault
        if (symbol, window) not in self.within:
            raise NoData(f"no prices of {symbol} within a session", symbol=symbol)
        return self.within[symbol, window]

    async def news(self, symbol: str) -> Heard:
        return Heard(headlines=self.headlines, left_out=self.left_out)

    async def calendar(self, symbols: Sequence[str]) -> tuple[NewsEvent, ...]:
        return self.due

    async def stream(self, symbols: Sequence[str]) -> AsyncIterator[Quote]:
        while True:
            yield await self.ticks.get()

    async def close(self) -> None:
        return None
