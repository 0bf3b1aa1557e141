"""The timeline: what it lists under which words, and rows that hold whatever a headline says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input
from ui_boards import HOSTILE, NOW, TODAY, FakeFeed, a_board, a_config, an_app, an_event, calendar, events

from tui.core.board import Board
from tui.core.events import COMPUTED, Kind, NewsEvent
from tui.core.text import safe
from tui.ui.app import RotationApp
from tui.ui.entries import Listing, entries, entry_of
from tui.ui.entry_rows import Columns
from tui.ui.lines import width_of
from tui.ui.plot.marks import event_marks
from tui.ui.screens.dashboard import Dashboard
from tui.ui.screens.prompt import Prompt
from tui.ui.searching import Search, Wanted
from tui.ui.widgets.timeline import Timeline

WATCHLIST = a_config().watchlist


def found(text: str, *listed: NewsEvent) -> set[str]:
    """The keys of what is found, opinions left out."""
    board = replace(a_board(), events=listed, opinions=())
    return {entry.key for entry in Search(WATCHLIST).among(entries(board, NOW), Wanted(text=text))}


def about(name: str, *symbols: str, kind: Kind = Kind.COMPANY, title: str = "Something") -> NewsEvent:
    return replace(an_event(name, "2025-12-11", kind, title), symbols=symbols)


LISTED = (
    about("small", "IWM", title="Small caps rise"),
    about("large", "QQQ", kind=Kind.EARNINGS, title="Results"),
    about("biotech", "GPCR", title="Trial succeeds"),
    about("other", "XYZ", kind=Kind.MACRO, title="Jobs report, SMALLER than thought"),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", {"small", "large", "biotech", "other"}),
        ("  ", {"small", "large", "biotech", "other"}),
        ("jobs", {"other"}),
        ("REPORT jobs", {"other"}),
        ("jobs trial", set()),
        ("qqq", {"large"}),
        ("earnings", {"large"}),
        ("small", {"small", "biotech", "other"}),
        ("large", {"large"}),
        ("biotech", {"biotech"}),
        ("article b", {"small", "large", "biotech", "other"}),
        ("[/b]", set()),
    ],
)
def test_words_are_found_in_titles_symbols_kinds_sources_sides_and_baskets(text: str, names: set[str]) -> None:
    assert found(text, *LISTED) == names


def test_entries_are_made_anew_only_where_they_would_differ() -> None:
    board = replace(a_board(), events=(*events(), *calendar()))
    listing = Listing()
    listed = listing.of(board, NOW)
    assert listed == entries(board, NOW)
    assert board.spread is not None
    drawn = replace(board, quotes=(), spread=replace(board.spread, spread_pts=9.0))
    assert listing.of(drawn, NOW + timedelta(minutes=29)) is listed
    due = NOW + timedelta(minutes=31)
    assert listing.of(board, due) == entries(board, due) != listed
    assert listing.of(board, NOW) == listed
    fewer = replace(board, events=events())
    assert listing.of(fewer, NOW) == entries(fewer, NOW)
    past = replace(board, as_of=TODAY - timedelta(days=1))
    assert listing.of(past, NOW) == entries(past, NOW)


def test_one_entry_is_the_same_by_itself_as_in_the_list() -> None:
    board = replace(a_board(), events=(*events(), *calendar()))
    for entry in entries(board, NOW):
        assert entry_of(board, entry.key, NOW) == entry
    assert entry_of(board, "none", NOW) is None
    assert entry_of(board, None, NOW) is None


def test_what_was_computed_is_marked_as_such_and_has_no_number() -> None:
    computed = replace(an_event("computed:x", "2025-12-11", Kind.LEVEL, "^RUT record close"), source=COMPUTED)
    board = replace(a_board(), events=(*events(), computed))
    assert [mark.event_id for mark in event_marks(board)] == ["cut-oct", "cut-dec", "record"]
    entry = entry_of(board, "computed:x", NOW)
    assert entry is not None
    assert Columns.of([entry], 80).line(entry, NOW)[0].text.split() == ["fx"]


def test_symbols_have_a_column_where_there_is_room() -> None:
    listed = entries(replace(a_board(), events=LISTED, opinions=()), NOW)
    for width, shown in ((60, False), (140, True)):
        columns = Columns.of(listed, width)
        heading = "".join(span.text for span in columns.heading())
        line = "".join(span.text for span in columns.line(next(each for each in listed if each.key == "large"), NOW))
        assert ("symbols" in heading, "QQQ" in line) == (shown, shown)
        assert width_of(columns.heading()) == width


FOREIGN = {
    "markup": HOSTILE,
    "escape": "\x1b[2J\x1b]0;owned\x07 \x1b]8;;file:///etc/passwd\x1b\\x\x9b31m",
    "bidi": "\u202eevil\u202c \u2066x\u2069 \u200fy",
    "zero width": "a\u200bb\u200dc\ufeffd\u2060",
    "long": "word " * 2000,
    "one long word": "W" * 10_000,
    "emoji": "🚀🚀 👩‍👩‍👧‍👦 🇺🇸 ❤️ stocks 📈" * 5,
    "wide": "小型株が最高値を更新、" * 12,
    "combining": "Z̸̡͎a̷͓l̶̨g̵o" * 20,
    "lines": "a\nb\r\nc\td\u2028e\u2029f\x85g",
    "empty": "",
    "right to left": "שלום עולם " * 12,
}


@pytest.mark.parametrize("width", [20, 38, 61, 80, 140])
@pytest.mark.parametrize("title", FOREIGN.values(), ids=FOREIGN)
def test_a_row_has_its_width_whatever_a_headline_says(title: str, width: int) -> None:
    hostile = replace(
        an_event("x", "2025-12-11T12:02-05:00", Kind.NEWS, title), source=title, symbols=(title, title), time=NOW
    )
    listed = entries(replace(a_board(), events=(*events(), hostile)), NOW)
    columns = Columns.of(listed, width)
    for entry in listed:
        line = columns.line(entry, NOW)
        assert width_of(line) == max(width, width_of(columns.heading()))
        assert all(span.text == "" or span.text.isprintable() for span in line)


@settings(max_examples=60, deadline=None)
@given(title=st.text(max_size=120), width=st.integers(min_value=40, max_value=150))
def test_a_row_has_its_width_for_any_text(title: str, width: int) -> None:
    entry = entries(replace(a_board(), events=(an_event("x", "2025-12-11", Kind.MARKET, title),), opinions=()), NOW)[0]
    columns = Columns.of([entry], width)
    assert width_of(columns.line(entry, NOW)) == width_of(columns.heading()) == width


@asynccontextmanager
async def shown(board: Board) -> AsyncIterator[tuple[RotationApp, Timeline, Pilot[None]]]:
    app = an_app(FakeFeed(), board)
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.pause()
        dashboard = app.screen
        assert isinstance(dashboard, Dashboard)
        yield app, dashboard.timeline, pilot


def said(timeline: Timeline) -> str:
    return "\n".join("".join(span.text for span in line) for line in timeline.lines)


async def test_words_are_typed_into_a_prompt_and_filter_at_each_key() -> None:
    async with shown(replace(a_board(), events=(*events(), *LISTED))) as (app, timeline, pilot):
        await pilot.press("slash", *"qqq")
        await pilot.pause()
        assert isinstance(app.screen, Prompt)
        assert timeline.keys() == ["large"]
        assert str(timeline.border_title) == "Timeline · “qqq” · 1/10"
        await pilot.press("x")
        await pilot.pause()
        assert timeline.keys() == []
        assert "no “qqqx” entries: “qqqx” is in no title, source, kind, symbol, basket or side" in " ".join(
            said(timeline).split()
        )
        assert "side (small" in app.screen.query_one(Input).placeholder
        await pilot.press("backspace", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Dashboard)
        assert timeline.text == "qqq"
        await pilot.press("slash")
        await pilot.pause()
        assert app.screen.query_one(Input).value == "qqq"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Dashboard)
        assert len(timeline.keys()) == 10
        assert str(timeline.border_title) == "Timeline · all kinds"


async def test_what_is_selected_is_always_one_of_what_is_listed() -> None:
    """The detail and the link that is opened are those of the row the cursor is on."""
    board = replace(a_board(), events=(*events(), *LISTED))
    async with shown(board) as (app, timeline, pilot):
        before = timeline.selected
        await pilot.press("slash", *"qqq", "enter")
        await pilot.pause()
        assert before != "large"
        assert (timeline.cursor, app.screen.selected) == ("large", "large")
        await pilot.press("escape")
        await pilot.pause()
        assert (timeline.cursor, app.screen.selected) == ("large", "large")
        timeline.text = "small"
        timeline.choose("small")
        await pilot.pause()
        assert app.screen.selected == "small"
        app.board = replace(board, events=tuple(each for each in board.events if each.id != "small"))
        async with asyncio.timeout(60):
            while app.screen.selected not in ("other", "biotech"):
                await pilot.pause()
        assert timeline.cursor == app.screen.selected
        app.screen.stand_at("large")
        async with asyncio.timeout(60):
            while app.screen.selected == "large":
                await pilot.pause()
        assert timeline.cursor == app.screen.selected


async def test_headlines_left_out_are_counted_where_headlines_are_listed() -> None:
    counts = {"no title": 2, "from the future": 1}
    async with shown(replace(a_board(), headlines_left_out=counts)) as (_, timeline, pilot):
        assert "3 headlines left out: no title 2, from the future 1" in said(timeline)
        timeline.kind = Kind.FED
        await pilot.pause()
        assert "left out" not in said(timeline)


async def test_words_and_a_kind_filter_together_and_escape_clears_both() -> None:
    async with shown(replace(a_board(), events=(*events(), *LISTED))) as (_, timeline, pilot):
        timeline.text, timeline.kind = "small", Kind.COMPANY
        await pilot.pause()
        assert set(timeline.keys()) == {"small", "biotech"}
        assert str(timeline.border_title) == "Timeline · company · “small” · 2/10"
        await pilot.press("escape")
        await pilot.pause()
        assert (timeline.kind, timeline.text, len(timeline.keys())) == (None, "", 10)


async def test_the_scrollbar_stands_where_the_list_does_after_all_of_it_was_in_sight() -> None:
    listed = (*LISTED, *(about(f"other {n}", title="Something else") for n in range(40)))
    async with shown(replace(a_board(), events=listed)) as (_, timeline, pilot):
        for text, scrolls in (("", True), ("qqq", False), ("", True)):
            timeline.text = text
            await pilot.pause()
            assert timeline.show_vertical_scrollbar is scrolls
            assert timeline.vertical_scrollbar.position == timeline.scroll_offset.y
            timeline.scroll_end(animate=False)
            await pilot.pause()


async def test_only_words_that_nothing_has_are_called_unknown() -> None:
    board = replace(a_board(), events=LISTED, opinions=())
    search, listed = Search(WATCHLIST), entries(board, NOW)
    assert search.unknown(listed, "jobs QQQ zzz [/b]") == ("zzz", "[/b]")


async def test_what_is_typed_is_text_and_no_markup() -> None:
    async with shown(a_board()) as (_, timeline, pilot):
        timeline.text = HOSTILE
        await pilot.pause()
        words = safe(HOSTILE)
        assert timeline._border_title == Content(f"Timeline · “{words}” · 0/6")


async def test_a_hostile_headline_is_drawn_as_the_text_it_is() -> None:
    hostile = [
        replace(an_event(name, "2025-12-11T12:02-05:00", Kind.NEWS, title), time=NOW - timedelta(minutes=place))
        for place, (name, title) in enumerate(FOREIGN.items())
    ]
    async with shown(replace(a_board(), events=tuple(hostile), opinions=())) as (app, timeline, pilot):
        assert set(timeline.keys()) == set(FOREIGN)
        widths = {timeline.strip(index).cell_length for index in range(len(timeline.lines))}
        assert widths == {timeline.room.width}
        assert "[/b] [red]owned[/] [31m[@click=" in said(timeline)
        for name in FOREIGN:
            timeline.choose(name)
            await pilot.pause()
        assert app.is_running
