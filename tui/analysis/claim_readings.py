"""What prices say on the days a claim speaks of, before it is judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from tui.analysis.claim_ground import STALE_DAYS, Ground
from tui.analysis.history import Numbers
from tui.core.events import Claim, Direction, Measure
from tui.core.text import day, price


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was measured, in the unit of the claim's value."""

    value: float | None = None
    start: date | None = None
    end: date | None = None
    agrees: bool | None = None
    """What the days alone say of the claim; None where only the value can say it."""
    settled: bool = True
    """False where more sessions are needed."""
    rows: tuple[int, int] | None = None
    """The base and the end of a period, as rows of the ground."""
    note: str = ""


def read_claim(claim: Claim, ground: Ground) -> Reading:
    """Measure what a claim speaks of; without a value and with a note where there is none.

    A claim without an end is read at the day it is known from. KeyError: a duration, which is no matter of closes.
    """
    return _READERS[claim.measure](claim, ground, claim.end or claim.known_from)


def _read_close(claim: Claim, ground: Ground, end: date) -> Reading:
    """Read the close of one day."""
    row = _row_at_the_end(claim, ground, end)
    return _no_close(end) if row is None else Reading(value=float(ground.columns[0][row]), end=ground.day_of(row))


def _read_record(claim: Claim, ground: Ground, end: date) -> Reading:
    """Read a close, and whether it is above every one before it, or the first such one since the claim's start."""
    row = _row_at_the_end(claim, ground, end)
    if row is None:
        return _no_close(end)
    if row == 0 or (claim.start is not None and claim.start > ground.day_of(row)):
        return Reading(note=f"no close before {day(end)} to hold it against")
    closes = ground.columns[0][: row + 1]
    found = Reading(value=float(closes[-1]), start=claim.start, end=ground.day_of(row), note=f"of {ground.since()}")
    highest = int(closes[:-1].argmax())
    if closes[highest] >= closes[-1]:
        higher = f"{price(float(closes[highest]))} on {day(ground.day_of(highest))}"
        return replace(found, agrees=False, note=f"no record: {higher} was not lower")
    if claim.start is None or claim.value is not None:
        return replace(found, agrees=True)
    return _first_of_the_records(found, claim.start, ground, row)


def _first_of_the_records(found: Reading, start: date, ground: Ground, row: int) -> Reading:
    """Say whether the record close of a row is the first from the start on."""
    closes = ground.columns[0][: row + 1]
    tops = np.flatnonzero(closes[1:] > np.maximum.accumulate(closes)[:-1]) + 1
    tops = tops[tops >= ground.first_from(start)]
    if tops[0] == row:
        return replace(found, agrees=True)
    first = f"{price(float(closes[tops[0]]))} on {day(ground.day_of(int(tops[0])))}"
    note = f"the first record since {day(start)} was {first}; {len(tops) - 1} came before this one"
    return replace(found, agrees=False, note=note)


def _read_day_change(claim: Claim, ground: Ground, end: date) -> Reading:
    """Read the change of one day against the close before, percent."""
    row = _row_at_the_end(claim, ground, end)
    if not row:
        return _no_close(end)
    return Reading(value=ground.move(row - 1, row), start=ground.day_of(row - 1), end=ground.day_of(row))


def _read_period(claim: Claim, ground: Ground, end: date) -> Reading:
    """Read a return or a spread from the close before the start to the end."""
    start = claim.start or end
    base, last = ground.row_before(start), ground.row_by(end)
    if base is None:
        return Reading(note=f"no close before {day(start)}")
    if last is None or last <= base:
        return _no_close(end)
    missing = "" if ground.day_of(last) == end or end.weekday() > 4 else f"no close on {day(end)}"
    value = ground.move(base, last)
    return Reading(value=value, start=ground.day_of(base), end=ground.day_of(last), rows=(base, last), note=missing)


def _read_multiple(claim: Claim, ground: Ground, end: date) -> Reading:
    """Read how many times the close before the start the close at the end is: 2 is doubled."""
    found = _read_period(claim, ground, end)
    return found if found.value is None else replace(found, value=1 + found.value / 100)


