"""The table: a row a figure, with what it is held against, its goal, and what dominates it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path
from platform import python_version, system
from typing import NamedTuple

KEPT = Path(__file__).with_name("README.md")
_BEGINS, _ENDS = "<!-- table -->", "<!-- end of table -->"
_HEADINGS = ("what", "measured", "ratio", "against", "goal", "met", "what dominates it")


class Row(NamedTuple):
    """One figure."""

    what: str
    measured: str
    ratio: str = "–"
    against: str = "–"
    goal: str = "–"
    met: bool | None = None
    """None where there is no goal, or nothing was measured."""
    dominated: str = ""


def markdown(rows: Iterable[Row]) -> str:
    """Return the table as it is kept."""
    lines = [_HEADINGS, tuple("---" for _ in _HEADINGS), *map(_cells, rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def plain(rows: Sequence[Row]) -> str:
    """Return the table as a terminal shows it, the notes below."""
    cells = [_HEADINGS[:-1], *(_cells(row)[:-1] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    notes = [f"{row.what}: {row.dominated}" for row in rows if row.dominated]
    return "\n".join([*lines, "", "What dominates it:", *notes] if notes else lines)


def machine() -> str:
    """Say what class of machine this is, without its name."""
    described = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    shared = "shared " if " hypervisor" in described else ""
    maker = "a server CPU" if re.search("EPYC|Xeon", described) else "a CPU"
    return f"{cpu_count()} {shared}cores of {maker}, {system()}, Python {python_version()}"


def keep(rows: Sequence[Row], on: str) -> None:
    """Put the table in the place of the last one."""
    text = KEPT.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGINS)
    _, _, after = rest.partition(_ENDS)
    head = f"{datetime.now(UTC):%Y-%m-%d}, {on}.\n\n"
    KEPT.write_text(f"{before}{_BEGINS}\n{head}{markdown(rows)}\n{_ENDS}{after}", encoding="utf-8")


def _cells(row: Row) -> tuple[str, ...]:
    """Return the cells of a row."""
    met = {True: "yes", False: "**no**", None: "–"}[row.met]
    return (row.what, row.measured, row.ratio, row.against, row.goal, met, row.dominated)
