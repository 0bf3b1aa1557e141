"""The last Board, kept on disk so that the next start has something to show at once."""

from __future__ import annotations

import hashlib
import logging
import os
from datetime import date
from pathlib import Path

import msgspec
from msgspec.structs import replace

from tui.core.board import BOARD_VERSION, Board
from tui.core.market import Quote, State

_LOG = logging.getLogger(__name__)


def saved_file(cache_dir: Path, provider: str, folder: str | None, as_of: date | None) -> Path:
    """Return the file for one way of starting, so that a demo never shows under Yahoo's name."""
    told = f"{provider}\n{folder or ''}\n{as_of or ''}"
    return cache_dir / f"board-{provider}-{hashlib.sha256(told.encode()).hexdigest()[:12]}.json"


def save(board: Board, path: Path) -> None:
    """Write the Board, whole or not at all; a disk that refuses is logged and costs nothing else."""
    temporary = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary.touch(mode=0o600)
        temporary.write_bytes(msgspec.json.encode(board))
        temporary.replace(path)
    except OSError as error:
        _LOG.warning("the last board is not kept: %s", error)


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
