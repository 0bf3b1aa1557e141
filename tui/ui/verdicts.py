"""Claims and their verdicts in words: the sign of each, what was measured and when, and the tally."""

from __future__ import annotations

from collections.abc import Iterable

from tui.core.checks import ClaimCheck, Tally, Verdict
from tui.core.events import Claim, Measure
from tui.core.text import DASH, day, percent, points, price, safe, signed, times
from tui.ui.lines import DOT, Line, Span, Tone, joined, wrapped

SIGNS = {Verdict.HOLDS: "✓", Verdict.DIFFERS: "≠", Verdict.NO_DATA: "?", Verdict.NOT_JUDGED: "·"}
"""What stands for a verdict where there is one cell for it; the words beside it say the same."""
TONES = {Verdict.HOLDS: Tone.UP, Verdict.DIFFERS: Tone.DOWN}
"""The others are muted."""
_GRAVEST = (Verdict.DIFFERS, Verdict.HOLDS, Verdict.NO_DATA, Verdict.NOT_JUDGED)
_PRICES = frozenset({Measure.CLOSE, Measure.RECORD_CLOSE, Measure.LEVEL_CROSSED, Measure.FIRST_CLOSE_ABOVE})


def sign(checks: Iterable[ClaimCheck]) -> Span:
    """Return one sign for all claims of an event: that of one that differs, else holds; nothing without claims."""
    verdict = next((each for each in _GRAVEST if each in {check.verdict for check in checks}), None)
    return Span(SIGNS[verdict], TONES.get(verdict, Tone.MUTED)) if verdict else Span("")


def counts(checks: Iterable[ClaimCheck]) -> Line:
    """Return how many claims of an event came to each verdict: "✓3 ≠1"; the sign alone where there is one claim."""
    verdicts = [check.verdict for check in checks]
    told = [each for each in SIGNS if each in verdicts]
    alone = len(verdicts) == 1
    texts = (SIGNS[each] + ("" if alone else str(verdicts.count(each))) for each in told)
    spans = [
        Span((" " if place else "") + text, TONES.get(verdict, Tone.MUTED))
        for place, (verdict, text) in enumerate(zip(told, texts, strict=True))
    ]
    return tuple(spans)


def figure(claim: Claim, value: float | None) -> str:
    """Write a claimed or measured number in the unit of the claim."""
    if value is None:
        return DASH
    if claim.measure in _PRICES:
        return price(value)
    if claim.measure is Measure.SPREAD:
        return points(value)
    if claim.measure is Measure.MULTIPLE:
        return times(value)
    if claim.measure is Measure.DURATION:
        return f"{value:.1f} months"
    return f"{value:.1f}%" if claim.measure is Measure.SHARE_ABOVE else percent(value)


def difference(check: ClaimCheck) -> str:
    """Write by how much a claim differs; empty where it does not, or differs in its day."""
    value, measure = check.differs_by, check.claim.measure
    if value is None:
        return ""
    if measure in _PRICES:
        return signed(value)
    if measure is Measure.MULTIPLE:
        return signed(value, unit="×")
    if measure is Measure.DURATION:
        return signed(value, 1, " months")
    return points(value)


def verdict_in_words(check: ClaimCheck) -> str:
    """Say what came of a claim: "holds", "differs by +1.29", "no data"."""
    by = difference(check)
    return f"differs by {by}" if by else check.verdict.value


def dates(check: ClaimCheck) -> str:
    """Say over which closes a claim was measured."""
    if check.end is None:
        return ""
    return f"{day(check.start)} to {day(check.end)}" if check.start else f"on {day(check.end)}"


def claim_lines(check: ClaimCheck, width: int) -> tuple[Line, ...]:
    """Return a claim with its verdict, what was measured, when and by what, and what else should be known of it."""
    claim = check.claim
    sign_tone = TONES.get(check.verdict, Tone.MUTED)
    verdict = f"{SIGNS[check.verdict]} {verdict_in_words(check)}"
    claimed = f"claimed {figure(claim, claim.value)}" if claim.value is not None else ""
    measured = f"measured {figure(claim, check.measured)} {dates(check)}" if check.measured is not None else ""
    told = joined((measured, claimed, f"{safe(claim.symbol)} {claim.measure.value}", safe(claim.source)), DOT)
    return (
        *wrapped(safe(claim.text), width),
        *wrapped(verdict, width, sign_tone, "  "),
        *wrapped(told, width, Tone.MUTED, "  "),
        *(wrapped(safe(check.note), width, Tone.MUTED, "  ") if check.note else ()),
    )


def tally_in_words(tally: Tally) -> str:
    """Say how many claims hold: "7 of 11 claims hold, 3 differ, 1 without data"."""
    if not tally.claims():
        return "no claims"
    parts = (
        f"{tally.holds} of {tally.claims()} claims hold",
        f"{tally.differs} differ" if tally.differs else "",
        f"{tally.no_data} without data" if tally.no_data else "",
        f"{tally.not_judged} not judged" if tally.not_judged else "",
    )
    return joined(parts, ", ")
