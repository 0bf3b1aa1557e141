"""The studies of like events taken together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from tui.analysis.history import Numbers
from tui.core.events import Kind
from tui.core.study import ANECDOTAL_BELOW, AveragePath, KindStudy, Study, StudyRule, StudyWindow, WindowState

_NO_SPREAD = 1e-12  # CARs that deviate less are the same but for rounding


def pool(studies: Iterable[tuple[Kind, Study]], rule: StudyRule) -> tuple[KindStudy, ...]:
    """Take the studies of each kind together, window by window; kinds in their own order, those without any left out.

    Over the n complete windows: the mean CAR, and t = mean / (s/√n), s the CARs' sample deviation.
    """
    return tuple(
        _pooled(kind, [study.windows[place] for study in like])
        for kind, like in _by_kind(studies).items()
        for place in range(len(rule.windows))
    )


def average_paths(studies: Iterable[tuple[Kind, Study]], rule: StudyRule) -> tuple[AveragePath, ...]:
    """Return how the CAR went on average, kind by kind as in `pool`; a kind without a complete path is left out.

    It goes to the last session of any window; where all of them end before the event there is none.
    """
    sessions = 1 + max(last for _, last in rule.windows)
    if sessions < 1:
        return ()
    whole = {
        kind: [study.path for study in like if len(study.path) == sessions] for kind, like in _by_kind(studies).items()
    }
    return tuple(_average(kind, np.array(paths)) for kind, paths in whole.items() if paths)


def _by_kind(studies: Iterable[tuple[Kind, Study]]) -> dict[Kind, list[Study]]:
    """Return the studies that have windows by kind, in the order of the kinds."""
    told = [(kind, study) for kind, study in studies if study.windows]
    like = {kind: [study for of, study in told if of is kind] for kind in Kind}
    return {kind: found for kind, found in like.items() if found}


def _average(kind: Kind, paths: Numbers) -> AveragePath:
    """Take paths, a row each, together."""
    deviation = paths.std(axis=0, ddof=1).tolist() if len(paths) > 1 else ()
    return AveragePath(kind=kind, n=len(paths), mean=tuple(paths.mean(axis=0).tolist()), deviation=tuple(deviation))


def _pooled(kind: Kind, windows: Sequence[StudyWindow]) -> KindStudy:
    """Take one window of several studies together."""
    complete = [window for window in windows if window.state is WindowState.COMPLETE]
    cars = np.array([window.car for window in complete], dtype=np.float64)
    return KindStudy(
        kind=kind,
        first=windows[0].first,
        last=windows[0].last,
        n=len(cars),
        mean_car=float(cars.mean()) if len(cars) else None,
        t=_cross_sectional(cars),
        anecdotal=len(cars) < ANECDOTAL_BELOW,
        overlaps=sum(bool(window.overlaps) for window in complete),
        pending=len(windows) - len(complete),
    )


def _cross_sectional(cars: Numbers) -> float | None:
    """Return the mean over its standard error; None with fewer than two CARs, or where they are all the same."""
    if len(cars) < 2:
        return None
    deviation = float(cars.std(ddof=1))
    return float(cars.mean()) * len(cars) ** 0.5 / deviation if deviation > _NO_SPREAD else None
