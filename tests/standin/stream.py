"""The stream of prices: what the server does on every WebSocket that is open."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, Literal, NamedTuple

from standin.clock import Clock
from standin.frames import GARBAGE, frame
from standin.market import Market
from standin.websocket import NO_CODE, WebSocket

MOST_SYMBOLS: Final = 100
"""Of one subscription, in the order of its list; the others are dropped without a word."""


class Said(NamedTuple):
    """One message of a client."""

    verb: Literal["subscribe", "unsubscribe"]
    symbols: tuple[Any, ...]


class Stream:
    """Controls the stream while it runs; from any thread.

    Nothing is sent by itself, but for the first frames that `greet` asks for. To refuse connections, switch a fault of
    `Family.STREAM` on.
    """

    def __init__(self, market: Market, clock: Clock) -> None:
        self._market = market
        self._clock = clock
        self._changed = threading.Condition()  # its lock is reentrant: `holds` may ask the stream
        self._open: dict[WebSocket, list[str]] = {}
        self._opened = 0
        self._said: list[Said] = []
        self._greeting: timedelta | None = None
        self._silent = False

    @property
    def connections(self) -> int:
        """How many are open."""
        with self._changed:
            return len(self._open)

    @property
    def opened(self) -> int:
        """How many were opened so far."""
        with self._changed:
            return self._opened

    @property
    def said(self) -> tuple[Said, ...]:
        """Everything clients said, oldest first."""
        with self._changed:
            return tuple(self._said)

    @property
    def subscribed(self) -> frozenset[str]:
        """The symbols some open connection gets."""
        with self._changed:
            return frozenset(symbol for symbols in self._open.values() for symbol in symbols)

    def wait_until(self, holds: Callable[[Stream], bool], timeout_s: float = 30) -> bool:
        """Wait until the stream is as wanted; False when that takes longer than `timeout_s`."""
        with self._changed:
            return self._changed.wait_for(lambda: holds(self), timeout_s)

    def send(self, symbol: str, price: float, *, time: datetime | None = None, **fields: Any) -> int:
        """Send a price to everyone who subscribed to its symbol; return how many that were.

        `time` is now if not given. Change and percent are against the market's previous close. `fields` are those of
        PricingData; one that is zero or None is not sent.
        """
        text = self._frame(symbol, price, time, fields)
        with self._changed:
            lines = [] if self._silent else [line for line, symbols in self._open.items() if symbol in symbols]
        for line in lines:
            line.send(text)
        return len(lines)

    def send_raw(self, text: str) -> int:
        """Send any text to everyone; return how many that were."""
        with self._changed:
            lines = [] if self._silent else list(self._open)
        for line in lines:
            line.send(text)
        return len(lines)

    def send_garbage(self, *kinds: str) -> int:
        """Send frames that hold no price to everyone, of these kinds of `GARBAGE` or of all; return to how many."""
        return min(self.send_raw(GARBAGE[kind]) for kind in kinds or GARBAGE)

    def greet(self, age: timedelta | None) -> None:
        """Send the last price, this old, to everyone who subscribes from now on; None: nothing, as at first."""
        self._greeting = age

    def silence(self, *, on: bool = True) -> None:
        """Say nothing more on connections that stay open, whatever is asked to be sent."""
        self._silent = on

    def close(self, code: int = 1000) -> None:
        """Close every connection with this code: 1000, 1001, …; 1005 is a close frame without one."""
        for line in self._lines():
            line.goodbye(code)

    def abort(self) -> None:
        """Break every connection off without a word."""
        for line in self._lines():
            line.abort()

    def serve(self, line: WebSocket) -> None:
        """Serve a connection that was accepted, until it ends."""
        with self._changed:
            self._open[line] = []
            self._opened += 1
            self._changed.notify_all()
        try:
            line.run(lambda text: self._hear(line, text))
        finally:
            with self._changed:
                del self._open[line]
                self._changed.notify_all()

    def _lines(self) -> list[WebSocket]:
        """Return the connections that are open."""
        with self._changed:
            return list(self._open)

    def _hear(self, line: WebSocket, text: str) -> None:
        """Take in what a client said; what is no list of names ends the connection without a code, as Yahoo does."""
        try:
            message = json.loads(text)
        except ValueError:
            message = None
        for verb in ("subscribe", "unsubscribe"):
            symbols = message.get(verb) if isinstance(message, dict) else None
            if symbols is None:
                continue
            if not isinstance(symbols, list) or not all(isinstance(each, str) for each in symbols):
                line.goodbye(NO_CODE)
                return
            self._note(line, Said(verb, tuple(symbols)))

    def _note(self, line: WebSocket, said: Said) -> None:
        """Keep what a connection subscribes to."""
        with self._changed:
            held = self._open[line]
            named = list(dict.fromkeys(said.symbols))
            new = [symbol for symbol in named[:MOST_SYMBOLS] if symbol not in held]
            if said.verb == "subscribe":
                self._open[line] = [*held, *new][:MOST_SYMBOLS]
            else:
                self._open[line] = [symbol for symbol in held if symbol not in named]
            self._said.append(said)
            self._changed.notify_all()
        if said.verb == "subscribe" and self._greeting is not None and not self._silent:
            moment = self._clock.now() - self._greeting
            for symbol in new:
                line.send(self._frame(symbol, self._market.listing(symbol).price, moment, {}))

    def _frame(self, symbol: str, price: float, moment: datetime | None, fields: dict[str, Any]) -> str:
        """Return the text frame of one price."""
        listing = self._market.listing(symbol)
        usual = {
            "id": symbol,
            "price": price,
            "time": int((moment or self._clock.now()).timestamp() * 1000),
            "exchange": "SNP" if listing.index else "NMS",
            "quote_type": 9 if listing.index else 8,
            "market_hours": 1,
            "change": price - listing.previous,
            "change_percent": 100 * (price / listing.previous - 1),
            "day_volume": 1_000_000,
            "price_hint": 2,
        }
        return frame(**{**usual, **fields})
