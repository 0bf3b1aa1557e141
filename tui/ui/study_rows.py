"""One event's study in rows: its windows, and what followed the event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tui.core.events import NewsEvent
from tui.core.figures import abnormal_return
from tui.core.study import Followed, Study, StudyWindow, WindowState
from tui.core.text import MINUS, day, points, safe, signed
from tui.ui.lines import DOT, Line, Span, Tone, fit, joined, right, tone_of, wrapped

_WINDOW = 9
_CAR = 12
_T = 8


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
    name = max(_WINDOW, 1 + max(len(window_name(each.first, each.last)) for each in study.windows))
    names = f"{fit('window', name)}{right('CAR', _CAR)}{right('t', _T)}"
    return (
        heading,
        *wrapped(_basis(study), width, Tone.MUTED),
        (Span(names, Tone.MUTED),),
        *(_window(each, name, width, of_spread=study.benchmark is None) for each in study.windows),
        *_overlapping(study.windows, events, width),
    )


def _bound(session: int) -> str:
    return f"{'+' if session > 0 else MINUS}{abs(session)}" if session else "0"


def _basis(study: Study) -> str:
    """Say where session 0 is, and what was taken for ordinary from when to when."""
    estimated = f"{day(study.estimation_start)} to {day(study.estimation_end)}"
    alpha = abnormal_return(study.alpha, of_spread=study.benchmark is None, digits=3)
    ordinary = "" if study.alpha is None else f"alpha {alpha} a session"
    slope = "" if study.beta is None else f"beta {study.beta:.2f}".replace("-", MINUS)
    return joined((f"session 0 is {day(study.session)}", f"estimated {estimated}", ordinary, slope), DOT)


def _window(window: StudyWindow, named: int, width: int, *, of_spread: bool) -> Line:
    """Return a window's line, its name in so many cells; its sessions so far while it is pending."""
    name = Span(fit(window_name(window.first, window.last), named), Tone.MUTED)
    if window.state is WindowState.PENDING:
        return (name, Span(right(f"pending {window.known}/{window.sessions}", _CAR + _T), Tone.MUTED))
    flag = f"  overlaps {len(window.overlaps)}" if window.overlaps and width >= named + _CAR + _T + 12 else ""
    return (
        name,
        Span(right(abnormal_return(window.car, of_spread=of_spread), _CAR), tone_of(window.car)),
        Span(right(signed(window.t), _T)),
        Span(flag or ("  +" if window.overlaps else ""), Tone.MUTED),
    )


def _overlapping(windows: Iterable[StudyWindow], events: Mapping[str, NewsEvent], width: int) -> tuple[Line, ...]:
    """Name the other events that lie in the windows."""
    ids = dict.fromkeys(event_id for window in windows for event_id in window.overlaps)
    named = (events.get(event_id) for event_id in ids)
    told = [f"{day(event.session or event.placed())} {safe(event.title)}" for event in named if event]
    return wrapped(f"other events in these windows: {'; '.join(told)}", width, Tone.MUTED) if told else ()
