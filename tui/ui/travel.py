"""The app's time machine: keys that lead to another day, and what is said where they end."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.timer import Timer

from tui.core.board import Board
from tui.core.text import day
from tui.core.travel import Bound, Move, Stride
from tui.ui.dialogue import Dialogue, Landing
from tui.ui.shown import DAY_PROMPT
from tui.ui.standing import Selecting, event_of_day

PLAY_S = 0.5
"""Seconds from one session to the next while playing."""
_SAID_S = 4
"""Seconds that words about a move stay."""


class TravellingApp(App[None]):
    """An app whose reader moves through time; one that is made of it says what its Dialogue is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket", "travel(-1)", "session back", key_display="[", show=False),
        Binding("right_square_bracket", "travel(1)", "session forward", key_display="]", show=False),
        Binding("left_curly_bracket", "travel(-1, 'event')", "previous event", key_display="{", show=False),
        Binding("right_curly_bracket", "travel(1, 'event')", "next event", key_display="}", show=False),
        Binding("g", "choose_day", "go to a day", show=False),
        Binding("space", "play", "play; any key stops", show=False),
        Binding("0", "live", "back to live", show=False),
    ]

    dialogue: Dialogue
    _player: Timer | None = None

    async def on_event(self, event: events.Event) -> None:
        """Stop playing at any key; two that can mean nothing else by it do nothing else."""
        if isinstance(event, events.Key) and self.stop_playing() and event.key in ("space", "escape"):
            return
        await super().on_event(event)

    def action_travel(self, steps: int, stride: str = Stride.SESSION) -> None:
        """Go some sessions or events forward, or back where `steps` is negative."""
        self.dialogue.travel(Move(steps, Stride(stride)))
        self.hand_over()

    def action_live(self) -> None:
        """Go back to live."""
        if self._is_live():
            self._say("This is live")
        else:
            self.dialogue.go(None)
            self.hand_over()

    def action_choose_day(self) -> None:
        """Ask for a day and go to the last session up to it."""

        def go(chosen: date | None) -> None:
            if chosen is not None:
                self.dialogue.go(chosen)
                self.hand_over()

        self.push_screen(DAY_PROMPT.load()(self.dialogue.asked.as_of), go)

    def action_play(self) -> None:
        """Step a session forward again and again, as far as live."""
        if self._is_live():
            self._say("This is live: go back first, by [ or to a day by g, and play from there")
        else:
            self._player = self.set_interval(PLAY_S, self.play_on)
            self.play_on()

    def play_on(self) -> None:
        """Go on by a session, unless the last one is still awaited."""
        if not self.dialogue.travelling():
            self.action_travel(1)

    def stop_playing(self) -> bool:
        """Stop where it plays; say whether it did."""
        player, self._player = self._player, None
        if player is not None:
            player.stop()
            self.hand_over()
        return player is not None

    def playing(self) -> bool:
        """Say whether it plays."""
        return self._player is not None

    def awaited(self) -> str:
        """Return what is shown as under way."""
        return "playing" if self.playing() else self.dialogue.waiting()

    def land(self, board: Board) -> None:
        """Say what there is to say of where a move has led, which is to this Board."""
        landing = self.dialogue.landed()
        if landing is None:
            return
        if landing.where.as_of is None:
            self.stop_playing()
        shown = next(iter(self.screen_stack), None)
        if by_event(landing) and board.first_known and isinstance(shown, Selecting):
            shown.stand_at(board.first_known[0])
        words = landing_in_words(landing) or _event_reached(landing, board)
        if words:
            self._say(words)

    def hand_over(self) -> None:
        """Show what is newest: that another day is awaited, or that it plays; nothing here."""

    def _is_live(self) -> bool:
        """Say whether live is what is looked at, and nothing else is awaited."""
        return self.dialogue.asked.as_of is None and not self.dialogue.travelling()

    def _say(self, words: str) -> None:
        """Say it for a moment, in place of what was said before."""
        self.clear_notifications()
        self.notify(words, markup=False, timeout=_SAID_S)


def by_event(landing: Landing) -> bool:
    """Say whether it was an event that was to be gone to."""
    return landing.asked.move is not None and landing.asked.move.stride is Stride.EVENT


def _event_reached(landing: Landing, board: Board) -> str:
    """Name the event a move has led to; empty where it was none."""
    told = event_of_day(board) if by_event(landing) else ""
    return f"{day(board.as_of)}: {told}" if told else ""


def landing_in_words(landing: Landing) -> str:
    """Say why a move ended where it did; empty where it went as far as it was to go."""
    asked, where = landing.asked, landing.where
    here, move = where.as_of, asked.move or Move()
    if move.stride is Stride.EVENT and where.bound:
        return "There is no earlier event" if where.bound is Bound.FIRST else "There is no later event: this is live"
    if where.bound is Bound.FIRST:
        return f"{day(here) if here else 'This'} is the first session both sides have"
    if move.steps:
        return "There is no later session yet: this is live" if where.bound else "" if here else "This is live again"
    if asked.as_of is None or asked.as_of == here:
        return ""
    if here is None:
        return f"{day(asked.as_of)} is {'still to come' if where.bound else 'the latest session'}: this is live"
    return f"{day(asked.as_of)} has no session: this is the close of {day(here)}"
