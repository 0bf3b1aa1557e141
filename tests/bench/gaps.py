"""The longest time between two frames while the data process starts and streams, keys coming as fast as frames."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from itertools import pairwise

from .keys import Recording, press
from .programs import data_process, environment, fresh_home, rotation
from .rounds import alternated
from .starting import CHART, LIVE, QUOTED
from .stored import Home
from .table import Row
from .terminal import Session

EVERY_S = 1 / 60
"""So often a key is pressed: the frames that answer are the cadence that may be broken."""
SECONDS = 5.0
_BEGUN_S = 4.0
_STARTING, _ANEW, _IDLE = "from the first frame on", "a data process begun anew", "idle"


def measure(home: Home, rounds: int) -> list[Row]:
    """Press keys while a data process starts and streams, and in a program that is idle."""
    found = alternated(
        rounds, {_STARTING: partial(_from_the_first, home), _ANEW: _begun_anew, _IDLE: partial(_while_idle, home)}
    )
    idle = found.of(_IDLE, lambda each: each).median
    rows = []
    for name, goal, why in (
        (_ANEW, 1.4, "the first answers: every pane laid out anew, and what changed drawn in one frame"),
        (_STARTING, None, "the drawing library, loaded right after the first frame, then the first answers"),
    ):
        longest, ratio = found.of(name, lambda each: each).median, found.ratio(name, _IDLE, lambda each: each).median
        rows.append(
            Row(
                f"longest gap between frames, {name}",
                f"{longest:.0f} ms",
                f"{ratio:.2f} ×",
                f"itself, idle, {idle:.0f} ms",
                f"≤ {goal} ×" if goal else "–",
                ratio <= goal if goal else None,
                why,
            )
        )
    return rows


def _from_the_first(home: Home) -> float:
    """The longest gap from the app's first frame of what is stored on, milliseconds."""
    with Session(rotation().command, home.online) as session:
        _, begins = session.until(LIVE)
        session.until(QUOTED, begins)
        return _longest_ms(session)


def _begun_anew() -> float:
    """The longest gap while the data process of a demo is begun anew, everything else being there."""
    program = rotation("--demo")
    with fresh_home() as folder, Session(program.command, environment(folder)) as session:
        session.until(CHART)
        session.watch(_BEGUN_S)
        data = data_process(session.pid)
        assert data is not None, "the data process is there"
        os.kill(data, signal.SIGKILL)
        return _longest_ms(session)


def _while_idle(home: Home) -> float:
    """The longest gap when everything is there and nothing comes."""
    with Session(rotation().command, home.offline) as session:
        session.until(CHART)
        session.settle(2.0)
        return _longest_ms(session)


def _longest_ms(session: Session) -> float:
    """Press keys that move the cursor down and up, and return the longest time between two frames."""
    began = time.monotonic()
    press(session, SECONDS, (b"j", b"k"), lambda: EVERY_S)
    frames = Recording(session, began).frames()
    session.press(b"q")
    session.end()
    within = [at for at in frames if at <= began + SECONDS]
    return 1000 * max(after - before for before, after in pairwise([began, *within]))
