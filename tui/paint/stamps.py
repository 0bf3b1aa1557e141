"""What a saved frame depends on: the program, the terminal and its size, and the files of the configuration."""

from __future__ import annotations

import os
import sys

from tui import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TERMINAL = ("TERM", "COLORTERM", "TERM_PROGRAM", "NO_COLOR", "FORCE_COLOR", "LANG", "LC_ALL", "LC_CTYPE")
_FOLDERS = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
_DRAWING = "TEXTUAL_"
_PACE = "TEXTUAL_FPS"
"""Set by the program itself, and of no consequence for a frame."""


def terminal_size(environ: Mapping[str, str]) -> tuple[int, int] | None:
    """Return the columns and rows of standard output; None where there is no terminal or another size is prescribed."""
    if "COLUMNS" in environ or "LINES" in environ:
        return None
    try:
        columns, rows = os.get_terminal_size(1)
    except OSError:
        return None
    return columns, rows


def stamp(environ: Mapping[str, str], size: tuple[int, int], folder: str | None) -> str:
    """Return on one line what a frame of a size depends on; `folder` is that of `--config`, if it was given."""
    drawing = {name for name in environ if name.startswith(_DRAWING)} - {_PACE}
    seen = [(name, environ.get(name)) for name in sorted(drawing.union(_TERMINAL, _FOLDERS))]
    return repr((__version__, sys.platform, size, folder and os.path.abspath(folder), seen))  # noqa: PTH100 - pathlib costs half a start


def file_stamps(paths: Iterable[str]) -> list[str]:
    """Return a line for each file: its path, when it was changed and how long it is, or that it is not there."""
    return [f"{path}\t{_state(path)}" for path in paths]


def unchanged(lines: Iterable[str]) -> bool:
    """Say whether every file is as its line says."""
    return all(line.partition("\t")[2] == _state(line.partition("\t")[0]) for line in lines)


def _state(path: str) -> str:
    """Return what tells a changed file from an unchanged one."""
    try:
        found = os.stat(path)  # noqa: PTH116 - as above
    except (OSError, ValueError):
        return "none"
    return f"{found.st_mtime_ns} {found.st_size} {found.st_ino}"
