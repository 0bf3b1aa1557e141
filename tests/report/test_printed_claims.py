"""Claims and studies on paper, in every format."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from tui.core.board import Board
from tui.core.checks import ClaimCheck, Tally, Verdict
from tui.core.events import Claim, Kind, Measure, NewsEvent
from tui.core.market import MarketClock, ProviderInfo
from tui.core.study import AveragePath, Followed, KindStudy, Study, StudyWindow, WindowState
from tui.report.facts import facts
from tui.report.study import study_as_csv, study_as_json, study_as_text, study_exit_code
from tui.report.words import as_text

DAY = date(2025, 12, 11)
CLAIM = Claim(text="Up 12 %", symbol="S", measure=Measure.RETURN, source="x", known_from=DAY, value=12.0)
EVENT = NewsEvent(
    id="e", when="2025-12-11", kind=Kind.FED, title="Cut", source="x", known_from=DAY, session=DAY, claims=(CLAIM,)
)
HEADLINE = NewsEvent(
    id="h",
    when="2025-12-11",
    kind=Kind.NEWS,
    title="Heard",
    source="wire",
    known_from=DAY,
    time=datetime(2025, 12, 11, 15, tzinfo=UTC),
    url="https://example.org",
)
DUE = NewsEvent(id="d", when="2026-01-28", kind=Kind.FED, title="Meeting", source="x", known_from=DAY)
CHECK = ClaimCheck(
    claim=CLAIM,
    verdict=Verdict.DIFFERS,
    measured=10.1,
    start=date(2025, 11, 28),
    end=DAY,
    differs_by=-1.9,
    note="another month agrees",
)
COMPLETE = StudyWindow(
    first=-1, last=1, state=WindowState.COMPLETE, known=3, sessions=3, car=0.025, t=1.6, overlaps=("other",)
)
PENDING = StudyWindow(first=0, last=5, state=WindowState.PENDING, known=2, sessions=6)
STUDY = Study(event_id="e", subject="S/L", session=DAY, alpha=0.001, windows=(COMPLETE, PENDING))
MISSING = Study(event_id="e", subject="NEW", benchmark="B", session=DAY, why_missing="7 of 120 sessions")
BOARD = Board(
    provider=ProviderInfo(name="files", state="ok"),
    clock=MarketClock(now=datetime(2025, 12, 11, 21, tzinfo=UTC)),
    events=(EVENT, HEADLINE, DUE),
    checks={"e": (CHECK,)},
    tally=Tally(differs=1),
    studies={"e": (STUDY, MISSING)},
    average_paths=(AveragePath(kind=Kind.FED, n=2, mean=(0.01, 0.02), deviation=(0.001, 0.002)),),
    pooled=(KindStudy(kind=Kind.FED, first=-1, last=1, n=3, mean_car=0.01, t=0.9, overlaps=1, pending=1),),
    followed={DAY: Followed(one_pts=2.5)},
)


def test_json_gives_each_claim_its_verdict() -> None:
    event = facts(BOARD)["events"][0]
    (claim,) = event["claims"]
    said = {name: claim[name] for name in ("measure", "symbol", "claimed", "measured", "verdict", "differs_by")}
    assert said == {
        "measure": "return",
        "symbol": "S",
        "claimed": 12.0,
        "measured": 10.1,
        "verdict": "differs",
        "differs_by": -1.9,
    }
    assert (claim["measured_from"], claim["measured_to"], claim["note"]) == (
        "2025-11-28",
        "2025-12-11",
        "another month agrees",
    )
    assert facts(BOARD)["claims"] == {"holds": 0, "differs": 1, "no_data": 0, "not_judged": 0}


def test_json_gives_each_event_its_studies_window_by_window() -> None:
    event = facts(BOARD)["events"][0]
    complete, pending, missing = event["study"]
    assert (complete["window"], complete["car"], complete["t"]) == ([-1, 1], 0.025, 1.6)
    assert (complete["state"], complete["overlaps"]) == ("complete", ["other"])
    assert (pending["state"], pending["known"], pending["sessions"], pending["car"]) == ("pending", 2, 6, None)
    assert (missing["symbol"], missing["window"], missing["why_missing"]) == ("NEW", None, "7 of 120 sessions")
    assert event["followed"] == {"one_pts": 2.5, "five_pts": None}


def test_json_lists_headlines_and_what_is_due() -> None:
    board = facts(BOARD)
    assert [(each["id"], each["url"]) for each in board["headlines"]] == [("h", "https://example.org")]
    assert [each["id"] for each in board["upcoming"]] == ["d"]
    assert [each["id"] for each in facts(replace(BOARD, as_of=date(2026, 1, 28)))["upcoming"]] == []


@pytest.mark.parametrize(("hour", "listed"), [(18, ["d"]), (20, [])])
def test_what_is_due_later_today_is_upcoming_until_its_hour(hour: int, listed: list[str]) -> None:
    due = replace(DUE, when="2025-12-11", time=datetime(2025, 12, 11, 19, tzinfo=UTC))
    clock = replace(BOARD.clock, now=datetime(2025, 12, 11, hour, tzinfo=UTC))
    assert [each["id"] for each in facts(replace(BOARD, events=(due,), clock=clock))["upcoming"]] == listed


def test_json_gives_the_average_path_of_each_kind_beside_its_studies() -> None:
    board = facts(BOARD)
    path = {"kind": "fed", "n": 2, "mean": [0.01, 0.02], "deviation": [0.001, 0.002]}
    assert board["average_paths"] == [path]
    assert [each["kind"] for each in board["studies"]] == ["fed"]


def test_a_claim_that_was_not_checked_yet_has_no_verdict() -> None:
    (claim,) = facts(replace(BOARD, checks={}))["events"][0]["claims"]
    assert (claim["verdict"], claim["measured"]) == (None, None)


def test_text_says_what_holds_and_what_followed() -> None:
    text = as_text(BOARD)
    assert "Events · 0 of 1 claims hold, 1 differ" in text
    assert (
        "claim: Up 12 % (x) differs by −1.90 pts: +10.10% from 28 Nov 2025 to 11 Dec 2025; another month agrees" in text
    )
    assert "spread after: [0,+1] +2.50 pts, [0,+5] pending" in text
    assert "study of S/L: [−1,+1] +2.50 pts t +1.60 overlaps · [0,+5] pending 2/6" in text
    assert "study of NEW against B: no data, 7 of 120 sessions" in text
    assert "n 3 · anecdotal · 1 overlap · 1 pending" in text


def test_a_verdict_on_simulated_prices_is_said_to_be_one() -> None:
    simulated = replace(BOARD, provider=ProviderInfo(name="demo", state="ok", simulated=True))
    assert "claims hold, 1 differ on simulated prices, which are invented" in as_text(simulated)
    assert "on simulated prices" not in as_text(BOARD)


def test_one_study_is_a_list_of_windows() -> None:
    complete, pending, missing = json.loads(study_as_json(BOARD))["study"]
    said = {name: complete[name] for name in ("symbol", "event", "window", "car", "t", "alpha", "beta")}
    assert said == {
        "symbol": "S/L",
        "event": "e",
        "window": [-1, 1],
        "car": 0.025,
        "t": 1.6,
        "alpha": 0.001,
        "beta": None,
    }
    assert (pending["state"], missing["state"]) == ("pending", "no data")
    lines = list(csv.DictReader(io.StringIO(study_as_csv(BOARD))))
    assert [(line["symbol"], line["first"], line["car"]) for line in lines] == [
        ("S/L", "-1", "0.025"),
        ("S/L", "0", ""),
        ("NEW", "", ""),
    ]
    assert "estimated from" in study_as_text(BOARD)


@pytest.mark.parametrize(
    ("studies", "code"),
    [
        ((replace(STUDY, windows=(COMPLETE,)),), 0),
        ((STUDY,), 3),
        ((replace(STUDY, windows=(COMPLETE,)), MISSING), 3),
        ((replace(STUDY, windows=(PENDING,)),), 4),
        ((MISSING,), 4),
        ((), 4),
    ],
)
def test_the_exit_code_says_how_much_is_there(studies: tuple[Study, ...], code: int) -> None:
    assert study_exit_code(replace(BOARD, studies={"e": studies} if studies else {})) == code


def test_a_study_of_what_is_to_come_says_so() -> None:
    assert study_as_text(replace(BOARD, studies={})) == "Event study: no data, the event is still to come"
