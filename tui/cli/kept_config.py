"""The configuration as it was read the last time, for a start that finds no file of it changed.

To read four TOML files, check them and turn them into nouns takes a tenth of a start; to read this one, a hundredth.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

import msgspec
from msgspec import Struct
from platformdirs import user_cache_path

from tui import __version__
from tui.core.config import Config
from tui.engine.saved import write_whole

_LOG = logging.getLogger(__name__)
_PROGRAM = Path(__file__).parent.parent


class KeptConfig(Struct, frozen=True, kw_only=True):
    """A configuration, and what it holds for."""

    program: str
    files: list[str]
    """The stamps of the files it was read from, there or not."""
    config: Config


def kept(files: list[str]) -> Config | None:
    """Return the configuration kept for files with these stamps; None where there is none, or none that holds."""
    try:
        found = msgspec.json.decode(_path().read_bytes(), type=KeptConfig)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return found.config if (found.program, found.files) == (_program(), files) else None


def keep(config: Config, files: list[str]) -> None:
    """Keep what was read from files with these stamps; a disk that refuses, or a name no text has, costs only time."""
    try:
        write_whole(_path(), msgspec.json.encode(KeptConfig(program=_program(), files=files, config=config)))
    except (OSError, UnicodeEncodeError) as error:
        _LOG.info("the configuration is not kept: %s", error)


def _path() -> Path:
    """Return where it is kept, one for all folders of files."""
    return user_cache_path("rotation", appauthor=False) / "config.json"


def _program() -> str:
    """Return what tells this program from one that may read the same files another way, also while it is written."""
    # A folder's entries are looked at three times as fast as paths are.
    modules = (each for room in ("core", "settings") for each in os.scandir(_PROGRAM / room))
    return f"{__version__} {max(each.stat().st_mtime_ns for each in modules if each.name.endswith('.py'))}"
