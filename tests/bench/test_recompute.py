"""How long the Board's numbers take at full size: run with `pytest -m bench -n 0 tests/bench`.

Figures are printed, never judged: they hang on the machine and on what else it does. They are of the processor's time;
the work has one thread, so that on an idle machine it is what a user waits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from time import process_time

import numpy as np
import pytest

from tui.analysis.history import History
from tui.core.config import Config, Settings
from tui.core.market import Quote, Series
from tui.core.marks import Level, Marks, Precedent, Reading, WatchItem
from tui.core.messages import Watch
from tui.core.watchlist import Basket, GraphLines, Member, Pair, RateSymbols, Stance, Watchlist
from tui.engine.assemble import Assembler
from tui.engine.sessions import Sessions

INDICES = ("S", "L", "B")
YIELDS = ("^TNX", "^IRX")
SYMBOLS = tuple(f"M{place:04}" for place in range(2000))
LONG_DAYS, SHORT_DAYS = 38 * 252, 250
WINDOWS = ("QTD", "1Y", "MAX")
FULL_MS, INCREMENT_MS = 1000, 30
"""What the full recomputation and an update after new quotes are meant to take."""
NOW = datetime(2025, 12, 11, 18, tzinfo=UTC)
RUNS = 5
PAIR = Pair(name="S/L", small="S", large="L")

Histories = Mapping[str, History]


def the_days(count: int) -> tuple[date, ...]:
    """Weekdays that end on the day before `NOW`."""
    last = np.datetime64("2025-12-10")
    return tuple(np.busday_offset(last, np.arange(1 - count, 1)).tolist())


def the_series() -> list[Series]:
    """Random walks, the same at every run."""
    random = np.random.default_rng(7)
    sizes = dict.fromkeys((*INDICES, *YIELDS), LONG_DAYS) | dict.fromkeys(SYMBOLS, SHORT_DAYS)
    days = {count: the_days(count) for count in (LONG_DAYS, SHORT_DAYS)}
    return [
        Series(symbol=symbol, days=days[count], closes=tuple(np.exp(random.normal(0, 0.01, count).cumsum()).tolist()))
        for symbol, count in sizes.items()
    ]


def the_config() -> Config:
    """One basket of 2,000, three of nine, and the marks of every kind."""
    whole = Basket(name="All", stance=Stance.WATCH, why="", members=tuple(Member(symbol=each) for each in SYMBOLS))
    nines = [
        Basket(name=f"Nine {at}", stance=stance, why="", members=whole.members[at : at + 9])
        for at, stance in ((0, Stance.WINNER), (100, Stance.WINNER), (200, Stance.LOSER))
    ]
    return Config(
        settings=Settings(pair=PAIR.name),
        watchlist=Watchlist(
            strip=SYMBOLS[:10],
            indices=(),
            pairs=(PAIR,),
            baskets=(whole, *nines),
            graph=GraphLines(benchmark="B"),
            rates=RateSymbols(ten_year="^TNX", three_month="^IRX"),
        ),
        sources=(),
        events=(),
        marks=Marks(
            levels=tuple(
                Level(symbol="S", level=level, label="", source="", by="2026") for level in (0.8, 0.9, 1.0, 1.1, 1.2)
            ),
            precedents=tuple(
                Precedent(name=str(year), day0=date(year, 6, 1), why="", current=year == 2025)
                for year in (2000, 2016, 2020, 2024, 2025)
            ),
            watch=(WatchItem(name="Breadth", why="", reading=Reading.BREADTH),),
        ),
    )


@dataclass(frozen=True)
class Recomputation:
    """Every part of the Board that hangs on prices, by what it measures."""

    assembler: Assembler

    def parts(self, histories: Histories, window: str) -> dict[str, Callable[[], object]]:
        """Return what is to be run, each on the same closes."""
        watch = Watch(generation=1, pair=PAIR.name, window=window)
        return {
            "spread and leads": lambda: self.assembler.spread(watch, histories, {}, NOW),
            "graph, breadth and stretch": lambda: self.assembler.rotation(watch, histories),
            "baskets": lambda: self.assembler.baskets(watch, histories),
            "marks and rates": lambda: self.assembler.marks(watch, histories, (), NOW),
            "precedents": lambda: self.assembler.precedents(watch, histories),
        }


@pytest.fixture(scope="module")
def recomputation() -> Recomputation:
    return Recomputation(Assembler(the_config(), Sessions()))


@pytest.fixture(scope="module")
def series() -> list[Series]:
    return the_series()


def took(work: Callable[[], object]) -> float:
    """The processor time of the best of a few runs, milliseconds; waiting for other programs is not in it."""
    best = float("inf")
    for _ in range(RUNS):
        begun = process_time()
        work()
        best = min(best, process_time() - begun)
    return 1000 * best


def quoted(histories: Histories, symbols: tuple[str, ...], price: float) -> dict[str, History]:
    """The closes with a new quote of each of these symbols."""
    quotes = {symbol: Quote(symbol=symbol, price=price, time=NOW, day=NOW.date()) for symbol in symbols}
    return {**histories, **{symbol: histories[symbol].with_quote(quote) for symbol, quote in quotes.items()}}


@pytest.mark.bench
def test_everything_from_the_series_on(
    recomputation: Recomputation, series: list[Series], capsys: pytest.CaptureFixture[str]
) -> None:
    read = took(lambda: {each.symbol: History.of(each) for each in series})
    histories = {each.symbol: History.of(each) for each in series}
    lines = [f"{len(series)} series into arrays {read:28.1f} ms"]
    for window in WINDOWS:
        parts = {name: took(work) for name, work in recomputation.parts(histories, window).items()}
        lines += [f"{window:<5}{name:<36}{spent:>9.1f} ms" for name, spent in parts.items()]
        lines.append(f"{window:<5}{'all, arrays too':<36}{sum(parts.values()) + read:>9.1f} ms of {FULL_MS}")
    with capsys.disabled():
        print("", *lines, sep="\n")


@pytest.mark.bench
@pytest.mark.parametrize("symbols", [INDICES, (*INDICES, *SYMBOLS[:30]), (*INDICES, *SYMBOLS)], ids=len)
def test_an_update_after_new_quotes(
    recomputation: Recomputation,
    series: list[Series],
    symbols: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:
    histories = {each.symbol: History.of(each) for each in series}
    laid = took(lambda: quoted(histories, symbols, 1.5))
    live = quoted(histories, symbols, 1.5)
    parts = {name: took(work) for name, work in recomputation.parts(live, "QTD").items()}
    spread = "spread and leads"
    assert recomputation.parts(live, "QTD")[spread]() != recomputation.parts(histories, "QTD")[spread]()
    listed = ", ".join(f"{name} {spent:.1f}" for name, spent in parts.items())
    with capsys.disabled():
        print(f"\n{len(symbols)} quotes: laid on {laid:.1f}, {listed}")
        print(f"{'all':<41}{sum(parts.values()) + laid:>9.1f} ms of {INCREMENT_MS}")
