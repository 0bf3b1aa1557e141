"""Textual's driver for terminals, quiet where nothing is typed, and able to take over a terminal that shows a frame."""

from __future__ import annotations

import math
import os
import select
import termios
import threading
import time
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any

from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver

from tui.paint.terminal import ENTER, FRAME_BEGINS, FRAME_ENDS, Held

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message import Message

_POLL_S = 0.1
"""So long Textual waits for a key before it looks whether it is to end."""
_POLLS = 2 + math.ceil(ESCAPE_DELAY / _POLL_S)
"""So many polls in vain after the last key: by then an escape is known to begin nothing longer."""

_KEYS_AS_BEFORE = "\x1b[<u"
"""Takes back the last word on how keys are to be told."""


class Ending(threading.Event):
    """Textual's word to the thread that reads keys to end: asked for in that thread, it waits for a key or the word.

    Textual asks ten times a second, day and night; so it asks when there is something to do. A terminal that is gone
    has nothing to say for ever, at once: then it waits for the word alone.
    """

    def __init__(self, keys: int, gone: Callable[[], object]) -> None:
        """Make one for keys that come on the descriptor `keys`; `gone` is called, there, when none can come."""
        super().__init__()
        self._keys = keys
        self._gone = gone
        self._hung_up = select.poll()
        self._hung_up.register(keys, select.POLLHUP)
        self._said, self._say = os.pipe()
        self._asked = 0.0
        self._in_vain = 0
        self._for_good = False

    @property
    def over(self) -> bool:
        """Whether the word has been said for good; nobody waits for the answer."""
        return self._for_good and super().is_set()

    def is_set(self) -> bool:
        """Return whether to end; to the reading thread only once it has something to do."""
        if threading.current_thread() is not threading.main_thread():
            if any(happened & select.POLLHUP for _, happened in self._hung_up.poll(0)):
                self._gone()
                select.select([self._said], [], [])
            waited = time.monotonic() - self._asked
            self._in_vain = self._in_vain + 1 if waited >= _POLL_S else 0
            if self._in_vain >= _POLLS:
                self._in_vain = 0
                select.select([self._keys, self._said], [], [])
            self._asked = time.monotonic()
        return super().is_set()

    def set(self) -> None:
        """Say that it is to end."""
        super().set()
        os.write(self._say, b".")

    def clear(self) -> None:
        """Take the word back: another thread reads from now on. Not where it was said for good."""
        if not self._for_good:
            super().clear()
            os.read(self._said, 64)

    def be_final(self) -> None:
        """Let no word that is said from now on be taken back."""
        self._for_good = True


class Output:
    """The terminal as a file that takes everything also once it is gone: who waits to be rid of a word never ends."""

    def __init__(self, file: IO[str]) -> None:
        """Make one that writes to `file` as long as somebody is there."""
        self._file = file
        self.gone = False
        """Whether nobody is there any more."""

    def write(self, text: str) -> None:
        """Write a text."""
        self._if_there(lambda: self._file.write(text))

    def flush(self) -> None:
        """Send what has been written."""
        self._if_there(self._file.flush)

    def fileno(self) -> int:
        """Return the descriptor that is written to."""
        return self._file.fileno()

    def _if_there(self, send: Callable[[], object]) -> None:
        """Send something, unless nobody is there."""
        try:
            if not self.gone:
                send()
        except OSError:
            self.gone = True


class Framing:
    """Puts a frame together: Textual hands it over in pieces, and for each the thread that writes would be woken."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def put(self, piece: str) -> str:
        """Return what is to be written now: nothing in the midst of a frame, all of it at its end."""
        if piece != FRAME_BEGINS and not self._pieces:
            return piece
        self._pieces.append(piece)
        if piece != FRAME_ENDS:
            return ""
        whole, self._pieces = "".join(self._pieces), []
        return whole


class TerminalDriver(LinuxDriver):
    """Wakes when there is something to read; does not clear a terminal that is `held`, and leaves it as before that.

    A terminal that is closed ends the program, and is waited for by nobody.
    """

    def __init__(self, held: Held, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._held = held
        self._framing = Framing()
        self._file: Any = Output(self._file)
        self.exit_event = self._ending = Ending(self.fileno, self._leave)
        self._resting = False

    def _leave(self) -> None:
        """Have the app end, whichever thread says so and whenever."""
        self._app.call_later(self._app.exit)

    def _sigcont_application(self, *_: object) -> None:
        """Have the terminal taken over again after a rest, once what is under way is done."""
        self._loop.call_soon_threadsafe(self._go_on)

    def _go_on(self) -> None:
        """Take the terminal over again and draw everything; one that is closed wakes the program too, for nothing."""
        with suppress(termios.error):
            termios.tcgetattr(self.fileno)
            if self._auto_restart and not self._must_signal_resume:
                if self._key_thread is None or not self._key_thread.is_alive():
                    return
                self._let_go(self._key_thread)
            super()._sigcont_application()
            self._app.call_later(self._app.refresh, layout=True)

    def _let_go(self, reading: threading.Thread) -> None:
        """Read and write no more, as a program does before it is stopped; whoever is stopped unasked could not.

        Keys that have not been read yet are kept.
        """
        self.exit_event.set()
        reading.join()
        self.exit_event.clear()
        self.write(_KEYS_AS_BEFORE)
        self.close()
        if self.attrs_before is not None:
            termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def start_application_mode(self) -> None:
        """Take the terminal over; from then on it is nobody else's to give back."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual declares no types there
        before = self._held.hand_over()
        if before is not None:
            self.attrs_before = before

    def suspend_application_mode(self) -> None:
        """Give the terminal back for a while."""
        self._resting = True
        super().suspend_application_mode()
        self._resting = False

    def disable_input(self) -> None:
        """Listen no more; at the end of the program the thread that reads keys is not waited for, it ends with it.

        That would take a fifth of a second of each farewell.
        """
        if not self._resting:
            self._ending.be_final()
            self._key_thread = None
        super().disable_input()

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was, and nothing in it of what was typed or told to this program."""
        super().stop_application_mode()
        with suppress(termios.error):
            termios.tcflush(self.fileno, termios.TCIFLUSH)

    def process_message(self, message: Message) -> None:
        """Take what was typed, but not once the app has ended."""
        if not self._ending.over:
            super().process_message(message)

    def write(self, data: str) -> None:
        """Write, a frame in one piece; but enter no screen that has been entered: that would clear it."""
        whole = self._framing.put(data)
        if whole and (whole != ENTER or not self._held.holding):
            super().write(whole)


def driver_over(held: Held) -> type[LinuxDriver]:
    """Return the driver for a terminal as it is held."""

    class HeldDriver(TerminalDriver):
        """The driver as Textual makes it."""

        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(held, *arguments, **options)

    return HeldDriver
