"""Dated events and what was claimed of them."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

COMPUTED = "computed"
"""The source of what the program found in the closes itself."""
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Kind(StrEnum):
    """What sort of event it is; the timeline filters by it."""

    MACRO = "macro"
    POLICY = "policy"
    FED = "fed"
    LEVEL = "level"
    COMPANY = "company"
    EARNINGS = "earnings"
    MARKET = "market"
    NEWS = "news"
    OPINION = "opinion"
    NOTE = "note"


class When(Struct, frozen=True):
    """A date as somebody wrote it: a year, a month, a day, or an instant with its offset."""

    text: str

    @classmethod
    def parse(cls, text: str) -> "When":
        """Return the date as written; ValueError says what is allowed."""
        when = cls(text)
        try:
            when.end()
        except ValueError as error:
            raise ValueError(
                f"{text!r} is no date: write 2026, 2026-01, 2026-01-31 or 2026-01-31T14:00-05:00"
            ) from error
        return when

    def instant(self) -> datetime | None:
        """Return the UTC instant, or None where only a date or less is known."""
        if "T" not in self.text:
            return None
        moment = datetime.fromisoformat(self.text)
        if moment.tzinfo is None or moment.year in (MINYEAR, MAXYEAR):
            raise ValueError("an instant needs its offset, and a day to either side in every zone")
        return moment.astimezone(UTC)

    def partial(self) -> bool:
        """Say whether less than a day is known."""
        return len(self.text) < len("2026-01-31")

    def end(self) -> date:
        """Return the last day it can mean, where it is placed: "2026" is placed on 2026-12-31."""
        if "T" in self.text:
            self.instant()
            return datetime.fromisoformat(self.text).date()
        match = _PARTIAL.fullmatch(self.text)
        if match is None:
            raise ValueError(self.text)
        year, month = int(match[1]), int(match[2] or 12)
        if not 1 <= month <= 12:
            raise ValueError(self.text)
        return date(year, month, int(match[3] or _days(year, month)))


def _days(year: int, month: int) -> int:
    """Return how many days a month has."""
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days


class Measure(StrEnum):
    """What a claim measures."""

    CLOSE = "close"
    RECORD_CLOSE = "record close"
    RETURN = "return"
    MULTIPLE = "multiple"
    DAY_CHANGE = "day change"
    SPREAD = "spread"
    LEVEL_CROSSED = "level crossed"
    FIRST_CLOSE_ABOVE = "first close above"
    SHARE_ABOVE = "share of closes above"
    DURATION = "duration"


class Direction(StrEnum):
    """Which way a level was crossed."""

    UP = "up"
    DOWN = "down"


class Claim(Struct, frozen=True, kw_only=True):
    """Something a source said that prices can confirm or refute."""

    text: str
    symbol: str
    measure: Measure
    source: str
    known_from: date
    """The source's date: before it nobody could have read the claim."""
    value: float | None = None
    """Index points for closes, percent for returns, points for spreads, times for multiples (2 is doubled); None where
    the claim names no number."""
    level: float | None = None
    """Index points; the level a crossing, a first close or a share of closes is about."""
    direction: Direction | None = None
    """Which way a level was crossed; None for every other measure."""
    low: float | None = None
    """The least measured value that still agrees with the claim's own rounding; months for a duration."""
    high: float | None = None
    start: date | None = None
    """First day of a period, its base being the close before; None for a single day."""
    end: date | None = None