def _read_crossing(claim: Claim, ground: Ground, end: date) -> Reading:
    """Read whether a day's close is the first beyond the level: since the claim's start, else since the close before.

    Beyond is above the level where it was crossed upwards, else below it.
    """
    row = _row_at_the_end(claim, ground, end)
    if not row:
        return _no_close(end)
    first = row - 1 if claim.start is None else min(ground.first_from(claim.start), row - 1)
    if claim.start is not None and ground.row_before(claim.start) is None:
        return Reading(note=f"no close before {day(claim.start)}, so that an earlier one may be unknown")
    side = "below" if claim.direction is Direction.DOWN else "above"
    beyond, level = _beyond(claim, ground.columns[0][first : row + 1]), price(claim.level)
    value = float(ground.columns[0][row])
    start = ground.day_of(first) if claim.start else None
    found = Reading(value=value, start=start, end=ground.day_of(row), agrees=False)
    if not beyond[-1]:
        return replace(found, note=f"{price(value)} is not {side} {level}")
    if beyond[:-1].any():
        last = first + int(np.flatnonzero(beyond[:-1])[-1 if claim.start is None else 0])
        earlier = f"{price(float(ground.columns[0][last]))} on {day(ground.day_of(last))}"
        return replace(found, note=f"{side} {level} before: {earlier}")
    return replace(found, agrees=True)


def _beyond(claim: Claim, closes: Numbers) -> NDArray[np.bool_]:
    """Say of each close whether it lies beyond the level the way the claim goes."""
    level = claim.level or 0.0
    return closes < level if claim.direction is Direction.DOWN else closes > level


def _read_first_above(claim: Claim, ground: Ground, end: date) -> Reading:
    """Read the first close above the level, and whether it lies from the start to the end."""
    start, level = claim.start or end, claim.level or 0.0
    if ground.row_by(end) is None:
        return _no_close(end)
    if ground.row_before(start) is None:
        return Reading(note=f"no close before {day(start)}, so that an earlier one may be unknown")
    until = ground.until(end)
    above = np.flatnonzero(until.columns[0] > level)
    if not len(above):
        return Reading(end=end, agrees=False, note=f"no close above {price(level)} by {day(end)}")
    first = int(above[0])
    on = ground.day_of(first)
    inside = start <= on <= end
    note = f"of {ground.since()}" if inside else f"the first close above {price(level)} was on {day(on)}"
    return Reading(value=float(until.columns[0][first]), end=on, agrees=inside, note=note)


def _read_share_above(claim: Claim, ground: Ground, end: date) -> Reading:
    """Read the share of the closes from the start to the end that are above the level, percent."""
    start, level = claim.start or end, claim.level or 0.0
    first, until = ground.first_from(start), ground.until(end)
    closes = until.columns[0][first:]
    if ground.row_by(end) is None or not len(closes):
        return _no_close(end)
    if ground.day_of(first) - start > timedelta(days=STALE_DAYS):
        return Reading(note=f"no close before {day(ground.day_of(first))}")
    above = int((closes > level).sum())
    last = ground.day_of(first + len(closes) - 1)
    note = f"{above} of {len(closes)} closes above {price(level)}"
    return Reading(value=100 * above / len(closes), start=ground.day_of(first), end=last, note=note)


def _row_at_the_end(claim: Claim, ground: Ground, end: date) -> int | None:
    """Return the row of the day a claim names; of one that names none the last close when it was made."""
    return ground.row_by(end) if claim.end is None else ground.row_on(end)


def _no_close(end: date) -> Reading:
    return Reading(note=f"no close on {day(end)}")


_READERS: Mapping[Measure, Callable[[Claim, Ground, date], Reading]] = {
    Measure.CLOSE: _read_close,
    Measure.RECORD_CLOSE: _read_record,
    Measure.DAY_CHANGE: _read_day_change,
    Measure.RETURN: _read_period,
    Measure.MULTIPLE: _read_multiple,
    Measure.SPREAD: _read_period,
    Measure.LEVEL_CROSSED: _read_crossing,
    Measure.FIRST_CLOSE_ABOVE: _read_first_above,
    Measure.SHARE_ABOVE: _read_share_above,
}
