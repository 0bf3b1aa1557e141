"""The screens there are, by name: that is all a start has to know of those it does not begin with."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import Any

from msgspec import Struct

_PAUSE_S = 0.3
"""Seconds between two screens being loaded: what is drawn and typed goes first."""


class Shown(Struct, frozen=True):
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
        return _loaded(self.name, self.kind)


class Over(Struct, frozen=True):
    """A screen that lies over another while something is asked or explained."""

    module: str
    """Its module in `tui.ui.screens`."""
    kind: str
    """The name of its class."""

    def load(self) -> type[Any]:
        """Return its class, a subclass of `ModalScreen`."""
        return _loaded(self.module, self.kind)


DASHBOARD = Shown("dashboard", "Dashboard", "1", "Dashboard")
ROTATION = Shown("rotation", "Rotation", "2", "RotationScreen")
EVENTS = Shown("events", "Events", "3", "EventsScreen")
PRECEDENTS = Shown("precedents", "Precedents", "4", "PrecedentsScreen")
SYMBOL = Shown("symbol", "Symbol", "5", "SymbolScreen")

SHOWN = (DASHBOARD, ROTATION, EVENTS, PRECEDENTS, SYMBOL)
"""By their keys; the first is where one begins."""

HELP = Over("help", "HelpScreen")
DAY_PROMPT = Over("day", "DayPrompt")
PROMPT = Over("prompt", "Prompt")
NOTE_FORM = Over("note_form", "NoteForm")
QUESTION = Over("question", "Question")

OVER = (HELP, DAY_PROMPT, PROMPT, NOTE_FORM, QUESTION)
"""What can lie over them."""


async def load_in_turn() -> None:
    """Load every screen before anybody goes to it, one after the other."""
    for each in (*SHOWN, *OVER):
        await asyncio.sleep(_PAUSE_S)
        each.load()


def _loaded(module: str, kind: str) -> type[Any]:
    """Return a class of a screen's module."""
    found: type[Any] = getattr(import_module(f"tui.ui.screens.{module}"), kind)
    return found
