"""A socket in the shape of yfinance's, driven by a test."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

END = object()
"""Said to a socket: the connection ends and nothing is raised."""


class FakeSocket:
    """Hands over what it is told to; blocks as the real one does."""

    def __init__(self) -> None:
        self.subscribed: list[str] | None = None
        self.closed = threading.Event()
        self.reached = threading.Event()
        """Set when everything said so far has been handed over."""
        self.may_connect = threading.Event()
        self.may_connect.set()
        self.connecting = threading.Event()
        self._said: SimpleQueue[Any] = SimpleQueue()

    def say(self, *items: Any) -> None:
        """Have frames handed over, errors raised, or the connection end."""
        self.reached.clear()
        for item in items:
            self._said.put(item)
        self._said.put(self.reached)

    def subscribe(self, symbols: list[str]) -> None:
        self.connecting.set()
        self.may_connect.wait()
        self.subscribed = symbols

    def listen(self, message_handler: Callable[[dict[str, Any]], None]) -> None:
        while (item := self._said.get()) is not END:
            if isinstance(item, threading.Event):
                item.set()
            elif isinstance(item, Exception):
                raise item
            else:
                message_handler(item)

    def close(self) -> None:
        self.closed.set()
        self._said.put(END)
