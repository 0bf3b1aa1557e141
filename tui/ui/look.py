"""The wish to see one symbol by itself: whatever shows a symbol may post it, the app answers it."""

from __future__ import annotations

from textual.message import Message


class LookAt(Message):
    """The reader wants to see a symbol by itself."""

    def __init__(self, symbol: str) -> None:
        super().__init__()
        self.symbol = symbol
