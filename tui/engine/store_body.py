"""What a row of the cache holds: a sealed body, so that a byte that changed on disk is never shown as a price."""

from __future__ import annotations

import logging
import math
import operator
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tui.core.market import Series

MALFORMED = (msgspec.MsgspecError, ValueError, TypeError, OverflowError, struct.error)
"""What is raised where a body is none, or cannot be made: text that is none, an instant without its offset."""

_LOG = logging.getLogger(__name__)
_Thing = TypeVar("_Thing")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SEAL_BYTES = 4
_HEADER = struct.Struct("<2sBxII")
_MAGIC = b"RS"
_PACKING = 1
_DAY_BYTES, _CLOSE_BYTES = 4, 8

Row = tuple[str, int, bytes]
"""Key, stamp in microseconds since 1970 UTC, sealed body."""


class Kept(Struct, frozen=True, kw_only=True):
    """Closes from the cache and how old they are."""

    series: Series
    fetched: datetime
    """When the source gave them, UTC."""


_ABOUT = msgspec.json.Decoder(Kept)


def stamp(moment: datetime) -> int:
    """Return an aware instant in whole microseconds since 1970 UTC."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def instant(micros: int) -> datetime:
    """Return the instant of a stamp, UTC; OverflowError where there is none."""
    return _EPOCH + timedelta(microseconds=micros)


def sealed(
    things: Iterable[_Thing],
    key: Callable[[_Thing], str],
    at: Callable[[_Thing], datetime],
    body: Callable[[_Thing], bytes] = msgspec.json.encode,
) -> Iterator[Row]:
    """Make a row of each thing; one that cannot be written down is logged and left out."""
    for thing in things:
        try:
            name, micros, payload = key(thing), stamp(at(thing)), body(thing)
            yield name, micros, _seal(name, micros, payload) + payload
        except MALFORMED as error:
            _LOG.warning("a %s cannot be kept: %s", type(thing).__name__, error)


def unsealed(key: object, at: object, body: object) -> bytes:
    """Return what was sealed; TypeError or ValueError where key, stamp or body are not what was written."""
    if not (isinstance(key, str) and isinstance(at, int) and isinstance(body, bytes)):
        raise TypeError("not a row of ours")
    payload = body[_SEAL_BYTES:]
    if body[:_SEAL_BYTES] != _seal(key, at, payload):
        raise ValueError("the seal is broken")
    return payload


class DayColumns:
    """The columns of days of many bodies: most symbols trade on the same days, which are then read once and shared."""

    def __init__(self) -> None:
        self._read: dict[bytes, tuple[date, ...]] = {}

    def read(self, column: bytes) -> tuple[date, ...]:
        """Return the days of a column; raises one of `MALFORMED` where they are none or not in order."""
        days = self._read.get(column)
        if days is None:
            days = tuple(map(date.fromordinal, struct.unpack(f"<{len(column) // _DAY_BYTES}i", column)))
            if not _ascending(days):
                raise ValueError("days are not in order")
            self._read[column] = days
        return days


def sound(series: Series) -> bool:
    """Say whether closes are what a `Series` promises: as many as days, in order, finite, above zero, at least one."""
    return 0 < len(series.days) == len(series.closes) and _ascending(series.days) and _priced(series.closes)


def _ascending(days: tuple[date, ...]) -> bool:
    return all(map(operator.lt, days, days[1:]))


def _priced(closes: tuple[float, ...]) -> bool:
    """Say whether all are finite and above zero; where their sum is finite they are, which is sooner asked."""
    return min(closes) > 0 and (math.isfinite(sum(closes)) or all(map(math.isfinite, closes)))


def _plainly_priced(column: bytes) -> bool:
    """Say whether closes are finite and above zero by their sign and exponent, far sooner; False where it takes more.

    The highest byte of a float64 is its sign and all but four bits of its exponent: 0 in what is zero or next to it,
    127 in what is huge, infinite or none, more in what is below zero.
    """
    highest = column[_CLOSE_BYTES - 1 :: _CLOSE_BYTES]
    return highest.isascii() and b"\x00" not in highest and b"\x7f" not in highest


def pack(kept: Kept) -> bytes:
    """Pack closes: a header with both lengths, what is known of them as JSON, days as int32, closes as float64.

    Numbers are little-endian; a day is its proleptic ordinal.
    """
    series = kept.series
    about = msgspec.json.encode(replace(kept, series=replace(series, days=(), closes=())))
    count = len(series.days)
    columns = struct.pack(_columns(count), *map(date.toordinal, series.days), *series.closes)
    return _HEADER.pack(_MAGIC, _PACKING, count, len(about)) + about + columns


def unpack(payload: bytes, columns: DayColumns | None = None) -> Kept:
    """Return packed closes; raises one of `MALFORMED` where they are none or not sound.

    Of many bodies the `columns` of days are shared.
    """
    magic, packing, count, length = _HEADER.unpack_from(payload)
    start = _HEADER.size + length
    middle = start + _DAY_BYTES * count
    if (magic, packing) != (_MAGIC, _PACKING) or len(payload) != middle + _CLOSE_BYTES * count:
        raise ValueError("not packed closes")
    kept = _ABOUT.decode(payload[_HEADER.size : start])
    days = (columns or DayColumns()).read(payload[start:middle])
    closes: tuple[float, ...] = struct.unpack_from(f"<{count}d", payload, middle)
    if not count or not (_plainly_priced(payload[middle:]) or _priced(closes)):
        raise ValueError("not sound closes")
    return replace(kept, series=replace(kept.series, days=days, closes=closes))


def _columns(count: int) -> str:
    return f"<{count}i{count}d"


def _seal(key: str, at: int, payload: bytes) -> bytes:
    """Return a checksum over all of a row."""
    return zlib.crc32(payload, zlib.crc32(f"{key}\n{at}".encode())).to_bytes(_SEAL_BYTES, "little")
