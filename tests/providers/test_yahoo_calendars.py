from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tui.core.events import Kind, NewsEvent
from tui.providers.base import ServerFault
from tui.providers.yahoo.calendars import ask_earnings, ask_releases, read_earnings, read_releases, row_count

NOW = datetime(2025, 12, 11, 3, tzinfo=UTC)  # in New York still the 10th
TODAY = date(2025, 12, 10)
EARNINGS = ("ticker", "companyshortname", "startdatetime", "startdatetimetype", "epsestimate")
RELEASES = ("econ_release", "country_code", "startdatetime", "period", "after_release_actual", "consensus_estimate")


def answer(columns: list[dict[str, Any]], *rows: Any) -> dict[str, Any]:
    return {"finance": {"result": [{"documents": [{"columns": columns, "rows": list(rows)}]}], "error": None}}


def named(names: tuple[str, ...], *rows: Any) -> dict[str, Any]:
    return answer([{"id": name, "label": name, "type": "STRING"} for name in names], *rows)


def report(
    symbol: Any = "ABC", start: Any = "2025-12-16T21:00:00.000Z", timing: Any = "AMC", expected: Any = 1.5
) -> Any:
    return [symbol, "A B Corp", start, timing, expected]


def release(
    name: Any = "CPI YY",
    start: Any = "2025-12-18T13:30:00.000Z",
    period: Any = "Nov",
    actual: Any = None,
    *,
    expected: Any = 3.1,
    country: str = "US",
) -> Any:
    return [name, country, start, period, actual, expected]


def reports(*rows: Any) -> tuple[NewsEvent, ...]:
    return read_earnings(named(EARNINGS, *rows), {"ABC", "XYZ"}, NOW)


def releases(*rows: Any) -> tuple[NewsEvent, ...]:
    return read_releases(named(RELEASES, *rows), NOW)


def test_a_report_is_an_event_of_its_day_that_says_the_hour_in_words() -> None:
    assert reports(report()) == (
        NewsEvent(
            id="yahoo:earnings:ABC:2025-12-16",
            when="2025-12-16",
            kind=Kind.EARNINGS,
            title="ABC reports earnings after the close",
            source="Yahoo",
            known_from=TODAY,
            detail="1.50 a share expected",
            symbols=("ABC",),
        ),
    )


@pytest.mark.parametrize(
    ("timing", "title", "when"),
    [
        ("BMO", "ABC reports earnings before the open", "2025-12-16"),
        ("TNS", "ABC reports earnings", "2025-12-16"),
        ("TAS", "ABC reports earnings", "2025-12-16T16:00-05:00"),
        (None, "ABC reports earnings", "2025-12-16"),
        ({}, "ABC reports earnings", "2025-12-16"),
    ],
)
def test_only_a_set_instant_is_told_as_one(timing: Any, title: str, when: str) -> None:
    (event,) = reports(report(timing=timing))
    assert (event.title, event.when, event.time is not None) == (title, when, "T" in when)


def test_a_bare_day_written_as_midnight_is_that_day() -> None:
    (event,) = reports(report(start="2025-12-16T00:00:00.000Z", timing="TNS"))
    assert event.when == "2025-12-16"


def test_reports_of_others_of_the_past_and_told_twice_are_left_out() -> None:
    rows = [report("OTHER"), report(start="2025-12-09T21:00:00.000Z"), report(), report(timing="BMO"), report("XYZ")]
    assert [event.symbols for event in reports(*rows)] == [("ABC",), ("XYZ",)]


@pytest.mark.parametrize("start", [None, "", "soon", 3, "2025-13-01T00:00:00Z", "0001-01-01T00:00:00+23:59"])
def test_a_row_without_a_day_is_left_out(start: Any) -> None:
    assert reports(report(start=start)) == releases(release(start=start)) == ()


def test_columns_without_names_are_known_by_their_heads() -> None:
    heads = [("Symbol", "STRING"), ("Event Start Date", "DATE"), ("Event Start Date", "STRING"), ("EPS Estimate", "N")]
    columns = [{"label": label, "type": kind} for label, kind in heads]
    row = ["ABC", "2025-12-16T21:00:00.000Z", "BMO", 0.25]
    (event,) = read_earnings(answer(columns, row), {"ABC"}, NOW)
    assert (event.title, event.detail) == ("ABC reports earnings before the open", "0.25 a share expected")