class NewsEvent(Struct, frozen=True, kw_only=True):
    """Something that happened or is due, with its source and claims."""

    id: str
    when: str
    """As written, see `When`; New York time where it is an instant."""
    kind: Kind
    title: str
    source: str
    known_from: date
    """The first day on which the event could be known: its own day, or for one still to come its source's."""
    until: str | None = None
    """Last date of a range, as written."""
    detail: str = ""
    symbols: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    lower_pct: float | None = None
    """Lower bound of the fed funds target range after a Fed event, percent."""
    upper_pct: float | None = None
    session: date | None = None
    """The trading session it belongs to; None for a partial date or one beyond the calendar."""
    url: str | None = None
    time: datetime | None = None
    """UTC instant: when a headline came, or when what is in the calendar is due; None where only the day is known."""
    simulated: bool = False
    own: bool = False
    """Whether it is a `[[note]]` of the user's own, which can be changed on the screen."""

    def is_headline(self) -> bool:
        """Say whether a source of news told it, which alone has the instant it came at."""
        return self.kind is Kind.NEWS and self.time is not None

    def placed(self) -> date:
        """Return the day it is placed at: the end of a partial date."""
        text = self.until or self.when
        return date.fromisoformat(text[:10]) if len(text) >= len("2026-01-31") else When(text).end()


class Mark(Struct, frozen=True, kw_only=True):
    """One event's place on a chart."""

    number: int
    """1 for the leftmost."""
    event_id: str
    column: int
    """0-based index into the axis it was placed on."""
    kind: Kind = Kind.MARKET


def known(events: tuple[NewsEvent, ...], as_of: date) -> tuple[NewsEvent, ...]:
    """Return the events and claims a reader could know on `as_of`, in the order they are placed."""
    seen = (event for event in events if event.known_from <= as_of)
    kept = (_without_later_claims(event, as_of) for event in seen)
    return tuple(sorted(kept, key=lambda event: (event.placed(), event.time is not None, event.id)))


def folded(curated: tuple[NewsEvent, ...], entries: tuple[NewsEvent, ...]) -> tuple[NewsEvent, ...]:
    """Return both without the calendar's entries for a day that has a curated Fed event: one meeting is one row.

    Of such an entry the curated event takes what it lacks: the instant of the first, and the range one of them tells.
    """
    days = {each.placed() for each in curated if _of_a_fed_day(each)}
    doubled = [each for each in entries if _of_a_fed_day(each) and each.placed() in days]
    completed = (_completed(each, doubled) if _of_a_fed_day(each) else each for each in curated)
    return (*completed, *(each for each in entries if each not in doubled))


def place(
    events: tuple[NewsEvent, ...], axis: tuple[date, ...], *, but: frozenset[Kind] = frozenset()
) -> tuple[Mark, ...]:
    """Place events on an ascending axis of sessions, numbered from the left; those outside it are left out.

    An event stands at the first axis day on or after its session. A thinned axis keeps every event between its ends.
    """
    if not axis:
        return ()
    inside = [
        (event.session, event.id, event.kind)
        for event in events
        if event.session is not None and event.kind not in but and axis[0] <= event.session <= axis[-1]
    ]
    return tuple(
        Mark(number=number, event_id=event_id, column=_first_on_or_after(axis, session), kind=kind)
        for number, (session, event_id, kind) in enumerate(sorted(inside), start=1)
    )


def _of_a_fed_day(event: NewsEvent) -> bool:
    """Say whether it is a Fed event whose day is known."""
    return event.kind is Kind.FED and not When(event.until or event.when).partial()


def _completed(event: NewsEvent, entries: Iterable[NewsEvent]) -> NewsEvent:
    """Give a Fed event what the calendar's entries for its day know of it and it does not say itself."""
    of_day = [each for each in entries if each.placed() == event.placed()]
    timed = min((each for each in of_day if each.time is not None), key=lambda each: each.when, default=None)
    if timed is not None and event.until is None and "T" not in event.when:
        event = replace(event, when=timed.when, time=timed.time)
    told = next((each for each in of_day if each.upper_pct is not None), None)
    if told is not None and event.upper_pct is None:
        event = replace(event, lower_pct=told.lower_pct, upper_pct=told.upper_pct)
    return event


def _without_later_claims(event: NewsEvent, as_of: date) -> NewsEvent:
    """Drop the claims whose source was not yet published."""
    kept = tuple(claim for claim in event.claims if claim.known_from <= as_of)
    return event if len(kept) == len(event.claims) else replace(event, claims=kept)


def _first_on_or_after(axis: tuple[date, ...], day: date) -> int:
    """Return the index of the first axis day that is not before `day`."""
    return bisect_left(axis, day)
