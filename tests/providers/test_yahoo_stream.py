from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue
from typing import Any

import pytest
from google.protobuf.message import DecodeError
from websockets.exceptions import ConnectionClosedError, ConnectionClosedOK, InvalidProxy, InvalidStatus, ProtocolError
from websockets.frames import Close
from websockets.http11 import Response
from yahoo_sockets import END, FakeSocket

from tui.core.market import Quote, Session
from tui.providers.base import Offline, ProviderError, RateLimited, ServerFault
from tui.providers.yahoo.stream import MOST, Line, follow, streamable

START = datetime(2025, 12, 11, 20, tzinfo=UTC)
LONG_S = 60.0


def at(second: int, symbol: str = "ABC", session: Session = Session.OPEN) -> dict[str, Any]:
    return {"tick": Quote(symbol=symbol, price=100.0 + second, time=START + timedelta(seconds=second), session=session)}


def read(frame: Mapping[str, Any]) -> Quote | None:
    return frame.get("tick")


def stream(socket: FakeSocket, silence_s: float = LONG_S, *, awake: bool = False) -> AsyncIterator[Quote]:
    return follow(("ABC", "XYZ"), read, lambda: awake, silence_s, lambda: socket)


async def until(event: Any) -> None:
    assert await asyncio.to_thread(event.wait, LONG_S)


async def test_ticks_come_until_the_connection_ends() -> None:
    socket = FakeSocket()
    ticks = stream(socket)
    socket.say(at(1))
    assert (await anext(ticks)).price == 101
    socket.say({}, {"id": "no tick"}, at(2), END)
    assert (await anext(ticks)).price == 102
    with pytest.raises(ServerFault, match="Yahoo ended its stream"):
        await anext(ticks)
    assert socket.subscribed == ["ABC", "XYZ"]
    await until(socket.closed)


async def test_of_ticks_that_wait_only_the_newest_of_a_symbol_and_kind_is_left() -> None:
    socket = FakeSocket()
    line = Line(("ABC", "XYZ"), read, lambda: socket)
    socket.say(at(1), at(3), at(2), at(2, "XYZ"), at(5, "ABC", Session.POST), at(4, "ABC", Session.PRE))
    await until(socket.reached)
    taken = await line.take(LONG_S)
    assert [(tick.symbol, tick.price, tick.session) for tick in taken] == [
        ("XYZ", 102, Session.OPEN),
        ("ABC", 103, Session.OPEN),
        ("ABC", 105, Session.POST),
    ]
    assert await line.take(0) == []
    line.stop()
    await until(socket.closed)


async def test_what_came_before_the_end_is_still_taken() -> None:
    socket = FakeSocket()
    ticks = stream(socket)
    socket.say(at(1), at(2, "XYZ"), END)
    assert [(await anext(ticks)).price, (await anext(ticks)).price] == [101, 102]
    with pytest.raises(ServerFault):
        await anext(ticks)


async def test_cancelling_who_waits_closes_the_socket() -> None:
    socket = FakeSocket()
    waiting = asyncio.ensure_future(anext(stream(socket)))
    await until(socket.connecting)
    socket.say()
    await until(socket.reached)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await until(socket.closed)


async def test_closing_the_iterator_closes_the_socket() -> None:
    socket = FakeSocket()
    socket.say(at(1))
    async with aclosing(stream(socket)) as ticks:
        await anext(ticks)
    await until(socket.closed)


async def test_a_connection_still_being_made_is_closed_once_it_is() -> None:
    socket = FakeSocket()
    socket.may_connect.clear()
    waiting = asyncio.ensure_future(anext(stream(socket)))
    await until(socket.connecting)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert not socket.closed.is_set()
    socket.may_connect.set()
    await until(socket.closed)


async def test_frames_that_cannot_be_read_are_passed_over() -> None:
    socket = FakeSocket()
    odd = [DecodeError("no protobuf"), json.JSONDecodeError("no JSON", "", 0), AttributeError("a list"), TypeError("3")]
    socket.say(*odd, at(1), *odd * 4, at(2))
    ticks = stream(socket)
    prices = {(await anext(ticks)).price}
    while 102 not in prices:
        prices.add((await anext(ticks)).price)
    socket.say(END)
    with pytest.raises(ServerFault, match="ended"):
        await anext(ticks)


