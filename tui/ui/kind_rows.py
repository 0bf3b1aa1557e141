"""The studies of each kind of event taken together, in rows: as many windows beside each other as there is room for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tui.core.events import Kind
from tui.core.study import ANECDOTAL_BELOW, SPREAD_KINDS, KindStudy
from tui.core.text import DASH, signed
from tui.ui.lines import Line, Span, Tone, fit, right, tone_of, wrapped
from tui.ui.study_rows import window_name

_KIND = 9
_COUNT = 4
_CAR = 8
_T = 6

Bounds = tuple[int, int]
"""First and last session of an event window."""


@dataclass(frozen=True, slots=True)
class PooledTable:
    """A row for each kind with mean CAR and t by window, in as many blocks of windows as the width asks for."""

    pooled: Mapping[tuple[Kind, Bounds], KindStudy]
    kinds: tuple[Kind, ...]
    windows: tuple[tuple[Bounds, ...], ...]
    """Block by block."""
    width: int
    car: int
    """Cells of a CAR, which stands under its window's name."""

    @classmethod
    def of(cls, pooled: Iterable[KindStudy], width: int) -> PooledTable:
        """Lay out the studies for so many cells."""
        by_place = {(each.kind, (each.first, each.last)): each for each in pooled}
        windows = tuple(dict.fromkeys(window for _, window in by_place))
        car = max([_CAR, *(1 + len(window_name(*each)) for each in windows)])
        at_once = max(1, (width - _KIND - _COUNT) // (car + _T))
        blocks = tuple(windows[start : start + at_once] for start in range(0, len(windows), at_once))
        return cls(by_place, tuple(dict.fromkeys(kind for kind, _ in by_place)), blocks, width, car)

    def names(self, block: int) -> Line:
        """Return the names of a block's columns."""
        figures = "".join(f"{right(window_name(*each), self.car)}{right('t', _T)}" for each in self.windows[block])
        return (Span(f"{fit('kind', _KIND)}{right('n', _COUNT)}{figures}", Tone.MUTED),)

    def row(self, kind: Kind, block: int) -> Line:
        """Return a kind's line; muted where it is an anecdote."""
        chosen = [self.pooled.get((kind, window)) for window in self.windows[block]]
        n = sorted({each.n for each in chosen if each})
        counted = f"{n[0]}–{n[-1]}" if len(n) > 1 else f"{n[0]}" if n else DASH
        cells = (cell for each in chosen for cell in self._cells(each))
        return (Span(fit(kind.value, _KIND)), Span(right(counted, _COUNT)), *cells)

    def caveats(self) -> tuple[Line, ...]:
        """Say what the figures are in, which kinds are anecdotes, and which windows overlap or are pending."""
        studies = self.pooled.values()
        anecdotal = dict.fromkeys(each.kind.value for each in studies if each.anecdotal)
        said = (
            ("CAR in points", ", ".join(kind.value for kind in self.kinds if kind in SPREAD_KINDS)),
            ("CAR in percent", ", ".join(kind.value for kind in self.kinds if kind not in SPREAD_KINDS)),
            (f"anecdotal, n under {ANECDOTAL_BELOW}", ", ".join(anecdotal)),
            ("contain another event", _listed((each, each.overlaps) for each in studies)),
            ("pending", _listed((each, each.pending) for each in studies)),
        )
        told = (line for what, which in said if which for line in wrapped(f"{what}: {which}", self.width, Tone.MUTED))
        return tuple(told)

    def _cells(self, study: KindStudy | None) -> Line:
        """Return mean CAR, in percent or points, and t of one window."""
        car = None if study is None or study.mean_car is None else 100 * study.mean_car
        tone = Tone.MUTED if study is None or study.anecdotal else tone_of(car)
        t = _short(study.t) if study else DASH
        return (Span(right(_short(car), self.car), tone), Span(right(t, _T), Tone.MUTED))


def _short(value: float | None) -> str:
    """Write a figure in five cells, or six from a hundred on."""
    return signed(value, 2 if value is None or abs(value) < 10 else 1)


def _listed(counts: Iterable[tuple[KindStudy, int]]) -> str:
    """Name the windows for which there is something to count, by kind."""
    by_kind: dict[str, list[str]] = {}
    for each, count in counts:
        if count:
            by_kind.setdefault(each.kind.value, []).append(f"{window_name(each.first, each.last)} {count}")
    return "; ".join(f"{kind} {', '.join(windows)}" for kind, windows in by_kind.items())
