"""Yahoo at its worst, in the running program: what it shows, what it says, how often it asks, and how it recovers.

Most tests share one program and meet one fault after the other, as a program does that runs all day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from itertools import count, pairwise
from pathlib import Path

import pytest
from homes import MINUTE_S, cache_of, config_of, environment
from standin import Family, Fault, Oddity, Request, Standin, running_standin
from terminal import Terminal, terminal

ASKED_FOR = (Family.COOKIE, Family.CRUMB, Family.QUOTE, Family.CHART, Family.NEWS, Family.CALENDAR, Family.STREAM)
COOKIE_GIVERS = (Family.COOKIE, Family.CONSENT)
"""yfinance goes to the one or the other, in turns."""
PRICES = count(310.37, 0.5)
FIFTY = 50


@dataclass
class Watching:
    """A program that has shown everything, on a Yahoo that may now fail."""

    yahoo: Standin
    program: Terminal
    env: dict[str, str]
    folder: Path
    price: str = ""
    """The price shown last."""

    def sees_a_new_price(self) -> None:
        """Move a price and wait until the screen shows it, and says that all is well."""
        new = next(PRICES)
        self.yahoo.market.set_price("AMZN", new)
        self.price = f"{new:,.2f}"
        self.program.shows(self.price, "Yahoo ok", "pts")

    def says(self, *words: str) -> None:
        """Wait until the screen says these words, beside what it last knew."""
        text = self.program.shows(*words)
        assert self.price in text
        assert "pts" in text


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watching]:
    """A program with a watchlist of fifty symbols, every pane filled."""
    folder = tmp_path_factory.mktemp("home")
    with running_standin() as yahoo:
        env = environment(folder, yahoo)
        strip = [f"S{n}" for n in range(FIFTY)]
        watchlist = folder / "rotation" / "watchlist.toml"
        watchlist.write_text(f"strip = {['AMZN']}\n", encoding="utf-8")
        strip = ["AMZN", *strip[: FIFTY - len(config_of(folder).symbols())]]
        watchlist.write_text(f"strip = {strip}\n", encoding="utf-8")
        with terminal(env=env) as program:
            watching = Watching(yahoo, program, env, folder)
            watching.sees_a_new_price()
            assert yahoo.log.wait_until(lambda log: len(log.of(Family.CHART)) >= FIFTY)
            yield watching
            program.quits()
        assert yahoo.log.refused == ()


@pytest.fixture
def watching(started: Watching) -> Watching:
    """The program, well again whatever it went through before."""
    started.yahoo.plug_in()
    started.yahoo.faults.clear()
    started.program.shows("Yahoo ok", "pts")
    return started


def hold_apart(asked: list[Request]) -> bool:
    """Say whether a minute of the schedule lies between any two requests."""
    return all(later.monotonic_s - earlier.monotonic_s >= MINUTE_S for earlier, later in pairwise(asked))


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.LIMITED, "Yahoo asks us to slow down"),
        (Fault.UNAVAILABLE, "Yahoo has a fault (503)"),
        (Fault.HTML, "Yahoo sent something other than data"),
        (Fault.CONSENT_LOOP, "Yahoo sent its consent page instead of data"),
        (Fault.TRUNCATED, "Yahoo broke off in the middle of its answer"),
        (Fault.RESET, "Yahoo does not answer: no connection"),
        (Fault.EMPTY, "Yahoo sent no quote of any symbol"),
    ],
)
def test_a_fault_is_said_in_words_keeps_the_prices_and_ends_by_itself(
    watching: Watching, fault: Fault, words: str
) -> None:
    watching.yahoo.faults.set(fault)
    watching.says(f"{words} · since", "next try", "last good")
    watching.yahoo.faults.clear()
    watching.sees_a_new_price()
    if fault is Fault.LIMITED:
        blocked = [each for each in watching.yahoo.log.of(Family.QUOTE) if each.fault == fault]
        assert blocked
        assert hold_apart(blocked)


def test_a_pulled_plug_is_told_from_a_fault_of_yahoos(watching: Watching) -> None:
    watching.yahoo.unplug()
    watching.says("Yahoo does not answer: ", "next try", "last good")
    watching.yahoo.plug_in()
    watching.sees_a_new_price()


def test_a_crumb_that_says_too_many_requests_is_a_block_and_is_never_kept(watching: Watching) -> None:
    watching.yahoo.faults.set(Fault.POISONED)
    watching.yahoo.cookies.change_crumbs()
    watching.says("Yahoo asks us to slow down and lets nobody in", "next try", "last good")
    asked = watching.yahoo.log.of(Family.CRUMB)
    assert hold_apart([each for each in asked if each.fault])
    watching.yahoo.faults.clear()
    watching.sees_a_new_price()


def test_a_withdrawn_cookie_is_replaced_without_help(watching: Watching) -> None:
    before = len(watching.yahoo.log.of(*COOKIE_GIVERS))
    watching.yahoo.cookies.expire()
    watching.says("Yahoo turns us away (401) · since", "next try", "last good")
    watching.sees_a_new_price()
    assert len(watching.yahoo.log.of(*COOKIE_GIVERS)) > before


def test_a_crumb_that_ran_out_is_replaced_before_anybody_notices(watching: Watching) -> None:
    crumbs = len(watching.yahoo.log.of(Family.CRUMB))
    watching.yahoo.cookies.change_crumbs()
    watching.sees_a_new_price()
    assert len(watching.yahoo.log.of(Family.CRUMB)) <= crumbs + 1


def test_one_family_blocked_leaves_the_prices_moving(watching: Watching) -> None:
    watching.yahoo.faults.set(Fault.LIMITED, Family.NEWS)
    watching.program.press("r")
    watching.program.shows("Yahoo ok", "news down")
    watching.sees_a_new_price()
    watching.yahoo.faults.clear()
    watching.program.until(lambda text: "news down" not in text)


def test_a_clock_of_yahoos_that_ran_ahead_does_not_freeze_the_prices(watching: Watching) -> None:
    watching.yahoo.clock.skew(timedelta(hours=2))
    watching.sees_a_new_price()
    watching.yahoo.clock.skew(timedelta())
    watching.sees_a_new_price()


def test_fifty_symbols_cost_one_request_a_poll(watching: Watching) -> None:
    polls = len(watching.yahoo.log.of(Family.QUOTE))
    assert watching.yahoo.log.wait_until(lambda log: len(log.of(Family.QUOTE)) >= polls + 3)
    for poll in watching.yahoo.log.of(Family.QUOTE)[polls:]:
        assert len(set(poll.query["symbols"].split(","))) == FIFTY


def test_a_cache_that_is_locked_is_said_and_the_prices_go_on(watching: Watching) -> None:
    with closing(sqlite3.connect(cache_of(watching.folder), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        watching.says("Yahoo ok", "Nothing new is cached: locked by another program · since")
        watching.sees_a_new_price()
        other.execute("ROLLBACK")
    watching.program.until(lambda text: "Yahoo ok" in text and "Nothing new" not in text)


def test_two_programs_at_once_share_the_cache_and_ask_for_no_closes_twice(watching: Watching) -> None:
    charts = len(watching.yahoo.log.of(Family.CHART))
    with terminal(env=watching.env, columns=80, rows=24) as second:
        second.shows(watching.price, "Yahoo ok", "pts", "RUT", "NDX")
        watching.sees_a_new_price()
        second.shows(watching.price, "Yahoo ok")
        assert "cache" not in watching.program.text + second.text
        second.quits()
    watching.sees_a_new_price()
    assert len(watching.yahoo.log.of(Family.CHART)) == charts


def test_symbols_without_a_price_keep_their_last_one_and_are_counted(tmp_path: Path) -> None:
    without_price = {
        "AMZN": Oddity.NO_TYPE,
        "AAPL": Oddity.NULL_PRICE,
        "AMD": Oddity.NAN,
        "BAC": Oddity.NAN_TEXT,
        "GOOG": Oddity.ZERO,
        "META": Oddity.NEGATIVE,
    }
    without_currency = {"NVDA": Oddity.NULL_CURRENCY, "ORCL": Oddity.NO_CURRENCY}
    kept = {symbol: 1000.5 + n for n, symbol in enumerate([*without_price, "MSFT"])}
    with running_standin() as yahoo, terminal(env=environment(tmp_path, yahoo)) as program:
        for symbol, price in kept.items():
            yahoo.market.set_price(symbol, price)
        shown = [f"{price:,.2f}" for price in kept.values()]
        program.shows(*shown, "Yahoo ok", "pts")
        for symbol, oddity in (without_price | without_currency).items():
            yahoo.market.spoil(symbol, oddity)
        yahoo.market.forget("MSFT")
        # Near the last close: a leap would be taken for a split where the closes come later.
        moved = {symbol: round([*yahoo.market.closes(symbol).values()][-1] * 1.01, 2) for symbol in without_currency}
        for symbol, price in moved.items():
            yahoo.market.set_price(symbol, price)
        after = [f"{price:,.2f}" for price in moved.values()]
        program.shows(*shown, *after, "Yahoo ok", "7 symbols lack data")
        program.quits()


def test_a_block_at_the_start_is_met_with_few_requests(tmp_path: Path) -> None:
    """The program has chosen its wait once it says so: what it asks in the first minute is the same from then on."""
    with running_standin() as yahoo:
        yahoo.faults.set(Fault.LIMITED)
        with terminal(env=environment(tmp_path, yahoo)) as program:
            program.shows("slow down", "next try")
            yahoo.faults.clear()
            program.shows("Yahoo ok", "pts")
            program.quits()
        asked = [each.monotonic_s for each in yahoo.log.of(*ASKED_FOR)]
        early = [each for each in asked if each < asked[0] + MINUTE_S]
        assert 1 <= len(early) <= 10
        assert len(early) < len(asked)


def test_a_restart_does_not_hammer_a_block(tmp_path: Path) -> None:
    with running_standin() as yahoo:
        env = environment(tmp_path, yahoo)
        yahoo.faults.set(Fault.LIMITED, retry_after_s=3600)
        with terminal(env=env) as program:
            program.shows("slow down", "next try")
            program.quits()
        asked = len(yahoo.log.of(*ASKED_FOR))
        yahoo.faults.clear()
        with terminal(env=env) as program:
            program.shows("slow down", "next try")
            program.press("r")
            program.press("w")
            program.shows("YTD")
            assert len(yahoo.log.of(*ASKED_FOR)) == asked
            program.quits()
