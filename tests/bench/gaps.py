"""The longest time between two frames while the data process starts and streams, keys being held."""

from __future__ import annotations

import time
from functools import partial
from itertools import pairwise

from .keys import Recording, press
from .programs import environment, fresh_home, rotation
from .rounds import alternated
from .stored import Home
from .table import Row
from .terminal import Session

EVERY_S = 1 / 60
"""So often a key is pressed: the frames that answer are the cadence that may be broken."""
SECONDS = 5.0
_STARTING, _IDLE = "starting and streaming", "idle"


def measure(home: Home, rounds: int) -> list[Row]:
    """Press keys while the demo starts and streams, from the first frame on, and in a program that is idle."""
    found = alternated(rounds, {_STARTING: _while_starting, _IDLE: partial(_while_idle, home)})
    ratio = found.ratio(_STARTING, _IDLE, lambda each: each).median
    longest, idle = (found.of(name, lambda each: each).median for name in (_STARTING, _IDLE))
    return [
        Row(
            "longest gap between frames, data process starting and streaming",
            f"{longest:.0f} ms",
            f"{ratio:.2f} ×",
            f"itself, idle, {idle:.0f} ms",
            "≤ 1.4 ×",
            ratio <= 1.4,
            "the first answers: every pane laid out anew, and the drawing library imported",
        )
    ]


def _while_starting() -> float:
    """The longest gap from the first frame of a demo on, milliseconds."""
    program = rotation("--demo")
    with fresh_home() as folder, Session(program.command, environment(folder)) as session:
        session.until(program.marker)
        return _longest_ms(session)


def _while_idle(home: Home) -> float:
    """The longest gap when everything is there and nothing comes."""
    program = rotation()
    with Session(program.command, home.offline) as session:
        session.until(program.marker)
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
