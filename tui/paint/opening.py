"""The first thing a start does: draw the last frame, if all it depends on is as it was."""

from __future__ import annotations

import os
import sys
import time

from tui.paint.frame import read
from tui.paint.guard import guard
from tui.paint.stamps import stamp, terminal_size
from tui.paint.terminal import Held

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDERS = {"linux": "~/.cache", "darwin": "~/Library/Caches"}


def frame_file(environ: Mapping[str, str]) -> str | None:
    """Return where the last frame is kept; None on a system where it is not."""
    usual = _FOLDERS.get(sys.platform)
    if usual is None:
        return None
    folder = environ.get("XDG_CACHE_HOME", "").strip() if sys.platform == "linux" else ""
    return os.path.join(folder or os.path.expanduser(usual), "rotation", "frame")  # noqa: PTH111, PTH118 - pathlib costs half a start


def show_last_frame(held: Held, folder: str | None) -> None:
    """Draw the last frame of a run with these options on the terminal, or leave that as it is.

    `folder` is that of `--config`, if it was given.
    """
    path, size = frame_file(os.environ), terminal_size(os.environ)
    if path is not None and size is not None and all(os.isatty(each) for each in (0, 1, 2)):
        now = time.time()
        frame = read(path, stamp(os.environ, size, folder), now)
        if frame is not None:
            guard(held)
            held.show(frame.drawn(size, now))
