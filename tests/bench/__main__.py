"""`python -m tests.bench [FAMILY…] [--rounds N]`: measure and print the table; a whole one is kept in README.md."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable

from . import flooding, gaps, leaving, resting, scrolling, starting, storing
from .stored import Home, stored_home
from .table import Row, keep, machine, plain

FAMILIES: dict[str, Callable[[Home, int], list[Row]]] = {
    "starting": lambda home, rounds: starting.measure(home, 3 * rounds),
    "flooding": lambda _, rounds: flooding.measure(rounds),
    "gaps": lambda home, rounds: gaps.measure(home, max(1, rounds - 1)),
    "resting": lambda home, rounds: resting.measure(home, max(1, rounds - 1)),
    "leaving": leaving.measure,
    "scrolling": lambda _, rounds: scrolling.measure(max(1, rounds - 1)),
    "storing": lambda _, rounds: storing.measure(rounds + 2),
}
"""The families of figures, in the order of the table, and how often each alternates."""
ROUNDS = 3


def table(families: Iterable[str], rounds: int) -> list[Row]:
    """Measure some families one after the other."""
    rows = []
    with stored_home() as home:
        for name in families:
            began = time.monotonic()
            print(f"{name}:", file=sys.stderr, flush=True)
            rows += FAMILIES[name](home, rounds)
            print(f"{name} took {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return rows


def main() -> None:
    """Measure what the command line names, all of it where it names nothing."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("families", nargs="*", choices=[*FAMILIES, []], metavar="FAMILY", help=", ".join(FAMILIES))
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="more rounds, steadier figures")
    asked = parser.parse_args()
    rows = table(asked.families or FAMILIES, asked.rounds)
    print(plain(rows))
    if not asked.families:
        keep(rows, machine())


if __name__ == "__main__":
    main()
