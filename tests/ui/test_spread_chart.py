"""The spread chart on a screen: when it draws, what a click selects, and that foreign text stays text."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget

from tui.core.board import Board, Leg, Spread, SpreadPath
from tui.core.config import Palette
from tui.core.events import Kind, NewsEvent
from tui.core.market import MarketClock, ProviderInfo
from tui.core.watchlist import Pair
from tui.ui.theme import variables
from tui.ui.widgets import plot, spread_chart
from tui.ui.widgets.marked_chart import MarkedChart
from tui.ui.widgets.spread_chart import SpreadChart

DAYS = tuple(date(2025, 10, 1) + timedelta(days=n) for n in range(60))


def event(name: str, day: int, kind: Kind = Kind.MACRO) -> NewsEvent:
    when = DAYS[day]
    return NewsEvent(id=name, when=when.isoformat(), kind=kind, title=name, source="a", known_from=when, session=when)


def board(*events: NewsEvent, last: float = 106.0, window: str = "QTD", label: str = "RUT") -> Board:
    small = (*(100 + n / 10 for n in range(59)), last)
    large = tuple(100 - n / 20 for n in range(60))
    path = SpreadPath(
        days=DAYS, small=small, large=large, spread=tuple(a - b for a, b in zip(small, large, strict=True))
    )
    spread = Spread(
        pair=Pair(name="^RUT/^NDX", small="^RUT", large="^NDX"),
        window=window,
        small=Leg(symbol="^RUT", label=label, return_pct=last - 100),
        large=Leg(symbol="^NDX", label="NDX", return_pct=-2.95),
        base_date=DAYS[0],
        as_of=DAYS[-1],
        spread_pts=last - 97.05,
        path=path,
    )
    now = datetime(2025, 11, 29, 21, tzinfo=UTC)
    return Board(
        provider=ProviderInfo(name="test"), clock=MarketClock(now=now), window=window, spread=spread, events=events
    )


class Frame(App[None]):
    """A screen with the chart alone; remembers what was selected and how often it was drawn."""

    CSS = "SpreadChart { border: solid $primary; padding: 0 1; }"

    def __init__(self, shown: Board | None) -> None:
        super().__init__()
        self.shown = shown
        self.chosen: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(variables(Palette.GREEN_RED, dark=True))

    def compose(self) -> ComposeResult:
        chart = SpreadChart()
        chart.set_reactive(SpreadChart.board, self.shown)
        yield chart

    def on_marked_chart_event_selected(self, message: MarkedChart.EventSelected) -> None:
        self.chosen.append(message.event_id)

    @property
    def chart(self) -> SpreadChart:
        return self.query_one(SpreadChart)

    def lines(self) -> list[str]:
        return [self.chart.render_line(y).text for y in range(self.chart.size.height)]


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return a list that grows with every drawing, with a rest so long that only the test ends it."""
    seen: list[object] = []
    drawn = spread_chart.draw

    def counted(*args: object) -> object:
        seen.append(args[0])
        return drawn(*args)  # type: ignore[arg-type] - passed on as it came

    monkeypatch.setattr(spread_chart, "draw", counted)
    monkeypatch.setattr(plot, "REST", 3600.0)
    return seen


async def click_mark(pilot: Pilot[None], glyph: str, *, beside: int = 0) -> None:
    app = pilot.app
    assert isinstance(app, Frame)
    y, line = next((y, line) for y, line in enumerate(app.lines()) if glyph in line)
    border, padding = 1, 1
    await pilot.click(SpreadChart, offset=(line.index(glyph) + border + padding + beside, y + border))


