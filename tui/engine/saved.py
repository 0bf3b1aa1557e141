"""The last Board, kept on disk so that the next start has something to show at once."""

from __future__ import annotations

import logging
import os
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import msgspec
from msgspec.structs import replace

from tui.core.board import BOARD_VERSION, Board
from tui.core.market import Quote, State
from tui.core.messages import Arrived, Update, merge

_LOG = logging.getLogger(__name__)


class LastBoard:
    """Follows the updates of a run and keeps its Board, whole and of the day the run was started for.

    Wherever a reader travels from there, the next start begins where this one did.
    """

    def __init__(self, board: Board, path: Path, as_of: date | None) -> None:
        """Make one of the Board of a run that has said nothing yet; `as_of` is None for live."""
        self._board = board
        self._path = path
        self._as_of = as_of
        self._answered = -1
        self._kept: Board | None = None

    def take(self, update: Update) -> None:
        """Take an update; a Board that shows anything at all counts once the answer it belongs to is complete."""
        self._board = merge(self._board, update)
        if isinstance(update, Arrived):
            self._answered = update.generation
        if update.generation == self._answered and self._board.as_of == self._as_of and self._board.quotes:
            self._kept = self._board

    def keep(self) -> None:
        """Write the Board, unless nothing has changed since."""
        if self._kept is not None:
            save(self._kept, self._path)
            self._kept = None


def saved_file(cache_dir: Path, provider: str, folder: str | None, as_of: date | None) -> Path:
    """Return the file for one way of starting, so that a demo never shows under Yahoo's name."""
    if folder is None and as_of is None:
        return cache_dir / f"board-{provider}.json"
    # What makes a digest is loaded only here: a usual start does without.
    digest = uuid5(NAMESPACE_URL, f"{folder or ''}\n{as_of or ''}").hex[:12]
    return cache_dir / f"board-{provider}-{digest}.json"


def save(board: Board, path: Path) -> None:
    """Write the Board; a disk that refuses is logged and costs nothing else."""
    try:
        write_whole(path, msgspec.json.encode(board))
    except OSError as error:
        _LOG.warning("the last board is not kept: %s", error)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file for its owner alone, whole or not at all; OSError where it cannot be."""
    temporary = path.with_suffix(f".{os.getpid()}")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        temporary.touch(mode=0o600)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def load(path: Path) -> Board | None:
    """Return the saved Board marked as cached, or None where there is none that can be read."""
    try:
        board = msgspec.json.decode(path.read_bytes(), type=Board)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if board.version != BOARD_VERSION:
        return None
    return replace(board, quotes=tuple(_cached(quote) for quote in board.quotes), problems=(), cached=True)


def _cached(quote: Quote) -> Quote:
    """Mark a quote as coming from the last run; what is simulated stays so."""
    return quote if quote.state is State.SIMULATED else replace(quote, state=State.CACHED)
