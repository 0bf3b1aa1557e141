"""Claims and studies as text for a person."""

from __future__ import annotations

from tui.core import text
from tui.core.board import Board
from tui.core.checks import ClaimCheck, Tally
from tui.core.events import Measure, NewsEvent
from tui.core.figures import abnormal_return, claim_difference, claim_figure
from tui.core.study import SPREAD_KINDS, Followed, KindStudy, Study, StudyWindow, WindowState

_INDENT = "  "


def tell_check(check: ClaimCheck) -> str:
    """Write a verdict: "differs by −2.98%: +5.02% from 30 Sep 2025 to 22 Dec 2025; …"."""
    verdict = check.verdict.value
    if check.differs_by is not None:
        verdict = f"{verdict} by {claim_difference(check.claim, check.differs_by)}"
    found = [f"{claim_figure(check.claim, check.measured)} {_days(check)}"] if check.measured is not None else []
    return f"{verdict}: " + "; ".join([*found, *([check.note] if check.note else [])])


def tell_studies(event: NewsEvent, board: Board) -> list[str]:
    """Write what followed an event and its studies, a line each."""
    followed = None if event.session is None else board.followed.get(event.session)
    lines = [] if followed is None else [_tell_followed(followed)]
    return lines + [tell_study(study) for study in board.studies.get(event.id, ())]


def tell_study(study: Study) -> str:
    """Write a study in one line."""
    market = f" against {study.benchmark}" if study.benchmark else ""
    told = (
        " · ".join(_tell_window(window, of_spread=study.benchmark is None) for window in study.windows)
        or f"no data, {study.why_missing}"
    )
    return f"study of {study.subject}{market}: {told}"


def tell_tally(tally: Tally, *, simulated: bool = False) -> str:
    """Write how many claims hold: "8 of 28 claims hold, 15 differ, 1 without data, 4 not judged"."""
    if not tally.claims():
        return ""
    rest = [(tally.differs, "differ"), (tally.no_data, "without data"), (tally.not_judged, "not judged")]
    told = "".join(f", {count} {word}" for count, word in rest if count)
    against = " on simulated prices, which are invented" if simulated else ""
    return f"{tally.holds} of {tally.claims()} claims hold{told}{against}"


def tell_pooled(board: Board) -> list[str]:
    """Write the studies of each kind together, a line each."""
    lines = [f"{_INDENT}{_tell_kind(each)}" for each in board.pooled if each.n]
    return ["Events of one kind together: mean CAR", *lines] if lines else []


def _days(check: ClaimCheck) -> str:
    """Write the days a value was measured on."""
    if check.start is None or check.claim.measure is Measure.DAY_CHANGE:
        return f"on {text.day(check.end)}"
    return f"from {text.day(check.start)} to {text.day(check.end)}"


def _tell_followed(followed: Followed) -> str:
    five = "pending" if followed.five_pts is None else text.points(followed.five_pts)
    return f"spread after: [0,+1] {text.points(followed.one_pts)}, [0,+5] {five}"


def _tell_window(window: StudyWindow, *, of_spread: bool) -> str:
    named = f"[{_session(window.first)},{_session(window.last)}]"
    if window.state is WindowState.PENDING or window.car is None:
        return f"{named} pending {window.known}/{window.sessions}"
    overlap = " overlaps" if window.overlaps else ""
    return f"{named} {abnormal_return(window.car, of_spread=of_spread)} t {text.signed(window.t)}{overlap}"


def _tell_kind(pooled: KindStudy) -> str:
    named = f"{pooled.kind.value:<10}[{_session(pooled.first)},{_session(pooled.last)}]"
    car = abnormal_return(pooled.mean_car, of_spread=pooled.kind in SPREAD_KINDS)
    notes = (
        ("anecdotal", pooled.anecdotal),
        (f"{pooled.overlaps} overlap", bool(pooled.overlaps)),
        (f"{pooled.pending} pending", bool(pooled.pending)),
    )
    said = "".join(f" · {note}" for note, true in notes if true)
    return f"{named:<20}{car:>11} t {text.signed(pooled.t)} n {pooled.n}{said}"


def _session(offset: int) -> str:
    """Write sessions from the event's: 0, "+5", "−1"."""
    return text.signed(offset, 0)
