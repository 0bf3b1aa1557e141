"""The timeline's entries: their order, their numbers, their dates."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace
from ui_boards import HOSTILE, NOW, TODAY, a_board, an_event, calendar, events

from tui.core.events import Kind
from tui.ui.entries import date_of, entries, newest_marked
from tui.ui.plot.marks import event_marks


def test_what_is_to_come_is_first_and_then_the_newest() -> None:
    listed = entries(a_board(), NOW)
    assert [entry.key for entry in listed] == ["season", "headline", "record", "opinion 0", "cut-dec", "cut-oct"]
    assert [entry.upcoming for entry in listed] == [True, False, False, False, False, False]


def test_numbers_are_those_of_the_chart() -> None:
    board = a_board()
    numbers = {entry.key: entry.number for entry in entries(board, NOW) if entry.number}
    assert numbers == {mark.event_id: mark.number for mark in event_marks(board)}
    assert numbers == {"cut-oct": 1, "cut-dec": 2, "record": 3}


def test_a_past_day_makes_later_entries_upcoming() -> None:
    board = replace(a_board(), as_of=date(2025, 12, 10))
    assert {entry.key for entry in entries(board, NOW) if entry.upcoming} >= {"season", "record"}


def test_what_is_in_the_calendar_is_upcoming_until_its_instant() -> None:
    """Also within the day: what is due in half an hour is above the line of now, what was due this morning below."""
    listed = entries(replace(a_board(), events=(*events(), *calendar())), NOW)
    keys = [entry.key for entry in listed if entry.upcoming]
    assert keys == ["season", "report", "minutes"]
    assert [entry.key for entry in listed][:5] == [*keys, "headline", "claims"]
    later = entries(replace(a_board(), events=calendar()), NOW + timedelta(hours=1))
    assert [entry.key for entry in later if entry.upcoming] == ["report"]


def test_the_calendar_has_its_new_york_time_after_the_date_where_there_is_room() -> None:
    dated = {entry.key: entry for entry in entries(replace(a_board(), events=calendar()), NOW)}
    assert date_of(dated["minutes"]) == "11 Dec 2025 14:00"
    assert date_of(dated["minutes"], short=True) == "11 Dec 2025"
    assert date_of(dated["report"]) == "29 Jan 2026 16:30"
    timeless = an_event("day", "2026-01-29", Kind.EARNINGS, "A day only")
    (entry,) = entries(replace(a_board(), events=(timeless,), opinions=()), NOW)
    assert date_of(entry) == "29 Jan 2026"
    assert entry.upcoming


def test_dates_are_written_whole_or_as_they_came() -> None:
    dates = {entry.key: date_of(entry) for entry in entries(a_board(), NOW)}
    assert dates["record"] == "11 Dec 2025"
    assert dates["season"] == "2026-01 – 2026-02"
    assert dates["opinion 0"] == "11 Dec 2025"
    season = next(entry for entry in entries(a_board(), NOW) if entry.key == "season")
    assert date_of(season, short=True) == "from 2026-01"


def test_the_newest_marked_event_is_where_reading_begins() -> None:
    newest = newest_marked(entries(a_board(), NOW))
    assert newest is not None
    assert newest.key == "record"
    assert newest_marked(()) is None
    unmarked = replace(a_board(), spread=None)
    first = newest_marked(entries(unmarked, NOW))
    assert first is not None
    assert first.key == "headline"


def test_foreign_titles_lose_their_control_characters() -> None:
    hostile = replace(an_event("x", "2025-12-11", Kind.NEWS, HOSTILE), source="a\nb")
    board = replace(a_board(), events=(*events(), hostile))
    entry = next(each for each in entries(board, NOW) if each.key == "x")
    assert "\x1b" not in entry.title
    assert entry.title.startswith("[/b] [red]owned[/]")
    assert entry.source == "a b"
    assert entry.placed == TODAY
