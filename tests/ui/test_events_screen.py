"""The screen of the events: what rows, claims and studies say, going between its panes, every size, foreign text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from event_boards import BEFORE, a_claim, a_study, an_events_board, checks, pooled
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from test_rotation_screen import SIZES, check, picture
from test_screens import Shown, shown
from ui_boards import HOSTILE, TODAY, a_problem, an_empty_board, an_event

from tui.core.checks import ClaimCheck, Tally, Verdict
from tui.core.events import Kind, Measure
from tui.core.marks import Opinion, Reading, WatchItem
from tui.core.readings import SinceSaid, TargetRow, WatchRow
from tui.core.study import Followed
from tui.ui.kind_rows import PooledTable
from tui.ui.lines import Line, width_of
from tui.ui.screens.events import EventsScreen
from tui.ui.study_rows import followed_in_words, study_lines
from tui.ui.verdicts import claim_lines, counts, sign, tally_in_words
from tui.ui.widgets.kind_table import KindTable
from tui.ui.widgets.path_chart import PathChart
from tui.ui.widgets.timeline import Timeline


def said(lines: Sequence[Line]) -> str:
    return "\n".join("".join(span.text for span in line).rstrip() for line in lines)


def on_events(s: Shown) -> EventsScreen:
    screen = s.app.screen
    assert isinstance(screen, EventsScreen)
    return screen


def test_one_claim_has_its_sign_and_several_are_counted_by_verdict() -> None:
    told = checks()
    assert said((counts(told["record"]),)) == "✓"
    assert said((counts(told["breakout"]),)) == "✓1 ≠2 ?1 ·1"
    assert said((counts(()),)) == ""
    assert (sign(told["record"]).text, sign(told["breakout"]).text, sign(()).text) == ("✓", "≠", "")


@pytest.mark.parametrize(
    ("measure", "measured", "differs_by", "words"),
    [
        (Measure.CLOSE, 2492.3, 1.29, ("measured 2,492.30", "≠ differs by +1.29")),
        (Measure.RETURN, 5.0213, -2.9787, ("measured +5.02%", "≠ differs by −2.98 pts")),
        (Measure.SPREAD, 1.85, -4.65, ("measured +1.85 pts", "≠ differs by −4.65 pts")),
        (Measure.DURATION, 1.4, -3.6, ("measured 1.4 months", "≠ differs by −3.6 months")),
        (Measure.SHARE_ABOVE, 50.3, -10.0, ("measured 50.3%", "≠ differs by −10.00 pts")),
        (Measure.FIRST_CLOSE_ABOVE, 2501.1, None, ("measured 2,501.10", "≠ differs")),
    ],
)
def test_a_claim_that_differs_says_by_how_much_in_its_own_unit(
    measure: Measure, measured: float, differs_by: float | None, words: tuple[str, ...]
) -> None:
    claim = a_claim("As was said", measure, None)
    told = ClaimCheck(claim=claim, verdict=Verdict.DIFFERS, measured=measured, end=TODAY, differs_by=differs_by)
    text = said(claim_lines(told, 200))
    assert all(each in text for each in (*words, "As was said", "on 11 Dec 2025", "article B"))


def test_a_claim_says_over_which_closes_it_was_measured_and_what_else_would_agree() -> None:
    text = said(claim_lines(checks()["breakout"][1], 200))
    assert "30 Sep 2025 to 11 Dec 2025 · claimed +8.00%" in text
    assert "10 Sep 2025 to 11 Dec 2025 gives +7.60%" in text


def test_the_tally_names_every_verdict_there_is() -> None:
    assert tally_in_words(Tally(holds=7, differs=4)) == "7 of 11 claims hold, 4 differ"
    assert tally_in_words(Tally(no_data=1, not_judged=2)) == "0 of 3 claims hold, 1 without data, 2 not judged"
    assert tally_in_words(Tally()) == "no claims"


def test_a_study_gives_cars_of_the_spread_in_points_pending_sessions_and_the_events_that_overlap() -> None:
    events = {"record": an_event("record", "2025-12-11", Kind.LEVEL, "Russell 2000 record close")}
    lines = said(study_lines(a_study("cut-dec"), events, 70)).splitlines()
    assert "session 0 is 10 Dec 2025 · estimated 4 Jun 2025 to 24 Nov 2025" in lines[1]
    rows = {line.split()[0]: line.split()[1:] for line in lines if line.startswith("[")}
    assert rows["[0,0]"] == ["+0.89", "pts", "+1.02"]
    assert rows["[−1,+1]"] == ["+2.49", "pts", "+1.63", "overlaps", "2"]
    assert rows["[0,+5]"] == ["pending", "2/6"]
    assert rows["[0,+10]"] == ["pending", "2/11"]
    assert lines[-1] == "other events in these windows: 11 Dec 2025 Russell 2000 record close"


def test_a_study_of_a_company_gives_cars_in_percent() -> None:
    lines = said(study_lines(replace(a_study("cut-dec"), benchmark="^GSPC", subject="ORCL"), {}, 70)).splitlines()
    assert [line.split()[1] for line in lines if line.startswith("[")][:2] == ["+0.89%", "+2.49%"]


def test_a_study_that_cannot_be_made_says_why() -> None:
    study = replace(a_study("x"), windows=(), benchmark="^GSPC", subject="ORCL", why_missing="41 of 120 sessions")
    assert said(study_lines(study, {}, 60)) == "Study  ORCL against ^GSPC\n41 of 120 sessions"


def test_kinds_are_pooled_with_their_n_and_what_the_figures_leave_out() -> None:
    table = PooledTable.of(pooled(), 120)
    assert said((table.row(Kind.MACRO, 0),)).split() == ["macro", "12", *["+3.85", "−2.35"] * 4]
    assert said((table.row(Kind.FED, 0),)).split() == ["fed", "2–3", *["+102.3", "–"] * 4]
    assert said(table.caveats()).splitlines() == [
        "CAR in points: macro, fed",
        "anecdotal, n under 10: fed",
        "contain another event: macro [0,+5] 1, [0,+10] 2",
        "pending: fed [0,+10] 1",
    ]


@given(width=st.integers(28, 160))
@settings(max_examples=30, deadline=None)
def test_pooled_windows_keep_to_the_width_and_none_is_left_out(width: int) -> None:
    table = PooledTable.of(pooled(), width)
    blocks = range(len(table.windows))
    lines = [
        *(table.names(block) for block in blocks),
        *(table.row(kind, block) for block in blocks for kind in table.kinds),
    ]
    lines += table.caveats()
    assert max(width_of(line) for line in lines) <= width
    assert all(said(lines).count(name) >= 1 for name in ("[0,0]", "[−1,+1]", "[0,+5]", "[0,+10]"))
    assert said(lines).count("+3.85") == 4


def test_what_followed_is_pending_until_its_last_session_and_nothing_before_the_first() -> None:
    assert followed_in_words(Followed(one_pts=2.4791)).endswith("[0,+1] +2.48 pts\u00a0· [0,+5] pending")
    assert followed_in_words(Followed()) == ""
    assert followed_in_words(None) == ""


async def test_a_row_has_symbols_what_followed_and_verdicts_and_all_rows_are_as_wide_as_the_heading() -> None:
    async with shown(an_events_board()) as s:
        await s.press("3")
        heading, *rows = s.said("timeline").splitlines()
        breakout = next(row for row in rows if "clears" in row)
        assert heading.split()[-4:] == ["symbols", "[0,+1]", "[0,+5]", "claims"]
        assert breakout.split()[-8:] == ["^RUT", "IWM", "+0.04", "+2.81", "✓1", "≠2", "?1", "·1"]
        timeline = s.app.screen.query_one(Timeline)
        widths = {width_of(row.drawn()) for row in timeline.rows if row.key} | {width_of(timeline.lines[0])}
        assert widths == {timeline.room.width - 1}


async def test_what_was_said_stands_under_the_claims_with_what_has_happened_since() -> None:
    board, said = an_events_board(), date(2025, 12, 1)
    opinion = Opinion(text="Year of the Small Cap", source="article B", known_from=said, symbol="^RUT/^NDX")
    since = SinceSaid(subject="^RUT/^NDX", moved=-1.96, start=said, end=TODAY, counted=1, of=1)
    held = WatchItem(name="Support", why="It stands", reading=Reading.LEVEL, source="article B", known_from=said)
    target = TargetRow(
        symbol="^RUT",
        label="Target",
        source="article A",
        level=2800,
        needed_pct=8.1,
        days_left=200,
        by="2026-06",
        state="open",
        known_from=said,
        moved_pct=3.25,
    )
    told = replace(
        board,
        opinions=(opinion,),
        since_said={opinion.key(): since},
        targets=(target,),
        watch=(WatchRow(item=held, reading="above 2,500, +3.6%", since="held since 1 Dec 2025"),),
    )
    async with shown(told) as s:
        await s.press("3", "tab", "tab", "tab", "end")
        rows = s.said("claims").splitlines()
        assert rows[-6].strip() == "Forecasts, not data"
        assert rows[-5].rstrip().endswith("+8.10% to go; +3.25% since 1 Dec 2025")
        assert rows[-3].rstrip().endswith("^RUT/^NDX −1.96 pts since 1 Dec 2025")
        assert rows[-1].rstrip().endswith("held since 1 Dec 2025")
        assert "to watch, not data" in s.said("detail")
        assert "held since 1 Dec 2025" in s.said("detail").splitlines()
        await s.press("k")
        assert "^RUT/^NDX −1.96 pts from 1 Dec 2025 to 11 Dec 2025" in s.said("detail").replace("\n", " ")
        await s.press("k")
        assert "a forecast, not data" in s.said("detail")


async def test_choosing_a_claim_or_what_is_to_come_selects_its_event_whatever_kind_is_listed() -> None:
    async with shown(an_events_board()) as s:
        await s.press("3", "f", "tab", "tab")
        assert s.screen.front == "upcoming"
        await s.press("j")
        assert on_events(s).selected == "report"
        assert on_events(s).timeline.kind is None
        assert "in 49d" in s.said("detail").replace("\n", " ")
        await s.press("tab")
        tally = " ".join(s.said("claims").split())
        assert "2 of 6 claims hold, 2 differ, 1 without data, 1 not judged" in tally
        await s.press("j")
        assert on_events(s).selected == "breakout"
        assert "Struggled to stay above 2,100" in s.said("detail")


async def test_the_average_path_is_of_the_kind_chosen_in_its_table_or_of_the_event_chosen_elsewhere() -> None:
    async with shown(an_events_board()) as s:
        await s.press("3")
        chart, table = s.app.screen.query_one(PathChart), s.app.screen.query_one(KindTable)
        assert (chart.kind, str(chart.border_title)) == (Kind.MACRO, "Average path · macro")
        assert "at +10 +3.85 pts" in picture(chart)
        table.choose("fed 0")
        await s.pilot.pause()
        assert chart.kind is Kind.FED
        assert "n 2 anecdotal" in picture(chart)
        table.choose("macro 0")
        await s.pilot.pause()
        on_events(s).timeline.choose("cut-dec")
        await s.pilot.pause()
        assert (chart.kind, table.cursor) == (Kind.FED, "fed 0")
        on_events(s).timeline.choose("breakout")
        await s.pilot.pause()
        assert chart.kind is Kind.FED, "no level event has been studied"
        await s.pilot.resize_terminal(80, 24)
        on_events(s).front = "studies"
        await s.pilot.pause()
        await s.press("end")
        assert (table.cursor, chart.kind) == ("fed 1", Kind.FED)
        assert table.scroll_offset.y == table.max_scroll_y > 0, "what is under the last row is in sight too"


async def test_an_event_is_read_with_its_study_and_escape_goes_back_step_by_step() -> None:
    async with shown(an_events_board()) as s:
        await s.press("3", "f", "f")
        await s.press("enter")
        assert s.screen.front == "detail"
        await s.press("escape")
        assert s.screen.front == "timeline"
        assert on_events(s).timeline.kind is not None
        await s.press("escape")
        assert on_events(s).timeline.kind is None
        on_events(s).reveal_entry("cut-dec")
        await s.pilot.pause()
        assert "pending 2/11" in s.said("detail")
        await s.press("escape")
        assert s.screen.NAME == "dashboard"


async def test_words_sought_list_their_entries_alone_and_escape_lists_all_before_it_leaves() -> None:
    async with shown(an_events_board()) as s:
        await s.press("3")
        every = len(on_events(s).timeline.keys())
        await s.press("slash", *"clears", "enter")
        assert on_events(s).timeline.keys() == ["breakout"]
        await s.press("escape")
        assert len(on_events(s).timeline.keys()) == every
        assert s.screen.NAME == "events"
        await s.press("escape")
        assert s.screen.NAME == "dashboard"


async def test_enter_in_the_detail_looks_at_the_events_symbol() -> None:
    async with shown(an_events_board()) as s:
        await s.press("3")
        on_events(s).reveal_entry("breakout")
        await s.press("enter", "enter")
        assert s.screen.NAME == "symbol"
        assert s.app.dialogue.asked.symbol == "^RUT"


async def test_a_claim_leads_to_its_symbol_and_signs_of_claims_stand_in_rows_of_every_size() -> None:
    async with shown(an_events_board(), size=(40, 12)) as s:
        await s.press("3")
        row = next(row for row in s.said("timeline").splitlines() if "△" in row)
        assert row.rstrip()[-1] in "✓≠"
        await s.press("tab", "tab", "tab", "home", "enter")
        assert s.screen.NAME == "symbol"


async def test_the_dashboard_has_one_sign_for_an_events_claims_and_the_verdicts_in_full() -> None:
    async with shown(an_events_board(), size=(100, 30)) as s:
        rows = s.said("timeline").splitlines()
        assert next(row for row in rows if "clears" in row).endswith(" ≠")
        assert next(row for row in rows if "record" in row).endswith(" ✓")
        assert "✓ holds" in s.said("detail")
        assert "[0,+1]" not in rows[0]


async def test_every_pane_without_data_says_why() -> None:
    async with shown(an_empty_board(a_problem())) as s:
        await s.press("3")
        for pane in ("timeline", "detail", "upcoming", "claims", "studies"):
            assert "Yahoo does not answer: connection refused" in " ".join(s.said(pane).split()), pane
        drawn = picture(s.app.screen.query_one(PathChart))
        assert "no average path: Yahoo does not answer" in " ".join(drawn.split())


async def test_foreign_text_is_text_and_nothing_else() -> None:
    claim = replace(a_claim(HOSTILE, Measure.CLOSE, 1.0), symbol=HOSTILE, source=HOSTILE)
    told = ClaimCheck(claim=claim, verdict=Verdict.NO_DATA, note=HOSTILE)
    event = replace(an_event("x", "2025-12-04", Kind.COMPANY, HOSTILE), symbols=(HOSTILE,))
    study = replace(a_study("x"), subject=HOSTILE, windows=(), why_missing=HOSTILE)
    board = replace(
        an_events_board(),
        events=(event, replace(event, id="y", when="2026-02-01", session=None, known_from=BEFORE)),
        opinions=(),
        checks={"x": (told,)},
        studies={"x": (study,)},
    )
    async with shown(board) as s:
        await s.press("3", "end")
        for pane in ("timeline", "detail", "upcoming", "claims"):
            assert "[/b]" in s.said(pane), pane
            assert "\x1b" not in s.said(pane)
        timeline = s.app.screen.query_one(Timeline)
        assert {width_of(row.drawn()) for row in timeline.rows if row.key} == {timeline.room.width - 1}
        assert not s.feed.closed


async def test_panes_keep_to_their_places_at_every_size_and_tab_brings_each_into_sight() -> None:
    async with shown(an_events_board(), size=SIZES[0]) as s:
        await s.press("3")
        for size in SIZES:
            await s.pilot.resize_terminal(*size)
            seen = set()
            for _ in range(6 if size[1] < 50 else 1):
                await s.press("tab")
                await s.until(lambda: s.screen.focused and s.screen.focused.id == s.screen.front)
                seen |= check(s)
            assert ("path" in seen) == (not s.screen.has_class("-listed")), (size, seen)
            if size[1] < 50:
                assert {"timeline", "detail", "upcoming", "claims", "studies", "status"} <= seen, (size, seen)
