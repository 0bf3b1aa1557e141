"""One event's study by itself, as text, JSON or CSV, so that it can be checked against published ones."""

from __future__ import annotations

import csv
import io

import msgspec

from tui import __version__
from tui.core import text
from tui.core.board import Board
from tui.core.study import Study, WindowState
from tui.report.codes import COMPLETE, NO_DATA, PARTIAL
from tui.report.examined import window_facts
from tui.report.findings import tell_study
from tui.report.plain import Facts, when
from tui.report.table import guarded

HEADER = ("symbol", "benchmark", "event", "session", "first", "last", "state", "car", "t", "alpha", "beta")


def study_as_json(board: Board) -> str:
    """Write the studies as one JSON object with the list `study`, a window each."""
    found = {
        "version": __version__,
        "as_of": when(board.as_of or board.clock.now),
        "simulated": board.provider.simulated,
        "study": _windows(board),
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode()


def study_as_csv(board: Board) -> str:
    """Write one line for every window, with a header line; an empty value is unknown."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for each in _windows(board):
        first, last = each["window"] or (None, None)
        cells = {**each, "first": first, "last": last}
        writer.writerow(guarded(tuple(cells[name] for name in HEADER)))
    return out.getvalue().rstrip("\n")


def study_as_text(board: Board) -> str:
    """Write a few lines for each study."""
    if not board.studies:
        return "Event study: no data, the event is still to come"
    badge = "SIMULATED · " if board.provider.simulated else ""
    return "\n".join(f"{badge}{line}" for study in _studies(board) for line in _told(study))


def study_exit_code(board: Board) -> int:
    """Return the exit code: 0 all windows complete, 3 some pending or missing, 4 none."""
    windows = [window for study in _studies(board) for window in study.windows]
    complete = [window for window in windows if window.state is WindowState.COMPLETE]
    if not complete:
        return NO_DATA
    all_there = all(study.windows for study in _studies(board))
    return COMPLETE if all_there and len(complete) == len(windows) else PARTIAL


def _studies(board: Board) -> tuple[Study, ...]:
    return tuple(study for found in board.studies.values() for study in found)


def _windows(board: Board) -> list[Facts]:
    return [{"event": study.event_id, **found} for study in _studies(board) for found in window_facts(study)]


def _told(study: Study) -> list[str]:
    """Write the study, and what it is estimated from."""
    head = f"{study.event_id}, session {text.day(study.session)}: {tell_study(study)}"
    if study.alpha is None:
        return [head]
    span = f"{text.day(study.estimation_start)} to {text.day(study.estimation_end)}"
    beta = "" if study.beta is None else f" · beta {study.beta:.6f}"
    return [head, f"  estimated from {span}: alpha {study.alpha:.8f}{beta}"]
