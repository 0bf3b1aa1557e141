"""Notes of the reader's own: the keys, the form, and the words where something cannot be done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import Input
from ui_boards import HOSTILE, FakeFeed, FakeNotebook, a_board, a_note, an_app, events

from tui.core.events import Kind
from tui.core.messages import EventsPart, Notes
from tui.core.notes import Draft, Fault
from tui.ui.app import RotationApp
from tui.ui.screens.dashboard import Dashboard
from tui.ui.screens.help import HelpScreen
from tui.ui.screens.note_form import NoteForm
from tui.ui.widgets.pane import Pane

MINE = Draft(id="mine", when="2025-12-09", kind="note", title=HOSTILE, symbols="NVDA", link="https://host/page")


class Desk:
    """A running app whose timeline has the keys, with one note in it."""

    def __init__(self, app: RotationApp, feed: FakeFeed, book: FakeNotebook, pilot: Pilot[None]) -> None:
        self.app, self.feed, self.book, self.pilot = app, feed, book, pilot

    @property
    def dashboard(self) -> Dashboard:
        dashboard = self.app.screen_stack[0]
        assert isinstance(dashboard, Dashboard)
        return dashboard

    async def select(self, key: str) -> None:
        self.dashboard.selected = key
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait turn by turn until it holds."""
        async with asyncio.timeout(60):
            while not holds():
                await self.pilot.pause()

    async def left(self) -> None:
        """Wait until nothing lies over the dashboard."""
        await self.until(lambda: self.app.screen is self.dashboard)

    def told(self) -> list[tuple[str, ...]]:
        return [tuple(note.id for note in each.notes) for each in self.feed.sent if isinstance(each, Notes)]

    def typed(self) -> dict[str, str]:
        return {str(each.id).removeprefix("note-"): each.value for each in self.app.screen.query(Input)}

    def said(self, pane: str) -> str:
        lines = self.app.screen.query_one(f"#{pane}", Pane).lines
        return "\n".join("".join(span.text for span in line).rstrip() for line in lines)

    def notices(self) -> list[str]:
        return [each.message for each in self.app._notifications]


@asynccontextmanager
async def desk(size: tuple[int, int] = (150, 42)) -> AsyncIterator[Desk]:
    feed, book = FakeFeed(), FakeNotebook()
    app = an_app(feed, replace(a_board(), events=(*events(), a_note(MINE))), notebook=book)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        at = Desk(app, feed, book, pilot)
        at.dashboard.front = "timeline"
        await pilot.pause()
        yield at


@pytest.mark.parametrize("size", [(150, 42), (80, 24), (40, 12)])
async def test_a_note_is_typed_kept_and_told(size: tuple[int, int]) -> None:
    async with desk(size) as at:
        await at.press("n")
        form = at.app.screen
        assert isinstance(form, NoteForm)
        box = form.query_one("#note")
        assert form.region.contains_region(box.region)
        for part in (*form.query(Input), form.query_one("#said")):
            assert box.region.contains_region(part.region)
        assert at.typed() == {"when": "2025-12-11", "kind": "note", "title": "", "symbols": "", "link": ""}
        await at.press(*"q1", "tab", *"NVDA", "enter")
        await at.left()
        assert at.book.kept == [Draft(when="2025-12-11", kind="note", title="q1", symbols="NVDA")]
        assert at.told() == [("note-new",)]
        await at.until(lambda: at.notices() == ["Kept in your events.toml"])


async def test_what_was_told_stands_in_the_timeline_and_bears_a_number() -> None:
    async with desk() as at:
        at.feed.say(EventsPart(generation=1, events=(a_note(replace(MINE, title="Bought")),)))
        await at.until(lambda: "Bought" in at.said("timeline"))
        row = next(line for line in at.said("timeline").splitlines() if "Bought" in line)
        assert row.startswith("①")
        assert row.endswith("own note")