def test_a_release_is_an_event_at_its_instant_with_its_figures() -> None:
    assert releases(release(actual=2.9)) == (
        NewsEvent(
            id="yahoo:release:CPI YY:Nov:2025-12-18",
            when="2025-12-18T08:30-05:00",
            kind=Kind.MACRO,
            title="CPI YY (Nov)",
            source="Yahoo",
            known_from=TODAY,
            detail="actual 2.9, expected 3.1",
            time=datetime(2025, 12, 18, 13, 30, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Fed Interest Rate Decision", Kind.FED),
        ("FOMC Minutes", Kind.FED),
        ("Fed Funds Tgt Rate", Kind.FED),
        ("Federal Budget", Kind.MACRO),
        ("Philly Fed Business Indx", Kind.MACRO),
    ],
)
def test_the_feds_own_events_are_told_from_the_rest(name: str, kind: Kind) -> None:
    assert releases(release(name))[0].kind is kind


@pytest.mark.parametrize(
    ("actual", "bounds"),
    [
        ("3.50-3.75", (3.5, 3.75)),
        ("3.5% – 3.75%", (3.5, 3.75)),
        ("3.62", (3.5, 3.75)),
        (3.625, (3.5, 3.75)),
        ("0.13", (0.0, 0.25)),
        ("3.75", (None, None)),
        (3.75, (None, None)),
        ("3.7", (None, None)),
        ("-0.13", (None, None)),
        (None, (None, None)),
    ],
)
def test_a_fed_range_is_taken_only_where_both_bounds_are_told(actual: Any, bounds: tuple[Any, Any]) -> None:
    (event,) = releases(release("Fed Funds Tgt Rate", actual=actual))
    assert (event.lower_pct, event.upper_pct) == bounds
    for other in ("CPI YY", "FOMC Minutes", "Fed Chair Speaks"):
        assert releases(release(other, actual=actual))[0].lower_pct is None


def test_releases_of_other_countries_are_counted_but_not_told() -> None:
    told = named(RELEASES, release(country="DE"), release(), "odd", None)
    assert (row_count(told), len(read_releases(told, NOW))) == (2, 1)


def test_events_come_in_the_order_they_are_due() -> None:
    later, sooner = release("B", "2025-12-18T15:00:00Z"), release("A", "2025-12-17T15:00:00Z")
    assert [event.title for event in releases(later, sooner)] == ["A (Nov)", "B (Nov)"]


def test_foreign_words_are_made_safe() -> None:
    (event,) = releases(release("CPI\x1b[2J\u202e", period="\x07", expected="3\x1b%"))
    assert (event.title, event.detail) == ("CPI[2J", "expected 3%")


@pytest.mark.parametrize(
    ("nothing", "says"),
    [
        ({"finance": {"result": None, "error": {"description": "invalid query"}}}, "no calendar: invalid query"),
        ({"finance": {"result": []}}, "no calendar"),
        (answer([]) | {"finance": {"result": [{"documents": [{"columns": [], "rows": {}}]}]}}, "no calendar"),
        (None, "no calendar"),
        ([], "no calendar"),
    ],
)
def test_an_answer_that_is_no_calendar_is_a_fault(nothing: Any, says: str) -> None:
    with pytest.raises(ServerFault, match=says):
        read_earnings(nothing, {"ABC"}, NOW)
    with pytest.raises(ServerFault, match=says):
        read_releases(nothing, NOW)


def test_an_empty_calendar_holds_nothing() -> None:
    assert reports() == releases() == ()


def test_the_questions_name_the_companies_and_the_new_york_days() -> None:
    earnings, economy = json.dumps(ask_earnings(["ABC"], NOW)), ask_releases(NOW, 100)
    assert '["ticker", "ABC"]' in earnings
    assert '["startdatetime", "2025-12-10"]' in earnings
    assert (economy["offset"], economy["sortType"], economy["entityIdType"]) == (100, "ASC", "economic_event")
