"""What is said of the lead."""

from __future__ import annotations

from datetime import date

from ui_boards import RUT_NDX

from tui.core.lead import Lead, Leadership, Side
from tui.ui.lead_words import lead_lines


def said(leadership: Leadership | None, width: int = 200) -> list[str]:
    return ["".join(span.text for span in line) for line in lead_lines(leadership, RUT_NDX, width)]


def a_lead(sessions: int, year: int) -> Lead:
    return Lead(
        leader=Side.LARGE, since=date(year, 1, 2), until=date(year, 6, 30), sessions=sessions, gain_pts=sessions / 10
    )


LEADING = Leadership(
    leader=Side.SMALL,
    since=date(2025, 11, 25),
    day=12,
    gain_pts=4.04,
    months_18=date(2027, 5, 25),
    months_24=date(2027, 11, 25),
    median_sessions=19,
    history=tuple(a_lead(sessions, year) for year, sessions in enumerate((90, 10, 20, 30, 40), 2019)),
)


def test_the_lead_its_rule_and_how_long_leads_last() -> None:
    lines = said(LEADING)
    assert lines[1] == "RUT since 25 Nov 2025, day 12, +4.04 pts"
    assert "3 closes in a row beyond the 50-day mean" in lines[2]
    assert "half of 5 leads before lasted 19 sessions or less" in lines[3]
    assert "18 months 25 May 2027, 24 months 25 Nov 2027" in lines[4]


def test_the_last_leads_stand_newest_first_and_the_longest_longest_first() -> None:
    lines = said(LEADING)
    assert [line.split(",")[1].strip() for line in lines if "before:" in line] == [
        "40 sessions",
        "30 sessions",
        "20 sessions",
    ]
    assert [line.split(",")[1].strip() for line in lines if "longest:" in line] == [
        "90 sessions",
        "40 sessions",
        "30 sessions",
    ]


def test_closes_against_the_lead_are_counted() -> None:
    assert said(Leadership(leader=Side.SMALL, since=date(2025, 11, 25), day=3, against=2))[1].endswith(
        "; 2 of 3 closes against it"
    )


def test_without_a_lead_it_says_so_and_without_closes_nothing() -> None:
    assert said(Leadership())[1] == "no lead known yet"
    assert said(None) == []
