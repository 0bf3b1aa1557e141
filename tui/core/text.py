"""Numbers to strings and foreign text made safe. Signs are always written; missing is a dash, never a zero."""

import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlsplit

DASH = "–"
MINUS = "−"

_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u20e3\u3164\ufe00-\ufe0f\uffa0\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
"""What is not seen itself but makes terminals differ in a text's cells: fillers, selectors of another form, skin tones.

Unicode calls most of them ignorable by default: DerivedCoreProperties.txt, Default_Ignorable_Code_Point.
"""
_MARK = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0]"
_STACKED = re.compile(f"({_MARK}{{2}}){_MARK}+")
"""Marks on one letter; beyond two they reach into the rows above and below."""


def signed(value: float | None, digits: int = 2, unit: str = "") -> str:
    """Write a number with its sign; what rounds to zero has none."""
    if value is None or not math.isfinite(value):
        return DASH
    text = f"{abs(value):,.{digits}f}"
    if float(text.replace(",", "")) == 0:
        return f"{text}{unit}"
    return f"{'+' if value > 0 else MINUS}{text}{unit}"


def percent(value: float | None, digits: int = 2) -> str:
    """Write percent as "+1.21%"."""
    return signed(value, digits, "%")


def points(value: float | None, digits: int = 2) -> str:
    """Write a spread as "+2.25 pts"."""
    return signed(value, digits, " pts")


def times(value: float | None) -> str:
    """Write a multiple as "2.02×"."""
    return DASH if value is None or not math.isfinite(value) else f"{value:,.2f}×"


def basis_points(value: float | None) -> str:
    """Write a change of a yield, given in percentage points, in basis points: "−2 bp"."""
    return DASH if value is None else signed(value * 100, 0, " bp")


def price(value: float | None, digits: int = 2) -> str:
    """Write a price as "2,590.61"; below one, four decimals."""
    if value is None or not math.isfinite(value):
        return DASH
    return f"{value:,.{4 if 0 < abs(value) < 1 else digits}f}".replace("-", MINUS)


def arrow(value: float | None) -> str:
    """Return ▲, ▼ or a blank, so that colour is never the only mark."""
    if value is None or not math.isfinite(value) or value == 0:
        return " "
    return "▲" if value > 0 else "▼"


def day(value: date | None) -> str:
    """Write a day as "11 Dec 2025"."""
    return DASH if value is None else f"{value.day} {value:%b %Y}"


def listed(names: Iterable[str], most: int = 24) -> str:
    """Write names with commas between them; of very many the first, and how many more there are."""
    told = tuple(names)
    more = f" and {len(told) - most:,} more" if len(told) > most else ""
    return ", ".join(safe(name) for name in told[:most]) + more


def age(then: datetime | None, now: datetime) -> str:
    """Write how long ago, in the one unit that fits: "3s", "12m", "5h", "9d"."""
    if then is None:
        return DASH
    seconds = max(0, int((now - then).total_seconds()))
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "m")):
        if seconds >= size:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def duration(seconds: float) -> str:
    """Write a span as "1h 12m", "4m" or "9s"."""
    whole = max(0, int(seconds))
    hours, minutes = whole // 3600, whole % 3600 // 60
    if hours >= 48:
        return f"{hours // 24}d"
    if hours:
        return f"{hours}h {minutes}m"
    return f"{minutes}m" if minutes else f"{whole}s"


def safe(text: str, limit: int = 500) -> str:
    """Return foreign text on one line, at most `limit` characters that every terminal gives the same cells.

    Control, format and surrogate characters go, and so do unseen ones and marks stacked on a letter.
    """
    if len(text) <= limit and text.isprintable() and text == " ".join(text.split()) and _even(text):
        return text
    spaced = (" " if char.isspace() else char for char in text[: limit * 2])
    kept = "".join(char for char in spaced if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return " ".join(_STACKED.sub(r"\1", _UNSEEN.sub("", kept)).split())[:limit]


def _even(text: str) -> bool:
    """Say whether nothing in it is unseen or stacked."""
    return text.isascii() or not (_UNSEEN.search(text) or _STACKED.search(text))


def web_link(url: str | None) -> str | None:
    """Return `url` if it is a plain http or https address, else None."""
    if not url or not url.startswith(("http://", "https://")) or safe(url, 2000) != url or " " in url:
        return None
    return url if host_of(url) else None


def host_of(url: str) -> str:
    """Return the host an address leads to, whatever stands before it, in the letters of ASCII; empty without one.

    No letter of another alphabet is left to pass for one of ours: such a host is written as the network does, xn--…
    """
    try:
        host = urlsplit(url).hostname or ""
        return host if host.isascii() else host.encode("idna").decode()
    except ValueError:
        return ""
