"""Keys answered while 2,000 symbols take 10,000 quotes a second, and what that costs."""

from __future__ import annotations

import json
import math
import os
import signal
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from . import processes
from .costs import loop
from .keys import Presses, Recording, answers_ms, like_a_person, press, two_places
from .programs import HELLO_KEYS, RATE, SYMBOLS, Program, data_process, environment, flooded, fresh_home, watched
from .rounds import Rounds, alternated, percentile
from .table import Row
from .terminal import Session

SECONDS = 10.0
_FILLED_S = 120.0
_STEADY_S = 2.0
FULL = f"{SYMBOLS}/{SYMBOLS}".encode()
"""The basket of all symbols has every one of them."""
_LOAD = f"{SYMBOLS:,} symbols, {RATE:,} quotes/s"
_FLOODED, _BARE = "flooded", HELLO_KEYS.name


class Load(NamedTuple):
    """How a program did under keys."""

    answers_ms: tuple[float, ...]
    seconds: float
    frames: int
    cpu: float
    """Share of a core the screen process took."""
    data_cpu: float = 0.0
    """Share of a core the data process took."""
    late_ms: tuple[float, ...] = ()


def measure(rounds: int) -> list[Row]:
    """Measure keys under a flood, and in an app that only counts them."""
    with fresh_home() as home:
        measures: dict[str, Callable[[], Load]] = {
            _FLOODED: partial(under, flooded(), home),
            f"{_FLOODED}, watched": partial(under, flooded(), home, probed=True),
            _BARE: partial(counted, home),
            f"{_BARE}, watched": partial(counted, home, probed=True),
        }
        found = alternated(rounds, measures)
        return _rows(found, sampled(home))


def under(program: Program, home: Path, *, probed: bool = False) -> Load:
    """Press keys that move the cursor between two members of the basket of all symbols, opened."""
    report = home / "report.json"
    command = (watched(program, report) if probed else program).command
    with Session(command, environment(home)) as session:
        open_all(session, program)
        data = data_process(session.pid)
        if probed:
            os.kill(session.pid, signal.SIGUSR1)
        began, before = time.monotonic(), processes.use(session.pid)
        data_before = processes.use(data) if data else None
        pressed = press(session, SECONDS, (b"j", b"k"), like_a_person())
        took, used = time.monotonic() - began, processes.use(session.pid).since(before)
        data_used = processes.use(data).since(data_before).cpu_s if data and data_before else 0.0
        recording = Recording(session, began)
        late = _leave(session, report if probed else None)
    answers = tuple(moved_ms(recording, pressed))
    return Load(answers, took, len(recording.frames()), used.cpu_s / took, data_used / took, late)


def open_all(session: Session, program: Program) -> None:
    """Wait until all is there, open the basket of all symbols, and bring the cursor among its members."""
    session.until(program.marker)
    session.until(FULL, patience_s=_FILLED_S)
    session.watch(_STEADY_S)
    session.press(b"G")
    session.watch(0.5)
    session.press(b"\r")
    session.watch(1)
    session.press(b"jjjjjj")
    session.watch(_STEADY_S)


def moved_ms(recording: Recording, pressed: Presses) -> list[float]:
    """From each key, down and up in turn, to the cursor drawn where it led."""
    bars = list(recording.bars())
    upper, lower = two_places(bars)
    drawn = {
        key: [bar.time for bar in bars if (bar.row, bar.column) == place]
        for key, place in ((b"j", lower), (b"k", upper))
    }
    return answers_ms(pressed, drawn)


def counted(home: Path, *, probed: bool = False) -> Load:
    """Press keys at an app that only counts them."""
    report = home / "report.json"
    program = watched(HELLO_KEYS, report) if probed else HELLO_KEYS
    with Session(program.command, {**environment(home), "TEXTUAL_FPS": "480"}) as session:
        session.until(HELLO_KEYS.marker)
        session.settle()
        if probed:
            os.kill(session.pid, signal.SIGUSR1)
        began, before = time.monotonic(), processes.use(session.pid)
        pressed = press(session, SECONDS / 2, (b"j",), like_a_person())
        took, used = time.monotonic() - began, processes.use(session.pid).since(before)
        recording = Recording(session, began)
        late = _leave(session, report if probed else None)
    frames = recording.frames()
    return Load(tuple(answers_ms(pressed, {b"j": frames})), took, len(frames), used.cpu_s / took, 0.0, late)


