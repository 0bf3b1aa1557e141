"""Stream frames: PricingData written field by field, as protobuf has it, in base64 in JSON."""

from __future__ import annotations

import base64
import json
import struct
from typing import Any, Final

_TEXT, _FLOAT, _DOUBLE, _INT, _SINT = "text", "float", "double", "int", "sint"
_FIELDS: Final[dict[str, tuple[int, str]]] = {
    "id": (1, _TEXT),
    "price": (2, _FLOAT),
    "time": (3, _SINT),
    "currency": (4, _TEXT),
    "exchange": (5, _TEXT),
    "quote_type": (6, _INT),
    "market_hours": (7, _INT),
    "change_percent": (8, _FLOAT),
    "day_volume": (9, _SINT),
    "day_high": (10, _FLOAT),
    "day_low": (11, _FLOAT),
    "change": (12, _FLOAT),
    "short_name": (13, _TEXT),
    "open_price": (15, _FLOAT),
    "previous_close": (16, _FLOAT),
    "last_size": (22, _SINT),
    "bid": (23, _FLOAT),
    "ask": (25, _FLOAT),
    "price_hint": (27, _SINT),
    "vol_24hr": (28, _SINT),
    "market_cap": (33, _DOUBLE),
}
GARBAGE: Final = {
    "no JSON": "this is no JSON",
    "no object": "[]",
    "no message": '{"type":"pricing"}',
    "another type": '{"type":"heartbeat","message":""}',
    "no base64": '{"type":"pricing","message":"no base64!"}',
    "no protobuf": '{"type":"pricing","message":"/////w=="}',
}
"""Text frames that hold no price, by what is wrong with them; the first two end yfinance's `listen`."""


def frame(**fields: Any) -> str:
    """Return a text frame with these fields of PricingData; those that are zero, empty or None are left out."""
    return json.dumps({"type": "pricing", "message": base64.b64encode(pricing(**fields)).decode()})


def pricing(**fields: Any) -> bytes:
    """Return PricingData with these fields; protobuf leaves out those that are zero or empty."""
    written = ((*_FIELDS[name], value) for name, value in fields.items() if value)
    return b"".join(_field(number, kind, value) for number, kind, value in sorted(written, key=lambda each: each[0]))


def _field(number: int, kind: str, value: Any) -> bytes:
    """Return one field with its key."""
    if kind == _TEXT:
        text = str(value).encode()
        return _varint(number << 3 | 2) + _varint(len(text)) + text
    if kind in (_FLOAT, _DOUBLE):
        wire, form = (5, "<f") if kind == _FLOAT else (1, "<d")
        return _varint(number << 3 | wire) + struct.pack(form, value)
    number_of = int(value)
    if kind == _SINT:
        number_of = number_of << 1 if number_of >= 0 else (-number_of << 1) - 1
    return _varint(number << 3) + _varint(number_of)


def _varint(value: int) -> bytes:
    """Return a whole number in groups of seven bits, the lowest first."""
    groups = [value & 127]
    while value := value >> 7:
        groups.append(value & 127)
    return bytes([*(group | 128 for group in groups[:-1]), groups[-1]])
