"""The screens there are, by name: that is all a start has to know of those it does not begin with."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import Any, NamedTuple

_PAUSE_S = 0.3
"""Seconds between two screens being loaded: what is drawn and typed goes first."""


class Shown(NamedTuple):
    """A screen one can go to."""

    name: str
    """What the app calls it; its module in `tui.ui.screens` is called the same."""
    label: str
    """What the reader calls it."""
    key: str
    """The key that goes to it."""
    kind: str
    """The name of its class."""

    def load(self) -> type[Any]:
        """Return its class, a subclass of `BoardScreen`; the first time that takes some hundredths of a second."""
        kind: type[Any] = getattr(import_module(f"tui.ui.screens.{self.name}"), self.kind)
        return kind


DASHBOARD = Shown("dashboard", "Dashboard", "1", "Dashboard")
ROTATION = Shown("rotation", "Rotation", "2", "RotationScreen")
EVENTS = Shown("events", "Events", "3", "EventsScreen")
PRECEDENTS = Shown("precedents", "Precedents", "4", "PrecedentsScreen")
SYMBOL = Shown("symbol", "Symbol", "5", "SymbolScreen")

SHOWN = (DASHBOARD, ROTATION, EVENTS, PRECEDENTS, SYMBOL)
"""By their keys; the first is where one begins."""


async def load_in_turn() -> None:
    """Load every screen before anybody goes to it, one after the other."""
    for each in SHOWN:
        await asyncio.sleep(_PAUSE_S)
        each.load()
