"""A fresh tail of daily closes put onto a kept history, or the finding that it does not fit."""

from __future__ import annotations

import math
from datetime import date
from typing import Final

from msgspec.structs import replace

from tui.core.market import Series

OVERLAP: Final = 5
"""Settled sessions that both must have, with the same closes, before a tail is trusted."""

_SPARE: Final = 3
"""Sessions asked for beyond the overlap, since a source may leave one out."""
_AGREEMENT: Final = 1e-6
"""Relative. Rounding stays below it, and the smallest dividend is far above."""


def tail_start(kept: Series) -> date | None:
    """Return the day from which a tail of this history has to be asked for; None where all of it has to be."""
    wanted = OVERLAP + _SPARE + 1
    return kept.days[-wanted] if len(kept.days) >= wanted else None


def spliced(kept: Series, tail: Series) -> Series | None:
    """Return the kept history with the tail in place of its end; None where it does not fit: fetch everything.

    The last kept day may be of a session that was still going on, so it settles nothing and the tail's close counts.
    The earlier days that both have, five or more, must agree to a millionth; a split or a dividend after the last kept
    day, or one that has changed the closes since, makes the kept history another than the source's.
    """
    if not kept.days or not tail.days or _unlike(kept, tail):
        return None
    if any(day > kept.days[-1] for day in tail.actions):
        return None
    before = dict(zip(kept.days, kept.closes, strict=True))
    after = dict(zip(tail.days, tail.closes, strict=True))
    common = [day for day in tail.days if day in before and day != kept.days[-1]]
    if len(common) < OVERLAP or not all(math.isclose(before[day], after[day], rel_tol=_AGREEMENT) for day in common):
        return None
    merged = before | after
    days = tuple(sorted(merged))
    return replace(
        tail,
        days=days,
        closes=tuple(merged[day] for day in days),
        notes=tuple(dict.fromkeys(kept.notes + tail.notes)),
        actions=tuple(sorted({*kept.actions, *tail.actions})),
    )


def _unlike(kept: Series, tail: Series) -> bool:
    """Say whether two series cannot be parts of one."""
    return (kept.symbol, kept.adjusted, kept.simulated, kept.source) != (
        tail.symbol,
        tail.adjusted,
        tail.simulated,
        tail.source,
    )
