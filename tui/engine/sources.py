"""The providers by name, each imported only when chosen: a demo need not pay half a second for Yahoo's libraries."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import cast

from tui.engine.hours import exchange_hours
from tui.engine.sessions import Sessions
from tui.engine.store import Store, store_path
from tui.engine.wire import Start
from tui.providers.base import Provider


def open_provider(start: Start) -> Provider:
    """Return the provider a start asks for; `ProviderError` if it cannot be opened, KeyError for an unknown name."""
    openers = {"yahoo": _open_yahoo, "files": _open_files, "demo": _open_demo}
    return openers[start.provider](start)


def open_store(start: Start, clock: Callable[[], datetime]) -> Store | None:
    """Return the store of a source that others serve; your own files and a simulation need none."""
    if start.provider != "yahoo":
        return None
    return Store.open(store_path(Path(start.cache_dir), start.provider), clock=clock)


def open_sessions(start: Start) -> Sessions:
    """Return the exchange's calendar, of the hours kept in the cache folder where they still hold."""
    return Sessions(exchange_hours(Path(start.cache_dir)))


def _open_yahoo(start: Start) -> Provider:
    module = importlib.import_module("tui.providers.yahoo")
    return cast("Provider", module.Yahoo(Path(start.cache_dir)))


def _open_files(start: Start) -> Provider:
    module = importlib.import_module("tui.providers.files")
    return cast("Provider", module.Files(Path(start.folder or ".")))


def _open_demo(start: Start) -> Provider:
    module = importlib.import_module("tui.providers.demo")
    began = time.monotonic()
    return cast("Provider", module.Demo(lambda: 0.0 if start.still else time.monotonic() - began))
