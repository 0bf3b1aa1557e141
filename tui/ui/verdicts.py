"""Claims and their verdicts in words: the sign of each, what was measured and when, and the tally."""

from __future__ import annotations

from collections.abc import Iterable

from tui.core.checks import ClaimCheck, Tally, Verdict
from tui.core.figures import claim_difference, claim_figure
from tui.core.text import day, safe
from tui.ui.lines import DOT, Line, Span, Tone, joined, wrapped

SIGNS = {Verdict.HOLDS: "✓", Verdict.DIFFERS: "≠", Verdict.NO_DATA: "?", Verdict.NOT_JUDGED: "·"}
"""What stands for a verdict where there is one cell for it; the words beside it say the same."""
TONES = {Verdict.HOLDS: Tone.UP, Verdict.DIFFERS: Tone.DOWN}
"""The others are muted."""
_GRAVEST = (Verdict.DIFFERS, Verdict.HOLDS, Verdict.NO_DATA, Verdict.NOT_JUDGED)


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


def verdict_in_words(check: ClaimCheck) -> str:
    """Say what came of a claim: "holds", "differs by +1.29", "no data"."""
    by = claim_difference(check.claim, check.differs_by)
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
    claimed = f"claimed {claim_figure(claim, claim.value)}" if claim.value is not None else ""
    measured = f"measured {claim_figure(claim, check.measured)} {dates(check)}" if check.measured is not None else ""
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
