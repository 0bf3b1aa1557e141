"""The event study: how far returns around an event were out of the ordinary.

Of the pair's spread d = r_small − r_large (simple daily returns): AR = d − mean of d over the estimation window,
t = CAR / (s·√(L2·(1 + L2/L1))), s the sample deviation of d there, L1 its sessions, L2 those of the event window.
Of one company by the market model: AR = r − alpha − beta·r_market, both by least squares on the estimation window,
t = CAR / (s·√L2), s the sample deviation of the residuals. CAR is the sum of the ARs of the event window, a fraction.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from msgspec.structs import replace

from tui.analysis.comovement import daily_returns
from tui.analysis.history import Days, History, Numbers, align, count_until, day_at
from tui.core.events import NewsEvent
from tui.core.study import STUDIED_KINDS, Followed, Study, StudyRule, StudyWindow, WindowState
from tui.core.text import day

STALE_DAYS = 7
"""A session further than this from the event's does not stand for it."""
_NO_MOVE = 1e-12  # moves that deviate less are the same but for rounding


@dataclass(frozen=True, slots=True, eq=False)
class Returns:
    """Simple daily returns of two symbols on the days both have; all columns have one length."""

    days: Days
    """The session each return ends with, ascending."""
    one: Numbers
    other: Numbers

    @classmethod
    def of(cls, one: History, other: History, as_of: date) -> Returns:
        """Return those up to `as_of`."""
        days, ones, others = align(one.until(as_of), other.until(as_of))
        return cls(days[1:], daily_returns(ones), daily_returns(others))

    def row_of(self, session: date) -> int | None:
        """Return the row of a session, or of the next one where that is missing.

        One past the end where the session is still to close; None where the days do not reach it.
        """
        row = int(np.searchsorted(self.days, np.datetime64(session, "D")))
        if not len(self.days):
            return None
        nearest = day_at(self.days, min(row, len(self.days) - 1))
        return row if abs(nearest - session) <= timedelta(days=STALE_DAYS) else None

    def between(self, start: int, stop: int) -> Returns:
        """Return the rows from one to before another."""
        return Returns(self.days[start:stop], self.one[start:stop], self.other[start:stop])

    def spread_pts(self, row: int, last: int) -> float | None:
        """Return the spread over [0, last] from the close before a row, points; None until that has closed."""
        if row + last >= len(self.days):
            return None
        inside = slice(row, row + last + 1)
        return 100 * float(np.prod(1 + self.one[inside]) - np.prod(1 + self.other[inside]))


@dataclass(frozen=True, slots=True, eq=False)
class Occasions:
    """The sessions of all events that are studied, to find the windows that contain another."""

    days: Days
    """Ascending."""
    ids: tuple[str, ...]
    """As long as `days`."""

    @classmethod
    def of(cls, events: Iterable[NewsEvent]) -> Occasions:
        """Return those of the events whose session is known."""
        found = sorted(
            (event.session, event.id) for event in events if event.kind in STUDIED_KINDS and event.session is not None
        )
        return cls(np.array([session for session, _ in found], dtype="datetime64[D]"), tuple(each for _, each in found))

    def within(self, first: date, last: date, but: str) -> tuple[str, ...]:
        """Return the ids of the events from one day to another, one left out."""
        start = count_until(self.days, first - timedelta(days=1))
        return tuple(each for each in self.ids[start : count_until(self.days, last)] if each != but)


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    """What is ordinary, from an estimation window."""

    abnormal: Numbers
    """The abnormal return of every session, a fraction."""
    deviation: float
    """Their sample deviation in the estimation window."""
    alpha: float
    beta: float | None = None
    length: float = math.inf
    """The sessions estimated from, where t allows for the error of the mean."""

    def t_of(self, car: float, sessions: int) -> float | None:
        """Return the t of a CAR over so many sessions; None where nothing moved."""
        if self.deviation <= _NO_MOVE:
            return None
        return car / (self.deviation * math.sqrt(sessions * (1 + sessions / self.length)))