async def test_the_cursor_goes_to_a_note_once_it_is_there_also_where_it_was_not_listed() -> None:
    async with desk() as at:
        await at.select("mine")
        at.dashboard.timeline.kind = Kind.FED
        await at.press("n", *"q1", "enter")
        await at.left()
        assert at.dashboard.selected == at.dashboard.timeline.cursor == "cut-oct"
        at.feed.say(EventsPart(generation=1, events=(*events(), a_note(MINE), a_note(at.book.kept[0]))))
        await at.until(lambda: at.dashboard.selected == "note-new")
        assert at.dashboard.timeline.cursor == "note-new"
        assert at.dashboard.timeline.kind is None
        await at.press("down")
        at.feed.say(EventsPart(generation=1, events=(*events(), a_note(at.book.kept[0]))))
        await at.until(lambda: "mine" not in {row.key for row in at.dashboard.timeline.rows})
        assert at.dashboard.selected != "note-new"


async def test_the_form_is_left_without_a_change() -> None:
    async with desk() as at:
        await at.press("n", *"abc", "escape")
        await at.left()
        assert (at.book.kept, at.told()) == ([], [])


async def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays() -> None:
    async with desk((40, 12)) as at:
        at.book.faults = (
            Fault(field="link", text="[/b] is no web address"),
            Fault(field="when", text="'x' is no date"),
        )
        await at.press("n", *"abc", "enter")
        await at.until(lambda: "date" in at.said("said"))
        assert at.said("said").splitlines() == ["date: 'x' is no date", "link: [/b] is no web address"]
        assert at.app.focused is at.app.screen.query_one("#note-when")
        assert at.typed()["title"] == "abc"
        at.book.faults = (Fault(text="events.toml was left as it is"),)
        await at.press("enter")
        await at.until(lambda: at.said("said") == "events.toml was left as it is")
        at.book.faults = ()
        await at.press("enter")
        await at.left()
        assert [draft.title for draft in at.book.kept] == ["abc"]


async def test_ones_own_note_is_edited() -> None:
    async with desk() as at:
        await at.select("mine")
        await at.press("e")
        assert at.typed() == {
            "when": "2025-12-09",
            "kind": "note",
            "title": HOSTILE.replace("\x1b", ""),
            "symbols": "NVDA",
            "link": "https://host/page",
        }
        await at.press(*"Sold", "enter")
        await at.left()
        await at.until(lambda: bool(at.told()))
        assert at.book.kept == [replace(MINE, title="Sold")]
        assert at.told() == [("mine",)]


async def test_ones_own_note_is_removed_after_one_question() -> None:
    async with desk() as at:
        await at.select("mine")
        await at.press("x", "escape")
        assert at.book.removed == []
        await at.press("x")
        assert at.said("question").startswith("[/b] [red]owned[/]")
        await at.press("enter")
        await at.until(lambda: bool(at.told()))
        assert (at.book.removed, at.told()) == (["mine"], [()])


async def test_a_note_that_cannot_be_removed_stays_and_the_reason_is_said() -> None:
    async with desk() as at:
        at.book.faults = (Fault(text="events.toml cannot be written: [disk full]"),)
        await at.select("mine")
        await at.press("x", "enter")
        await at.until(lambda: at.notices() == ["events.toml cannot be written: [disk full]"])
        assert at.told() == []


@pytest.mark.parametrize(
    ("key", "entry", "words"),
    [
        ("e", "record", "This entry is from article B: only notes of your own can be edited here; n adds one"),
        ("x", "headline", "This entry is from article B: only notes of your own can be removed here; n adds one"),
        ("x", "opinion 0", "This entry is no note: only notes of your own can be removed here; n adds one"),
    ],
)
async def test_what_is_not_ones_own_is_not_changed_and_the_words_say_so(key: str, entry: str, words: str) -> None:
    async with desk() as at:
        await at.select(entry)
        await at.press(key)
        await at.until(lambda: at.notices() == [words])
        assert at.app.screen is at.dashboard


async def test_a_note_of_a_later_day_says_when_it_is_shown() -> None:
    async with desk() as at:
        await at.press("n", "up", "up", *"2025-12-20", "enter")
        await at.until(lambda: at.notices() == ["Kept in your events.toml; shown from 20 Dec 2025 on"])


async def test_the_help_lists_the_keys() -> None:
    async with desk() as at:
        await at.press("question_mark")
        assert isinstance(at.app.screen, HelpScreen)
        keys = at.said("keys")
        for words in ("add an event or note of your own", "edit your own note", "remove your own note"):
            assert words in keys
