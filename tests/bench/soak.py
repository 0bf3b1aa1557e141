"""A session of eight hours in five minutes, with ticks and faults: does anything grow? `python -m tests.bench.soak`."""

from __future__ import annotations

import json
import os
import signal
import statistics
import sys
import time
from pathlib import Path
from typing import NamedTuple

from . import processes
from .flooding import counted, moved_ms
from .keys import Recording, like_a_person, press
from .programs import Program, data_process, environment, fresh_home, watched
from .rounds import percentile
from .table import Row, plain
from .terminal import Session

HOURS, HOUR_S = 8, 30.0
SCALE = 3600 / HOUR_S
_SCREENS = b"23451"
_GROWTH = 0.05
_SOME = 3
"""So many hours at each end are compared: a timer more or less is no growth."""
_SLOWER = 1.25
"""Two hours' percentiles of some hundred keys differ by so much without a cause."""


class Hour(NamedTuple):
    """How the program stood at the end of an hour: memory in 1e6 bytes, screen first, then the data process."""

    memory_mb: tuple[float, float]
    descriptors: tuple[int, int]
    threads: tuple[int, int]
    data_tasks: int
    key_p99_ms: float


def main() -> None:
    """Run the day and print how the hours compare."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with fresh_home() as home:
        before = counted(home)
        hours, tasks = soak(home)
        after = counted(home)
    bare = (percentile(before.answers_ms, 0.99), percentile(after.answers_ms, 0.99))
    print(plain(rows(hours, tasks, bare)))


def soak(home: Path) -> tuple[list[Hour], list[int]]:
    """Run the day; the hours, and how many tasks the screen had at the end of each."""
    report, tasks = home / "report.json", home / "tasks"
    inner = (sys.executable, "-m", "tests.bench.soak_screen", str(tasks), f"{SCALE:g}")
    program = watched(Program("rotation, a day in minutes", inner, b"AMZN"), report)
    hours = []
    with Session(program.command, environment(home)) as session:
        session.until(program.marker)
        session.settle(1.0, patience_s=8)
        # One hour goes before the day. An hour here has as many frames as half a minute: what is kept up to a bound,
        # as lines drawn and words measured are, fills in it, and would in the first minutes of a real one.
        _an_hour(session, tasks, kill=True)
        for hour in range(HOURS):
            hours.append(_an_hour(session, tasks))
            told = ", ".join(f"{name} {value}" for name, value in hours[-1]._asdict().items())
            print(f"  hour {hour + 1}: {told}", file=sys.stderr, flush=True)
        session.press(b"q")
        session.end()
    return hours, json.loads(report.read_text(encoding="utf-8"))["tasks"]


def _an_hour(session: Session, tasks: Path, *, kill: bool = False) -> Hour:
    """Look at every screen, move the cursor until the hour is over, and read what the system says."""
    ends = time.monotonic() + HOUR_S
    if kill:
        data = data_process(session.pid)
        assert data is not None, "the data process is there"
        os.kill(data, signal.SIGKILL)
    for key in _SCREENS:
        session.press(bytes((key,)))
        session.watch(1.0)
    session.forget()
    began = time.monotonic()
    pressed = press(session, max(1.0, ends - began - 0.5), (b"j", b"k"), like_a_person())
    answers = moved_ms(Recording(session, began), pressed)
    os.kill(session.pid, signal.SIGUSR1)
    data = data_process(session.pid)
    assert data is not None, "the data process is there"
    both = (session.pid, data)
    return Hour(
        tuple(map(processes.resident_mb, both)),
        tuple(map(processes.descriptors, both)),
        tuple(map(processes.threads, both)),
        int(tasks.read_text(encoding="ascii") or 0),
        percentile(answers, 0.99),
    )


def rows(hours: list[Hour], tasks: list[int], bare_p99_ms: tuple[float, float]) -> list[Row]:
    """Hold the last hours against the first; `bare_p99_ms` is of an app that only counts keys, before and after."""
    found = []
    for at, process in enumerate(("screen process", "data process")):
        first, last = (hours[place].memory_mb[at] for place in (0, -1))
        ratio = last / first
        found.append(
            Row(
                f"memory of the {process} after {HOURS} h",
                f"{last:.1f} MB",
                f"{ratio:.3f} ×",
                f"after 1 h, {first:.1f} MB",
                f"≤ {1 + _GROWTH} ×",
                ratio <= 1 + _GROWTH,
            )
        )
        counts = {
            "descriptors": [each.descriptors[at] for each in hours],
            "threads": [each.threads[at] for each in hours],
            "tasks": (tasks, [each.data_tasks for each in hours])[at],
        }
        told = ", ".join(f"{name} {_ends(values)}" for name, values in counts.items())
        grown = any(min(values[-_SOME:]) > max(values[:_SOME]) for values in counts.values())
        found.append(Row(f"open in the {process}, first and last hours", told, goal="no growth", met=not grown))
    return [*found, _keys(hours, bare_p99_ms)]


def _ends(values: list[int]) -> str:
    """The lowest and highest of the first hours, and of the last."""
    ends = (values[:_SOME], values[-_SOME:])
    return " → ".join(f"{min(some)}" if min(some) == max(some) else f"{min(some)}–{max(some)}" for some in ends)


def _keys(hours: list[Hour], bare_p99_ms: tuple[float, float]) -> Row:
    """Hold the keys of the last hours against those of the first; a bare app's tell how the machine was."""
    first, last = (statistics.median(each.key_p99_ms for each in some) for some in (hours[:_SOME], hours[-_SOME:]))
    before, after = bare_p99_ms
    ratio = last / first
    return Row(
        "key to paint p99, last hours",
        f"{last:.1f} ms",
        f"{ratio:.2f} ×",
        f"first hours, {first:.1f} ms (a bare app's before {before:.1f}, after {after:.1f})",
        "unchanged",
        ratio <= _SLOWER,
    )


if __name__ == "__main__":
    main()