def study_event(
    event: NewsEvent,
    subject: str,
    returns: Returns,
    rule: StudyRule,
    occasions: Occasions,
    *,
    benchmark: str | None = None,
) -> Study:
    """Study one event: of a pair's spread, or with a benchmark, whose returns are `other`, of a company.

    Windows whose last session has not closed are pending; those that contain another of `occasions` name it. Where the
    estimation window is not known whole there are no windows, and the study says why.
    """
    study = Study(event_id=event.id, subject=subject, benchmark=benchmark, session=event.session)
    row = None if event.session is None else returns.row_of(event.session)
    if row is None:
        return replace(study, why_missing=_unreached(event, returns))
    before = rule.length + rule.gap
    if row < before:
        return replace(study, why_missing=f"{max(0, row - rule.gap)} of {rule.length} sessions to estimate from")
    longest = max(last for _, last in rule.windows)
    near = returns.between(row - before, row + longest + 1)
    model = _spread_model(near, rule.length) if benchmark is None else _market_model(near, rule.length)
    if model is None:
        return replace(study, why_missing=f"{benchmark} did not move in the estimation window")
    windows = tuple(_window(first, last, before, near.days, model) for first, last in rule.windows)
    return replace(
        study,
        session=day_at(returns.days, row) if row < len(returns.days) else event.session,
        estimation_start=day_at(near.days, 0),
        estimation_end=day_at(near.days, rule.length - 1),
        alpha=model.alpha,
        beta=model.beta,
        windows=tuple(_flagged(each, before, near.days, occasions, event.id) for each in windows),
        path=tuple(np.cumsum(model.abnormal[before:]).tolist()),
    )


def what_followed(session: date, returns: Returns) -> Followed:
    """Return the spread since the close before an event's session, as far as its windows have closed."""
    row = returns.row_of(session)
    if row is None:
        return Followed()
    return Followed(one_pts=returns.spread_pts(row, 1), five_pts=returns.spread_pts(row, 5))


def _spread_model(returns: Returns, length: int) -> _Model:
    """Take the mean spread of the first `length` sessions for ordinary."""
    spread = returns.one - returns.other
    usual = spread[:length]
    mean = float(usual.mean())
    return _Model(spread - mean, float(usual.std(ddof=1)), mean, None, len(usual))


def _market_model(returns: Returns, length: int) -> _Model | None:
    """Fit alpha and beta by least squares on the first `length` sessions; None where the market did not move."""
    usual, market = returns.one[:length], returns.other[:length]
    if market.std() <= _NO_MOVE:
        return None
    covariance = np.cov(usual, market, ddof=1)
    beta = float(covariance[0, 1] / covariance[1, 1])
    alpha = float(usual.mean() - beta * market.mean())
    abnormal = returns.one - alpha - beta * returns.other
    return _Model(abnormal, float(abnormal[:length].std(ddof=1)), alpha, beta)


def _window(first: int, last: int, row: int, days: Days, model: _Model) -> StudyWindow:
    """Measure one event window, once its last session has closed."""
    sessions = last - first + 1
    known = min(sessions, max(0, len(days) - (row + first)))
    if known < sessions:
        return StudyWindow(first=first, last=last, state=WindowState.PENDING, known=known, sessions=sessions)
    car = float(model.abnormal[row + first : row + last + 1].sum())
    return StudyWindow(
        first=first,
        last=last,
        state=WindowState.COMPLETE,
        known=known,
        sessions=sessions,
        car=car,
        t=model.t_of(car, sessions),
    )


def _flagged(window: StudyWindow, row: int, days: Days, occasions: Occasions, event_id: str) -> StudyWindow:
    """Name the other events in the part of a window that has closed."""
    if not window.known:
        return window
    first = row + window.first
    span = day_at(days, first), day_at(days, first + window.known - 1)
    return replace(window, overlaps=occasions.within(*span, event_id))


def _unreached(event: NewsEvent, returns: Returns) -> str:
    """Say why an event has no session among the returns."""
    if event.session is None:
        return f"its day is not known exactly: {event.when}"
    if not len(returns.days):
        return "no closes"
    first, last = day(day_at(returns.days, 0)), day(day_at(returns.days, -1))
    return f"no closes near {day(event.session)}: they go from {first} to {last}"
