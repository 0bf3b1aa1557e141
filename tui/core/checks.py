"""Claims held against prices: what was measured, and whether it agrees."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from tui.core.events import Claim


class Verdict(StrEnum):
    """What prices say of a claim."""

    HOLDS = "holds"
    DIFFERS = "differs"
    NO_DATA = "no data"
    NOT_JUDGED = "not judged"
    """Measured, but the claim gives neither a number nor a limit to hold that against."""


class ClaimCheck(Struct, frozen=True, kw_only=True):
    """One claim and what prices say of it."""

    claim: Claim
    verdict: Verdict
    measured: float | None = None
    """In the unit of the claim's value: see `Claim`; None where nothing could be measured."""
    start: date | None = None
    """The close a period is measured from, or the first day counted; None where a single day is measured."""
    end: date | None = None
    """The last day measured, or the day itself."""
    differs_by: float | None = None
    """The measured value less the claimed one, or less the limit it passed where no value was claimed; None where the
    claim does not differ, or where it differs in its day, which the note then names."""
    note: str = ""
    """What a reader should know besides, in words: another period that agrees, the period's end, why there is none."""


class Tally(Struct, frozen=True, kw_only=True):
    """How many claims came to each verdict."""

    holds: int = 0
    differs: int = 0
    no_data: int = 0
    not_judged: int = 0

    def claims(self) -> int:
        """Return how many claims there are."""
        return self.holds + self.differs + self.no_data + self.not_judged