def test_the_chart_brings_nothing_of_the_drawing_library_and_drawing_neither_its_documentation_nor_openssl() -> None:
    code = (
        "import sys, tui.ui.widgets.spread_chart; from tui.ui.plot.late import load\n"
        "wanted = {'plotext._kernel.terminal', 'plotext._doc.doc', 'hashlib', '_hashlib'}\n"
        "print(sorted(wanted & set(sys.modules))); load(); print(sorted(wanted & set(sys.modules)))\n"
        "import hashlib, plotext; print(hashlib.sha256(b'').hexdigest()[:4], callable(plotext.figure.plot_size))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["[]", "['hashlib', 'plotext._kernel.terminal']", "e3b0 True"]


async def test_lines_are_drawn_once_the_first_frame_is_out() -> None:
    app = Frame(board())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert any("\u2801" <= char <= "\u28ff" for line in app.lines() for char in line)


async def test_clicking_a_mark_selects_its_event() -> None:
    app = Frame(board(event("cut", 20), event("record", 40)))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await click_mark(pilot, "②")
        await click_mark(pilot, "①", beside=2)
        await click_mark(pilot, "①", beside=8)
        assert app.chosen == ["record", "cut"]


async def test_clicking_marks_that_share_a_place_goes_through_them() -> None:
    app = Frame(board(event("a", 20), event("b", 20), event("c", 20)))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        for glyph in ("③●+2", "③●+2", "①●+2"):
            await click_mark(pilot, glyph)
            app.chart.selected = app.chosen[-1]
            await pilot.pause()
        assert app.chosen == ["c", "a", "b"]


async def test_headlines_and_opinions_get_no_mark() -> None:
    app = Frame(board(event("cut", 20), event("headline", 10, Kind.NEWS), event("view", 30, Kind.OPINION)))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        marks = [char for line in app.lines() for char in line if char in "①②③"]
        assert marks == ["①"]


async def test_selecting_an_event_draws_its_line_at_once(drawings: list[object]) -> None:
    app = Frame(board(event("cut", 20)))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        before, drawn = app.lines(), len(drawings)
        app.chart.selected = "cut"
        await pilot.pause()
        assert len(drawings) == drawn + 1
        column = next(line.index("①") for line in before if "①" in line)
        assert sum(line[column] == "│" for line in app.lines()) > 5


async def test_changes_of_data_are_drawn_together_after_a_rest(drawings: list[object]) -> None:
    app = Frame(board())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        drawn = len(drawings)
        for step in range(5):
            app.chart.board = board(last=107.0 + step)
            await pilot.pause()
        assert len(drawings) == drawn + 1
        assert "+7.00%" in app.lines()[0]
        app.chart._rested()
        await pilot.pause()
        assert len(drawings) == drawn + 2
        assert "+11.00%" in app.lines()[0]


async def test_of_a_chart_that_moved_the_rows_that_differ_are_shown_anew(
    drawings: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Region] = []
    refresh = SpreadChart.refresh

    def noted(self: SpreadChart, *regions: Region, **how: bool) -> Widget:
        asked.extend(regions or (self.region,))
        return refresh(self, *regions, **how)

    app = Frame(board(last=103.0))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        before = app.chart._strips
        monkeypatch.setattr(SpreadChart, "refresh", noted)
        app.chart.board = board(last=104.0)
        await pilot.pause()
        after = app.chart._strips
        assert before is not None
        assert after is not None
        differ = [y for y, (was, now) in enumerate(zip(before, after, strict=True)) if was.text != now.text]
        assert 0 < len(differ) < len(after) / 2
        assert [(each.y, each.height) for each in asked] == [(y, 1) for y in differ]


async def test_no_timer_runs_when_nothing_changes(drawings: list[object]) -> None:
    app = Frame(board())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert app.chart._rest is None
        app.chart.board = board(last=107.0)
        await pilot.pause()
        assert app.chart._rest is not None
        app.chart._rested()
        assert app.chart._rest is None
        assert len(drawings) >= 2


async def test_another_window_is_drawn_at_once(drawings: list[object]) -> None:
    app = Frame(board())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        app.chart.board = board(last=107.0)
        await pilot.pause()
        drawn = len(drawings)
        app.chart.board = board(last=108.0, window="YTD")
        await pilot.pause()
        assert len(drawings) == drawn + 1
        assert "+8.00%" in app.lines()[0]


async def test_what_the_chart_does_not_show_draws_nothing(drawings: list[object]) -> None:
    app = Frame(board())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        drawn = len(drawings)
        app.chart.board = replace(board(), cached=True)
        await pilot.pause()
        assert len(drawings) == drawn


async def test_resizing_and_another_theme_draw_anew(drawings: list[object]) -> None:
    app = Frame(board())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        drawn = len(drawings)
        await pilot.resize_terminal(60, 12)
        await pilot.pause()
        assert len(drawings) > drawn
        assert {len(line) for line in app.lines()} == {app.chart.size.width}
        style = next(iter(app.chart.render_line(0))).style
        app.theme = "textual-light"
        await pilot.pause()
        assert next(iter(app.chart.render_line(0))).style != style


async def test_an_empty_chart_says_why() -> None:
    app = Frame(None)
    async with app.run_test(size=(60, 12)) as pilot:
        assert any("waiting for the first answer" in line for line in app.lines())
        app.chart.empty = "no closes for [b]^RUT[/b]"
        await pilot.pause()
        assert any("no closes for [b]^RUT[/b]" in line for line in app.lines())


async def test_a_label_is_text_whatever_it_says() -> None:
    app = Frame(board(label="[/b] [red]\x1b[31m"))
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        assert app.lines()[0].startswith("[/b] [red][31m ▲ +6.00%")


@pytest.mark.parametrize("size", [(1, 1), (5, 3), (20, 6), (24, 5), (38, 7), (250, 70)])
async def test_any_size_of_terminal_is_drawn(size: tuple[int, int]) -> None:
    app = Frame(board(event("cut", 20)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert len(app.lines()) == app.chart.size.height
