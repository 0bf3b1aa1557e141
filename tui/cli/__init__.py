"""The command `rotation`: this module is all that a start loads before it knows what is wanted.

Only the standard library is imported here; the rest when it is needed, because the start is what a user feels.
"""

import gc
import os
import sys


def main() -> None:
    """Run the command line and exit with its code."""
    # Start-up makes many objects and frees few: collecting meanwhile only costs. The screen turns it on again.
    gc.disable()
    # Textual reads this when imported. Right after a frame a key's answer waits for up to two periods: 4 ms, not 33.
    os.environ.setdefault("TEXTUAL_FPS", "480")
    try:
        match sys.argv[1:]:
            case []:
                _open_at_once(None)
            case ["--config", folder]:
                _open_at_once(folder)
            case _:
                from tui.cli.commands import rotation

                rotation(prog_name="rotation")
    except KeyboardInterrupt:
        sys.exit(130)


def _open_at_once(folder: str | None) -> None:
    """Show the last frame, if it still holds, while the screen and what it needs are loaded.

    Only for the source that others serve, live: a simulation and your own files have no frame kept.
    """
    from tui.paint.opening import show_last_frame
    from tui.paint.terminal import Held

    held = Held()
    try:
        show_last_frame(held, folder)
        from tui.cli.lean import load_msgspec, load_shutil

        load_shutil()
        load_msgspec()
        from tui.cli.opening import open_live

        open_live(folder, held)
    finally:
        held.give_back()
