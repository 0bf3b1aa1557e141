"""What the provider and yfinance do on the wire: how many requests, and what becomes of each failure."""

from __future__ import annotations

import http.client
import inspect
import socket
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yfinance
from standin import Family, Fault, Standin, running_standin
from yahoo_process import YahooProcess
from yfinance.cache import get_cookie_cache
from yfinance.data import YfData

from tui.core.market import Session
from tui.engine.rounds import Rounds

FIFTY = [f"SYM{n}" for n in range(48)] + ["^RUT", "BRK-B"]
BRIEF_S = 0.5
ASKS = {Family.QUOTE: "quotes", Family.CHART: "bars", Family.NEWS: "news"}
BECOMES = {
    Fault.LIMITED: "RateLimited",
    Fault.REFUSED: "RateLimited",
    Fault.BROKEN: "ServerFault",
    Fault.UNAVAILABLE: "ServerFault",
    Fault.HTML: "ServerFault",
    Fault.STALL: "Late",
    Fault.RESET: "Offline",
    Fault.TRUNCATED: "ServerFault",
}


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Standin, YahooProcess]]:
    """A process that has its cookie and crumb, for the tests that make one family fail at a time."""
    with running_standin() as standin, YahooProcess(standin.env(), tmp_path_factory.mktemp("warm")) as yahoo:
        assert "data" in yahoo.ask("quotes", "AAPL")
        yield standin, yahoo


def test_fifty_symbols_cost_one_request_a_poll(standin: Standin, yahoo: YahooProcess) -> None:
    first = yahoo.ask("quotes", *FIFTY)
    assert sorted(quote["symbol"] for quote in first["data"]) == sorted(FIFTY)
    assert standin.log.families() == [Family.COOKIE, Family.CRUMB, Family.QUOTE]
    standin.log.clear()
    second = yahoo.ask("quotes", *FIFTY)
    assert standin.log.families() == [Family.QUOTE]
    assert (first["requests"], second["requests"]) == (3, 4)
    assert yahoo.end() == (0, "")
    assert yahoo.stderr() == ""
    assert standin.log.refused == ()


