"""What is shown of a past day is what a run whose closes, headlines and calendar end on that day shows."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from engine_fakes import FakeProvider
from msgspec.structs import asdict, replace

from tui.core.board import EVENT_WINDOW, Board
from tui.core.config import Config
from tui.core.events import Kind, NewsEvent
from tui.core.market import Bar, Series
from tui.core.messages import Update, Watch
from tui.core.windows import WINDOWS
from tui.engine.engine import Engine
from tui.engine.sessions import NEW_YORK, Sessions
from tui.providers.base import Ability
from tui.providers.closing import closing_quote, closing_time
from tui.providers.csv_closes import read_series
from tui.settings.load import load

REAL = os.environ.get("ROTATION_DATA")
SOURCE = frozenset({"provider", "as_of"})
"""What tells the two runs apart: how often each asked, and that one of them looks back."""


class Ending(FakeProvider):
    """Serves what there is up to a day, as if its session had just ended."""

    def __init__(self, closes: Mapping[str, Series], day: date) -> None:
        super().__init__()
        self.abilities = frozenset({Ability.QUOTES, Ability.BARS, Ability.NEWS, Ability.CALENDAR})
        self.headlines = tuple(each for each in HEADLINES if each.time and each.time <= closing_time(day))
        self.due = tuple(each for each in CALENDAR if each.known_from <= day)
        cut = {symbol: series.until(day) for symbol, series in closes.items()}
        self.now_is = closing_time(day)
        self.closes = {symbol: series for symbol, series in cut.items() if series.days}
        told = (closing_quote(series, None) for series in self.closes.values())
        self.quoted = {quote.symbol: quote for quote in told if quote is not None}


def sessions(first: date, last: date) -> tuple[date, ...]:
    return Sessions().between(first, last)


def a_walk(symbol: str, place: int, days: tuple[date, ...]) -> Series:
    """Closes that swing, each symbol's in a way of its own; every third begins late, every fourth misses a session."""
    bars = [
        Bar(day=day, close=100 + 9 * math.sin(n / (3 + place % 11) + place) + n * (place % 5 - 2) / 90)
        for n, day in enumerate(days)
    ]
    late = bars[len(bars) * 2 // 3 + place :] if place % 3 == 2 else bars
    return Series.of(symbol, [bar for n, bar in enumerate(late) if place % 4 or n % 17 != 5])


def heard(name: str, time: datetime) -> NewsEvent:
    """A headline about one of the watched."""
    day = time.astimezone(NEW_YORK).date()
    told = NewsEvent(id=name, when=day.isoformat(), kind=Kind.NEWS, title=name, source="wire", known_from=day)
    return replace(told, symbols=("NVDA",), time=time)


HEADLINES = tuple(
    heard(
        f"Story {number} of {number * 7} chips", closing_time(date(2025, 1, 9)) + timedelta(days=29 * number, hours=n)
    )
    for number in range(12)
    for n in (-2, 1)
)
"""One during a session and one after it, every 29th day of the year; both have the same title and are one story."""
CALENDAR = tuple(
    NewsEvent(
        id=f"due {day}",
        when=f"{day}T08:30-05:00",
        kind=Kind.MACRO,
        title="Report",
        source="calendar",
        known_from=day - timedelta(days=20),
        time=datetime(day.year, day.month, day.day, 13, 30, tzinfo=UTC),
    )
    for day in (date(2025, month, 12) for month in range(1, 13))
)
"""A report a month, announced twenty days before."""


async def the_board(engine: Engine, watch: Watch) -> dict[str, object]:
    """Return what an engine says with everything asked for once."""
    await engine._collector.read_calendar()
    return told(await engine.once(watch))


async def differing(config: Config, closes: Mapping[str, Series], days: Sequence[date]) -> list[str]:
    """Return what is not the same in both runs, each as a day, a window and a part of the Board."""
    last = max(series.days[-1] for series in closes.values())
    looking = Engine(config, Ending(closes, last), nowhere)
    symbols, found = config.symbols(), []
    for place, day in enumerate(days):
        window = (*WINDOWS, EVENT_WINDOW)[place % (len(WINDOWS) + 1)]
        since = day - timedelta(days=9) if window == EVENT_WINDOW else None
        pair, symbol = config.watchlist.pairs[place % len(config.watchlist.pairs)].name, symbols[place % len(symbols)]
        live = Watch(generation=1, pair=pair, window=window, since=since, symbol=symbol)
        ended = await the_board(Engine(config, Ending(closes, day), nowhere), live)
        back = await the_board(looking, replace(live, as_of=day))
        found += [f"{day} {window} {name}" for name, value in ended.items() if value != back[name]]
    return found


async def nowhere(update: Update) -> None:
    """Send nothing."""


def told(board: Board) -> dict[str, object]:
    """Return what a Board says, by part; of problems the symbols, and of quotes not when they were asked for."""
    parts = {name: value for name, value in asdict(board).items() if name not in SOURCE}
    quotes = {quote.symbol: replace(quote, fetched=None, stale_after_s=None) for quote in board.quotes}
    return parts | {"quotes": quotes, "problems": {problem.symbol for problem in board.problems}}


@pytest.fixture(autouse=True)
def one_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the exchange's calendar once for all engines."""
    calendar = Sessions()
    monkeypatch.setattr("tui.engine.engine.Sessions", lambda: calendar)


async def test_every_session_of_a_year_looks_as_it_did_then() -> None:
    config = load(None)
    days = sessions(date(2024, 1, 2), date(2025, 12, 31))
    closes = {symbol: a_walk(symbol, place, days) for place, symbol in enumerate(config.symbols())}
    assert await differing(config, closes, [day for day in days if day.year == 2025]) == []


@pytest.mark.skipif(REAL is None, reason="ROTATION_DATA names no folder of real closes")
async def test_every_session_of_2025_looks_as_it_did_then_on_real_closes() -> None:
    config = load(None)
    files = {symbol: Path(str(REAL), "closes", f"{symbol}.csv") for symbol in config.symbols()}
    closes = {
        symbol: read_series(symbol, file.name, file.read_bytes()) for symbol, file in files.items() if file.exists()
    }
    assert await differing(config, closes, sessions(date(2025, 1, 2), date(2025, 12, 31))) == []
