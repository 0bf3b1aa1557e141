"""A terminal held while the program is loaded: it shows a frame, and keeps the keys typed meanwhile for later."""

from __future__ import annotations

import os

try:
    import termios
except ImportError:  # pragma: no cover - another kind of system, where nothing is drawn early
    termios = None  # type: ignore[assignment]  # as above

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ENTER = "\x1b[?1049h"
"""Takes the terminal's other screen, and clears it."""
FRAME_BEGINS, FRAME_ENDS = "\x1b[?2026h", "\x1b[?2026l"
"""What is sent between them a terminal shows at once, if it knows of that: synchronized output."""
_OPEN = f"{ENTER}\x1b[?25l\x1b[?7l{FRAME_BEGINS}"
_LEAVE = "\x1b[?7h\x1b[?1049l\x1b[?25h"


class Held:
    """The terminal of this process: as it was, or showing a frame until it is handed over or given back."""

    def __init__(self) -> None:
        self._before: list[Any] | None = None

    @property
    def holding(self) -> bool:
        """Whether it shows a frame that nobody has taken over yet."""
        return self._before is not None

    def show(self, drawn: str) -> None:
        """Draw a frame on the terminal's other screen, and echo no key; does nothing where that is not ours to do."""
        if termios is None or os.environ.get("TERM", "dumb") == "dumb":
            return
        try:
            if os.tcgetpgrp(0) != os.getpgrp():
                return
            self._before = termios.tcgetattr(0)
            termios.tcsetattr(0, termios.TCSANOW, _silent(self._before))
            _send(f"{_OPEN}{drawn}{FRAME_ENDS}")
        except (OSError, termios.error):
            self.give_back()

    def hand_over(self) -> list[Any] | None:
        """Return the attributes the terminal had before, for whoever has taken it over to set at the end."""
        before, self._before = self._before, None
        return before

    def give_back(self) -> None:
        """Leave the terminal as it was, unless it has been handed over."""
        before = self.hand_over()
        if before is not None:
            try:
                _send(_LEAVE)
                termios.tcsetattr(0, termios.TCSANOW, before)
            except (OSError, termios.error):
                return


def _silent(before: list[Any]) -> list[Any]:
    """Return attributes that echo nothing and let keys be read one by one; of the keys for signals, ctrl+c works on."""
    changed = [*before[:6], [*before[6]]]
    changed[0] &= ~termios.ICRNL
    changed[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    changed[6][termios.VMIN] = 1
    for each in (termios.VSUSP, termios.VQUIT):
        changed[6][each] = b"\0"
    return changed


def _send(text: str) -> None:
    """Write all of a text to the terminal, where the program's own screen is drawn too."""
    data = text.encode()
    while data:
        data = data[os.write(2, data) :]
