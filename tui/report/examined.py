"""Claims, studies, headlines and what is due as plain dictionaries, for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from msgspec.structs import asdict

from tui.core.board import Board
from tui.core.checks import ClaimCheck
from tui.core.events import Claim, NewsEvent
from tui.core.study import AveragePath, KindStudy, Study
from tui.report.plain import Facts, plain, when

_NEW_YORK = ZoneInfo("America/New_York")


def headlines(board: Board) -> tuple[NewsEvent, ...]:
    """Return what a source of news told of."""
    return tuple(event for event in board.events if event.is_headline())


def upcoming(board: Board) -> tuple[NewsEvent, ...]:
    """Return what is still to come on the day the Board is of, New York's, and live what is due later that day."""
    now = board.clock.now
    today: date = board.as_of or now.astimezone(_NEW_YORK).date()
    live = board.as_of is None
    return tuple(
        event
        for event in board.events
        if event.placed() > today or (live and not event.is_headline() and event.time is not None and event.time > now)
    )


def claim_facts(event: NewsEvent, board: Board) -> list[Facts]:
    """Return an event's claims with what prices say of them; null where that is not known."""
    checks = board.checks.get(event.id, ())
    return [_claim(claim, next((each for each in checks if each.claim == claim), None)) for claim in event.claims]


def study_facts(event: NewsEvent, board: Board) -> list[Facts]:
    """Return every window of an event's studies; a study without windows is one entry that says why."""
    return [found for study in board.studies.get(event.id, ()) for found in window_facts(study)]


def window_facts(study: Study) -> Iterator[Facts]:
    """Return one study window by window."""
    about = {
        "symbol": study.subject,
        "benchmark": study.benchmark,
        "session": when(study.session),
        "alpha": study.alpha,
        "beta": study.beta,
    }
    if not study.windows:
        yield {**about, "window": None, "car": None, "t": None, "state": "no data", "overlaps": []} | {
            "why_missing": study.why_missing
        }
    for window in study.windows:
        yield {
            **about,
            "window": [window.first, window.last],
            "car": window.car,
            "t": window.t,
            "state": window.state.value,
            "known": window.known,
            "sessions": window.sessions,
            "overlaps": list(window.overlaps),
            "why_missing": None,
        }


def pooled_facts(pooled: KindStudy) -> Facts:
    """Return one window of the studies of one kind."""
    return {
        "kind": pooled.kind.value,
        "window": [pooled.first, pooled.last],
        "mean_car": pooled.mean_car,
        "t": pooled.t,
        "n": pooled.n,
        "anecdotal": pooled.anecdotal,
        "overlaps": pooled.overlaps,
        "pending": pooled.pending,
    }


def path_facts(path: AveragePath) -> Facts:
    """Return how the CAR went on average after events of one kind, from session 0; fractions."""
    return {"kind": path.kind.value, "n": path.n, "mean": list(path.mean), "deviation": list(path.deviation)}


def followed_facts(event: NewsEvent, board: Board) -> Facts | None:
    """Return the spread after an event, points; None where nothing of it has closed."""
    followed = None if event.session is None else board.followed.get(event.session)
    return None if followed is None else plain(followed)


def _claim(claim: Claim, check: ClaimCheck | None) -> Facts:
    said = {name: when(value) for name, value in asdict(claim).items()}
    return said | {
        "claimed": claim.value,
        "measured": check.measured if check else None,
        "verdict": check.verdict.value if check else None,
        "differs_by": check.differs_by if check else None,
        "measured_from": when(check.start) if check else None,
        "measured_to": when(check.end) if check else None,
        "note": check.note if check else "",
    }
