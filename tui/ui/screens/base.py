"""What every screen has: quotes and indices on top, panes the keys go through, and the status bar."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from msgspec import Struct
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.reactive import reactive
from textual.widget import Widget

from tui.core.board import Board
from tui.core.config import Config
from tui.core.watchlist import Pair
from tui.ui.entries import today_of
from tui.ui.notes import NoteDesk
from tui.ui.screens.patient import PatientScreen
from tui.ui.shown import HELP
from tui.ui.travel import TravellingApp
from tui.ui.widgets.event_list import EventList
from tui.ui.widgets.holder import Holder
from tui.ui.widgets.index_row import IndexRow
from tui.ui.widgets.quote_strip import QuoteStrip
from tui.ui.widgets.status_bar import StatusBar

LISTED_BELOW = (60, 18)
"""Columns and rows below which the quotes are a list and pictures are told in words."""

QUOTES = "quotes"
"""The pane of the quotes, which is one of its own where it is a list."""


class Place(Struct, frozen=True):
    """Where keys work, and which, for the help."""

    name: str
    keys: tuple[BindingType, ...]


class BoardScreen(PatientScreen):
    """Shows the Board in panes; a screen of its own says which panes, and in which order.

    The app hands the Board to the screen that is shown, and the newest one to a screen it goes to. `panes` composes
    what is between the rows on top and the status bar; panes of which few fit have the class "list", and the style
    sheet shows the one of class "-front" where there is room for one only.
    """

    NAME: ClassVar[str]
    """What the app calls it."""
    LABEL: ClassVar[str]
    """What the reader calls it."""
    ORDER: ClassVar[tuple[str, ...]]
    """The panes that take keys, in the order the pane key goes through them; the first is where one begins."""
    FIRST_LISTED: ClassVar[str] = ""
    """Where one begins on a small terminal; empty where that makes no difference."""
    PLACES: ClassVar[tuple[Place, ...]] = ()
    """The keys of its panes, for the help."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        # Before all others, so that a key typed in one go with it already goes to the other pane.
        Binding("shift+tab", "pane(-1)", "pane before", show=False, priority=True),
        Binding("tab", "pane(1)", "pane", tooltip="next pane", priority=True),
        Binding("escape", "back", "back", show=False, tooltip="back, at last to the dashboard"),
    ]

    board: reactive[Board | None] = reactive(None, repaint=False)
    """What was told last; its quotes are a second old at most."""
    prices: reactive[Board | None] = reactive(None, repaint=False)
    """The Board with every price as it moves, for the few panes that follow them."""
    now: reactive[datetime] = reactive(datetime.min.replace(tzinfo=UTC), repaint=False)
    """The wall's instant, UTC; a second old at most."""
    asking: reactive[str] = reactive("", repaint=False)
    """What has been asked for and is not answered yet."""
    front: reactive[str] = reactive("", repaint=False, init=False)
    """The pane the keys go to."""

    quotes = query_one("#quotes", QuoteStrip)

    def __init__(self, config: Config, notes: NoteDesk) -> None:
        super().__init__()
        self.config = config
        self._notes = notes
        self.set_reactive(BoardScreen.front, self.ORDER[0])

    def compose(self) -> ComposeResult:
        """Set the screen's panes between the rows on top and the status bar."""
        watchlist = self.config.watchlist
        yield QuoteStrip(watchlist, id=QUOTES).data_bind(BoardScreen.now, board=BoardScreen.prices)
        yield IndexRow(watchlist, id="indices").data_bind(BoardScreen.now, board=BoardScreen.prices)
        with Holder(id="body"):
            for pane in self.panes():
                # Now already, so that it is styled once.
                yield pane.set_class(pane.id == self.front, "-front", update=False)
        yield StatusBar(self.LABEL, id="status").data_bind(BoardScreen.board, BoardScreen.now, BoardScreen.asking)

    def panes(self) -> ComposeResult:
        """Lay the panes out in their order; which are in sight at which size the style sheet says."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Begin where there is most to read, with changes lit only where that is wanted."""
        self.quotes.flashing = self.app.animation_level != "none" and not self.app.no_color
        if self.board is not None:
            self.take_up(None, self.board)
        self.watch_front()

    def on_resize(self, event: events.Resize) -> None:
        """Turn the quotes into a list where there is little room, and back."""
        columns, rows = LISTED_BELOW
        listed = event.size.width < columns or event.size.height < rows
        if listed != self.quotes.listed:
            self.quotes.listed = listed
            self.set_class(listed, "-listed")
            if listed and self.FIRST_LISTED:
                self.front = self.FIRST_LISTED
            elif self.front == QUOTES:
                self.front = self.ORDER[0]

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus where a click has moved it, unless it has gone on since."""
        name = event.widget.id or ""
        if event.widget is self.focused and name in self.ORDER:
            self.front = name

    @on(EventList.NoteWished)
    def follow_wish(self, message: EventList.NoteWished) -> None:
        """Have the reader's own notes written."""
        message.stop()
        if self.board is not None:
            self._notes.follow(self, message, today_of(self.board, self.now))

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Take up what the panes do not read from the Board themselves."""
        if self.is_mounted and after is not None:
            self.take_up(before, after)

    def take_up(self, before: Board | None, after: Board) -> None:
        """Do what a new Board asks for beyond what its panes do; nothing here."""

    def pair(self) -> Pair | None:
        """Return the pair looked at, also where its spread has no data."""
        board, watchlist = self.board, self.config.watchlist
        if board is None:
            return None
        return board.spread.pair if board.spread else watchlist.pair(board.pair or self.config.settings.pair)

    def legs(self) -> tuple[str, ...]:
        """Return the symbols of the pair looked at."""
        pair = self.pair()
        return (pair.small, pair.large) if pair else ()

    def watch_front(self) -> None:
        """Bring the pane to the front where there is room for one only, and give it the keys: the next one is its."""
        self.set_class(self.front == QUOTES, "-on-quotes")
        if self.front != QUOTES:
            for pane in self.query(".list"):
                pane.set_class(pane.id == self.front, "-front")
            self.show_front()
        # It need not be laid out to take keys, nor scrolled to once it is.
        self.set_focus(self.query_one(f"#{self.front}", Widget), scroll_visible=False)

    def show_front(self) -> None:
        """Do what else the style sheet wants to know of the pane in front; nothing here."""

    def action_pane(self, step: int) -> None:
        """Go to another pane."""
        self.front = self.ORDER[(self.ORDER.index(self.front) + step) % len(self.ORDER)]

    def action_help(self) -> None:
        """List the keys that work here, and explain what is shown."""
        own = [] if type(self).BINDINGS is BoardScreen.BINDINGS else type(self).BINDINGS
        everywhere = Place("Everywhere", (*self.app.BINDINGS, *BoardScreen.BINDINGS, *own))
        travel = Place("Another day", tuple(TravellingApp.BINDINGS))
        self.app.push_screen(HELP.load()(self.NAME, self.LABEL, (everywhere, travel, *self.PLACES)))

    async def action_back(self) -> None:
        """Go back to the dashboard."""
        await self.run_action("app.visit('dashboard')")
