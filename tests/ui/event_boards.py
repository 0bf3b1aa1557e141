"""Boards made by hand for the screen of the events: every verdict, complete and pending windows, kinds pooled."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace
from ui_boards import TODAY, a_board, an_event, calendar, events

from tui.core.board import Board
from tui.core.checks import ClaimCheck, Tally, Verdict
from tui.core.events import Claim, Kind, Measure
from tui.core.study import AveragePath, Followed, KindStudy, Study, StudyWindow, WindowState

WINDOWS = ((0, 0), (-1, 1), (0, 5), (0, 10))
BEFORE = date(2025, 12, 4)


def an_events_board() -> Board:
    """Return a Board whose claims came to every verdict, with studies of a spread and of a company."""
    dated = an_event("oracle", "2025-12-11", Kind.EARNINGS, "Oracle sells off after earnings")
    breakout = an_event("breakout", "2025-12-04", Kind.LEVEL, "Russell 2000 clears long-term resistance")
    listed = (*events(), replace(dated, symbols=("ORCL",)), replace(breakout, symbols=("^RUT", "IWM")), *calendar())
    checked = checks()
    return replace(
        a_board(),
        events=tuple(sorted(listed, key=lambda event: event.placed())),
        checks=checked,
        tally=Tally(holds=2, differs=2, no_data=1, not_judged=1),
        studies={"cut-dec": (a_study("cut-dec"),), "oracle": (a_company_study(),), "season": ()},
        pooled=pooled(),
        average_paths=paths(),
        followed={
            BEFORE: Followed(one_pts=0.0412, five_pts=2.8123),
            date(2025, 12, 10): Followed(one_pts=2.4791),
            date(2025, 10, 29): Followed(one_pts=-0.5577, five_pts=-0.1604),
        },
    )


def checks() -> dict[str, tuple[ClaimCheck, ...]]:
    """Return claims of two events: of the later one holds; of the earlier one three differ or cannot be measured."""
    record = a_claim("Record close of 2,590.61", Measure.RECORD_CLOSE, 2590.61)
    return {
        "record": (ClaimCheck(claim=record, verdict=Verdict.HOLDS, measured=2590.61, end=TODAY, note="of 38 years"),),
        "breakout": (
            ClaimCheck(
                claim=a_claim("Close of 2,531.16", Measure.CLOSE, 2531.16),
                verdict=Verdict.HOLDS,
                measured=2531.16,
                end=BEFORE,
            ),
            ClaimCheck(
                claim=a_claim("Up nearly 8 % in the quarter", Measure.RETURN, 8.0),
                verdict=Verdict.DIFFERS,
                measured=5.0213,
                start=date(2025, 9, 30),
                end=TODAY,
                differs_by=-2.9787,
                note="10 Sep 2025 to 11 Dec 2025 gives +7.60%",
            ),
            ClaimCheck(
                claim=a_claim("Above 2,500 for the first time", Measure.FIRST_CLOSE_ABOVE, None),
                verdict=Verdict.DIFFERS,
                measured=2501.1,
                end=date(2025, 10, 15),
            ),
            ClaimCheck(
                claim=a_claim("A lead of 18 to 24 months", Measure.DURATION, None),
                verdict=Verdict.NO_DATA,
                note="the lead goes on",
            ),
            ClaimCheck(
                claim=a_claim("Struggled to stay above 2,100", Measure.SHARE_ABOVE, None),
                verdict=Verdict.NOT_JUDGED,
                measured=50.3,
                start=date(2024, 1, 2),
                end=date(2025, 3, 31),
            ),
        ),
    }


def a_claim(text: str, measure: Measure, value: float | None) -> Claim:
    """Return a claim of an article about the small side."""
    return Claim(text=text, symbol="^RUT", measure=measure, source="article B", known_from=TODAY, value=value)


def a_study(event_id: str) -> Study:
    """Return a spread's study whose last two windows are not complete."""
    figures = ((0.00894532, 1.024138), (0.02490258, 1.632626), None, None)
    windows = tuple(
        StudyWindow(
            first=first,
            last=last,
            state=WindowState.COMPLETE if told else WindowState.PENDING,
            known=last - first + 1 if told else 2,
            sessions=last - first + 1,
            car=told[0] if told else None,
            t=told[1] if told else None,
            overlaps=("record", "oracle") if first < 0 else (),
        )
        for (first, last), told in zip(WINDOWS, figures, strict=True)
    )
    return Study(
        event_id=event_id,
        subject="^RUT/^NDX",
        session=date(2025, 12, 10),
        estimation_start=date(2025, 6, 4),
        estimation_end=date(2025, 11, 24),
        alpha=-0.00021,
        windows=windows,
    )


def a_company_study() -> Study:
    """Return a company's study that cannot be made."""
    return Study(
        event_id="oracle",
        subject="ORCL",
        benchmark="^GSPC",
        session=TODAY,
        why_missing="41 of 120 sessions",
    )


def paths() -> tuple[AveragePath, AveragePath]:
    """Return how the CAR went on average after the events of both kinds."""
    mean = (0.012, 0.018, 0.016, 0.022, 0.027, 0.025, 0.029, 0.033, 0.031, 0.036, 0.0385)
    deviation = tuple(0.006 + 0.0035 * session for session in range(11))
    many = AveragePath(kind=Kind.MACRO, n=12, mean=mean, deviation=deviation)
    return many, AveragePath(kind=Kind.FED, n=2, mean=(1.0227,) * 11, deviation=(0.3,) * 11)


def pooled() -> tuple[KindStudy, ...]:
    """Return two kinds over every window: one of many events, one that is an anecdote with a window pending."""
    many = tuple(
        KindStudy(
            kind=Kind.MACRO,
            first=first,
            last=last,
            n=12,
            mean_car=0.0385,
            t=-2.345,
            anecdotal=False,
            overlaps=last // 5,
        )
        for first, last in WINDOWS
    )
    few = tuple(
        KindStudy(
            kind=Kind.FED, first=first, last=last, n=3 - (last == 10), mean_car=1.0227, t=None, pending=int(last == 10)
        )
        for first, last in WINDOWS
    )
    return (*many, *few)