def test_a_hundred_and_twenty_symbols_cost_three_requests(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    asked = [f"S{n}" for n in range(120)]
    standin.log.clear()
    answer = yahoo.ask("quotes", *asked, "S7", "S119")
    sent = [request.query["symbols"].split(",") for request in standin.log.of(Family.QUOTE)]
    assert [len(symbols) for symbols in sent] == [50, 50, 20]
    assert [symbol for symbols in sent for symbol in symbols] == asked
    assert [quote["symbol"] for quote in answer["data"]] == asked


def test_no_symbols_cost_no_request(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    standin.log.clear()
    assert yahoo.ask("quotes")["data"] == []
    assert standin.log.requests == ()


def test_a_quote_is_what_yahoo_says(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    standin.market.set_closes("MOVED", {date(2025, 12, 10): 200.0, date(2025, 12, 11): 210.0})
    standin.market.set_price("LATE", 50.0, exchangeDataDelayedBy=15, currency="GBp")
    standin.market.forget("GONE")
    moved, late = yahoo.ask("quotes", "MOVED", "GONE", "LATE")["data"]
    assert (moved["price"], moved["change"], moved["change_pct"], moved["state"]) == (210, 10, pytest.approx(5), "live")
    assert (late["price"], late["state"], late["delay_min"], late["currency"]) == (50, "delayed", 15, "GBp")


def test_daily_closes_cost_one_request_a_symbol(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    for symbol in ("^RUT", "BRK-B", "RTY=F"):
        standin.log.clear()
        series = yahoo.ask("bars", symbol)["data"]
        assert standin.log.families() == [Family.CHART]
        closes = standin.market.closes(symbol)
        assert dict(zip(series["days"], series["closes"], strict=True)) == {
            day.isoformat(): close for day, close in closes.items()
        }
        assert series["adjusted"] is not symbol.startswith("^")


def test_what_yfinance_can_do_without_is_not_loaded(warm: tuple[Standin, YahooProcess]) -> None:
    assert warm[1].ask("loaded")["data"] == []


def test_daily_closes_begin_on_the_day_asked_for(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    since = list(standin.market.closes("AAPL"))[-20]
    days = yahoo.ask("bars", "AAPL", since=since)["data"]["days"]
    assert days[0] == since.isoformat()
    assert len(days) == 20


def test_a_symbol_yahoo_does_not_know_is_said_to_be_unknown(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    standin.market.forget("SIX")
    answer = yahoo.ask("bars", "SIX")
    assert (answer["error"], answer["symbol"]) == ("UnknownSymbol", "SIX")
    assert "data" in yahoo.ask("quotes", "AAPL")


def test_headlines_cost_one_request_and_are_fetched_anew_each_time(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    standin.log.clear()
    (old,) = yahoo.ask("news", "AAPL")["data"]["headlines"]
    fresh = {"id": "x", "content": {"title": "[b]Fresh[/b]\u202e", "pubDate": "2025-12-11T15:00:00Z"}}
    standin.market.set_news("AAPL", [fresh])
    (new,) = yahoo.ask("news", "AAPL")["data"]["headlines"]
    assert (old["title"], new["title"]) == ("AAPL stands in for the news", "[b]Fresh[/b]")
    assert standin.log.families() == [Family.NEWS, Family.NEWS]


@pytest.mark.parametrize("family", ASKS)
@pytest.mark.parametrize("fault", BECOMES)
def test_each_failure_has_its_own_name_and_passes(
    warm: tuple[Standin, YahooProcess], family: Family, fault: Fault
) -> None:
    standin, yahoo = warm
    standin.faults.set(fault, family)
    deadline_s = BRIEF_S if fault is Fault.STALL else 60.0
    failed = yahoo.ask(ASKS[family], "AAPL", deadline_s=deadline_s)
    standin.faults.clear()
    assert failed["error"] == BECOMES[fault]
    assert failed["text"].startswith("Yahoo ")
    assert not failed["text"].endswith(".")
    assert yahoo.ask(ASKS[family], "AAPL")["data"]
    assert yahoo.stderr() == ""
    assert standin.log.refused == ()


def test_an_answer_with_nothing_in_it_is_no_failure_of_the_source(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    standin.faults.set(Fault.EMPTY, *ASKS)
    quotes, bars, news = (yahoo.ask(what, "AAPL") for what in ASKS.values())
    standin.faults.clear()
    assert quotes["data"] == news["data"]["headlines"] == []
    assert bars["error"] == "NoData"


def test_without_a_network_yahoo_is_offline(tmp_path: Path, standin: Standin) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{unused.getsockname()[1]}"
        env = {**standin.env(), "HTTPS_PROXY": nowhere, "https_proxy": nowhere}
        with YahooProcess(env, tmp_path) as yahoo:
            for what in ASKS.values():
                assert yahoo.ask(what, "AAPL")["error"] == "Offline"
            assert yahoo.stderr() == ""


def test_the_cookie_is_kept_for_the_next_start_where_nobody_else_can_read_it(standin: Standin, tmp_path: Path) -> None:
    with YahooProcess(standin.env(), tmp_path) as yahoo:
        yahoo.ask("quotes", "AAPL")
        assert stat.S_IMODE(yahoo.cache_dir.stat().st_mode) == 0o700
    standin.log.clear()
    with YahooProcess(standin.env(), tmp_path) as yahoo:
        yahoo.ask("quotes", "AAPL")
    assert standin.log.families() == [Family.CRUMB, Family.QUOTE]


def test_a_damaged_cookie_file_is_replaced(standin: Standin, yahoo: YahooProcess) -> None:
    yahoo.cache_dir.mkdir(mode=0o700)
    yahoo.cache_dir.joinpath("cookies.db").write_bytes(b"no database" * 1000)
    assert yahoo.ask("quotes", "AAPL")["data"]
    assert yahoo.stderr() == ""
    assert yahoo.cache_dir.joinpath("cookies.db").read_bytes().startswith(b"SQLite")
    assert standin.log.families() == [Family.COOKIE, Family.CRUMB, Family.QUOTE]


def test_without_a_place_for_its_cookie_it_works_all_the_same(standin: Standin, yahoo: YahooProcess) -> None:
    yahoo.cache_dir.write_text("a file where the folder should be")
    assert yahoo.ask("quotes", "AAPL")["data"]
    assert yahoo.stderr() == ""


def test_the_program_ends_while_yahoo_still_keeps_it_waiting(standin: Standin, yahoo: YahooProcess) -> None:
    standin.faults.set(Fault.STALL)
    yahoo.begin("quotes", "AAPL")
    assert standin.log.wait_until(lambda log: bool(log.requests))
    assert yahoo.end() == (0, "")
    assert yahoo.stderr() == ""


def test_only_yahoo_is_let_through(standin: Standin) -> None:
    proxy = urlsplit(standin.env()["HTTPS_PROXY"])
    tunnel = http.client.HTTPSConnection(proxy.hostname, proxy.port)
    tunnel.set_tunnel("example.com", 443)
    with pytest.raises(OSError, match="403"):
        tunnel.connect()
    tunnel.close()
    assert standin.log.refused == ("example.com",)


def test_the_private_calls_relied_on_have_the_signatures_relied_on() -> None:
    assert str(inspect.signature(YfData.get_raw_json)) == "(self, url, params=None, timeout=30)"
    assert str(inspect.signature(YfData.post)) == "(self, url, body=None, params=None, timeout=30, data=None)"
    assert str(inspect.signature(yfinance.WebSocket.listen)).startswith("(self, message_handler: ")
    assert list(inspect.signature(get_cookie_cache().store).parameters) == ["strategy", "cookie"]


def test_each_turn_of_a_round_over_two_thousand_symbols_is_one_request_the_most_important_first(
    warm: tuple[Standin, YahooProcess],
) -> None:
    standin, yahoo = warm
    symbols = tuple(f"R{n}" for n in range(2000))
    for symbol in symbols:  # Yahoo is asked all the same, and the stand-in need not invent a past for each
        standin.market.forget(symbol)
    rounds = Rounds(symbols, tuple, whole=False)
    standin.log.clear()
    for _ in range(3):
        asked = rounds.due(Session.OPEN)
        assert yahoo.ask("quotes", *asked)["data"] == []
        rounds.answered(asked, 15.0, hurried=True)
    sent = [request.query["symbols"].split(",") for request in standin.log.of(Family.QUOTE)]
    assert [tuple(each) for each in sent] == [symbols[:50], symbols[50:100], symbols[100:150]]
    assert standin.log.counts() == {Family.QUOTE: 3}
