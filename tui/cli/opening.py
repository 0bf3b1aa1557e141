"""Opens the screen: what can be refused is refused before, with the terminal as it was."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from tui.cli.choice import Choice
from tui.cli.kept_config import keep, kept
from tui.core.config import Config
from tui.paint.stamps import file_stamps
from tui.paint.terminal import Held
from tui.settings.locate import FILES, shipped_folder, user_folder
from tui.settings.problems import ConfigError


def open_live(folder: str | None, held: Held) -> None:
    """Open the screen on the source that others serve, and keep its last frame."""
    choice = Choice(config_dir=Path(folder) if folder is not None else None)
    open_on(choice, held, keeps_frame=True)


def open_on(choice: Choice, held: Held, *, keeps_frame: bool = False) -> None:
    """Open the screen on a choice that has been checked."""
    try:
        # Before they are read: what is changed meanwhile is another configuration than the frame's.
        files = file_stamps(_files(choice.config_dir))
        config = kept(files) or _read(choice.config_dir, files)
    except ConfigError as error:
        _refuse(str(error), held)
    # Standard error too: that is what the screen is drawn on.
    if not all(each.isatty() for each in (sys.stdin, sys.stdout, sys.stderr)):
        _refuse("this is no terminal; `rotation print` prints the board instead", held)
    _load_asyncio_without_tls()
    _load_textual_without_its_types()
    from tui.cli.screen import open_screen

    open_screen(choice, config, held, files if keeps_frame else None)


def _read(folder: Path | None, files: list[str]) -> Config:
    """Read the configuration and keep it for the next start; `ConfigError` where it has problems."""
    from tui.settings.load import load

    config = load(folder)
    keep(config, files)
    return config


def _load_asyncio_without_tls() -> None:
    """Load asyncio as on a Python built without TLS, which it allows for: the screen itself connects to nothing.

    That saves 4 MB, and a thirtieth of the start.
    """
    if "ssl" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment]  # how an import is refused
        importlib.import_module("asyncio")
        del sys.modules["ssl"]


def _load_textual_without_its_types() -> None:
    """Load Textual without the names it keeps for annotations, which bring four kinds of widgets nobody is shown here.

    Whoever imports them later gets them. That saves a fiftieth of the start.
    """
    if "textual.app" not in sys.modules:
        names = ModuleType("textual.types")
        vars(names)["IgnoreReturnCallbackType"] = object
        sys.modules[names.__name__] = names
        importlib.import_module("textual.app")
        del sys.modules[names.__name__]


def _files(given: Path | None) -> list[str]:
    """Return every file the configuration is read from, there or not."""
    return [str(folder.absolute() / name) for folder in (shipped_folder(), user_folder(given)) for name in FILES]


def _refuse(what: str, held: Held) -> NoReturn:
    """Say what is wrong and leave with the exit code for it."""
    from tui.report.codes import USAGE

    held.give_back()
    sys.stderr.write(f"rotation: {what}\n")
    sys.exit(USAGE)
