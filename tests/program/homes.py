"""Where a program under test lives: folders of its own, and a schedule that runs faster than a person's."""

from __future__ import annotations

import os
from pathlib import Path

from standin import Standin

from tui.core.config import Config
from tui.engine.store import store_path
from tui.settings.load import load

SCALE = 0.02
"""A minute of the real schedule is then 1.2 seconds."""
MINUTE_S = 60 * SCALE


def environment(folder: Path, standin: Standin, *, poll_s: float = 15, scale: float = SCALE) -> dict[str, str]:
    """Return the environment of a program whose folders are all in `folder`, and make its settings.

    It polls every `poll_s` seconds, whatever the exchange does; `scale` shortens every wait.
    """
    config = folder / "rotation"
    config.mkdir(exist_ok=True)
    paces = "".join(f"{name} = {poll_s}\n" for name in ("open_s", "extended_s", "closed_s"))
    config.joinpath("settings.toml").write_text(f"[cadence]\n{paces}scale = {scale}\n", encoding="utf-8")
    own = {name: str(folder) for name in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")}
    return {**os.environ, **standin.env(), **own}


def cache_of(folder: Path) -> Path:
    """Return the file the program keeps what Yahoo said in."""
    return store_path(folder / "rotation", "yahoo")


def config_of(folder: Path) -> Config:
    """Return the configuration a program in `folder` starts with."""
    return load(folder / "rotation")
