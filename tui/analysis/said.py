"""What has happened since something was said that no price can confirm: an opinion, or a thing to watch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import numpy as np
from msgspec import structs

from tui.analysis.claim_ground import Ground
from tui.analysis.history import History, count_until, day_at
from tui.analysis.levels import reaching
from tui.analysis.watch import Scene, read_watch
from tui.core.marks import Opinion, Reading, WatchItem
from tui.core.readings import SinceSaid, WatchRow
from tui.core.text import day
from tui.core.watchlist import Basket

_NOTHING_SINCE = "no close since it was said"


def since_said(
    opinion: Opinion, baskets: Iterable[Basket], histories: Mapping[str, History], as_of: date
) -> SinceSaid | None:
    """Measure what an opinion's subject did from the close it was published at to the last one by `as_of`.

    That close is the last on or before `known_from`. Percent; of two symbols as small/large the difference, points; of
    a basket the equal-weighted mean over the members that have both closes. None for an opinion without a subject.
    """
    if opinion.symbol is not None:
        return _moved(opinion.symbol, histories, opinion.known_from, as_of)
    basket = next((each for each in baskets if each.name == opinion.basket), None)
    if basket is None:
        return None
    found = [_moved(member.symbol, histories, opinion.known_from, as_of) for member in basket.members]
    counted = [each for each in found if each.moved is not None]
    if not counted:
        return SinceSaid(subject=basket.name, of=len(found), why_missing=_NOTHING_SINCE)
    mean = sum(each.moved or 0.0 for each in counted) / len(counted)
    return structs.replace(counted[0], subject=basket.name, moved=mean, counted=len(counted), of=len(found))


def watch_since(item: WatchItem, scene: Scene) -> WatchRow:
    """Return an item with its reading and, once it was said, what has happened to it since.

    A level has come to pass with the first close on the other side of it than the last one on or before `known_from`;
    at the level counts as above it. An event has come once its last day is there.
    """
    row, said = read_watch(item, scene), item.known_from
    if said is None or said > scene.as_of or not row.reading:
        return row
    if item.reading is Reading.LEVEL:
        return _crossed(row, scene, said)
    if item.reading is Reading.EVENT:
        return structs.replace(row, since=_come(item, scene))
    session = _session_by(said, scene) if item.reading is Reading.BREADTH else None
    then = read_watch(item, replace(scene, as_of=said, session=session))
    if not then.reading or (then.as_of == row.as_of and item.reading is not Reading.FED):
        return row
    was, now = _figure(then), _figure(row)
    return structs.replace(row, since=f"unchanged since {day(said)}" if was == now else f"was {was} on {day(said)}")


def _moved(subject: str, histories: Mapping[str, History], said: date, as_of: date) -> SinceSaid:
    """Return the move since the close a subject was spoken of at."""
    ground = Ground.of(subject, histories, as_of)
    base, last = ground.row_by(said), len(ground.days) - 1
    if base is None:
        return SinceSaid(subject=subject, why_missing=f"no close near {day(said)}")
    if last == base:
        return SinceSaid(subject=subject, start=ground.day_of(base), why_missing=_NOTHING_SINCE)
    moved, start, end = ground.move(base, last), ground.day_of(base), ground.day_of(last)
    return SinceSaid(subject=subject, moved=moved, start=start, end=end, counted=1, of=1)


def _crossed(row: WatchRow, scene: Scene, said: date) -> WatchRow:
    """Add the first close since that lies on the other side of an item's level."""
    ground = Ground.of(row.item.symbols[0], scene.histories, scene.as_of)
    base, level = ground.row_by(said), row.item.level
    if base is None or level is None or base == len(ground.days) - 1:
        return row
    above = reaching(ground.columns[0][base:], level)
    other = np.flatnonzero(above != above[0])
    if not len(other):
        return structs.replace(row, since=f"{'held' if above[0] else 'not reached'} since {day(said)}")
    on = ground.day_of(base + int(other[0]))
    return structs.replace(row, crossed=on, since=f"first closed {'below it' if above[0] else 'there'} on {day(on)}")


def _come(item: WatchItem, scene: Scene) -> str:
    """Say whether an event has come, or how many days there are to its last one."""
    last = next(event.placed() for event in scene.events if event.id == item.event)
    left = (last - scene.as_of).days
    if left <= 0:
        return f"has come, its last day was {day(last)}"
    return f"still to come, {left} {'day' if left == 1 else 'days'} to {day(last)}"


def _session_by(said: date, scene: Scene) -> date | None:
    """Return the last day on or before another on which a member has a close."""
    # Most symbols trade on the same days, and those are held once.
    shared = {id(each.days): each.days for symbol in scene.members if (each := scene.histories.get(symbol))}
    held = ((days, count_until(days, said)) for days in shared.values())
    return max((day_at(days, count - 1) for days, count in held if count), default=None)


def _figure(row: WatchRow) -> str:
    """Return the figure a reading begins with, without its change: "4.14%", "+0.52 pts", "13/28"."""
    if row.item.reading is Reading.DIFFERENCE:
        return row.reading.partition(", ")[0]
    return row.reading.partition(" ")[0].removesuffix(",")
