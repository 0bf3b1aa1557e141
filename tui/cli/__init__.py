"""The command `rotation`: this module is all that a start loads before it knows what is wanted.

Only the standard library is imported here; the rest when it is needed, because the start is what a user feels.
"""

import gc
import os


def main() -> None:
    """Run the command line and exit with its code."""
    # Start-up makes many objects and frees few: collecting meanwhile only costs. The screen turns it on again.
    gc.disable()
    # Textual reads this when imported: a key's answer then waits at most 4 ms for the next frame instead of 17.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    from tui.cli.commands import rotation

    rotation(prog_name="rotation")
