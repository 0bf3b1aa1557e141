"""Others of its kind, each installed into an environment of its own; without a registry they are not measured."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_cache_path

from .programs import Program

_INSTALL_S = 600


class Peer(NamedTuple):
    """A program on the package index: what to install, and what to run."""

    requirement: str
    command: str
    options: tuple[str, ...]
    marker: bytes
    """A symbol of the list it shows first."""


STOCKSTUI = Peer("stockstui==0.1.0b14", "stockstui", (), b"NVDA")
STONKS = Peer("stonks-cli==0.6.4", "stonks", ("demo",), b"MSFT")


def installed(peer: Peer) -> Program | None:
    """Install a peer, or find it as installed before; None where that cannot be done."""
    name = peer.requirement.partition("=")[0]
    folder = user_cache_path("rotation-bench", appauthor=False) / peer.requirement.replace("==", "-")
    command = folder / "bin" / peer.command
    if not command.exists() and not _install(folder, peer.requirement):
        return None
    return Program(name, (str(command), *peer.options), peer.marker)


def _install(folder: Path, requirement: str) -> bool:
    """Install into an environment of its own; say whether that went well."""
    print(f"  installing {requirement}", file=sys.stderr, flush=True)
    try:
        venv.create(folder, with_pip=True, clear=True)
        pip = (str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--compile", requirement)
        subprocess.run(pip, check=True, timeout=_INSTALL_S, capture_output=True)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"  {requirement} is not measured: {error}", file=sys.stderr, flush=True)
        return False
    return True
