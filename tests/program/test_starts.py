"""What a start costs and shows: from nothing, on the same day and the next, and with a cache that is spoilt."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from homes import cache_of, config_of, environment
from msgspec.structs import replace
from standin import Family, Fault, Request, Standin, running_standin
from terminal import terminal

from tui.engine.store import Store
from tui.engine.store_body import Kept, pack, sealed
from tui.engine.store_layout import Table

BETWEEN_S = 0.05
"""Half a second of the real schedule."""
RARELY = {"poll_s": 3000.0, "scale": 2 * BETWEEN_S}
"""One poll is all there is."""


class First(NamedTuple):
    """What a first run left behind, and what it asked for."""

    yahoo: Standin
    folder: Path
    asked: tuple[Request, ...]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[First]:
    folder = tmp_path_factory.mktemp("first")
    with running_standin() as yahoo:
        yahoo.market.set_price("AMZN", 312.34)
        with terminal(env=environment(folder, yahoo, **RARELY)) as program:
            program.shows("312.34", "Yahoo ok", "pts", "Regional banks", "2/2")
            symbols = config_of(folder).symbols()
            assert yahoo.log.wait_until(lambda log: len(log.of(Family.CHART)) >= len(symbols))
            program.quits()
        yield First(yahoo, folder, yahoo.log.requests)
        assert yahoo.log.refused == ()


@pytest.fixture
def home(first: First, tmp_path: Path) -> Iterator[Path]:
    """A copy of what the first run left, and a Yahoo that is well and has not been asked anything."""
    folder = shutil.copytree(first.folder, tmp_path / "home")
    first.yahoo.log.clear()
    yield folder
    first.yahoo.plug_in()
    first.yahoo.faults.clear()


def symbol_of(chart: Request) -> str:
    return unquote(chart.path.rpartition("/")[2])


def closes_in(folder: Path) -> dict[str, Kept]:
    """Return what the cache holds of every symbol."""
    with closing(Store.open(cache_of(folder), clock=lambda: datetime.now(UTC))) as store:
        found = {symbol: store.series(symbol) for symbol in config_of(folder).symbols()}
    return {symbol: each for symbol, each in found.items() if each is not None}


def make_yesterdays(folder: Path) -> None:
    """Let the closes have been fetched before the last session, which they do not hold."""
    closes = closes_in(folder).values()
    older = [
        Kept(
            series=replace(each.series, days=each.series.days[:-1], closes=each.series.closes[:-1]),
            fetched=each.fetched - timedelta(days=6),
        )
        for each in closes
    ]
    rows = sealed(older, lambda each: each.series.symbol, lambda each: each.fetched, pack)
    with closing(sqlite3.connect(cache_of(folder), isolation_level=None)) as cache:
        cache.executemany(Table.SERIES.put(), rows)


def test_a_cold_start_asks_once_for_everything_what_is_seen_first_and_spread_out(first: First) -> None:
    symbols = list(config_of(first.folder).symbols())
    families = [each.family for each in first.asked]
    assert families[:3] == [Family.COOKIE, Family.CRUMB, Family.QUOTE]
    assert [families.count(family) for family in families[:3]] == [1, 1, 1]
    charts = [each for each in first.asked if each.family is Family.CHART]
    told = [symbol_of(each) for each in charts]
    assert sorted(told) == sorted(symbols)
    # One alone, then four at a time; of the four any may come first.
    batches = [(0, 1), *((start, start + 4) for start in range(1, len(symbols), 4))]
    assert [set(told[start:end]) for start, end in batches] == [set(symbols[start:end]) for start, end in batches]
    assert all(
        charts[later[0]].monotonic_s - charts[earlier[0]].monotonic_s >= BETWEEN_S
        for earlier, later in pairwise(batches)
    )


def test_the_last_frame_is_kept_for_the_next_start(first: First) -> None:
    kept = first.folder / "rotation" / "frame"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert "312.34" in kept.read_text(encoding="utf-8")


def test_a_start_on_the_same_day_asks_for_no_closes_and_waits_for_nothing(first: First, home: Path) -> None:
    yahoo = first.yahoo
    yahoo.faults.set(Fault.STALL)
    with terminal(env=environment(home, yahoo, poll_s=10, scale=0.1)) as program:
        text = program.shows("312.34", "cached", "waiting for Yahoo", "2/2")
        assert "pts" in text
        yahoo.faults.clear()
        program.shows("312.34", "Yahoo ok")
        assert yahoo.log.wait_until(lambda log: {Family.NEWS, Family.CALENDAR} <= set(log.families()))
        yahoo.faults.set(Fault.STALL)
        assert yahoo.log.wait_until(lambda log: log.requests[-1].fault == Fault.STALL)
        program.quits()
    assert Family.CHART not in yahoo.log.families()


def test_a_start_on_the_next_day_asks_for_a_tail_of_each_and_for_all_of_what_was_split(
    first: First, home: Path
) -> None:
    yahoo, whole = first.yahoo, closes_in(home)
    make_yesterdays(home)
    yahoo.market.split("NVDA", 10)
    with terminal(env=environment(home, yahoo, **RARELY)) as program:
        program.shows("312.34", "Yahoo ok", "pts")
        assert yahoo.log.wait_until(lambda log: len(log.of(Family.CHART)) > len(whole))
        program.quits()
    charts = yahoo.log.of(Family.CHART)
    assert sorted(map(symbol_of, charts)) == sorted([*whole, "NVDA"])
    month_ago = (datetime.now(UTC) - timedelta(days=31)).timestamp()
    assert [symbol_of(each) for each in charts if int(each.query["period1"]) < month_ago] == ["NVDA"]
    fresh = closes_in(home)
    assert fresh["NVDA"].series.closes == pytest.approx([close / 10 for close in whole["NVDA"].series.closes])
    assert fresh["AAPL"].series == whole["AAPL"].series


def test_the_next_start_shows_what_was_kept_while_nothing_answers(first: First, home: Path) -> None:
    first.yahoo.unplug()
    with terminal(env=environment(home, first.yahoo)) as program:
        text = program.shows("312.34", "cached", "2/2", "does not answer", "next try")
        assert "pts" in text
        program.quits()


def test_an_unreadable_cache_is_moved_aside_and_said(first: First, home: Path) -> None:
    for each in cache_of(home).parent.glob(f"{cache_of(home).name}*"):
        each.unlink()
    cache_of(home).write_bytes(b"no database " * 1000)
    with terminal(env=environment(home, first.yahoo)) as program:
        program.shows("312.34", "Yahoo ok", "The cache was unreadable and is begun anew", "pts")
        program.quits()
    (aside,) = cache_of(home).parent.glob("*.corrupt-*")
    assert aside.read_bytes().startswith(b"no database")
    assert "^RUT" in closes_in(home)


def test_without_a_place_for_its_cache_the_program_goes_on_and_says_so(first: First, home: Path) -> None:
    shutil.rmtree(cache_of(home).parent)
    env = environment(home, first.yahoo)
    in_the_way = home / "in the way"
    in_the_way.write_text("a file", encoding="utf-8")
    with terminal(env={**env, "XDG_CACHE_HOME": str(in_the_way)}) as program:
        program.shows("312.34", "Yahoo ok", "Going without a cache: a file is where its folder should be", "pts")
        program.quits()
    assert in_the_way.read_text(encoding="utf-8") == "a file"
