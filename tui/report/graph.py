"""The rotation graph's numbers by themselves, as text, JSON or CSV, so that they can be checked against others'."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import msgspec

from tui import __version__
from tui.core import text
from tui.core.board import Board
from tui.report.codes import COMPLETE, NO_DATA, PARTIAL
from tui.report.plain import when
from tui.report.standing import graph_facts
from tui.report.table import guarded
from tui.report.told import tell_graphed

HEADER = ("name", "benchmark", "day", "strength", "momentum", "quadrant", "entered")


def graph_as_json(board: Board) -> str:
    """Write the graph as one JSON object with the list `rotation`."""
    found = {
        "version": __version__,
        "as_of": when(board.graph.as_of if board.graph else None),
        "simulated": board.provider.simulated,
        "rotation": graph_facts(board.graph) if board.graph else [],
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode()


def graph_as_csv(board: Board) -> str:
    """Write one line for every point of every tail, with a header line; an empty value is unknown."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(guarded(line) for line in _lines(board))
    return out.getvalue().rstrip("\n")


def graph_as_text(board: Board) -> str:
    """Write a table of the lines, one a row."""
    graph = board.graph
    if graph is None:
        return "Rotation graph: no data, the benchmark has no closes"
    badge = "SIMULATED · " if board.provider.simulated else ""
    heading = f"{badge}Rotation graph against {graph.benchmark} on {text.day(graph.as_of)}"
    names = f"{'':<36}{'strength':>10}{'momentum':>10}  quadrant"
    return "\n".join([heading, names, *(tell_graphed(row) for row in graph.rows)])


def graph_exit_code(board: Board) -> int:
    """Return the exit code: 0 all lines there, 3 some missing or without a momentum yet, 4 none."""
    rows = board.graph.rows if board.graph else ()
    there = sum(row.momentum is not None for row in rows)
    if not there:
        return NO_DATA
    return COMPLETE if there == len(rows) else PARTIAL


def _lines(board: Board) -> Iterator[tuple[Any, ...]]:
    for row in board.graph.rows if board.graph else ():
        if not row.tail:
            yield row.name, board.graph.benchmark if board.graph else "", None, None, None, None, None
        for point in row.tail:
            last = point is row.tail[-1]
            found = (when(row.quadrant), when(row.entered)) if last else (None, None)
            benchmark = board.graph.benchmark if board.graph else ""
            yield row.name, benchmark, when(point.day), point.strength, point.momentum, *found
