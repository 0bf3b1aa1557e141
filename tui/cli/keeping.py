"""Keeps the last frame of a run for the next start."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from tui.paint.frame import MAX_BYTES, Frame, harmless, write
from tui.paint.opening import frame_file
from tui.paint.stamps import stamp, terminal_size
from tui.ui.last_frame import LastFrame


def keep_frame(last: LastFrame | None, files: list[str], folder: Path | None) -> None:
    """Keep a frame with all it depends on; where there is none worth it, or no place, the next start shows none.

    `files` are the stamps of the configuration's files, `folder` that of `--config`, if it was given.
    """
    path, size = frame_file(os.environ), terminal_size(os.environ)
    if path is None:
        return
    with suppress(OSError, UnicodeEncodeError):  # folders may have names that are no text
        if last is None or last.size != size or len(last.text) * 4 > MAX_BYTES or not harmless(last.text):
            Path(path).unlink(missing_ok=True)
            return
        frame = Frame(last.text, last.seen.timestamp(), last.label)
        write(path, frame, stamp(os.environ, size, str(folder) if folder else None), files)
