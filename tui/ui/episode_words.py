"""The episodes in words: which sign each bears, where the current one stands, and what became of the others."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from tui.core.episodes import Episode, Precedents
from tui.core.text import DASH, day, percent, safe
from tui.ui.lines import joined

CURRENT = "●"
_BEYOND = "·"
"""The sign of episodes past the last letter."""


def signs(episodes: Sequence[Episode]) -> tuple[str, ...]:
    """Return each episode's sign: a dot for the current one, letters for the others in their order."""
    letters = iter(ascii_uppercase)
    return tuple(CURRENT if episode.current else next(letters, _BEYOND) for episode in episodes)


def current_of(precedents: Precedents) -> Episode | None:
    """Return the current episode; None where none is configured."""
    return next((episode for episode in precedents.episodes if episode.current), None)


def standings(precedents: Precedents) -> tuple[str, ...]:
    """Say where the current episode stands, the fullest wording first; the last one says least."""
    current = current_of(precedents)
    if current is None:
        return ("no current episode",)
    name = safe(current.name)
    if current.ratio_rebased is None or precedents.day is None:
        return (f"{name}: {safe(current.why_missing) or 'no closes since its day 0'}", f"{name}: no data")
    at = f"day {precedents.day}"
    ratio = f"ratio {current.ratio_rebased:.2f}"
    rank = f"rank {current.rank} of {precedents.ranked}" if current.rank is not None else ""
    fall = f"deepest fall {percent(current.drawdown_pct, 1)}" if current.drawdown_pct is not None else ""
    return (
        joined((f"{name}, {at}", ratio, rank, fall)),
        joined((f"{name}, {at}", ratio, rank)),
        joined((at, ratio, rank)),
        joined((at, ratio)),
    )


def spans(precedents: Precedents) -> tuple[str, ...]:
    """Say what the ratio is rebased at and which days the story looks to, the fullest wording first."""
    earliest, latest = precedents.months_18, precedents.months_24
    until = f"18 months {day(earliest)}" if earliest else ""
    later = f"24 months {day(latest)}" if latest else ""
    base = "ratio, 100 at day 0"
    span = f"18–24 months: {earliest:%b %Y} – {latest:%b %Y}" if earliest and latest else ""
    return (joined((base, until, later)), joined((until, later)), span, base)


def became(episode: Episode) -> str:
    """Say what became of an earlier episode: "124.31 at 504"; the current one is not over."""
    if episode.final is None or episode.current:
        return DASH
    return f"{episode.final:.2f} at {episode.reached}"


def in_full(episode: Episode, ranked: int) -> str:
    """Say everything known of an episode; `ranked` is how many its rank is among."""
    source = f"source: {safe(episode.source)}" if episode.source else ""
    rebased = f"rebased at {day(episode.base_date)}" if episode.base_date not in (None, episode.day0) else ""
    if episode.day is None or episode.ratio_rebased is None:
        why = safe(episode.why_missing) or "does not reach the current episode's age"
        measured = f"no figures: {why}"
    else:
        rank = f", rank {episode.rank} of {ranked}" if episode.rank is not None else ""
        fall = f", deepest fall so far {percent(episode.drawdown_pct, 1)}" if episode.drawdown_pct is not None else ""
        measured = f"day {episode.day}: {episode.ratio_rebased:.2f}{rank}{fall}"
    later = "" if episode.current or episode.final is None else f"{episode.final:.2f} after {episode.reached} sessions"
    return joined((f"day 0 {day(episode.day0)}", rebased, measured, later, source))
