"""The current episode of the pair's ratio laid over earlier ones, at equal age."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from msgspec.structs import replace

from tui.analysis.history import Days, History, Numbers, align, count_until, day_at
from tui.analysis.spread import thin
from tui.analysis.windows import months_after
from tui.core.episodes import LONGEST_SESSIONS, Episode, EpisodePath, Precedents
from tui.core.marks import Precedent
from tui.core.text import day

PATH_POINTS = 160
"""The most points of an episode's path."""
STALE_DAYS = 7
"""A common session further than this before day 0 is not its base."""


@dataclass(frozen=True, slots=True, eq=False)
class _Course:
    """One episode on the sessions both legs have."""

    precedent: Precedent
    base: date | None = None
    ratio: Numbers = field(default_factory=lambda: np.empty(0))
    """Rebased to 100 at the base, its first; at most two years long. Empty without a base."""
    age: int = 0
    """Sessions since the base, those beyond two years too."""
    why_missing: str = ""


def measure_precedents(
    precedents: Sequence[Precedent],
    small: History,
    large: History,
    pair_name: str,
    as_of: date | None = None,
) -> Precedents | None:
    """Lay the current episode over the others at its own age, on the sessions both legs have up to `as_of`.

    Each is rebased to 100 at the last session on or before its day 0 and followed for at most two years; once the
    current one is older, all are read at two years. One whose day 0 is after `as_of`, or that was not known then,
    is left out. Ranks are among all that reach the age, equal ones sharing the better rank; without a current episode
    there is neither age nor rank.
    None when the legs share no session, or when nothing is to be laid over.
    """
    days, small_closes, large_closes = align(small.until(as_of), large.until(as_of))
    if not len(days) or not precedents:
        return None
    last = day_at(days, -1)
    begun = [each for each in precedents if each.day0 <= (as_of or last) and _known(each, as_of)]
    courses = [_follow(each, days, small_closes / large_closes) for each in begun]
    current = next((each for each in courses if each.precedent.current and each.base is not None), None)
    at = None if current is None else min(current.age, LONGEST_SESSIONS)
    reached = sorted(
        (float(each.ratio[at]) for each in courses if at is not None and at < len(each.ratio)), reverse=True
    )
    return Precedents(
        pair=pair_name,
        as_of=last,
        day=None if current is None else current.age,
        ranked=len(reached),
        months_18=None if current is None else months_after(current.precedent.day0, 18),
        months_24=None if current is None else months_after(current.precedent.day0, 24),
        episodes=tuple(_episode(each, at, reached) for each in courses),
    )


def _known(precedent: Precedent, as_of: date | None) -> bool:
    """Say whether a reader could know of it on a past day; live, everything is known."""
    return as_of is None or precedent.known_from is None or precedent.known_from <= as_of


def _follow(precedent: Precedent, days: Days, ratio: Numbers) -> _Course:
    """Return the ratio from the episode's base on, or why there is none."""
    row = count_until(days, precedent.day0) - 1
    if row < 0:
        return _Course(precedent, why_missing=f"first common session {day(day_at(days, 0))}, after day 0")
    if day_at(days, -1) < precedent.day0:
        return _Course(precedent, why_missing=f"no common session since day 0, the last was {day(day_at(days, -1))}")
    base = day_at(days, row)
    if base < precedent.day0 - timedelta(days=STALE_DAYS):
        return _Course(precedent, why_missing=f"no common session near day 0, the last before was {day(base)}")
    followed = ratio[row : row + LONGEST_SESSIONS + 1]
    return _Course(precedent, base, 100 * followed / followed[0], len(days) - 1 - row)


def _episode(course: _Course, at: int | None, reached: Sequence[float]) -> Episode:
    """Return one episode, read at that age where it reaches it."""
    precedent, ratio = course.precedent, course.ratio
    episode = Episode(
        name=precedent.name,
        why=precedent.why,
        source=precedent.source,
        current=precedent.current,
        day0=precedent.day0,
        base_date=course.base,
        why_missing=course.why_missing,
    )
    if not len(ratio):
        return episode
    known = len(ratio) - 1
    episode = replace(episode, reached=known, final=float(ratio[-1]), path=_path(ratio))
    if at is None:
        return replace(episode, why_missing="no current episode to read it beside")
    if at > known:
        return replace(episode, why_missing=f"known for {known} of {at} sessions")
    here = float(ratio[at])
    return replace(
        episode,
        day=at,
        ratio_rebased=here,
        rank=1 + sum(other > here for other in reached),
        drawdown_pct=_drawdown(ratio[: at + 1]),
    )


def _drawdown(ratio: Numbers) -> float:
    """Return the deepest fall from a high so far, percent; 0 or below."""
    return float(100 * (ratio / np.maximum.accumulate(ratio) - 1).min())


def _path(ratio: Numbers) -> EpisodePath:
    """Return the ratio by age, thinned without losing an extreme."""
    rows = thin((ratio,), PATH_POINTS)
    return EpisodePath(ages=tuple(rows.tolist()), ratio=tuple(ratio[rows].tolist()))
