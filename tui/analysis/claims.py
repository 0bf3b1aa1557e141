"""Claims held against closes, so that what was said stands beside what prices did."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from tui.analysis.claim_ground import Ground
from tui.analysis.claim_readings import Reading, read_claim
from tui.analysis.history import EMPTY, History
from tui.analysis.leadership import measure_leadership
from tui.analysis.windows import months_after
from tui.core.checks import ClaimCheck, Tally, Verdict
from tui.core.events import Claim, Measure
from tui.core.lead import LeadRule, Side
from tui.core.text import day, percent, points, times

_MONTH_DAYS = 365.25 / 12
_NOT_BELOW, _NOT_ABOVE = float("-inf"), float("inf")
_FEWEST_DECIMALS = {Measure.MULTIPLE: 1}


def check_claim(claim: Claim, histories: Mapping[str, History], as_of: date, rule: LeadRule) -> ClaimCheck:
    """Measure a claim on the closes known on `as_of` and judge it.

    It is read at its own end, or where it has none at the day it is known from; what has happened by the end of its
    period stands in the note. It holds from its low to its high, without either within the rounding of its value;
    without any of the three its days alone judge it, and where they cannot, nobody does. `rule`: when a lead passes.
    """
    ground = Ground.of(claim.symbol, histories, as_of)
    reading = _read(claim, ground, histories, as_of, rule)
    low, high = _limits(claim)
    verdict = _verdict(reading, low, high)
    differs = verdict is Verdict.DIFFERS and reading.value is not None and not low <= reading.value <= high
    notes = (reading.note, _matching(claim, ground, reading) if differs else "", _later(claim, ground, reading))
    return ClaimCheck(
        claim=claim,
        verdict=verdict,
        measured=reading.value,
        start=reading.start,
        end=reading.end,
        differs_by=_difference(claim, reading.value, low, high) if differs and reading.value is not None else None,
        note="; ".join(note for note in notes if note),
    )


def tally(checks: Iterable[ClaimCheck]) -> Tally:
    """Count the verdicts."""
    counts = Counter(check.verdict for check in checks)
    return Tally(
        holds=counts[Verdict.HOLDS],
        differs=counts[Verdict.DIFFERS],
        no_data=counts[Verdict.NO_DATA],
        not_judged=counts[Verdict.NOT_JUDGED],
    )


def _read(claim: Claim, ground: Ground, histories: Mapping[str, History], as_of: date, rule: LeadRule) -> Reading:
    """Measure a claim, or say why it cannot be measured yet."""
    lacking = [symbol for symbol in claim.symbol.split("/") if not len(histories.get(symbol, EMPTY).days)]
    if lacking:
        return Reading(note=f"no closes of {' and '.join(lacking)}")
    if claim.measure is Measure.DURATION:
        return _read_duration(claim, histories, as_of, rule)
    end = claim.end or claim.known_from
    if end > as_of:
        return Reading(note=f"the close of {day(end)} is not known yet")
    return read_claim(claim, ground)


def _read_duration(claim: Claim, histories: Mapping[str, History], as_of: date, rule: LeadRule) -> Reading:
    """Read the months from the claim's start to the end of the small side's lead it lies in, or to now."""
    small, _, large = claim.symbol.partition("/")
    start = claim.start or claim.known_from
    led = measure_leadership(histories[small], histories[large], rule, as_of)
    if led is None or led.as_of is None or led.as_of < start:
        return Reading(note=f"no close of both since {day(start)}")
    over = [lead for lead in led.history if lead.leader is Side.SMALL and lead.since <= start <= lead.until]
    running = led.leader is Side.SMALL and led.since is not None and led.since <= start
    if not over and not running:
        said = f"{rule.closes} closes beyond the {rule.mean}-day mean"
        return Reading(note=f"{small} did not lead {large} on {day(start)}, a lead being {said}")
    until = over[0].until if over else led.as_of
    months = (until - start).days / _MONTH_DAYS
    found = Reading(value=months, start=start, end=until, note="" if over else "the lead goes on")
    return replace(found, settled=bool(over) or _decided(claim, months))


def _decided(claim: Claim, months: float) -> bool:
    """Say whether a lead that goes on can no longer agree with the claim, having lasted too long already."""
    return claim.high is not None and months > claim.high


def _limits(claim: Claim) -> tuple[float, float]:
    """Return what a measured value must lie between: the claim's own limits, or half a unit of its last digit.

    Of a whole multiple the last digit is the tenth: who says doubled does not mean one and a half.
    """
    if claim.low is None and claim.high is None and claim.value is not None:
        decimals = len(f"{claim.value!r}".partition(".")[2].removesuffix("0")) if claim.value % 1 else 0
        half = 0.5 * 10.0 ** -max(decimals, _FEWEST_DECIMALS.get(claim.measure, 0))
        return claim.value - half, claim.value + half
    return (
        _NOT_BELOW if claim.low is None else claim.low,
        _NOT_ABOVE if claim.high is None else claim.high,
    )


def _verdict(reading: Reading, low: float, high: float) -> Verdict:
    """Judge what was measured."""
    if reading.agrees is False:
        return Verdict.DIFFERS
    if reading.value is None or not reading.settled:
        return Verdict.NO_DATA
    if (low, high) == (_NOT_BELOW, _NOT_ABOVE):
        return Verdict.NOT_JUDGED if reading.agrees is None else Verdict.HOLDS
    return Verdict.HOLDS if low <= reading.value <= high else Verdict.DIFFERS


def _difference(claim: Claim, measured: float, low: float, high: float) -> float:
    """Return the measured value less the claimed one, or less the limit it passed."""
    if claim.value is not None:
        return measured - claim.value
    return measured - (low if measured < low else high)


def _matching(claim: Claim, ground: Ground, reading: Reading) -> str:
    """Name the nearest period, closed when the claim was made, over which the claimed value is right."""
    if reading.rows is None or claim.value is None:
        return ""
    low, high = (100 * (limit - 1) if claim.measure is Measure.MULTIPLE else limit for limit in _limits(claim))
    near = ground.until(claim.known_from).nearest(*reading.rows, low, high)
    if near is None:
        return ""
    return f"{day(ground.day_of(near[0]))} to {day(ground.day_of(near[1]))} gives {_written(claim, ground.move(*near))}"


def _later(claim: Claim, ground: Ground, reading: Reading) -> str:
    """Say what has come of a claim without an end by the end of its period, once that is known."""
    if reading.rows is None or claim.end is not None or claim.start is None:
        return ""
    end = _period_end(claim.start, claim.known_from)
    row = None if end is None else ground.row_by(end)
    if end is None or row is None or (ground.day_of(row) != end and row == len(ground.days) - 1):
        return ""
    return f"{_written(claim, ground.move(reading.rows[0], row))} by {day(ground.day_of(row))}, the period's end"


def _period_end(start: date, known_from: date) -> date | None:
    """Return the end of the quarter, else the year, that begins on `start` and in which the claim was made."""
    if start.day != 1 or start.month % 3 != 1:
        return None
    for months in (3, 12) if start.month == 1 else (3,):
        last = months_after(start, months - 1)
        end = date(last.year, last.month, calendar.monthrange(last.year, last.month)[1])
        if start <= known_from <= end:
            return end
    return None


def _written(claim: Claim, value: float) -> str:
    """Write a move over a period, percent or points, in the claim's unit."""
    if claim.measure is Measure.MULTIPLE:
        return times(1 + value / 100)
    return points(value) if claim.measure is Measure.SPREAD else percent(value)
