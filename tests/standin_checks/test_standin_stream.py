"""The stream as yfinance's own client sees it."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta

import pytest
from standin import GARBAGE, Family, Fault, Standin
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from yfinance_process import Refused, YFinance

MOMENT = datetime(2025, 12, 11, 20, 30, tzinfo=UTC)


def listening(pair: tuple[Standin, YFinance], *symbols: str, dropped: str = "") -> tuple[Standin, YFinance]:
    standin, yahoo = pair
    heard = len(standin.stream.said)
    yahoo.begin("listen", *symbols, dropped=dropped)
    assert standin.stream.wait_until(lambda stream: len(stream.said) == heard + 1 + bool(dropped))
    return standin, yahoo


def ended(standin: Standin, yahoo: YFinance) -> bool:
    return yahoo.answer() == "ended" and standin.stream.wait_until(lambda stream: stream.connections == 0)


def test_a_price_arrives_with_every_field_that_was_sent(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = listening(warm, "AAPL", "^RUT", dropped="^RUT")
    assert standin.stream.subscribed == {"AAPL"}
    assert [said.verb for said in standin.stream.said[-2:]] == ["subscribe", "unsubscribe"]
    assert standin.stream.send("^RUT", 1.0) == 0
    assert standin.stream.send("AAPL", 232.35, time=MOMENT, day_volume=7, previous_close=230.0, currency="USD") == 1
    frame = yahoo.hear()
    assert (frame["id"], frame["price"], frame["currency"]) == ("AAPL", 232.35, "USD")
    assert (frame["time"], frame["day_volume"], frame["price_hint"]) == (str(int(MOMENT.timestamp() * 1000)), "7", "2")
    assert (frame["market_hours"], frame["quote_type"]) == (1, 8)
    standin.stream.close()
    assert ended(standin, yahoo)
    assert standin.log.families() == [Family.STREAM]


def test_what_is_zero_is_not_sent(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = listening(warm, "^RUT")
    standin.stream.send("^RUT", standin.market.listing("^RUT").previous, market_hours=0)
    assert {"market_hours", "change", "change_percent"}.isdisjoint(yahoo.hear())
    standin.stream.abort()
    assert ended(standin, yahoo)


@pytest.mark.parametrize("code", [1000, 1001, 1005, 1006])
def test_a_close_has_the_code_asked_for_and_breaking_off_has_none(warm: tuple[Standin, YFinance], code: int) -> None:
    standin, _ = warm
    env = standin.env()
    trusted = ssl.create_default_context(cafile=env["SSL_CERT_FILE"])
    with connect("wss://streamer.finance.yahoo.com/?version=2", ssl=trusted, proxy=env["HTTPS_PROXY"]) as client:
        assert standin.stream.wait_until(lambda stream: stream.connections == 1)
        standin.stream.abort() if code == 1006 else standin.stream.close(code)
        with pytest.raises(ConnectionClosed) as closed:
            client.recv()
    assert (closed.value.rcvd.code if closed.value.rcvd else 1006) == code
    assert standin.stream.wait_until(lambda stream: stream.connections == 0)


@pytest.mark.parametrize("code", [1000, 1001, 1005, 1011])
def test_a_close_ends_the_connection(warm: tuple[Standin, YFinance], code: int) -> None:
    standin, yahoo = listening(warm, "AAPL")
    opened = standin.stream.opened
    standin.stream.close(code)
    assert ended(standin, yahoo)
    assert standin.stream.opened == opened


def test_silence_keeps_the_connection_and_says_nothing(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = listening(warm, "AAPL")
    standin.stream.silence()
    assert standin.stream.send("AAPL", 1.0) == 0
    standin.stream.silence(on=False)
    assert standin.stream.send("AAPL", 2.0) == 1
    assert yahoo.hear()["price"] == 2.0
    assert standin.stream.connections == 1
    standin.stream.abort()
    assert ended(standin, yahoo)


def test_garbage_arrives_as_garbage(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = listening(warm, "AAPL")
    standin.stream.send_garbage("no message", "another type", "no base64", "no protobuf")
    assert [yahoo.hear() for _ in range(2)] == [{}, {}]
    assert ["error" in yahoo.hear() for _ in range(2)] == [True, True]
    assert standin.stream.send_raw(GARBAGE["no JSON"]) == 1
    assert ended(standin, yahoo)


def test_ticks_arrive_in_the_order_sent_whatever_their_times(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = listening(warm, "AAPL")
    later = MOMENT + timedelta(seconds=5)
    for moment in (later, MOMENT, later):
        standin.stream.send("AAPL", 5.0, time=moment)
    stamps = [int(yahoo.hear()["time"]) for _ in range(3)]
    assert stamps == [int(moment.timestamp() * 1000) for moment in (later, MOMENT, later)]
    standin.stream.abort()
    assert ended(standin, yahoo)


def test_the_first_frame_may_be_days_old(warm: tuple[Standin, YFinance]) -> None:
    standin, _ = warm
    standin.stream.greet(timedelta(days=3))
    _, yahoo = listening(warm, "AAPL")
    age_ms = standin.clock.now().timestamp() * 1000 - int(yahoo.hear()["time"])
    standin.stream.greet(None)
    assert 3 * 86_400_000 <= age_ms < 4 * 86_400_000
    standin.stream.abort()
    assert ended(standin, yahoo)


def test_a_name_that_is_none_ends_the_connection(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = warm
    yahoo.begin("listen", None)
    assert ended(standin, yahoo)


def test_only_a_hundred_symbols_are_served(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = listening(warm, *(f"S{number}" for number in range(120)))
    assert len(standin.stream.said[-1].symbols) == 120
    assert standin.stream.subscribed == set(standin.stream.said[-1].symbols[:100])
    standin.stream.abort()
    assert ended(standin, yahoo)


@pytest.mark.parametrize("fault", [Fault.LIMITED, Fault.UNAVAILABLE, Fault.RESET, Fault.HTML])
def test_connections_can_be_refused(warm: tuple[Standin, YFinance], fault: Fault) -> None:
    standin, yahoo = warm
    opened = standin.stream.opened
    standin.faults.set(fault, Family.STREAM)
    with pytest.raises(Refused):
        yahoo.ask("listen", "AAPL")
    assert standin.stream.opened == opened
    assert [request.fault for request in standin.log.of(Family.STREAM)] == [fault.value]
