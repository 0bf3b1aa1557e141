"""Event studies in rows: one event's windows, kinds pooled, and what the figures leave out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tui.core.events import Kind, NewsEvent
from tui.core.study import ANECDOTAL_BELOW, Followed, KindStudy, Study, StudyWindow, WindowState
from tui.core.text import DASH, MINUS, day, percent, points, safe, signed
from tui.ui.lines import DOT, Line, Span, Tone, fit, joined, right, tone_of, wrapped

_WINDOW = 9
_CAR = 9
_T = 8
_KIND = 9
_COUNT = 4
_POOLED_CAR = 8
_POOLED_T = 6


def window_name(first: int, last: int) -> str:
    """Write an event window: "[−1,+1]"."""
    return f"[{_bound(first)},{_bound(last)}]"


def followed_in_words(followed: Followed | None) -> str:
    """Say what the spread did after an event; empty where nothing of it has closed."""
    if followed is None or followed.one_pts is None:
        return ""
    later = points(followed.five_pts) if followed.five_pts is not None else "pending"
    return f"spread after: {window_name(0, 1)} {points(followed.one_pts)}{DOT}{window_name(0, 5)} {later}"


def study_lines(study: Study, events: Mapping[str, NewsEvent], width: int) -> tuple[Line, ...]:
    """Return one study: of what, from which sessions, each window's CAR and t, and which events lie in the windows."""
    subject = f"{safe(study.subject)} against {safe(study.benchmark)}" if study.benchmark else safe(study.subject)
    heading: Line = (Span("Study", Tone.CHOSEN), Span(f"  {subject}", Tone.MUTED))
    if not study.windows:
        return (heading, *wrapped(safe(study.why_missing) or "no data", width, Tone.MUTED))
    names = f"{fit('window', _WINDOW)}{right('CAR', _CAR)}{right('t', _T)}"
    return (
        heading,
        *wrapped(_basis(study), width, Tone.MUTED),
        (Span(names, Tone.MUTED),),
        *(_window(each, width) for each in study.windows),
        *_overlapping(study.windows, events, width),
    )


def pooled_lines(pooled: Sequence[KindStudy], width: int) -> tuple[Line, ...]:
    """Return a row for each kind with mean CAR and t by window, in as many blocks of windows as the width asks for.

    Under them stands which kinds are anecdotes, and which windows overlap or are still to be completed.
    """
    windows = list(dict.fromkeys((each.first, each.last) for each in pooled))
    kinds = list(dict.fromkeys(each.kind for each in pooled))
    at_once = max(1, (width - _KIND - _COUNT) // (_POOLED_CAR + _POOLED_T))
    blocks = [windows[start : start + at_once] for start in range(0, len(windows), at_once)]
    lines: list[Line] = []
    for block in blocks:
        lines += [*([()] if lines else []), _names(block), *(_kind_row(kind, block, pooled) for kind in kinds)]
    return (*lines, *_caveats(pooled, width))


def _bound(session: int) -> str:
    return f"{'+' if session > 0 else MINUS}{abs(session)}" if session else "0"


def _basis(study: Study) -> str:
    """Say where session 0 is, and what was taken for ordinary from when to when."""
    estimated = f"{day(study.estimation_start)} to {day(study.estimation_end)}"
    ordinary = "" if study.alpha is None else f"alpha {percent(100 * study.alpha, 3)} a session"
    slope = "" if study.beta is None else f"beta {study.beta:.2f}".replace("-", MINUS)
    return joined((f"session 0 is {day(study.session)}", f"estimated {estimated}", ordinary, slope), DOT)


def _window(window: StudyWindow, width: int) -> Line:
    """Return a window's line; its sessions so far while it is pending."""
    name = Span(fit(window_name(window.first, window.last), _WINDOW), Tone.MUTED)
    if window.state is WindowState.PENDING:
        return (name, Span(right(f"pending {window.known}/{window.sessions}", _CAR + _T), Tone.MUTED))
    car = None if window.car is None else 100 * window.car
    flag = f"  overlaps {len(window.overlaps)}" if window.overlaps and width >= _WINDOW + _CAR + _T + 12 else ""
    return (
        name,
        Span(right(percent(car), _CAR), tone_of(car)),
        Span(right(signed(window.t), _T)),
        Span(flag or ("  +" if window.overlaps else ""), Tone.MUTED),
    )


def _overlapping(windows: Iterable[StudyWindow], events: Mapping[str, NewsEvent], width: int) -> tuple[Line, ...]:
    """Name the other events that lie in the windows."""
    ids = dict.fromkeys(event_id for window in windows for event_id in window.overlaps)
    named = (events.get(event_id) for event_id in ids)
    told = [f"{day(event.session or event.placed())} {safe(event.title)}" for event in named if event]
    return wrapped(f"other events in these windows: {'; '.join(told)}", width, Tone.MUTED) if told else ()


def _names(windows: Iterable[tuple[int, int]]) -> Line:
    """Return the columns' names."""
    figures = "".join(f"{right(window_name(*each), _POOLED_CAR)}{right('t', _POOLED_T)}" for each in windows)
    return (Span(f"{fit('kind', _KIND)}{right('n', _COUNT)}{figures}", Tone.MUTED),)


def _kind_row(kind: Kind, windows: Iterable[tuple[int, int]], pooled: Iterable[KindStudy]) -> Line:
    """Return a kind's line; muted where it is an anecdote."""
    of_kind = {(each.first, each.last): each for each in pooled if each.kind is kind}
    chosen = [of_kind.get(window) for window in windows]
    n = sorted({each.n for each in chosen if each})
    counted = f"{n[0]}–{n[-1]}" if len(n) > 1 else f"{n[0]}" if n else DASH
    cells = (cell for each in chosen for cell in _cells(each))
    return (Span(fit(kind.value, _KIND)), Span(right(counted, _COUNT)), *cells)


def _cells(study: KindStudy | None) -> Line:
    """Return mean CAR, in percent, and t of one window."""
    car = None if study is None or study.mean_car is None else 100 * study.mean_car
    tone = Tone.MUTED if study is None or study.anecdotal else tone_of(car)
    t = _short(study.t) if study else DASH
    return (Span(right(_short(car), _POOLED_CAR), tone), Span(right(t, _POOLED_T), Tone.MUTED))


def _short(value: float | None) -> str:
    """Write a figure in five cells, or six from a hundred on."""
    return signed(value, 2 if value is None or abs(value) < 10 else 1)


def _caveats(pooled: Sequence[KindStudy], width: int) -> tuple[Line, ...]:
    """Say which kinds are anecdotes, and which windows overlap or are pending."""
    anecdotal = dict.fromkeys(each.kind.value for each in pooled if each.anecdotal)
    said = (
        (f"anecdotal, n under {ANECDOTAL_BELOW}", ", ".join(anecdotal)),
        ("contain another event", _listed((each, each.overlaps) for each in pooled)),
        ("pending", _listed((each, each.pending) for each in pooled)),
    )
    told = (line for what, which in said if which for line in wrapped(f"{what}: {which}", width, Tone.MUTED))
    return tuple(told)


def _listed(counts: Iterable[tuple[KindStudy, int]]) -> str:
    """Name the windows for which there is something to count, by kind."""
    by_kind: dict[str, list[str]] = {}
    for each, count in counts:
        if count:
            by_kind.setdefault(each.kind.value, []).append(f"{window_name(each.first, each.last)} {count}")
    return "; ".join(f"{kind} {', '.join(windows)}" for kind, windows in by_kind.items())
