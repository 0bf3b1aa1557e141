from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tui.core.events import Kind, NewsEvent
from tui.core.market import Session
from tui.engine.sessions import Sessions, close_of


@pytest.fixture(scope="module")
def sessions() -> Sessions:
    return Sessions()


@pytest.mark.parametrize(
    ("when", "session"),
    [
        ("2025-07-04", date(2025, 7, 7)),
        ("2025-12-10", date(2025, 12, 10)),
        ("2025-12-13", date(2025, 12, 15)),
        ("2025-12-10T14:00-05:00", date(2025, 12, 10)),
        ("2025-12-10T16:00-05:00", date(2025, 12, 10)),
        ("2025-12-10T16:01-05:00", date(2025, 12, 11)),
        ("2025-12-12T18:00-05:00", date(2025, 12, 15)),
        ("2025-12-11T02:00+00:00", date(2025, 12, 11)),
        ("2026-01", None),
        ("2026", None),
        ("2087-01-05", None),
    ],
)
def test_an_event_belongs_to_the_session_that_could_react_to_it(
    sessions: Sessions, when: str, session: date | None
) -> None:
    event = NewsEvent(id="x", when=when, kind=Kind.FED, title="x", source="x", known_from=date(2025, 1, 1))
    assert sessions.of_event(event) == session


@pytest.mark.parametrize(
    ("now", "session", "day", "change"),
    [
        ("2025-12-11T18:00", Session.OPEN, date(2025, 12, 11), "2025-12-11T21:00"),
        ("2025-12-11T14:29", Session.PRE, date(2025, 12, 10), "2025-12-11T14:30"),
        ("2025-12-11T08:00", Session.CLOSED, date(2025, 12, 10), "2025-12-11T14:30"),
        ("2025-12-11T21:00", Session.POST, date(2025, 12, 11), "2025-12-12T14:30"),
        ("2025-12-12T02:00", Session.CLOSED, date(2025, 12, 11), "2025-12-12T14:30"),
        ("2025-12-13T18:00", Session.CLOSED, date(2025, 12, 12), "2025-12-15T14:30"),
        ("2025-12-24T17:59", Session.OPEN, date(2025, 12, 24), "2025-12-24T18:00"),
        ("2025-12-24T18:30", Session.POST, date(2025, 12, 24), "2025-12-26T14:30"),
        ("2025-12-25T16:00", Session.CLOSED, date(2025, 12, 24), "2025-12-26T14:30"),
    ],
)
def test_the_clock_knows_holidays_and_half_days(
    sessions: Sessions, now: str, session: Session, day: date, change: str
) -> None:
    clock = sessions.clock(datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert (clock.session, clock.day) == (session, day)
    assert clock.next_change == datetime.fromisoformat(change).replace(tzinfo=UTC)


def test_a_past_day_is_looked_at_from_its_close() -> None:
    assert close_of(date(2025, 12, 11)) == datetime(2025, 12, 11, 21, tzinfo=UTC)
    assert close_of(date(2025, 7, 11)) == datetime(2025, 7, 11, 20, tzinfo=UTC)
