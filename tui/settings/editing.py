"""One of the user's own files changed: read as it is now, edited, and put back whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tui.settings.load import config_report
from tui.settings.locate import shipped_folder, user_folder
from tui.settings.problems import ConfigError
from tui.settings.replacing import MeanwhileChanged, read_bytes, replace_file
from tui.settings.rewrite import CannotRewrite
from tui.settings.sheets import Sheet, read_sheet

_TRIES = 3
_BOM = b"\xef\xbb\xbf"

Edit = Callable[[str, Sheet], str]
"""Takes the file's text, and the file as it is in force; returns the new text."""


class NotWritten(Exception):
    """A file that was left as it is; the words say why."""


def edit_file(name: str, given: Path | None, heading: str, edit: Edit) -> None:
    """Edit one of the user's files, which begins with `heading` where there is none yet; begin anew where it changes.

    `given` is the user's folder instead of this system's place for it. `NotWritten` says why nothing was changed; what
    `edit` raises goes through.
    """
    left = f"{name} was left as it is"
    try:
        path = user_folder(given) / name
        for _ in range(_TRIES):
            with suppress(MeanwhileChanged):
                _write(path, given, heading, edit)
                return
    except (CannotRewrite, ConfigError) as refusal:
        raise NotWritten(f"{left}: {refusal}") from refusal
    except OSError as error:
        raise NotWritten(f"{name} cannot be written: {error.strerror or error}") from error
    raise NotWritten(f"{left}: another program keeps changing it; try again")


def sound_sheet(name: str, given: Path | None) -> Sheet:
    """Return a file as it is in force; `NotWritten` where it cannot be read, or anything in it is wrong."""
    wrong = [problem for problem in config_report(given).problems if problem.file == name]
    if wrong:
        raise NotWritten(f"{name} was left as it is, because it has to be mended first: {wrong[0]}")
    return read_sheet(name, shipped_folder(), user_folder(given))


def _write(path: Path, given: Path | None, heading: str, edit: Edit) -> None:
    """Edit the file once, if nothing in it is wrong; `MeanwhileChanged` where it is not the same all along."""
    sound_sheet(path.name, given)
    before = read_bytes(path)
    sheet = read_sheet(path.name, shipped_folder(), path.parent)
    text = None if sheet.own is None else sheet.own.text
    if text != (None if before is None else before.decode("utf-8-sig", errors="replace")):
        raise MeanwhileChanged
    mark = _BOM if before is not None and before.startswith(_BOM) else b""
    replace_file(path, before, mark + edit(heading if text is None else text, sheet).encode())
