"""Episodes as rows of columns: which columns there is room for, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from rich.cells import cell_len

from tui.core.episodes import Episode
from tui.core.text import DASH, day, percent, safe
from tui.ui.episode_words import became
from tui.ui.lines import Line, Span, Tone, fit, fit_words, right, tone_of

_SIGN = 2
_LEAST_NAME = 8


class _Column(NamedTuple):
    """A column right of the name."""

    title: str
    width: int
    cell: Callable[[Episode, int], Span]


class Layout(NamedTuple):
    """The columns there is room for."""

    name: int
    columns: tuple[_Column, ...]

    def heading(self, age: int | None) -> Line:
        """Return the columns' names; that of the ratio says at which age."""
        at = "ratio" if age is None else f"day {age}"
        titles = (at if column is _RATIO else column.title for column in self.columns)
        names = "".join(right(title, column.width) for title, column in zip(titles, self.columns, strict=True))
        return (Span(f"{'':{_SIGN}}{fit('episode', self.name)}{names}", Tone.MUTED),)

    def row(self, episode: Episode, sign: str) -> Line:
        """Return an episode's line; one without figures says why in their place."""
        tone = Tone.SMALL if episode.current else Tone.TEXT
        named = (Span(fit(sign, _SIGN), tone), Span(fit(safe(episode.name), self.name), tone))
        room = sum(column.width for column in self.columns)
        if episode.ratio_rebased is None:
            why = safe(episode.why_missing) or "no figures"
            return (*named, Span("  " + fit_words(why, max(1, room - 2)), Tone.MUTED))
        return (*named, *(column.cell(episode, column.width) for column in self.columns))


def arrange(episodes: Iterable[Episode], width: int) -> Layout:
    """Choose the columns for a place so many cells wide: as many as leave the names whole, the ratio always."""
    longest = max((cell_len(safe(episode.name)) for episode in episodes), default=_LEAST_NAME)
    for columns in _SETS:
        room = width - _SIGN - sum(column.width for column in columns)
        if room >= min(longest, 24):
            return Layout(room, columns)
    return Layout(max(1, width - _SIGN - _RATIO.width), (_RATIO,))


def _day0(episode: Episode, width: int) -> Span:
    return Span(right(day(episode.day0), width), Tone.MUTED)


def _ratio(episode: Episode, width: int) -> Span:
    """Return the ratio at the common age, in the tone of its change since day 0."""
    value = episode.ratio_rebased
    if value is None:
        return Span(right(DASH, width), Tone.MUTED)
    return Span(right(f"{value:,.2f}", width), tone_of(value - 100))


def _rank(episode: Episode, width: int) -> Span:
    return Span(right(DASH if episode.rank is None else str(episode.rank), width))


def _fall(episode: Episode, width: int) -> Span:
    return Span(right(percent(episode.drawdown_pct, 1), width), tone_of(episode.drawdown_pct))


def _became(episode: Episode, width: int) -> Span:
    return Span(right(became(episode), width), Tone.MUTED)


_DAY0 = _Column("day 0", 13, _day0)
_RATIO = _Column("ratio", 9, _ratio)
_RANK = _Column("rank", 6, _rank)
_FALL = _Column("drawdown", 10, _fall)
_LATER = _Column("became", 15, _became)

_SETS = (
    (_DAY0, _RATIO, _RANK, _FALL, _LATER),
    (_RATIO, _RANK, _FALL, _LATER),
    (_RATIO, _RANK, _LATER),
    (_RATIO, _RANK, _FALL),
    (_RATIO, _RANK),
)
"""The columns, the fullest first."""
