"""Published event studies and the shipped claims, from the real closes; only where ROTATION_DATA names their folder."""

from __future__ import annotations

from datetime import date

import pytest
from analysis_tables import read_real, real_closes
from msgspec.structs import replace

from tui.analysis.claims import check_claim
from tui.analysis.history import History
from tui.analysis.study import Occasions, Returns, study_event
from tui.core.checks import ClaimCheck, Verdict
from tui.core.events import Kind, NewsEvent, known
from tui.core.lead import LeadRule
from tui.core.study import StudyRule
from tui.engine.sessions import Sessions
from tui.settings.load import load

pytestmark = pytest.mark.skipif(real_closes() is None, reason="ROTATION_DATA names no folder of real closes")

YEAR_END = date(2025, 12, 31)


@pytest.fixture(scope="module")
def returns() -> Returns:
    return Returns.of(read_real("^RUT"), read_real("^NDX"), YEAR_END)


@pytest.mark.parametrize(
    ("day", "session", "windows"),
    [
        (
            "2024-07-11",
            date(2024, 7, 11),
            [(0.05956012, 5.997095), (0.06744704, 3.888908), (0.12637491, 5.090706), (0.18953060, 5.530003)],
        ),
        (
            "2025-12-10",
            date(2025, 12, 10),
            [(0.00894532, 1.024138), (0.02490258, 1.632626), (0.02663933, 1.220163), (0.00826584, 0.274227)],
        ),
        ("2025-07-04", date(2025, 7, 7), [(-0.00694468, -0.848414)]),
    ],
)
def test_the_spread_around_an_event(
    returns: Returns, day: str, session: date, windows: list[tuple[float, float]]
) -> None:
    event = NewsEvent(id="e", when=day, kind=Kind.MACRO, title="", source="", known_from=date.fromisoformat(day))
    placed = replace(event, session=Sessions().of_event(event))
    study = study_event(placed, "^RUT/^NDX", returns, StudyRule(), Occasions.of(()))
    assert study.session == session
    for window, (car, t) in zip(study.windows, windows, strict=False):
        assert window.car == pytest.approx(car, abs=5e-9)
        assert window.t == pytest.approx(t, abs=5e-7)


@pytest.fixture(scope="module")
def checks() -> dict[tuple[str, str], ClaimCheck]:
    """The shipped claims as of the year's end, by text and source."""
    events = known(load(None).events, YEAR_END)
    claims = [claim for event in events for claim in event.claims]
    symbols = {symbol for claim in claims for symbol in claim.symbol.split("/")}
    held: dict[str, History] = {symbol: read_real(symbol) for symbol in symbols}
    return {(claim.text, claim.source): check_claim(claim, held, YEAR_END, LeadRule()) for claim in claims}


@pytest.mark.parametrize(
    ("text", "source", "measured", "verdict"),
    [
        ("Close of 2,531.16", "article B", 2531.16, Verdict.HOLDS),
        ("Record close of 2,590.61", "article A", 2590.61, Verdict.HOLDS),
        ("Record close of 2,590.61", "article B", 2590.61, Verdict.HOLDS),
        ("Close around 2,491.01", "article B", 2492.30, Verdict.DIFFERS),
        ("Russell 2000 up 12.2 % in the month", "article A", 10.10, Verdict.DIFFERS),
        ("Russell 2000 up nearly 8 % in Q4 2025", "article A", 5.02, Verdict.DIFFERS),
        ("Nasdaq-100 up 1.5 % in Q4 2025", "article A", 3.17, Verdict.DIFFERS),
        ("First major all-time high of the year", "article B", 2531.16, Verdict.DIFFERS),
    ],
)
def test_what_the_articles_claim(
    checks: dict[tuple[str, str], ClaimCheck], text: str, source: str, measured: float, verdict: Verdict
) -> None:
    check = checks[text, source]
    assert check.measured == pytest.approx(measured, abs=5e-3)
    assert check.verdict is verdict


def test_the_period_over_which_july_2024_is_right_is_named(checks: dict[tuple[str, str], ClaimCheck]) -> None:
    check = checks["Russell 2000 up 12.2 % in the month", "article A"]
    assert check.note == "26 Jun 2024 to 16 Jul 2024 gives +12.17%"


def test_the_first_close_above_2500_came_in_october(checks: dict[tuple[str, str], ClaimCheck]) -> None:
    check = checks["2,500 first cleared in early December", "article A"]
    assert (check.verdict, check.end) == (Verdict.DIFFERS, date(2025, 10, 15))


def test_the_records_of_the_year_came_before_december(checks: dict[tuple[str, str], ClaimCheck]) -> None:
    check = checks["First major all-time high of the year", "article B"]
    assert check.note == "the first record since 1 Jan 2025 was 2,467.70 on 18 Sep 2025; 6 came before this one"


def test_the_quarters_end_stands_beside_a_claim_made_within_it(checks: dict[tuple[str, str], ClaimCheck]) -> None:
    check = checks["Russell 2000 up nearly 8 % in Q4 2025", "article A"]
    assert check.end == date(2025, 12, 22)
    assert check.note.endswith("+1.86% by 31 Dec 2025, the period's end")
