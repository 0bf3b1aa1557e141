"""What to watch, each item with its current reading in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tui.analysis.breadth import measure_share
from tui.analysis.fed import fed_range
from tui.analysis.history import History, Numbers, align, day_at
from tui.analysis.levels import position_of
from tui.core.events import NewsEvent
from tui.core.marks import Reading, WatchItem
from tui.core.readings import WatchRow
from tui.core.text import basis_points, day, percent, points, price, safe, signed

BREADTH_SESSIONS = 20
"""The mean a member is held against has so many closes."""
NAMED_MISSING = 3
"""So many missing members are named; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything a reading may be taken from."""

    histories: Mapping[str, History]
    as_of: date
    """The day asked for, or today; nothing later is read."""
    session: date | None = None
    """The last session of the pair up to `as_of`: breadth counts the closes of that day."""
    events: tuple[NewsEvent, ...] = ()
    members: tuple[str, ...] = ()
    """The symbols breadth is counted over."""
    yields: frozenset[str] = frozenset()
    """The symbols whose prices are percents, and whose changes are told in basis points."""


def read_watch(item: WatchItem, scene: Scene) -> WatchRow:
    """Return the item with its reading and the day that belongs to; the reading is empty where there is no data."""
    match item.reading:
        case Reading.PRICE | Reading.LEVEL:
            reading, read_on = _read_symbol(item, scene)
        case Reading.DIFFERENCE | Reading.RATIO:
            reading, read_on = _read_two(item, scene)
        case Reading.FED:
            reading, read_on = _read_fed(scene)
        case Reading.EVENT:
            reading, read_on = _read_event(item, scene), None
        case Reading.BREADTH:
            reading, read_on = _read_breadth(scene)
    return WatchRow(item=item, reading=reading, as_of=read_on)


def _read_symbol(item: WatchItem, scene: Scene) -> tuple[str, date | None]:
    """Read one symbol's close, alone or against a level."""
    history = _history(scene, item.symbols[0]) if item.symbols else None
    if history is None or not len(history.days):
        return "", None
    closes = history.closes
    if item.reading is Reading.LEVEL:
        return ("" if item.level is None else _word_level(float(closes[-1]), item.level)), history.last_day()
    return _word_price(closes, is_yield=history.symbol in scene.yields), history.last_day()


def _read_two(item: WatchItem, scene: Scene) -> tuple[str, date | None]:
    """Read the difference or the ratio of two symbols on the last day both have."""
    pair = [history for symbol in item.symbols[:2] if (history := _history(scene, symbol)) is not None]
    if len(pair) < 2:
        return "", None
    days, one, other = align(pair[0], pair[1])
    if not len(days):
        return "", None
    if item.reading is Reading.RATIO:
        wording = _word_ratio(one[-2:] / other[-2:])
    else:
        wording = _word_difference(one[-2:] - other[-2:], of_yields=scene.yields.issuperset(item.symbols))
    return wording, day_at(days, -1)


def _read_fed(scene: Scene) -> tuple[str, date | None]:
    """Read the fed funds range in force."""
    fed = fed_range(scene.events, scene.as_of)
    if fed is None:
        return "", None
    return f"{fed.lower_pct:.2f}–{fed.upper_pct:.2f}% since {day(fed.since)}", fed.since


def _read_event(item: WatchItem, scene: Scene) -> str:
    """Read the date of an event as it was written."""
    known = (event for event in scene.events if event.id == item.event and event.known_from <= scene.as_of)
    event = next(known, None)
    if event is None:
        return ""
    return safe(event.when if event.until is None else f"{event.when} to {event.until}")


def _read_breadth(scene: Scene) -> tuple[str, date | None]:
    """Count the members whose close on the session is above the mean of their last closes."""
    share = measure_share(scene.members, scene.histories, scene.session, BREADTH_SESSIONS)
    if not share.of:
        return "", None
    wording = f"{share.above}/{share.of} members above their {BREADTH_SESSIONS}-day mean"
    return wording + _word_missing(share.missing), scene.session


def _history(scene: Scene, symbol: str) -> History | None:
    """Return what is known of the symbol by the scene's day."""
    history = scene.histories.get(symbol)
    return None if history is None else history.until(scene.as_of)


def _word_price(closes: Numbers, *, is_yield: bool) -> str:
    """Write "4.14%, −2 bp" for a yield, "2,590.61 +1.21%" for anything else; the change is left out if unknown."""
    level = price(float(closes[-1]))
    if is_yield:
        return f"{level}%" if len(closes) < 2 else f"{level}%, {basis_points(float(closes[-1] - closes[-2]))}"
    return level if len(closes) < 2 else f"{level} {percent(float(100 * (closes[-1] / closes[-2] - 1)))}"


def _word_level(close: float, level: float) -> str:
    """Write "above 2,500, +3.6%", the close over the level, or "below 2,800, +12.8% to go", the gain still needed."""
    named, position = f"{level:,.10g}", position_of(close, level)
    if position == "at":
        return f"at {named}"
    if position == "above":
        return f"above {named}, {percent(100 * (close / level - 1), 1)}"
    return f"below {named}, {percent(100 * (level / close - 1), 1)} to go"


def _word_ratio(ratios: Numbers) -> str:
    """Write "0.7231 +0.42%"."""
    level = price(float(ratios[-1]), 4)
    return level if len(ratios) < 2 else f"{level} {percent(float(100 * (ratios[-1] / ratios[-2] - 1)))}"


def _word_difference(differences: Numbers, *, of_yields: bool) -> str:
    """Write "+0.52 pts, −2 bp" for yields, "+0.52, −0.02" for prices."""
    level, change = float(differences[-1]), float(differences[-1] - differences[0])
    written = points(level) if of_yields else signed(level)
    if len(differences) < 2:
        return written
    return f"{written}, {basis_points(change) if of_yields else signed(change)}"


def _word_missing(missing: tuple[str, ...]) -> str:
    """Write "; missing TAN, FAN"; beyond a few, the rest are counted."""
    if not missing:
        return ""
    rest = len(missing) - NAMED_MISSING
    return f"; missing {safe(', '.join(missing[:NAMED_MISSING]))}" + (f" and {rest} more" if rest > 0 else "")
