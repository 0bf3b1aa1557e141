"""Where the configuration lives: the files shipped with the program, and the user's own."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path

from tui.core.text import safe
from tui.settings.problems import ConfigError, ConfigProblem

FILES = ("settings.toml", "watchlist.toml", "events.toml", "marks.toml")
"""Every file there is, in the order reports name them."""


def shipped_folder() -> Path:
    """Return the folder of the shipped files: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "config"
    return installed if installed.is_dir() else package.parent / "config"


def user_folder(given: Path | None = None) -> Path:
    """Return the folder of the user's own files: the one given, or this system's place, which need not exist.

    `ConfigError` where a folder is given that is none.
    """
    if given is None:
        return user_config_path("rotation", appauthor=False)
    if not given.is_dir():
        raise ConfigError([ConfigProblem(file=safe(str(given)), text="no such folder")], given)
    return given
