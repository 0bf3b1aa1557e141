"""Sessions, holidays and half days of the New York exchange."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from tui.core.events import NewsEvent, When
from tui.core.market import MarketClock, Session
from tui.engine.hours import Hours, computed

NEW_YORK = ZoneInfo("America/New_York")
_CLOSE = time(16, 0)
_PRE_OPEN = time(4, 0)
_POST_END = time(20, 0)
_SETTLING = timedelta(minutes=30)


class Sessions:
    """The exchange's calendar from 1970 to about a year ahead."""

    def __init__(self, hours: Hours | None = None) -> None:
        """Make one of its hours; without, they are computed."""
        self._days, self._opens, self._closes = hours or computed()

    def between(self, first: date, last: date) -> tuple[date, ...]:
        """Return the sessions from one day to another, both included, ascending."""
        return self._days[bisect_left(self._days, first) : bisect_right(self._days, last)]

    def on_or_after(self, day: date) -> date | None:
        """Return the session of `day`, or the next one; None beyond the calendar."""
        return self._days[bisect_left(self._days, day)] if self._covers(day) else None

    def on_or_before(self, day: date) -> date | None:
        """Return the session of `day`, or the last one before it; None beyond the calendar."""
        return self._days[bisect_right(self._days, day) - 1] if self._covers(day) else None

    def of_event(self, event: NewsEvent) -> date | None:
        """Return the session an event belongs to: after 16:00 New York the next one; None for a partial date."""
        when = When(event.when)
        if event.until is not None or when.partial():
            return None
        moment = when.instant()
        if moment is None:
            return self.on_or_after(when.end())
        local = moment.astimezone(NEW_YORK)
        late = timedelta(days=1) if local.time() > _CLOSE else timedelta()
        return self.on_or_after(local.date() + late)

    def placed(self, event: NewsEvent) -> NewsEvent:
        """Return an event with its session."""
        return replace(event, session=self.of_event(event))

    def first_close(self, event: NewsEvent) -> date | None:
        """Return the session at whose close an event could first be known; None where it is of no single session."""
        known = None if event.session is None else self.on_or_after(event.known_from)
        return max(event.session, known) if event.session and known else None

    def clock(self, now: datetime) -> MarketClock:
        """Return what the exchange is doing at `now` (UTC) and when that changes."""
        local = now.astimezone(NEW_YORK)
        today = self.on_or_after(local.date())
        if today is None:
            return MarketClock(now=now, day=local.date())
        opens, closes = self.hours(today)
        if today == local.date() and opens <= now < closes:
            return MarketClock(now=now, session=Session.OPEN, day=today, next_change=closes)
        if today != local.date() or now < opens:
            session = Session.PRE if today == local.date() and local.time() >= _PRE_OPEN else Session.CLOSED
            return MarketClock(
                now=now, session=session, day=self.on_or_before(today - timedelta(days=1)), next_change=opens
            )
        coming = self.on_or_after(today + timedelta(days=1))
        session = Session.POST if local.time() < _POST_END else Session.CLOSED
        return MarketClock(now=now, session=session, day=today, next_change=self.hours(coming)[0] if coming else None)

    def settled(self, now: datetime) -> datetime:
        """Return when the last session whose closes are final by `now` settled, UTC: half an hour after its close."""
        day = self.settled_day(now)
        return datetime.min.replace(tzinfo=UTC) if day is None else self.hours(day)[1] + _SETTLING

    def settled_day(self, now: datetime) -> date | None:
        """Return the last session whose closes are final by `now` (UTC); None beyond the calendar."""
        day = self.on_or_before(now.astimezone(NEW_YORK).date())
        while day is not None and self.hours(day)[1] + _SETTLING > now:
            day = self.on_or_before(day - timedelta(days=1))
        return day

    def last_closed(self, now: datetime) -> date:
        """Return the last day whose session, if it has one, is closed at `now` (UTC)."""
        today = now.astimezone(NEW_YORK).date()
        is_over = self.on_or_after(today) != today or self.hours(today)[1] <= now
        return today if is_over else today - timedelta(days=1)

    def hours(self, session: date) -> tuple[datetime, datetime]:
        """Return the open and the close of a session, UTC; half days close early. KeyError for a day without one."""
        place = bisect_left(self._days, session)
        if not self._covers(session) or self._days[place] != session:
            raise KeyError(session)
        return datetime.fromtimestamp(self._opens[place], UTC), datetime.fromtimestamp(self._closes[place], UTC)

    def _covers(self, day: date) -> bool:
        return self._days[0] <= day <= self._days[-1]


def close_of(day: date) -> datetime:
    """Return 16:00 New York on `day`, UTC: the instant a past day is looked at."""
    return datetime.combine(day, _CLOSE, NEW_YORK).astimezone(UTC)
