"""Opens the screen: what can be refused is refused before, with the terminal as it was."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

from tui.cli.choice import Choice
from tui.cli.kept_config import keep, kept
from tui.cli.lean import load_asyncio, load_textual
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
    load_asyncio()
    load_textual()
    from tui.cli.screen import open_screen

    open_screen(choice, config, held, files if keeps_frame else None)


def _read(folder: Path | None, files: list[str]) -> Config:
    """Read the configuration and keep it for the next start; `ConfigError` where it has problems."""
    from tui.settings.load import load

    config = load(folder)
    keep(config, files)
    return config


def _files(given: Path | None) -> list[str]:
    """Return every file the configuration is read from, there or not."""
    return [str(folder.absolute() / name) for folder in (shipped_folder(), user_folder(given)) for name in FILES]


def _refuse(what: str, held: Held) -> NoReturn:
    """Say what is wrong and leave with the exit code for it."""
    from tui.report.codes import USAGE

    held.give_back()
    sys.stderr.write(f"rotation: {what}\n")
    sys.exit(USAGE)
