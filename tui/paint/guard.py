"""A held terminal is given back also where a signal ends the program before it has handlers of its own."""

from __future__ import annotations

# What `signal` makes enumerations of, whose loading takes as long as drawing the frame that is to be guarded.
import _signal  # type: ignore[import-not-found]  # typeshed knows only that
import os

from tui.paint.terminal import Held

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType


def guard(held: Held) -> None:
    """Give the terminal back where the program is told to end, and end."""

    def end(number: int, _: FrameType | None) -> None:
        """End of the signal as if nobody had waited for it."""
        held.give_back()
        _signal.signal(number, _signal.SIG_DFL)
        os.kill(os.getpid(), number)

    for each in (_signal.SIGTERM, _signal.SIGHUP):
        _signal.signal(each, end)
