"""A list of 2,000 rows under a held key: how long its longest frame takes."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import NamedTuple

from .flooding import open_all
from .keys import Recording, answers_ms, press
from .programs import HELLO_KEYS, SYMBOLS, environment, flooded, fresh_home
from .rounds import alternated, percentile
from .table import Row
from .terminal import Session

HELD_S = 0.033
"""A held key repeats 30 times a second."""
SECONDS = 6.0
_SCROLLED, _BARE = "scrolled", HELLO_KEYS.name


class Scroll(NamedTuple):
    """From each key to the end of the next frame, milliseconds."""

    waits_ms: tuple[float, ...]


def measure(rounds: int) -> list[Row]:
    """Hold a key in the list and in an app that counts keys."""
    with fresh_home() as home:
        found = alternated(rounds, {_SCROLLED: partial(scrolled, home), _BARE: partial(counted, home)})
    longest = [max(each.waits_ms) for each in found.all(_SCROLLED)]
    usual = [percentile(each.waits_ms, 0.5) for each in found.all(_SCROLLED)]
    ratio = found.ratio(_SCROLLED, _BARE, lambda each: max(each.waits_ms)).median
    bare = found.of(_BARE, lambda each: max(each.waits_ms)).median
    return [
        Row(
            f"scrolling {SYMBOLS:,} rows, key held: longest frame",
            f"{max(longest):.0f} ms (usual {sorted(usual)[len(usual) // 2]:.1f})",
            f"{ratio:.1f} ×",
            f"{_BARE}, {bare:.1f} ms",
            "≤ 50 ms",
            max(longest) <= 50,
            "every row in sight is drawn again, each a row further",
        )
    ]


def scrolled(home: Path) -> Scroll:
    """Hold the key that goes down, in the basket of all symbols, while nothing else moves."""
    program = flooded(rate=0)
    with Session(program.command, environment(home)) as session:
        open_all(session, program)
        session.press(b"j" * 40)
        session.settle()
        return _held(session)


def counted(home: Path) -> Scroll:
    """Hold a key in an app that counts."""
    with Session(HELLO_KEYS.command, {**environment(home), "TEXTUAL_FPS": "480"}) as session:
        session.until(HELLO_KEYS.marker)
        session.settle()
        return _held(session)


def _held(session: Session) -> Scroll:
    """Hold a key for a while and leave."""
    began = time.monotonic()
    pressed = press(session, SECONDS, (b"j",), lambda: HELD_S)
    frames = Recording(session, began).frames()
    session.press(b"q")
    session.end()
    return Scroll(tuple(answers_ms(pressed, {b"j": frames})))
