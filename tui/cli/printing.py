"""Composes `rotation print`: the same engine, in this process, asked once."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import warnings
from collections.abc import Callable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from tui.core.board import Board
from tui.core.messages import Update, Watch
from tui.engine.engine import Engine
from tui.engine.sources import open_provider, open_sessions, open_store
from tui.engine.wire import Start
from tui.providers.base import ProviderError
from tui.report.codes import NO_DATA, UNWRITTEN
from tui.report.facts import as_json
from tui.report.graph import graph_as_csv, graph_as_json, graph_as_text, graph_exit_code
from tui.report.study import study_as_csv, study_as_json, study_as_text, study_exit_code
from tui.report.table import as_csv
from tui.report.verdict import exit_code
from tui.report.words import as_text

_FEW = 3


class Writing(NamedTuple):
    """How a Board is printed, by the format asked for, and how complete it is."""

    forms: Mapping[str, Callable[[Board], str]]
    exit_code: Callable[[Board], int]


WHOLE = Writing({"text": as_text, "json": as_json, "csv": as_csv}, exit_code)
GRAPH = Writing({"text": graph_as_text, "json": graph_as_json, "csv": graph_as_csv}, graph_exit_code)

STUDY = Writing({"text": study_as_text, "json": study_as_json, "csv": study_as_csv}, study_exit_code)


def print_board(start: Start, form: str, watch: Watch, writing: Writing = WHOLE) -> int:
    """Print the Board on standard output and return the exit code; messages go to standard error."""
    logging.basicConfig(handlers=[logging.NullHandler()])
    warnings.simplefilter("ignore")
    try:
        board = asyncio.new_event_loop().run_until_complete(_ask(start, watch))
    except ProviderError as error:
        print(f"rotation: {error}", file=sys.stderr)  # noqa: T201  # printing is what this command is for
        return NO_DATA
    if not _write(writing.forms[form](board)):
        return UNWRITTEN
    if board.provider.simulated:
        print("rotation: SIMULATED, every price is invented", file=sys.stderr)  # noqa: T201  # as above
    for line in _complaints(board):
        print(f"rotation: {line}", file=sys.stderr)  # noqa: T201  # as above
    return writing.exit_code(board)


def _complaints(board: Board) -> list[str]:
    """Return what is wrong in a few lines: what concerns all symbols, then the symbols that have something wrong."""
    lines = [problem.what for problem in board.problems if problem.symbol is None]
    ailing = [problem.symbol for problem in board.problems if problem.symbol is not None]
    if len(ailing) <= _FEW:
        return lines + [problem.what for problem in board.problems if problem.symbol is not None]
    return [*lines, f"something is wrong with the data of {len(ailing)} symbols: {', '.join(ailing)}"]


def _write(text: str) -> bool:
    """Write to standard output and say whether all of it got there; who stops reading early has had enough."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal that lacks a sign shows another
    try:
        print(text, flush=True)  # noqa: T201  # printing is what this command is for
    except OSError as error:
        # What is left in the buffer would be tried, and fail, once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            print(f"rotation: the output cannot be written: {error.strerror}", file=sys.stderr)  # noqa: T201  # as above
            return False
    return True


async def _ask(start: Start, watch: Watch) -> Board:
    """Ask the provider for everything once."""
    provider = open_provider(replace(start, still=True))
    store, sessions = open_store(start, provider.now), open_sessions(start)
    return await Engine(start.config, provider, _drop, store=store, sessions=sessions).once(watch)


async def _drop(update: Update) -> None:
    """Let an update go: one answer is all that is printed."""