def _leave(session: Session, report: Path | None) -> tuple[float, ...]:
    """End the probe, if there is one, and the program; by how many milliseconds its loop was late, as it reports."""
    if report is not None:
        os.kill(session.pid, signal.SIGUSR2)
        session.watch(0.2)
    session.press(b"q")
    session.end()
    return tuple(json.loads(report.read_text(encoding="utf-8"))["late_ms"]) if report is not None else ()


def sampled(home: Path) -> str:
    """Say what the screen's loop is busy with under the flood."""
    report = home / "report.json"
    program = flooded()
    with Session(watched(program, report, sampled=True).command, environment(home)) as session:
        open_all(session, program)
        os.kill(session.pid, signal.SIGUSR1)
        press(session, SECONDS, (b"j", b"k"), like_a_person())
        os.kill(session.pid, signal.SIGUSR2)
        session.watch(0.2)
        session.press(b"q")
        session.end()
    told = json.loads(report.read_text(encoding="utf-8"))
    return loop(told["ours"], told["looks"], told["collected_ms"])


def _rows(found: Rounds[Load], why: str) -> list[Row]:
    """Tell of it."""
    keys = {share: _pooled(found, _FLOODED, share) for share in (0.5, 0.99)}
    bare = {share: _pooled(found, _BARE, share) for share in (0.5, 0.99)}
    cpu, floor = (found.of(name, lambda each: 100 * each.cpu).median for name in (_FLOODED, _BARE))
    data = found.of(_FLOODED, lambda each: 100 * each.data_cpu).median
    fps = found.of(_FLOODED, lambda each: each.frames / each.seconds).median
    late = [value for each in found.all(f"{_FLOODED}, watched") for value in each.late_ms]
    least = [value for each in found.all(f"{_BARE}, watched") for value in each.late_ms]
    p99, most, bare_p99 = percentile(late, 0.99), max(late), percentile(least, 0.99)
    count = sum(len(each.answers_ms) for each in found.all(_FLOODED))
    return [
        Row(
            f"key to paint p50 / p99, {_LOAD}",
            f"{keys[0.5]:.1f} / {keys[0.99]:.1f} ms of {count} keys",
            f"{keys[0.99] / bare[0.99]:.1f} × (p99)",
            f"{_BARE}, {bare[0.5]:.1f} / {bare[0.99]:.1f} ms",
            "p99 ≤ 16.7 ms",
            keys[0.99] <= 16.7,
            why,
        ),
        Row(
            "processor time of the screen meanwhile",
            f"{cpu:.1f} % of a core (data process {data:.0f} %)",
            f"{cpu / floor:.1f} ×",
            f"{_BARE}, {floor:.1f} %",
            "≤ 15 %",
            cpu <= 15,
            "as above; the bare app's share is what 18 keys a second cost by themselves",
        ),
        Row(
            "frames a second meanwhile", f"{fps:.0f}", f"{fps / 30:.2f} ×", "30 a second", "≥ 30", fps >= 30,
            "the engine's flush, at most 30 times a second, and the keys' own frames",
        ),
        Row(
            "event loop late by p99 / most, meanwhile",
            f"{p99:.1f} / {most:.1f} ms",
            f"{p99 / bare_p99:.1f} × (p99)",
            f"{_BARE}, {bare_p99:.1f} / {max(least):.1f} ms",
            "≤ 5 / ≤ 20 ms",
            p99 <= 5 and most <= 20,
            "as above; the longest are drawings of the chart, 5 ms each on a quiet machine",
        ),
    ]  # fmt: skip


def _pooled(found: Rounds[Load], name: str, share: float) -> float:
    """A percentile of each round, the median of the rounds."""
    each_round = [percentile(each.answers_ms, share) for each in found.all(name) if each.answers_ms]
    return statistics.median(each_round) if each_round else math.nan
