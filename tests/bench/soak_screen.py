"""The real app over a day that passes in minutes: `python -m tests.bench.soak_screen TASKS SCALE`, in a terminal.

Every wait of the engine is as much shorter as the market's clock is faster. Nothing outside a home of its own is
touched where HOME and the XDG variables say so.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import tui.cli
from tui.engine import client

WORKER = Path(__file__).with_name("soak_worker.py")


def run(tasks: str, scale: str) -> None:
    """Run the app until it is quit."""
    with TemporaryDirectory() as folder:
        Path(folder, "settings.toml").write_text(f"[cadence]\nscale = {1 / float(scale):.5f}\n", encoding="utf-8")
        # Before the screen is loaded: that is up to the command, which first says how often a frame may come.
        told = (sys.executable, "-P", str(WORKER), tasks, scale)
        client.WorkerFeed = partial(client.WorkerFeed, command=told)
        sys.argv = ["rotation", "--config", folder]
        tui.cli.main()


if __name__ == "__main__":
    run(*sys.argv[1:])
