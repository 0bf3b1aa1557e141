"""The stream, the calendars, intraday prices and tails as real yfinance gets them from the stand-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from standin import Family, Fault, Standin, running_standin
from yahoo_process import YahooProcess

from tui.core.market import Series
from tui.core.splice import spliced, tail_start

NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Standin, YahooProcess]]:
    """A process that has polled AAPL and BRK-B, and so knows that their exchange is open."""
    with running_standin() as standin, YahooProcess(standin.env(), tmp_path_factory.mktemp("live")) as yahoo:
        assert len(yahoo.ask("quotes", "AAPL", "BRK-B", "^RUT")["data"]) == 3
        yield standin, yahoo


def streaming(standin: Standin, yahoo: YahooProcess, *symbols: str) -> None:
    """Have the stream asked for and wait until it is."""
    yahoo.begin("stream", *symbols)
    assert standin.stream.wait_until(lambda stream: stream.subscribed >= set(symbols))


def hang_up(standin: Standin, yahoo: YahooProcess) -> None:
    yahoo.begin("hang up")
    assert yahoo.hear()["data"] == "hung up"
    assert standin.stream.wait_until(lambda stream: stream.connections == 0)


def tick(yahoo: YahooProcess) -> dict[str, Any]:
    return yahoo.hear()["tick"]


def test_prices_stream_over_one_connection_until_it_is_hung_up(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    opened = standin.stream.opened
    yahoo.begin("stream", "AAPL", "^RUT", "no symbol")
    assert standin.stream.wait_until(lambda stream: stream.subscribed == {"AAPL", "^RUT"})
    standin.stream.send("AAPL", 271.25, change=1.25, change_percent=0.5, day_volume=42)
    said = tick(yahoo)
    assert (said["symbol"], said["price"], said["change"], said["volume"]) == ("AAPL", 271.25, 1.25, 42)
    assert (said["state"], said["session"]) == ("live", "open")
    standin.stream.send("^RUT", 2600.5, change=None, change_percent=None)
    said = tick(yahoo)
    assert (said["symbol"], said["price"], said["change"], said["change_pct"]) == ("^RUT", 2600.5, 0, 0)
    hang_up(standin, yahoo)
    assert standin.stream.opened == opened + 1
    assert yahoo.stderr() == ""


def test_of_two_thousand_symbols_a_hundred_are_streamed(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    symbols = [f"R{n}" for n in range(2000)]
    yahoo.begin("stream", *symbols)
    assert standin.stream.wait_until(lambda stream: len(stream.subscribed) > 0)
    assert standin.stream.subscribed == set(symbols[:100])
    hang_up(standin, yahoo)


def test_a_first_frame_days_old_keeps_its_time_and_garbage_is_passed_over(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    standin.stream.greet(timedelta(days=6))
    streaming(standin, yahoo, "AAPL")
    standin.stream.greet(None)
    old = datetime.fromisoformat(tick(yahoo)["time"])
    assert timedelta(days=6) <= datetime.now(UTC) - old < timedelta(days=7)
    standin.stream.send_garbage()
    standin.stream.send("AAPL", 272.5)
    assert tick(yahoo)["price"] == 272.5
    hang_up(standin, yahoo)
    assert yahoo.stderr() == ""


@pytest.mark.parametrize(
    ("end", "error", "says"),
    [
        (lambda standin: standin.stream.close(1000), "ServerFault", "(1000)"),
        (lambda standin: standin.stream.close(1001), "ServerFault", "(1001)"),
        (lambda standin: standin.stream.close(1005), "ServerFault", "(1005)"),
        (lambda standin: standin.stream.abort(), "Offline", "broke off"),
        (lambda standin: [standin.stream.send_garbage() for _ in range(10)], "ServerFault", "other than prices"),
    ],
    ids=["1000", "1001", "1005", "abort", "garbage"],
)
def test_every_end_of_a_connection_is_told_and_the_next_one_works(
    warm: tuple[Standin, YahooProcess], end: Callable[[Standin], Any], error: str, says: str
) -> None:
    standin, yahoo = warm
    streaming(standin, yahoo, "AAPL")
    end(standin)
    ended = yahoo.hear()
    assert ended["error"] == error
    assert says in ended["text"]
    assert standin.stream.wait_until(lambda stream: stream.connections == 0)
    streaming(standin, yahoo, "AAPL")
    standin.stream.send("AAPL", 273.0)
    assert tick(yahoo)["price"] == 273
    hang_up(standin, yahoo)
    assert yahoo.stderr() == ""


@pytest.mark.parametrize(
    ("fault", "error"), [(Fault.LIMITED, "RateLimited"), (Fault.BROKEN, "ServerFault"), (Fault.RESET, "Offline")]
)
def test_a_stream_that_lets_nobody_in_says_why(warm: tuple[Standin, YahooProcess], fault: Fault, error: str) -> None:
    standin, yahoo = warm
    standin.faults.set(fault, Family.STREAM)
    assert yahoo.ask("stream", "AAPL")["error"] == error
    standin.faults.clear()


def test_a_silent_stream_is_given_up_while_the_exchange_is_open(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    yahoo.begin("quotes", "AAPL", silence_s=0.2)  # the provider with little patience has to know its exchange too
    assert yahoo.hear()["data"]
    standin.stream.silence()
    yahoo.begin("stream", "AAPL", silence_s=0.2)
    ended = yahoo.hear()
    standin.stream.silence(on=False)
    assert (ended["error"], ended["text"]) == ("ServerFault", "Yahoo's stream has said nothing for 0.2 s")
    assert standin.stream.wait_until(lambda stream: stream.connections == 0)


def test_the_program_ends_at_once_while_a_stream_is_open(standin: Standin, yahoo: YahooProcess) -> None:
    streaming(standin, yahoo, "AAPL")
    assert yahoo.end()[0] == 0
    assert yahoo.stderr() == ""


def test_prices_within_the_session_cost_one_request(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    for window, minutes in (("1D", 1), ("5D", 15)):
        standin.log.clear()
        found = yahoo.ask("intraday", "AAPL", window)["data"]
        assert standin.log.families() == [Family.CHART]
        assert len(found["times"]) == len(found["closes"]) > 0
        assert found["interval_min"] == minutes
        last = datetime.fromisoformat(found["times"][-1]).astimezone(NEW_YORK).date()
        before = [close for day, close in standin.market.closes("AAPL").items() if day < last]
        assert found["previous_close"] == before[-1]
    assert yahoo.ask("intraday", "AAPL", "1M")["error"] == "NoData"


def test_what_is_due_costs_two_requests(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    standin.log.clear()
    due = yahoo.ask("calendar", "AAPL", "^RUT", "NVDA")["data"]
    assert standin.log.families() == [Family.CALENDAR, Family.CALENDAR]
    assert [(event["kind"], event["title"]) for event in due] == [
        ("earnings", "AAPL reports earnings after the close"),
        ("macro", "CPI YY (Nov)"),
        ("fed", "Fed Interest Rate Decision"),
    ]
    assert {event["known_from"] for event in due} == {due[0]["known_from"]}
    assert [event.get("symbols") for event in due] == [["AAPL"], [], []]


def test_a_price_after_the_close_comes_beside_the_regular_one(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    standin.market.set_state("POST")
    standin.market.set_extended("BRK-B", 501.5)
    (quote,) = yahoo.ask("quotes", "BRK-B")["data"]
    standin.market.set_state("REGULAR")
    assert quote["extended"]["price"] == 501.5
    assert quote["extended"]["session"] == "post"
    assert quote["price"] == standin.market.listing("BRK-B").price


def series(answer: dict[str, Any]) -> Series:
    return msgspec.convert(answer["data"], Series)


def test_a_tail_joins_the_history_until_a_split_overnight_refuses_it(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    kept = series(yahoo.ask("bars", "NVDA"))
    since = tail_start(kept)
    standin.log.clear()
    tail = series(yahoo.ask("bars", "NVDA", since=since))
    assert standin.log.families() == [Family.CHART]
    assert len(tail.days) < 12
    assert spliced(kept, tail) == kept
    standin.market.split("NVDA", 10)
    tail = series(yahoo.ask("bars", "NVDA", since=since))
    assert spliced(kept, tail) is None
    whole = series(yahoo.ask("bars", "NVDA"))
    assert whole.closes[0] == pytest.approx(kept.closes[0] / 10)
    assert spliced(whole, tail) == whole


def test_a_dividend_refuses_the_tail_too(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    kept = series(yahoo.ask("bars", "JPM"))
    standin.market.pay_dividend("JPM", 0.05)
    assert spliced(kept, series(yahoo.ask("bars", "JPM", since=tail_start(kept)))) is None


def test_a_close_in_pence_stays_in_pence(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    standin.market.set_closes("VOD.L", {date(2025, 12, 10): 90.0, date(2025, 12, 11): 91.5})
    standin.market.set_fields("VOD.L", currency="GBp")
    (quote,) = yahoo.ask("quotes", "VOD.L")["data"]
    assert (quote["price"], quote["currency"]) == (91.5, "GBp")
