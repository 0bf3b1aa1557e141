"""The app: follows the Feed, holds the one Board, and owns keys, themes and the second's tick."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.reactive import reactive
from textual.screen import Screen

from tui.core.board import QUOTES, Board
from tui.core.config import Config
from tui.core.messages import Feed
from tui.core.notes import Notebook
from tui.core.text import safe
from tui.core.windows import WINDOWS
from tui.ui.dialogue import Dialogue
from tui.ui.last_frame import FrameKeepingApp
from tui.ui.look import LookAt
from tui.ui.notes import NoteDesk
from tui.ui.screens.base import LISTED_BELOW, BoardScreen
from tui.ui.sheet import SMALL_BELOW, KeptSheet, StyledApp
from tui.ui.shown import DASHBOARD, SHOWN, SYMBOL, Shown, load_in_turn
from tui.ui.theme import OWN, variables
from tui.ui.travel import TravellingApp
from tui.ui.widgets.event_list import EventList
from tui.ui.widgets.status_bar import SCREENS

TICK = 1.0
"""Seconds between two looks at the clock; nothing is faster while nothing moves."""


def utc_now() -> datetime:
    """Return the time on the wall, UTC."""
    return datetime.now(UTC)


class RotationApp(FrameKeepingApp, TravellingApp, StyledApp):
    """Paints the Board it is given first, then what the Feed says of it."""

    CSS_PATH = "rotation.tcss"
    TITLE = "Rotation"
    DEFAULT_MODE = DASHBOARD.name
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # Textual declares it so
        (0, "-tiny"),
        (LISTED_BELOW[0], "-narrow"),
        (100, "-medium"),
        (SMALL_BELOW[0], "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012  # as above
        (0, "-flat"),
        (LISTED_BELOW[1], "-low"),
        (SMALL_BELOW[1], "-tall"),
        (50, "-high"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "refresh", "refresh", tooltip="fetch now"),
        Binding("t", "turn('theme', 1)", "theme", tooltip="dark or light"),
        *(
            Binding(each.key, f"visit('{each.name}')", each.label, group=SCREENS, tooltip=f"{each.label} screen")
            for each in SHOWN
        ),
        Binding("ctrl+p", "command_palette", "commands", show=False),
        Binding("W", "turn('window', -1)", "window before", show=False),
        Binding("w", "turn('window', 1)", "window", tooltip="next window"),
        Binding("P", "turn('pair', -1)", "pair before", show=False),
        Binding("p", "turn('pair', 1)", "pair", tooltip="next pair"),
        Binding("question_mark", "screen.help", "help", key_display="?"),
        Binding("q", "quit", "quit"),
        Binding("ctrl+c", "quit", "quit", show=False, priority=True),
    ]

    # The panes draw what changed; a repaint by the app would be of the whole screen, at every quote.
    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    """Everything the screen shows."""

    def __init__(
        self,
        feed: Feed,
        config: Config,
        *,
        initial: Board,
        notebook: Notebook,
        clock: Callable[[], datetime] = utc_now,
        driver: type[Driver] | None = None,
    ) -> None:
        """Make the app.

        Args:
            feed: where the Board comes from.
            config: what is watched, and how it looks.
            initial: what the first frame shows: the last run's Board, or an empty one.
            notebook: where the user's own notes are kept.
            clock: the time on the wall, UTC.
            driver: what draws on the terminal and listens to it; None for Textual's own.

        """
        self._config = config
        super().__init__(driver_class=driver)
        # Nothing here has one; each screen would keep a pane for them.
        self._disable_tooltips = True
        self._clock = clock
        settings = config.settings
        self.dialogue = Dialogue(feed, pair=settings.pair, window=settings.window, as_of=initial.as_of)
        self._notes = NoteDesk(notebook, self.dialogue.tell)
        self.set_reactive(RotationApp.board, initial)
        for theme in OWN:
            self.register_theme(theme)
        self.theme = self.begins_in = settings.theme
        self.stylesheet = KeptSheet(self.get_css_variables())
        for screen in SHOWN:
            self.add_mode(screen.name, partial(self._make, screen))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours the style sheet needs beyond a theme's own."""
        return dict(variables(self._config.settings.palette, dark=self.current_theme.dark))

    def on_load(self) -> None:
        """Ask for the Board, tell of the terminal going to the background, and begin to tick."""
        # Now already: the first frame says what is awaited.
        self.dialogue.ask()
        # Not the events alone: a key pressed in a terminal thought to be in the background counts as well.
        self.watch(self, "app_focus", self.dialogue.focus, init=False)
        self.set_interval(TICK, self.hand_over)

    def on_ready(self) -> None:
        """Follow the Feed, which starts a process: after the first frame. Collect garbage again if that was put off.

        What is there by now stays for good and is left out of the collecting.
        """
        # As functions: one that leaves before its turn comes would have coroutines that nobody ever awaits.
        follow = partial(self.dialogue.follow, partial(self.call_next, self._show))
        self.run_worker(follow, group="feed")  # type: ignore[arg-type]  # declared narrower than what is allowed
        others = partial(_load_others, lasting=not gc.isenabled())
        self.run_worker(others, group="screens")  # type: ignore[arg-type]  # as above
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Hand the Board to the screen that is shown; the others get it when they are."""
        shown = _board_screen(self.screen_stack)
        if shown is not None and timedelta(0) <= self._clock() - shown.now < timedelta(seconds=TICK):
            # Ages are written anew once a second, however often prices move.
            shown.prices = after
            if before is None or after is None or not after.alike_but_for(before, QUOTES):
                shown.board = after
        else:
            self.hand_over()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """List the windows and pairs besides the usual commands."""
        yield from super().get_system_commands(screen)
        for shown in SHOWN:
            yield SystemCommand(
                f"Screen {shown.label}", f"Go to it (key {shown.key})", partial(self.action_visit, shown.name)
            )
        for window in WINDOWS:
            yield SystemCommand(f"Window {window}", "Measure over this window", partial(self._ask, window=window))
        for pair in self._config.watchlist.pairs:
            yield SystemCommand(f"Pair {safe(pair.name)}", safe(pair.why), partial(self._ask, pair=pair.name))
        for symbol in self._config.symbols():
            yield SystemCommand(f"Symbol {safe(symbol)}", "Look at it by itself", partial(self.look_at, LookAt(symbol)))

    def action_turn(self, what: str, step: int) -> None:
        """Ask for the next window or pair, or the one before; go on to the next of our own themes."""
        asked = self.dialogue.asked
        if what == "theme":
            self.theme = _turned([theme.name for theme in OWN], self.theme, step)
        elif what == "window" and asked.since is not None:
            self._ask(window=self.dialogue.window)
        elif what == "window":
            self._ask(window=_turned(WINDOWS, asked.window, step))
        else:
            self._ask(pair=_turned([pair.name for pair in self._config.watchlist.pairs], asked.pair, step))

    @on(EventList.Since)
    def follow_since(self, message: EventList.Since) -> None:
        """Ask for the window since an event."""
        self._ask(since=message.session)

    @on(LookAt)
    def look_at(self, message: LookAt) -> None:
        """Ask for one symbol and go to its screen."""
        self.dialogue.ask(symbol=message.symbol)
        self.action_visit(SYMBOL.name)

    def action_refresh(self) -> None:
        """Have everything fetched now."""
        self.dialogue.refresh()

    def action_visit(self, name: str) -> None:
        """Go to a screen, the newest Board on it at once."""
        while not isinstance(self.screen, BoardScreen):
            self.pop_screen()
        if name == SYMBOL.name and self.dialogue.asked.symbol is None:
            self.dialogue.ask(symbol=_seen_first(self.board, self._config))
        self.switch_mode(name)
        self.hand_over()

    async def action_quit(self) -> None:
        """Leave at once, whatever the data process is doing."""
        self.dialogue.close()
        self.exit()

    def _ask(self, *, pair: str | None = None, window: str | None = None, since: date | None = None) -> None:
        """Ask for another pair or window; the old one stays on the screen until the answer is there."""
        self.dialogue.ask(pair=pair, window=window, since=since)
        self.hand_over()

    def _show(self) -> None:
        """Show everything that came since the last time, at once."""
        shown = _board_screen(self.screen_stack)
        if self.board is not None and shown is not None and shown.is_mounted:
            self.board = self.dialogue.take(self.board)
            self.land(self.board)
            shown.asking = self.awaited()

    def _make(self, shown: Shown) -> BoardScreen:
        """Make a screen that shows the newest Board in its first frame."""
        self.read_for(self.size)
        made: BoardScreen = shown.load()(self._config, self._notes)
        # As its first resize would: it is then styled and drawn once, not once for no size and again for this one.
        steps = zip(self.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True)
        names = (max(step for step in each if step[0] <= dimension)[1] for dimension, each in steps)
        made.add_class(*names, update=False)
        # It is styled as it is composed; Textual would style it again, for a theme that was chosen before.
        made._css_update_count = self._css_update_count  # noqa: SLF001 - nothing public says so
        made.set_reactive(BoardScreen.board, self.board)
        made.set_reactive(BoardScreen.prices, self.board)
        made.set_reactive(BoardScreen.now, self._clock())
        made.set_reactive(BoardScreen.asking, self.awaited())
        return made

    def hand_over(self) -> None:
        """Give the screen that is shown what is newest."""
        shown = _board_screen(self.screen_stack)
        if shown is not None:
            shown.prices = shown.board = self.board
            shown.now = self._clock()
            shown.asking = self.awaited()


async def _load_others(*, lasting: bool) -> None:
    """Load the other screens, which then stay for good too: to look through them for garbage would take a frame."""
    await load_in_turn()
    if lasting:
        gc.collect()
        gc.freeze()


def _seen_first(board: Board | None, config: Config) -> str:
    """Return the symbol looked at before any is chosen: the last run's, else the small leg."""
    if board is not None and board.portrait is not None:
        return board.portrait.symbol
    watchlist = config.watchlist
    pair = watchlist.pair((board.pair if board else "") or config.settings.pair) or watchlist.pairs[0]
    return pair.small


def _board_screen(stack: Sequence[Screen[Any]]) -> BoardScreen | None:
    """Return the screen that shows the Board, under whatever lies over it; None before the first is there."""
    lowest = next(iter(stack), None)
    return lowest if isinstance(lowest, BoardScreen) else None


def _turned(names: Sequence[str], name: str, step: int) -> str:
    """Return the name so many steps on, going round; the first where the name is none of them."""
    return names[(names.index(name) + step) % len(names)] if name in names else names[0]
