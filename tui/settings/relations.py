"""What the values of one table must be to each other."""

from __future__ import annotations

from collections.abc import Iterator

from tui.core.events import Kind, Measure, When
from tui.core.marks import Reading
from tui.settings.problems import Key, shown
from tui.settings.schema import (
    BasketShape,
    ClaimShape,
    EventShape,
    OpinionShape,
    PairShape,
    Shape,
    StudyShape,
    WatchShape,
)

Fault = tuple[Key, str]
"""Where inside the table, and what is allowed there."""

_SYMBOLS = {Reading.PRICE: 1, Reading.LEVEL: 1, Reading.DIFFERENCE: 2, Reading.RATIO: 2}
_OF_A_LEVEL = (Measure.LEVEL_CROSSED, Measure.FIRST_CLOSE_ABOVE, Measure.SHARE_ABOVE)
_OF_A_PERIOD = (
    Measure.RETURN,
    Measure.MULTIPLE,
    Measure.SPREAD,
    Measure.FIRST_CLOSE_ABOVE,
    Measure.SHARE_ABOVE,
    Measure.DURATION,
)
_OF_TWO = (Measure.SPREAD, Measure.DURATION)
_MOST_WINDOWS = 8


def faults(shape: Shape) -> Iterator[Fault]:
    """Yield what is wrong between the values of a table that are each right by themselves."""
    match shape:
        case PairShape():
            if shape.small == shape.large:
                yield ("large",), f"{shown(shape.large)} is the small side too; write two different symbols"
        case BasketShape():
            if not shape.members:
                yield ("members",), "no members; write one symbol at least"
        case StudyShape():
            yield from _study_faults(shape)
        case EventShape():
            yield from _event_faults(shape)
        case ClaimShape():
            yield from _claim_faults(shape)
        case OpinionShape():
            yield from _opinion_faults(shape)
        case WatchShape():
            yield from _watch_faults(shape)


def _study_faults(study: StudyShape) -> Iterator[Fault]:
    """Find too many windows, one twice or inside the estimation window, and none that the average path could follow."""
    if not 1 <= len(study.windows) <= _MOST_WINDOWS:
        yield ("windows",), f"{len(study.windows)} windows; write 1 to {_MOST_WINDOWS}"
    elif max(last for _, last in study.windows) < 0:
        yield ("windows",), "none reaches the event's session; write one that ends at 0 or later"
    gap = study.estimation[1]
    for place, (first, last) in enumerate(study.windows):
        if (first, last) in study.windows[:place]:
            yield ("windows", place), f"[{first}, {last}] is there before; write it once"
        elif first < -gap:
            mend = f"begin it at {-gap} or later, or write estimation = [{study.estimation[0]}, {-first}]"
            # Either key may be the shipped one: the table is where both are.
            yield (), f"the window [{first}, {last}] begins in the estimation window; {mend}"


def _event_faults(event: EventShape) -> Iterator[Fault]:
    if not event.sources:
        yield ("sources",), "no source; name one [[source]] at least"
    if event.until is not None and When(event.until).end() < When(event.when).end():
        yield ("until",), f"{shown(event.until)} is before {shown(event.when)}; write a date on or after it"
    bounds = (event.lower_pct, event.upper_pct)
    if bounds != (None, None) and event.kind is not Kind.FED:
        yield ("kind",), f"{shown(event.kind.value)} has no fed funds range; leave lower_pct and upper_pct to kind fed"
    elif event.lower_pct is None or event.upper_pct is None:
        if bounds != (None, None):
            yield (), "lower_pct and upper_pct belong together; write both or neither"
    elif event.lower_pct >= event.upper_pct:
        yield ("upper_pct",), f"{event.upper_pct:g} is not above lower_pct {event.lower_pct:g}; write a higher bound"


def _claim_faults(claim: ClaimShape) -> Iterator[Fault]:
    two = "/" in claim.symbol
    if claim.measure is Measure.SPREAD and not two:
        yield ("symbol",), f"{shown(claim.symbol)} is one symbol; a spread needs two, like ^RUT/^NDX"
    if two and claim.measure not in _OF_TWO:
        yield ("symbol",), f"{shown(claim.symbol)} is a pair; a {claim.measure} needs one symbol, like ^RUT"
    if claim.level is None and claim.measure in _OF_A_LEVEL:
        yield (), f"a {claim.measure} needs its level"
    if claim.start is None and claim.measure in _OF_A_PERIOD:
        yield (), f"a {claim.measure} needs its start"
    if claim.measure is Measure.CLOSE and (claim.value, claim.low, claim.high) == (None, None, None):
        yield (), "a close needs its value, or low or high"
    if (claim.direction is None) == (claim.measure is Measure.LEVEL_CROSSED):
        yield ("direction",), "belongs to a level crossed, which needs it; no other measure has one"
    if claim.start is not None and claim.end is not None and claim.end < claim.start:
        yield ("end",), f"{claim.end} is before start {claim.start}; write a day on or after it"
    yield from _interval_faults(claim)


def _interval_faults(claim: ClaimShape) -> Iterator[Fault]:
    if claim.low is not None and claim.high is not None and claim.low > claim.high:
        yield ("high",), f"{claim.high:g} is below low {claim.low:g}; write low ≤ high"
    elif claim.value is not None:
        if claim.low is not None and claim.value < claim.low:
            yield ("low",), f"{claim.low:g} is above the value {claim.value:g}; write low ≤ value"
        if claim.high is not None and claim.value > claim.high:
            yield ("high",), f"{claim.high:g} is below the value {claim.value:g}; write value ≤ high"


def _opinion_faults(opinion: OpinionShape) -> Iterator[Fault]:
    if opinion.symbol is not None and opinion.basket is not None:
        yield ("basket",), "beside symbol; an opinion is about one of them"


def _watch_faults(item: WatchShape) -> Iterator[Fault]:
    needed = _SYMBOLS.get(item.reading, 0)
    if len(item.symbols) != needed:
        count = ("no symbols", "1 symbol", "2 symbols")[needed]
        yield ("symbols",), f"{len(item.symbols)} given; a reading of {shown(item.reading.value)} takes {count}"
    if (item.level is not None) != (item.reading is Reading.LEVEL):
        yield ("level",), "belongs to a reading of 'level', which needs it; no other has one"
    if (item.event is not None) != (item.reading is Reading.EVENT):
        yield ("event",), "belongs to a reading of 'event', which needs it; no other has one"
