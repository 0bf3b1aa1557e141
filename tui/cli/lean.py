"""Loads libraries without the parts of them the screen has no use for: they allow for that, or never notice."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from types import ModuleType

from tui.core.imports import without

_ANNOTATED = {
    "textual.types": ("IgnoreReturnCallbackType",),
    "textual.suggester": ("Suggester", "SuggestionReady"),
}
"""Modules of Textual's that it takes names from for annotations alone, and those names."""
_DESCRIBING = {"msgspec.inspect": (), "msgspec._json_schema": ("schema", "schema_components")}
"""Modules of msgspec's that describe types to others, and what its other modules take from them."""


def load_shutil() -> None:
    """Load shutil as on a Python built without bzip2 and LZMA: the screen unpacks nothing. A millisecond of a start."""
    _load("shutil", dict.fromkeys(("bz2", "lzma")))


def load_asyncio() -> None:
    """Load asyncio as on a Python built without TLS: the screen connects to nothing. 4 MB, and a thirtieth of a start.

    It does so before Textual does, which needs it.
    """
    _load("asyncio", {"ssl": None, "asyncio.sslproto": ModuleType("asyncio.sslproto")})


def load_textual() -> None:
    """Load Textual without the names it keeps for annotations, which bring four kinds of widgets nobody is shown here.

    That saves a fiftieth of a start.
    """
    _load("textual.app", _empty(_ANNOTATED))


def load_msgspec() -> None:
    """Load msgspec without what describes types to others: nobody asks here. A millisecond of a start."""
    _load("msgspec", _empty(_DESCRIBING))


def _empty(named: Mapping[str, tuple[str, ...]]) -> Mapping[str, ModuleType]:
    """Return modules in which names stand for nothing."""
    made = {module: ModuleType(module) for module in named}
    for module, names in named.items():
        vars(made[module]).update(dict.fromkeys(names, object))
    return made


def _load(name: str, instead: Mapping[str, ModuleType | None]) -> None:
    """Load a module without others, unless it has been loaded."""
    if name not in sys.modules:
        with without(instead):
            importlib.import_module(name)