async def test_nothing_but_garbage_ends_the_stream() -> None:
    socket = FakeSocket()
    socket.say(*[DecodeError("no protobuf")] * 20)
    with pytest.raises(ServerFault, match="something other than prices"):
        await anext(stream(socket))
    await until(socket.closed)


async def test_silence_ends_the_stream_while_the_market_is_open() -> None:
    socket = FakeSocket()
    with pytest.raises(ServerFault, match="has said nothing for 0 s"):
        await anext(stream(socket, 0, awake=True))
    await until(socket.closed)


async def test_silence_is_no_fault_while_nothing_is_traded() -> None:
    socket = FakeSocket()
    asked = asyncio.Event()

    def asleep() -> bool:
        asked.set()
        return False

    waiting = asyncio.ensure_future(anext(follow(("ABC",), read, asleep, 0.001, lambda: socket)))
    await asked.wait()
    socket.say(at(1))
    assert (await waiting).price == 101


@pytest.mark.parametrize(
    ("raised", "becomes", "says"),
    [
        (ConnectionClosedOK(Close(1000, ""), None), ServerFault, r"ended its stream \(1000\)"),
        (ConnectionClosedOK(Close(1001, "away"), None), ServerFault, r"\(1001\)"),
        (ConnectionClosedOK(Close(1005, ""), None), ServerFault, r"\(1005\)"),
        (ConnectionClosedError(Close(1011, ""), None), ServerFault, r"\(1011\)"),
        (ConnectionClosedError(None, None), Offline, "broke off"),
        (InvalidStatus(Response(429, "", None)), RateLimited, "slow down"),
        (InvalidStatus(Response(503, "", None)), ServerFault, "503"),
        (InvalidProxy("http://user:secret@proxy", "odd"), Offline, "the proxy"),
        (ProtocolError("odd"), ServerFault, "protocol"),
        (TimeoutError(), Offline, "does not answer"),
        (ConnectionRefusedError(), Offline, "does not answer"),
        (EOFError(), Offline, "does not answer"),
        (ImportError("python-socks"), Offline, "kind of proxy"),
    ],
    ids=lambda each: type(each).__name__ if isinstance(each, Exception) else "",
)
async def test_each_end_has_its_own_words(raised: Exception, becomes: type[ProviderError], says: str) -> None:
    socket = FakeSocket()
    socket.say(raised)
    with pytest.raises(becomes, match=says) as caught:
        await anext(stream(socket))
    assert "secret" not in str(caught.value)
    await until(socket.closed)


async def test_an_end_nobody_foresaw_is_reported_and_its_cause_kept_for_the_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    causes: SimpleQueue[Any] = SimpleQueue()
    monkeypatch.setattr(threading, "excepthook", causes.put)
    socket = FakeSocket()
    socket.say(KeyError("unforeseen"))
    with pytest.raises(ServerFault, match="nobody foresaw"):
        await anext(stream(socket))
    cause = await asyncio.to_thread(causes.get, timeout=LONG_S)
    assert cause.exc_type is KeyError


async def test_a_socket_that_cannot_connect_says_why() -> None:
    class Unreachable(FakeSocket):
        def subscribe(self, symbols: list[str]) -> None:
            raise OSError("no route")

    with pytest.raises(Offline, match="does not answer"):
        await anext(stream(Unreachable()))


async def test_without_symbols_there_is_no_connection() -> None:
    def dial() -> FakeSocket:
        raise AssertionError("dialled")

    assert [tick async for tick in follow((), read, lambda: True, LONG_S, dial)] == []


def test_only_the_first_hundred_names_that_look_like_symbols_are_streamed() -> None:
    odd = ["", " ", "A B", "^", "../x", "A" * 25, "\x1b", "AAPL\n"]
    good = ["^RUT", "BRK-B", "EURUSD=X", "RTY=F", "000001.SS", "M&M.NS", "BTC-USD", "^RUT"]
    assert streamable([*odd, *good]) == tuple(good[:-1])
    many = [f"S{n}" for n in range(150)]
    assert streamable(many) == tuple(many[:MOST])
