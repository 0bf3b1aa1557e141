"""Keys pressed at a running program, and the frames that answer them."""

from __future__ import annotations

import re
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate, cycle
from random import Random
from typing import NamedTuple

from .terminal import Session

BAR = "▌".encode()
"""What stands before the row the cursor is on."""
FRAME_ENDS = b"\x1b[?2026l"
_PLACED = re.compile(rb"\x1b\[(\d+);(\d+)H|" + BAR)
_CONTROL = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b\].*?(?:\x07|\x1b\\)")


class Bar(NamedTuple):
    """The cursor's mark, drawn."""

    time: float
    row: int
    column: int


class Recording:
    """What a program has said from one instant on."""

    def __init__(self, session: Session, since: float) -> None:
        chunks = [chunk for chunk in session.chunks if chunk.time >= since]
        self.data = b"".join(chunk.data for chunk in chunks)
        self._ends = list(accumulate(len(chunk.data) for chunk in chunks))
        self._times = [chunk.time for chunk in chunks]

    def time_of(self, place: int) -> float:
        """When the byte before a place was read."""
        return self._times[min(bisect_left(self._ends, place), len(self._times) - 1)]

    def frames(self) -> list[float]:
        """When each frame was complete."""
        return [self.time_of(found.end()) for found in re.finditer(re.escape(FRAME_ENDS), self.data)]

    def bars(self) -> Iterator[Bar]:
        """Every mark of a cursor, when the frame it is in was complete."""
        row = column = begins = 0
        for found in _PLACED.finditer(self.data):
            if found[1]:
                row, column, begins = int(found[1]), int(found[2]), found.end()
                continue
            before = _CONTROL.sub(b"", self.data[begins : found.start()]).decode(errors="replace")
            complete = self.data.find(FRAME_ENDS, found.end())
            place = complete + len(FRAME_ENDS) if complete >= 0 else found.end()
            yield Bar(self.time_of(place), row, column + len(before))


class Presses(NamedTuple):
    """Keys that were pressed, and when."""

    times: tuple[float, ...]
    keys: tuple[bytes, ...]


def press(session: Session, seconds: float, keys: tuple[bytes, ...], between_s: Callable[[], float]) -> Presses:
    """Press keys in turn for so long, reading meanwhile."""
    pressed: list[tuple[float, bytes]] = []
    until = time.monotonic() + seconds
    for key in cycle(keys):
        due = time.monotonic() + between_s()
        while time.monotonic() < due:
            session.read(due)
        if due > until or session.ended is not None:
            break
        pressed.append((session.press(key), key))
    session.watch(0.5)
    return Presses(tuple(at for at, _ in pressed), tuple(key for _, key in pressed))


def like_a_person(seed: int = 7) -> Callable[[], float]:
    """Waits of 30 to 80 ms."""
    random = Random(seed)
    return lambda: random.uniform(0.030, 0.080)


def answers_ms(presses: Presses, drawn: dict[bytes, list[float]]) -> list[float]:
    """From each key to the first thing drawn that answers it, milliseconds; `drawn` is by key and in order."""
    waits = []
    for at, key in zip(presses.times, presses.keys, strict=True):
        times = drawn[key]
        place = bisect_left(times, at)
        if place < len(times):
            waits.append(1000 * (times[place] - at))
    return waits


def two_places(bars: list[Bar]) -> tuple[tuple[int, int], tuple[int, int]]:
    """The two places, upper first, that the cursor goes between: those where its mark was drawn most."""
    counts: dict[tuple[int, int], int] = {}
    for bar in bars:
        counts[bar.row, bar.column] = counts.get((bar.row, bar.column), 0) + 1
    upper, lower = sorted(sorted(counts, key=counts.__getitem__)[-2:])
    return upper, lower
