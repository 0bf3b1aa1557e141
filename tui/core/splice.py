"""A fresh tail of daily closes put onto a kept history, or the finding that it does not fit."""

import math
from bisect import bisect_left
from datetime import date
from typing import Final

from msgspec.structs import replace

from tui.core.market import Bar, Quote, Series

OVERLAP: Final = 5
"""Settled sessions that both must have, with the same closes, before a tail is trusted."""

_SPARE: Final = 3
"""Sessions asked for beyond the overlap, since a source may leave one out."""
_APART: Final = 1.1
"""A previous close so many times another one, or so small a part of it, is no rounding and no usual dividend."""
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


def misfit(kept: Series, quote: Quote) -> Bar | None:
    """Return the bar whose close a quote's previous close contradicts; None where they fit, or nothing can tell.

    On the day of a split the source states price and previous close in the new unit while the closes kept from before
    are in the old one: a price on top of them would read as a crash. So the previous close is held against the last
    close before the quote's day; more than a tenth apart, they are of different units. Closes that tell of a split or
    a dividend on that very day carry it already. Smaller splits, and a quote without a previous close, pass.
    """
    if quote.day is None or quote.previous_close is None:
        return None
    row = bisect_left(kept.days, quote.day) - 1
    if row < 0 or 1 / _APART < quote.previous_close / kept.closes[row] < _APART or quote.day in kept.actions:
        return None
    return Bar(day=kept.days[row], close=kept.closes[row])


def _unlike(kept: Series, tail: Series) -> bool:
    """Say whether two series cannot be parts of one."""
    return (kept.symbol, kept.adjusted, kept.simulated, kept.source) != (
        tail.symbol,
        tail.adjusted,
        tail.simulated,
        tail.source,
    )
