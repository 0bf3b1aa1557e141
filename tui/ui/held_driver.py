"""Textual's driver over a terminal that shows a saved frame already: the live one replaces it, no blank between."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from tui.paint.terminal import ENTER, Held


def driver_over(held: Held) -> type[LinuxDriver]:
    """Return a driver that takes the terminal over as it is held."""

    class HeldDriver(LinuxDriver):
        """Does not clear what is shown, and at the end sets what was before that."""

        def start_application_mode(self) -> None:
            """Take the terminal over; from then on it is nobody else's to give back."""
            super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual declares no types there
            before = held.hand_over()
            if before is not None:
                self.attrs_before = before

        def write(self, data: str) -> None:
            """Write, but enter no screen that has been entered: that would clear it."""
            if data != ENTER or not held.holding:
                super().write(data)

    return HeldDriver
