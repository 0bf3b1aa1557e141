"""The real app under a flood of quotes: `python -m tests.bench.flood --symbols 2000 --rate 10000`, in a terminal.

Everything is as `rotation --demo` has it, start path, screen and data process, but for the provider: it makes so many
ticks a second over a basket of so many symbols, beside the shipped watchlist. Nothing outside a folder of its own is
read or written where HOME and the XDG variables say so; the configuration is made in a temporary folder.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import tui.cli
from tui.engine import client
from tui.settings.locate import shipped_folder

WORKER = Path(__file__).with_name("flood_worker.py")
BASKET = "Flood"


def symbols(count: int) -> tuple[str, ...]:
    """Symbols of nothing: M0000 and on."""
    return tuple(f"M{place:04}" for place in range(count))


def configure(folder: Path, count: int) -> None:
    """Write the shipped watchlist with one more basket, of so many symbols, into a folder."""
    shipped = shipped_folder().joinpath("watchlist.toml").read_text(encoding="utf-8")
    basket = f'[[basket]]\nname = "{BASKET}"\nstance = "watch"\nwhy = "a flood"\nmembers = {list(symbols(count))}\n'
    folder.joinpath("watchlist.toml").write_text(f"{shipped}\n{basket}", encoding="utf-8")


def command(rate: int) -> tuple[str, ...]:
    """The command that starts the data process."""
    return (sys.executable, "-P", str(WORKER), str(rate))


def flood(count: int, rate: int, options: Sequence[str]) -> None:
    """Run the app until it is quit."""
    with TemporaryDirectory() as folder:
        configure(Path(folder), count)
        # Before the screen is loaded: that is up to the command, which first says how often a frame may come.
        client.WorkerFeed = partial(client.WorkerFeed, command=command(rate))
        sys.argv = ["rotation", "--demo", "--config", folder, *options]
        tui.cli.main()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, epilog="Further options go to rotation.")
    parser.add_argument("--symbols", type=int, default=2000)
    parser.add_argument("--rate", type=int, default=10_000, help="quotes a second; 0 for a quiet market")
    asked, rest = parser.parse_known_args()
    flood(asked.symbols, asked.rate, rest)
