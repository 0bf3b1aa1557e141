"""The frame the reader leaves, as the terminal was sent it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from msgspec import Struct
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from textual.app import App

from tui.ui.screens.base import BoardScreen
from tui.ui.words import NEW_YORK


class LastFrame(Struct, frozen=True):
    """A frame and when it was seen."""

    text: str
    """Row by row: where it begins, and its characters with their styles."""
    size: tuple[int, int]
    """Columns and rows."""
    seen: datetime
    """UTC."""
    label: str
    """That in words, New York."""


class FrameKeepingApp(App[None]):
    """An app that leaves a frame; one that is made of it says in which theme the next start begins."""

    begins_in: str
    last_frame: LastFrame | None = None
    """What the screen a start begins with showed as one left, from whichever screen that was."""

    def leave(self) -> None:
        """Leave, asked for in any thread or by a signal; at a start once there is a screen that can be taken down."""
        self.call_later(self.exit)

    def exit(self, result: None = None, return_code: int = 0, message: Any | None = None) -> None:
        """Leave, and keep a frame if the next start would look like it."""
        first = next(iter(self.get_screen_stack(self.DEFAULT_MODE)), None)
        if isinstance(first, BoardScreen) and first.is_mounted and self.theme == self.begins_in:
            self.last_frame = last_frame(first, self.console)
        super().exit(result, return_code, message)


def last_frame(screen: BoardScreen, console: Console) -> LastFrame | None:
    """Return what a screen shows; None where it is simulated, of a past day, or shows nothing worth a second look."""
    board = screen.board
    if board is None or not board.quotes or board.provider.simulated or board.as_of is not None:
        return None
    compositor = screen._compositor  # noqa: SLF001 - the screen as it was last laid out, which nothing public returns
    rows = [_row(y, strip, console) for y, strip in enumerate(compositor.render_strips(), 1)]
    size = (compositor.size.width, compositor.size.height)
    return LastFrame("".join(rows), size, screen.now, f"{screen.now.astimezone(NEW_YORK):%-d %b %H:%M} New York")


def _row(y: int, segments: Iterable[Segment], console: Console) -> str:
    """Return one row, links and what cannot be printed left out."""
    drawn = [f"\x1b[{y};1H"]
    for text, style, _ in segments:
        plain = text if text.isprintable() else "".join(c if c.isprintable() else " " * cell_len(c) for c in text)
        system = console._color_system  # noqa: SLF001 - what Textual itself draws with
        drawn.append(style.update_link(None).render(plain, color_system=system) if style else plain)
    return "".join(drawn)
