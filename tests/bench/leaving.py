"""From the key that quits to the end of both processes, whatever the program is doing."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from . import processes
from .programs import HELLO, children, environment, flooded, fresh_home, rotation
from .rounds import alternated
from .starting import LIVE, QUOTED
from .stored import Home
from .table import Row
from .terminal import Session

_HELLO = HELLO.name
_LOADING_S = 1.2
"""So long after the first frame of an empty home the closes are being asked for."""
_FLOODED_S = 6.0


def measure(home: Home, rounds: int) -> list[Row]:
    """Quit in every state, in turn."""
    with fresh_home() as elsewhere:
        measures: dict[str, Callable[[], float]] = {
            _HELLO: partial(_hello, elsewhere),
            "at the start": partial(_at_start, home),
            "amid loading": partial(_loading, home),
            "amid a flood": partial(_flooded, elsewhere),
            "offline": partial(_offline, home),
        }
        found = alternated(rounds, measures)
    hello = found.of(_HELLO, lambda each: each).median
    return [
        _row(state, found.of(state, lambda each: each).highest, found.of(state, lambda each: each).median, hello)
        for state in measures
        if state != _HELLO
    ]


def _row(state: str, most: float, usual: float, hello: float) -> Row:
    """Tell of one state."""
    dominated = "the app's own farewell; the data process ends when its input does, at the latest it is killed"
    return Row(
        f"quit {state}", f"{usual:.0f} ms, {most:.0f} at most", f"{usual / hello:.1f} ×", f"{_HELLO}, {hello:.0f} ms",
        "≤ 300 ms", most <= 300, dominated if state == "at the start" else "",
    )  # fmt: skip


def _hello(folder: Path) -> float:
    with Session(HELLO.command, environment(folder)) as session:
        session.until(HELLO.marker)
        session.settle()
        return _quit_ms(session)


def _at_start(home: Home) -> float:
    """As soon as the first frame of the app is there."""
    with Session(rotation().command, home.offline) as session:
        _, begins = session.until(LIVE)
        session.until(QUOTED, begins)
        return _quit_ms(session)


def _loading(home: Home) -> float:
    """While closes are being asked for, in a home of which nothing is stored."""
    with fresh_home() as folder:
        env = {**home.online, **{name: str(folder) for name, at in home.online.items() if at == str(home.folder)}}
        with Session(rotation().command, env) as session:
            _, begins = session.until(LIVE)
            session.until(b"AMZN", begins)
            session.watch(_LOADING_S)
            return _quit_ms(session)


def _flooded(folder: Path) -> float:
    program = flooded()
    with Session(program.command, environment(folder)) as session:
        session.until(program.marker)
        session.watch(_FLOODED_S)
        return _quit_ms(session)


def _offline(home: Home) -> float:
    """While nothing answers, and that has been seen."""
    with Session(rotation().command, home.offline) as session:
        session.until(b"next try")
        session.watch(0.5)
        return _quit_ms(session)


def _quit_ms(session: Session) -> float:
    """Press the key, and wait for the program and all it started."""
    others = children(session.pid)
    pressed = session.press(b"q")
    ended = session.end()
    while any(processes.is_there(pid) for pid in others):
        time.sleep(0.001)
        ended = time.monotonic()
    return 1000 * (ended - pressed)
