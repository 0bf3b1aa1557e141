"""The wire between the screen and the data process: JSON lines, typed, none longer than the limit.

A line is one message. A message that would be longer travels as several chunk lines and is put together again at the
other end, so that neither side ever waits for one long line.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from tui.core.config import Config
from tui.core.messages import MAX_MESSAGE_BYTES, Notes, Request, Update

# Every quote in a chunk is escaped, which at worst doubles it.
_CHUNK_CHARACTERS = 40_000


class Start(Struct, frozen=True, kw_only=True, tag="start"):
    """The first line the data process reads: what to be."""

    config: Config
    provider: str
    """"yahoo", "files" or "demo"."""
    folder: str | None = None
    """The folder of closes, for "files"."""
    as_of: date | None = None
    """The past day the run begins with; a reader may go on to others."""
    still: bool = False
    """The demo's clock stands at its beginning, so that what is printed is the same every time."""
    cache_dir: str
    saved: str
    """The file the last Board is kept in."""


class Chunk(Struct, frozen=True, kw_only=True, tag="chunk"):
    """A piece of a longer line."""

    text: str
    last: bool


class Beat(Struct, frozen=True, kw_only=True, tag="beat"):
    """Says that the data process is well, and nothing else."""


BEAT_S = 5.0
"""Seconds between two beats."""
STUCK = 75
"""The exit code of a data process that gave itself up because answers hang."""


class WireError(ValueError):
    """A line that is no message."""


_ENCODER = msgspec.json.Encoder()


@cache
def _updates() -> msgspec.json.Decoder[Any]:
    """Return what reads updates; made with the first, since that takes as long as loading ten modules."""
    return msgspec.json.Decoder(Update | Chunk | Beat)


@cache
def _requests() -> msgspec.json.Decoder[Any]:
    """Return what reads requests, which only the data process needs."""
    return msgspec.json.Decoder(Start | Request)


def encode(message: Start | Request | Update | Beat) -> bytes:
    """Return a message as one line, or as several chunk lines if it is too long for one; a request is one always."""
    line = _ENCODER.encode(message) + b"\n"
    if len(line) <= MAX_MESSAGE_BYTES or isinstance(message, Start | Notes):
        return line
    return b"".join(_ENCODER.encode(chunk) + b"\n" for chunk in _chunks(line.decode()))


def decode_request(line: bytes) -> Start | Request:
    """Return the request in a line; `WireError` if there is none."""
    try:
        request: Start | Request = _requests().decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise WireError(str(error)) from error
    return request


class UpdateReader:
    """Turns lines into updates, putting chunks together."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def read(self, line: bytes) -> Update | None:
        """Return the update that `line` completes, or None; `WireError` if it is no message."""
        try:
            message: Update | Chunk | Beat = _updates().decode(line)
            if isinstance(message, Beat):
                return None
            if not isinstance(message, Chunk):
                return message
            self._pieces.append(message.text)
            if not message.last:
                return None
            whole, self._pieces = "".join(self._pieces), []
            update: Update = _updates().decode(whole)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            self._pieces = []
            raise WireError(str(error)) from error
        return update


def _chunks(text: str) -> Iterator[Chunk]:
    """Cut a long line into chunks."""
    for start in range(0, len(text), _CHUNK_CHARACTERS):
        yield Chunk(text=text[start : start + _CHUNK_CHARACTERS], last=start + _CHUNK_CHARACTERS >= len(text))
