"""The app as a reader uses it: every key, the Feed, the selection, links and leaving."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import pytest
from msgspec.structs import replace
from textual.events import AppBlur, AppFocus
from textual.pilot import Pilot
from ui_boards import (
    HOSTILE,
    IWM_QQQ,
    NOW,
    FakeFeed,
    a_board,
    a_config,
    a_problem,
    a_quote,
    a_spread,
    an_answer,
    an_app,
    an_empty_board,
    an_event,
    events,
    leave,
)

from tui.core.board import Board
from tui.core.events import Kind
from tui.core.market import State
from tui.core.messages import EventsPart, Focus, Quotes, Refresh, Watch, WorkerDown
from tui.core.watchlist import Pair
from tui.ui.app import RotationApp
from tui.ui.lines import Tone
from tui.ui.screens.dashboard import Dashboard
from tui.ui.screens.help import HelpScreen
from tui.ui.widgets import quote_strip
from tui.ui.widgets.basket_table import Order
from tui.ui.widgets.pane import Pane


class Screened:
    """A running app with its Feed and what its panes say."""

    def __init__(self, app: RotationApp, feed: FakeFeed, pilot: Pilot[None]) -> None:
        self.app, self.feed, self.pilot = app, feed, pilot

    @property
    def dashboard(self) -> Dashboard:
        dashboard = self.app.screen_stack[0]
        assert isinstance(dashboard, Dashboard)
        return dashboard

    def said(self, pane: str) -> str:
        """Return everything a pane says, line by line."""
        lines = self.dashboard.query_one(f"#{pane}", Pane).lines
        return "\n".join("".join(span.text for span in line).rstrip() for line in lines)

    def asked(self) -> Watch:
        return [request for request in self.feed.sent if isinstance(request, Watch)][-1]

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def hear(self, *updates: object) -> None:
        self.feed.say(*updates)  # type: ignore[arg-type]  # updates of every kind
        await self.pilot.pause()
        await self.pilot.pause()


@asynccontextmanager
async def screened(
    board: Board | None = None, size: tuple[int, int] = (150, 42), **settings: object
) -> AsyncIterator[Screened]:
    feed = FakeFeed()
    app = an_app(feed, board or a_board(), a_config(**settings))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Screened(app, feed, pilot)


async def test_the_first_question_is_what_the_settings_say() -> None:
    async with screened(window="YTD", pair="IWM/QQQ") as s:
        assert s.feed.sent == [Watch(generation=1, pair="IWM/QQQ", window="YTD")]


async def test_a_past_day_is_asked_for_again_with_every_question() -> None:
    async with screened(replace(a_board(), as_of=NOW.date())) as s:
        await s.press("w")
        assert s.asked().as_of == NOW.date()
        assert "as of 11 Dec 2025" in s.said("status")


@pytest.mark.parametrize(
    ("keys", "pair", "window"),
    [
        (["w"], "^RUT/^NDX", "YTD"),
        (["W"], "^RUT/^NDX", "6M"),
        (["w"] * 10, "^RUT/^NDX", "QTD"),
        (["p"], "IWM/QQQ", "QTD"),
        (["P"], "IWM/QQQ", "QTD"),
        (["p", "p", "w"], "^RUT/^NDX", "YTD"),
    ],
)
async def test_windows_and_pairs_go_round_by_key(keys: list[str], pair: str, window: str) -> None:
    async with screened() as s:
        await s.press(*keys)
        assert s.asked() == Watch(generation=1 + len(keys), pair=pair, window=window)


async def test_b_measures_since_the_selected_event_and_w_leaves_that() -> None:
    feed = FakeFeed()
    app = an_app(feed, a_board())
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.press("tab", "b")
        asked = [request for request in feed.sent if isinstance(request, Watch)][-1]
        assert (asked.window, asked.since) == ("EVENT", date(2025, 12, 11))
        since = replace(a_spread(), window="EVENT")
        board = replace(a_board(), window="EVENT", since=asked.since, spread=since)
        feed.say(*an_answer(board, asked.generation))
        await pilot.pause()
        titles = [str(app.screen.query_one(pane).border_title) for pane in ("#chart", "#baskets")]
        assert titles == ["RUT vs NDX · since 11 Dec 2025 · w goes back", "Baskets · since 11 Dec 2025"]
        await pilot.press("w")
        left = [request for request in feed.sent if isinstance(request, Watch)][-1]
        assert (left.window, left.since) == ("QTD", None)


async def test_an_entry_without_a_session_is_not_measured_from() -> None:
    feed = FakeFeed()
    app = an_app(feed, a_board())
    async with app.run_test(size=(150, 42)) as pilot:
        before = len(feed.sent)
        await pilot.press("tab", "home", "b")
        await pilot.pause()
        assert [request for request in feed.sent[before:] if isinstance(request, Watch)] == []


async def test_what_is_asked_is_told_and_the_old_stays_until_the_answer() -> None:
    async with screened() as s:
        await s.press("p")
        assert "IWM/QQQ · QTD …" in s.said("status")
        assert "RUT vs NDX" in str(s.dashboard.chart.border_title)
        await s.hear(*an_answer(a_board(pair=IWM_QQQ), generation=2))
        assert "…" not in s.said("status")
        assert "IWM vs QQQ" in str(s.dashboard.chart.border_title)


async def test_answers_to_an_older_question_change_nothing() -> None:
    async with screened() as s:
        await s.press("w", "w")
        late = a_board(window="YTD")
        await s.hear(*an_answer(replace(late, baskets=()), generation=2))
        assert s.app.board is not None
        assert s.app.board.window == "QTD"
        assert "Biotech" in s.said("baskets")


async def test_many_updates_are_one_change_of_the_board(monkeypatch: pytest.MonkeyPatch) -> None:
    async with screened() as s:
        seen: list[Board | None] = []
        monkeypatch.setattr(RotationApp, "watch_board", lambda self, board: seen.append(board))
        await s.hear(*(Quotes(generation=1, quotes=(a_quote("AMZN", 100.0 + n),)) for n in range(40)))
        assert len(seen) < 5
        last = seen[-1]
        assert last is not None
        quote = last.quote("AMZN")
        assert quote is not None
        assert quote.price == 139.0


async def test_updates_that_come_before_the_first_frame_are_shown_with_it() -> None:
    feed = FakeFeed(*an_answer(a_board(), generation=1))
    app = an_app(feed, an_empty_board())
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.pause()
        assert app.board is not None
        assert app.board.spread is not None


async def test_a_dead_data_process_is_told_and_what_was_shown_stays() -> None:
    async with screened() as s:
        await s.hear(WorkerDown(generation=1, problem=a_problem(what="The data process ended (1)")))
        assert "The data process ended (1)" in s.said("status")
        assert "+28.68%" in s.said("baskets")


async def test_refresh_asks_the_feed() -> None:
    async with screened() as s:
        await s.press("r")
        assert s.feed.sent[-1] == Refresh(generation=1)


async def test_the_engine_is_told_when_the_terminal_goes_to_the_background_and_comes_back() -> None:
    async with screened() as s:
        asked = len(s.feed.sent)
        s.app.post_message(AppBlur())
        await s.pilot.pause()
        assert s.feed.sent[asked:] == [Focus(generation=1, focused=False)]
        s.app.post_message(AppFocus())
        await s.pilot.pause()
        assert s.feed.sent[asked + 1 :] == [Focus(generation=1, focused=True)]
        assert s.dashboard.front == "baskets"
        assert s.app.focused is s.dashboard.baskets


async def test_a_key_pressed_says_that_somebody_looks() -> None:
    async with screened() as s:
        s.app.post_message(AppBlur())
        await s.press("w")
        told = [request.focused for request in s.feed.sent if isinstance(request, Focus)]
        assert told == [False, True]


async def test_leaving_closes_the_feed_and_waits_for_nothing() -> None:
    for keys in (["q"], ["ctrl+c"], ["question_mark", "q"]):
        async with screened() as s:
            await leave(s.app, s.feed, *keys)
            assert s.feed.closed
            assert s.app.return_code == 0


async def test_escape_goes_back_and_never_leaves() -> None:
    async with screened() as s:
        await s.press("tab", "enter")
        assert s.dashboard.front == "detail"
        await s.press("escape")
        assert s.dashboard.front == "timeline"
        await s.press("f", "escape")
        assert s.dashboard.timeline.kind is None
        await s.press("question_mark", "escape", "escape", "escape")
        assert s.app.screen is s.dashboard
        assert not s.feed.closed


async def test_tab_goes_through_the_panes_and_back() -> None:
    async with screened() as s:
        seen = []
        for _ in range(5):
            seen.append(s.app.focused.id if s.app.focused else None)
            await s.press("tab")
        assert seen == ["baskets", "timeline", "detail", "quotes", "baskets"]
        await s.press("shift+tab")
        assert s.app.focused is not None
        assert s.app.focused.id == "baskets"


async def test_a_click_brings_a_pane_to_the_front() -> None:
    async with screened() as s:
        for pane in ("detail", "timeline", "baskets", "quotes"):
            await s.pilot.click(f"#{pane}", offset=(5, 1))
            await s.pilot.pause()
            assert s.dashboard.front == pane
            assert s.app.focused is not None
            assert s.app.focused.id == pane


async def test_help_lists_every_key_that_is_bound() -> None:
    async with screened() as s:
        await s.press("question_mark")
        assert isinstance(s.app.screen, HelpScreen)
        listed = "\n".join("".join(span.text for span in line) for line in s.app.screen.query_one("#keys", Pane).lines)
        for words in ("next window", "pair before", "next pane", "fetch now", "one kind of event only", "quit"):
            assert words in listed
        assert "shift+tab" in listed
        await s.press("1")
        assert s.app.screen is s.dashboard


async def test_the_theme_key_goes_between_dark_and_light() -> None:
    async with screened() as s:
        await s.press("t")
        assert s.app.theme == "rotation-light"
        await s.press("t")
        assert s.app.theme == "rotation-dark"


async def test_the_command_palette_knows_windows_and_pairs() -> None:
    async with screened() as s:
        commands = {each.title: each for each in s.app.get_system_commands(s.dashboard)}
        commands["Window 5Y"].callback()
        assert s.asked().window == "5Y"
        commands["Pair IWM/QQQ"].callback()
        assert s.asked().pair == "IWM/QQQ"


async def test_the_newest_marked_event_is_selected_everywhere() -> None:
    async with screened() as s:
        assert s.dashboard.chart.selected == "record"
        assert s.dashboard.timeline.cursor == "record"
        assert "Russell 2000 record close" in s.said("detail")


async def test_moving_in_the_timeline_moves_the_mark_and_the_detail() -> None:
    async with screened() as s:
        await s.press("tab", "end", "k")
        assert s.dashboard.chart.selected == "cut-dec"
        assert "Third cut in a row" in s.said("detail")
        await s.press("down")
        assert s.dashboard.chart.selected == "cut-oct"


async def test_clicking_a_mark_moves_the_timeline_and_the_detail() -> None:
    async with screened() as s:
        chart = s.dashboard.chart
        y, line = next((y, chart.render_line(y).text) for y in range(6) if "①" in chart.render_line(y).text)
        await s.pilot.click("#chart", offset=(line.index("①") + 2, y + 1))
        await s.pilot.pause()
        assert s.dashboard.timeline.cursor == "cut-oct"
        assert "Fed cuts 25 bp to 3.75" in s.said("detail")


async def test_clicking_a_mark_that_is_filtered_away_brings_all_kinds_back() -> None:
    async with screened() as s:
        s.dashboard.timeline.kind = Kind.NEWS
        s.dashboard.chart.post_message(s.dashboard.chart.EventSelected("cut-oct"))
        await s.pilot.pause()
        assert s.dashboard.timeline.kind is None
        assert s.dashboard.timeline.cursor == "cut-oct"


async def test_the_filter_goes_through_the_kinds_there_are() -> None:
    async with screened() as s:
        seen = []
        for _ in range(6):
            seen.append(s.dashboard.timeline.kind)
            await s.press("f")
        assert seen == [None, Kind.FED, Kind.LEVEL, Kind.EARNINGS, Kind.NEWS, Kind.OPINION]
        assert s.dashboard.timeline.kind is None


async def test_a_filtered_timeline_lists_that_kind_only() -> None:
    async with screened() as s:
        await s.press("f")
        assert s.dashboard.timeline.keys() == ["cut-dec", "cut-oct"]
        assert "Timeline · fed" in str(s.dashboard.timeline.border_title)


async def test_what_is_to_come_stands_above_the_line_of_now() -> None:
    async with screened() as s:
        lines = s.said("timeline").splitlines()
        now = next(y for y, line in enumerate(lines) if "now · 11 Dec 2025" in line)
        assert "litmus test" in lines[now - 1]
        assert "12:02   1h" in lines[now + 1]


async def test_a_link_is_opened_and_only_a_web_link(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(RotationApp, "open_url", lambda self, url, **_: opened.append(url))
    bad = replace(an_event("bad", "2025-12-11", Kind.NEWS, "x"), url="file:///etc/passwd")
    async with screened(replace(a_board(), events=(*events(), bad))) as s:
        for key in ("headline", "bad", "record"):
            s.dashboard.selected = key
            await s.press("o", "enter")
        assert opened == ["https://example.com/calm"]


async def test_a_link_is_shown_before_it_is_opened_and_may_be_left(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(RotationApp, "open_url", lambda self, url, **_: opened.append(url))
    async with screened() as s:
        s.dashboard.selected = "headline"
        await s.press("o")
        asked = s.app.screen.query_one("#question", Pane)
        assert "".join(span.text for span in asked.lines[0]) == "https://example.com/calm"
        assert "".join(span.text for span in asked.lines[-1]).startswith("leads to example.com ·")
        await s.press("escape")
        assert s.app.screen is s.dashboard
        assert opened == []


async def test_a_link_leads_where_it_says_on_a_terminal_that_follows_links() -> None:
    async with screened() as s:
        s.dashboard.selected = "headline"
        await s.pilot.pause()
        detail = s.dashboard.query_one("#detail", Pane)
        strips = [detail.strip(y) for y in range(len(detail.lines))]
        linked = [(each.text, each.style.link) for strip in strips for each in strip if each.style and each.style.link]
        assert linked == [("o opens https://example.com/calm", "https://example.com/calm")]


async def test_a_selection_that_is_gone_is_replaced() -> None:
    async with screened() as s:
        s.dashboard.selected = "headline"
        kept = tuple(event for event in events() if event.id != "headline")
        await s.hear(EventsPart(generation=1, events=kept))
        assert s.dashboard.selected == "record"


async def test_baskets_open_with_enter_and_arrows_and_close_again() -> None:
    async with screened() as s:
        await s.press("down", "enter")
        assert "├ GPCR" in s.said("baskets")
        assert "Why Biotech is watched" in s.said("baskets")
        await s.press("down", "h")
        assert "GPCR" not in s.said("baskets").replace("GPCR +", "")
        assert s.dashboard.baskets.cursor == "Biotech"
        await s.press("l", "left", "enter")
        assert "└ KRRO" in s.said("baskets")


async def test_a_click_chooses_a_basket_and_opens_it() -> None:
    async with screened() as s:
        y = next(y for y, row in enumerate(s.dashboard.baskets.rows, start=1) if row.key == "Mega-cap tech")
        await s.pilot.click("#baskets", offset=(6, y + 1))
        await s.pilot.pause()
        assert s.dashboard.baskets.cursor == "Mega-cap tech"
        assert "no closes" in s.said("baskets")


async def test_sorting_goes_round_and_keeps_the_cursor_on_its_basket() -> None:
    async with screened() as s:
        await s.press("j")
        orders = []
        for _ in Order:
            orders.append(s.dashboard.baskets.keys()[0])
            await s.press("s")
            assert s.dashboard.baskets.cursor == "Biotech"
        assert orders == ["Regional banks", "Biotech", "Biotech"]
        assert s.dashboard.baskets.order is Order.LIST


async def test_a_basket_without_a_return_is_last_when_sorted_by_it() -> None:
    async with screened() as s:
        await s.press("s")
        assert s.dashboard.baskets.keys()[-1] == "Nuclear / SMR"
        assert "by return" in str(s.dashboard.baskets.border_title)


async def test_levels_targets_readings_and_claims_can_all_be_read() -> None:
    async with screened() as s:
        text = s.said("detail")
        for fact in (
            "article B claims: Record close of 2,590.61",
            "2,500.00",
            "−3.50% above",
            "by 2026-06",
            "IWM       +20%",
            "10-year yield",
            "4.14%, −2 bp",
            "no data",
        ):
            assert fact in text


async def test_every_pane_without_data_says_why() -> None:
    async with screened(an_empty_board(a_problem())) as s:
        for pane in ("baskets", "timeline", "detail"):
            words = " ".join(s.said(pane).split())
            assert "Yahoo does not answer: connection refused" in words or "Levels" in words
        chart = "".join(s.dashboard.chart.render_line(y).text for y in range(s.dashboard.chart.size.height))
        assert "no spread: Yahoo does not answer" in chart


async def test_simulated_prices_are_badged_at_every_size_and_under_help() -> None:
    for size in ((150, 42), (80, 24), (40, 12)):
        async with screened(a_board(simulated=True), size) as s:
            assert "SIMULATED" in s.said("status")
            await s.press("question_mark")
            assert "SIMULATED" in s.app.export_screenshot()


async def test_the_last_runs_board_is_painted_with_its_age() -> None:
    cached = replace(a_board(), cached=True)
    async with screened(cached) as s:
        assert "last seen 3s ago" in s.said("status")
        await s.hear(*an_answer(a_board(), generation=1))
        assert "last seen" not in s.said("status")


async def test_a_price_that_changes_is_lit_and_then_plain_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quote_strip, "FLASH", 3600.0)
    feed = FakeFeed()
    app = an_app(feed, a_board())
    app.animation_level = "full"
    async with app.run_test(size=(150, 42)) as pilot:
        s = Screened(app, feed, pilot)
        await s.hear(Quotes(generation=1, quotes=(a_quote("AMZN", 999.0, state=State.DELAYED),)))
        strip = s.dashboard.quotes
        assert Tone.ROSE in {span.tone for line in strip.lines for span in line}
        strip._put_out()
        assert Tone.ROSE not in {span.tone for line in strip.lines for span in line}


async def test_nothing_is_lit_where_animations_are_off() -> None:
    async with screened() as s:
        await s.hear(Quotes(generation=1, quotes=(a_quote("AMZN", 999.0, state=State.DELAYED),)))
        assert "999.00" in s.said("quotes")
        assert Tone.ROSE not in {span.tone for line in s.dashboard.quotes.lines for span in line}


async def test_foreign_text_is_text_in_every_pane() -> None:
    board = a_board()
    hostile = replace(an_event("x", "2025-12-11", Kind.LEVEL, HOSTILE), detail=HOSTILE, source=HOSTILE)
    basket = replace(board.baskets[0], name=HOSTILE, why=HOSTILE)
    pair = Pair(name=HOSTILE, small="A", large="B", small_label=HOSTILE, large_label="[red]B")
    assert board.spread is not None
    board = replace(
        board,
        events=(hostile,),
        baskets=(basket,),
        spread=replace(board.spread, pair=pair),
        problems=(replace(a_problem(), what=HOSTILE),),
        provider=replace(board.provider, note=HOSTILE),
    )
    async with screened(board) as s:
        await s.press("enter")
        for pane in ("baskets", "timeline", "detail", "status"):
            assert "[/b]" in s.said(pane)
            assert "\x1b" not in s.said(pane)
        assert "[/b]" in "".join(s.dashboard.chart.render_line(y).text for y in range(4)) or "owned" in str(
            s.dashboard.chart.border_title
        )
        assert not s.feed.closed


async def test_the_quotes_left_out_are_counted_and_can_be_reached() -> None:
    async with screened(size=(80, 24)) as s:
        first = s.said("quotes")
        assert "AMZN" in first
        assert "more" in first
        await s.press("shift+tab", *["l"] * 9)
        assert "TSLA" in s.said("quotes")
        await s.press(*["h"] * 9)
        assert s.said("quotes") == first


async def test_collecting_garbage_is_taken_up_once_the_screen_is_ready() -> None:
    gc.disable()
    try:
        async with screened():
            assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.enable()


async def test_ages_follow_the_clock() -> None:
    async with screened() as s:
        later = NOW.replace(minute=40)
        s.app._clock = lambda: later
        s.app.hand_over()
        await s.pilot.pause()
        assert "last 10m ago" in s.said("status")
        assert "closes in 2h 20m" in s.said("indices") or "open · 2h 20m" in s.said("indices")
