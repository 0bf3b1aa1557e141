"""Lines of text in tones: what a pane shows, measured in cells and cut only where words may be cut."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from msgspec import Struct
from rich.cells import cell_len, chop_cells, set_cell_size


class Tone(StrEnum):
    """What a piece of text is written in; the theme gives each its colour."""

    TEXT = "text"
    MUTED = "muted"
    STRONG = "strong"
    UP = "up"
    DOWN = "down"
    SMALL = "small"
    LARGE = "large"
    CHOSEN = "chosen"
    ALERT = "alert"
    BADGE = "badge"
    ROSE = "rose"
    """A price that has just gone up."""
    FELL = "fell"
    """A price that has just gone down."""
    KIND_MACRO = "kind-macro"
    KIND_POLICY = "kind-policy"
    KIND_FED = "kind-fed"
    KIND_COMPANY = "kind-company"
    KIND_EARNINGS = "kind-earnings"
    KIND_MARKET = "kind-market"
    KIND_LEVEL = "kind-level"
    KIND_NOTE = "kind-note"


class Span(Struct, frozen=True, gc=False):
    """Text in one tone."""

    text: str
    tone: Tone = Tone.TEXT
    link: str = ""
    """Where it leads, on a terminal that follows links; empty for nowhere."""


Line = tuple[Span, ...]

DOT = "\u00a0· "
"""A separator after which a line may be broken, but not before."""


def tone_of(change: float | None) -> Tone:
    """Return the tone of a change; none and zero are plain."""
    if not change:
        return Tone.TEXT
    return Tone.UP if change > 0 else Tone.DOWN


def width_of(line: Line) -> int:
    """Return the cells a line takes."""
    return sum(cell_len(span.text) for span in line)


def fit(text: str, width: int) -> str:
    """Return text in exactly `width` cells: blanks after it, or an ellipsis where it is cut."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width) if width > 0 else ""


def fit_words(text: str, width: int) -> str:
    """Return text in exactly `width` cells, cut after a whole word where one ends in its second half."""
    if cell_len(text) <= width:
        return fit(text, width)
    whole = fit(text, width).rstrip().removesuffix("…")
    if text[len(whole) : len(whole) + 1] != " ":
        before = whole.rpartition(" ")[0]
        whole = before if 2 * cell_len(before) >= width else whole
    return fit(whole.rstrip(" ,:;") + "…", width)


def right(text: str, width: int) -> str:
    """Return text with blanks before it so that it takes at least `width` cells."""
    return " " * (width - cell_len(text)) + text


def cut(line: Line, width: int) -> Line:
    """Return the line in at most `width` cells, with an ellipsis where it is cut."""
    if width_of(line) <= width:
        return line
    kept: list[Span] = []
    room = width
    for span in line:
        size = cell_len(span.text)
        if size > room or (size == room and span is not line[-1]):
            kept.append(Span(fit(span.text + "…", room), span.tone))
            break
        kept.append(span)
        room -= size
    return tuple(kept)


def apart(left: Line, end: Line, width: int) -> Line:
    """Set one line at the left edge and another at the right; the left one is cut where they meet."""
    room = width - width_of(end)
    if room < 1 or not end:
        return cut(left, width)
    shown = cut(left, room - 1)
    return (*shown, Span(" " * (room - width_of(shown))), *end)


@lru_cache(maxsize=1024)
def wrapped(text: str, width: int, tone: Tone = Tone.TEXT, indent: str = "", *, link: str = "") -> tuple[Line, ...]:
    """Break text between words into lines of at most `width` cells, each begun with `indent`."""
    room = max(1, width - cell_len(indent))
    size = len if text.isascii() else cell_len
    lines: list[str] = []
    for word in text.split(" "):
        if lines and size(lines[-1]) + 1 + size(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.extend(_chopped(word, room))
    return tuple((Span(indent + line.replace("\u00a0", " "), tone, link),) for line in lines)


def _chopped(word: str, room: int) -> list[str]:
    """Cut a word that is too long; one that fits stays whole, marks that join its characters among it."""
    return [word] if cell_len(word) <= room else chop_cells(word, room)


def joined(parts: tuple[str, ...], separator: str = " · ") -> str:
    """Join what there is."""
    return separator.join(part for part in parts if part)
