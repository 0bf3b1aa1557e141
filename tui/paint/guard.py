"""A held terminal is given back also where a signal ends the program before it has handlers of its own.

By itself, because to load what signals take costs as much as drawing the frame, which goes first.
"""

from __future__ import annotations

import os
import signal

from tui.paint.terminal import Held

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType


def guard(held: Held) -> None:
    """Give the terminal back where the program is told to end, and end."""

    def end(number: int, _: FrameType | None) -> None:
        """End of the signal as if nobody had waited for it."""
        held.give_back()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    if held.holding:
        for each in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, end)
