"""A Fed meeting that both the user's events and the source's calendar tell of is one row."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tui.core.events import Kind, NewsEvent, folded

CUT = NewsEvent(
    id="cut",
    when="2025-12-10",
    kind=Kind.FED,
    title="Fed cuts 25 bp",
    source="an article",
    known_from=date(2025, 12, 10),
    lower_pct=3.5,
    upper_pct=3.75,
)


def entry(title: str = "Fed Funds Tgt Rate", hour: int = 14, day: int = 10, **more: object) -> NewsEvent:
    """An entry of the calendar at a full hour in New York."""
    fields: dict[str, object] = {"kind": Kind.FED, "lower_pct": None, "upper_pct": None, **more}
    return NewsEvent(
        id=f"yahoo:{title}:{day}",
        when=f"2025-12-{day}T{hour}:00-05:00",
        title=title,
        source="Yahoo",
        known_from=date(2025, 12, 8),
        time=datetime(2025, 12, day, hour + 5, tzinfo=UTC),
        **fields,  # type: ignore[arg-type]  # a test's own keywords
    )


def test_the_curated_event_stays_with_the_calendars_hour() -> None:
    (row,) = folded((CUT,), (entry("Fed Chair Speaks", 15), entry()))
    assert (row.id, row.title, row.source) == ("cut", CUT.title, CUT.source)
    assert (row.when, row.time) == ("2025-12-10T14:00-05:00", datetime(2025, 12, 10, 19, tzinfo=UTC))
    assert row.placed() == CUT.placed()


def test_its_own_range_counts_and_only_a_missing_one_is_the_calendars() -> None:
    told = entry(lower_pct=3.75, upper_pct=4.0)
    (own,) = folded((CUT,), (told,))
    assert (own.lower_pct, own.upper_pct) == (3.5, 3.75)
    bare = NewsEvent(id="m", when="2025-12-10", kind=Kind.FED, title="x", source="x", known_from=date(2025, 1, 1))
    (lent,) = folded((bare,), (told,))
    assert (lent.lower_pct, lent.upper_pct) == (3.75, 4.0)


def test_an_hour_of_its_own_is_not_replaced() -> None:
    timed = NewsEvent(
        id="m", when="2025-12-10T13:00-05:00", kind=Kind.FED, title="x", source="x", known_from=date(2025, 1, 1)
    )
    assert folded((timed,), (entry(),)) == (timed,)


@pytest.mark.parametrize(
    "other", [entry(day=11), entry("CPI YY", kind=Kind.MACRO), entry("Fed cut lifts banks", kind=Kind.NEWS)]
)
def test_what_is_of_another_day_or_another_kind_stays_beside_it(other: NewsEvent) -> None:
    assert folded((CUT,), (other,)) == (CUT, other)


def test_an_event_of_an_unknown_day_swallows_nothing() -> None:
    vague = NewsEvent(id="v", when="2025-12", kind=Kind.FED, title="x", source="x", known_from=date(2025, 1, 1))
    last = entry(day=31)
    assert folded((vague,), (last,)) == (vague, last)
