"""The status bar: badges, how the source is doing, the screens, and the keys that work here."""

from __future__ import annotations

from datetime import UTC, datetime

from rich.cells import cell_len
from textual.binding import Binding
from textual.reactive import reactive

from tui.core.board import MOVING, Board
from tui.ui.lines import Line, Span, Tone, apart, cut, fit_words, width_of
from tui.ui.standing import event_of_day
from tui.ui.widgets.pane import Pane
from tui.ui.words import badges, source_in_words, trouble

SCREENS = Binding.Group("screens")
"""The bindings that go to a screen; they are told apart from the other keys."""

_FEWEST_HINTS = 2
"""So many keys stay before the source's words are shortened."""
_GAP = 3
"""Cells between the source's words, the screens and the keys."""

_LEAST_EVENT = 20
"""Cells the event of a past day is shortened to, and no further."""

_Keys = tuple[tuple[str, str], ...]
"""Key and word of bindings."""


class StatusBar(Pane):
    """Shows one line; the badges never go, the source's words get shorter before the screens and the first two keys go.

    Looking back, the event that could first be known at that close stands after its badge where there is room.

    `here` is what the screen it is on is called.
    """

    board: reactive[Board | None] = reactive(None, repaint=False)
    now: reactive[datetime] = reactive(datetime.min.replace(tzinfo=UTC), repaint=False)
    asking: reactive[str] = reactive("", repaint=False)
    """What has been asked for and is not answered yet."""

    def __init__(self, here: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._here = here
        self._keys: tuple[_Keys, _Keys] | None = None

    def on_mount(self) -> None:
        """Follow the keys that are bound."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._rebind())

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where more has changed than what moves with prices; their state waits for the next second."""
        if before is None or after is None or not after.alike_but_for(before, MOVING):
            self.relay()

    def watch_now(self) -> None:
        """Let ages grow."""
        self.relay()

    def watch_asking(self) -> None:
        """Say it."""
        self.relay()

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - it is one line
        """Return the line in the fullest wording that leaves room for the keys."""
        board = self.board
        if board is None:
            return ()
        wrong = trouble(board) is not None
        marked = tuple(
            span for words in badges(board, self.now) for span in (Span(f" {words} ", Tone.BADGE), Span(" "))
        )
        asking = (Span(f"{self.asking} … ", Tone.CHOSEN),) if self.asking else ()
        tone = Tone.ALERT if wrong else Tone.MUTED
        said = source_in_words(board, self.now)
        wordings = [(*marked, *event, *asking, Span(text, tone)) for event in _events(board) for text in said]
        room = width - 2
        hints, tabs = self._keys = self._keys or self._bound()
        few = _drawn(hints[-_FEWEST_HINTS:]) if not wrong else ()
        # What is wrong, and how old a saved board is, goes before the screens' names.
        told = board.cached or any(each.symbol is None for each in board.problems)
        tabbed = () if told else self._short(tabs)
        ends = (_joined(tabbed, few), few)
        fitting = (each for end in ends for each in wordings if width_of(each) + _size(end) <= room)
        left = next(fitting, cut(wordings[-1], room))
        end = self._end(hints, tabs, room - width_of(left))
        return ((Span(" "), *apart(left, end, room)),)

    def _rebind(self) -> None:
        """Show the keys that are bound now; to find them takes as long as all the rest."""
        self._keys = None
        self.relay()

    def _bound(self) -> tuple[_Keys, _Keys]:
        """Return key and word of each binding shown, the ones to keep longest last, and of those of the screens."""
        active = self.screen.active_bindings.values()
        shown = {each.binding.action: each.binding for each in active if each.binding.show}.values()
        told = [(each, (self.app.get_key_display(each), each.description)) for each in shown]
        hints = tuple(words for each, words in told if each.group is not SCREENS)
        return hints, tuple(sorted(words for each, words in told if each.group is SCREENS))

    def _end(self, hints: _Keys, tabs: _Keys, room: int) -> Line:
        """Return screens and keys as there is room: the screens in full, then the fewest keys, then the others."""
        few = _drawn(hints[-_FEWEST_HINTS:])
        forms = (self._full(tabs), self._short(tabs), ())
        tabbed = next((each for each in forms if _size(_joined(each, few)) <= room), ())
        while hints and _size(_joined(tabbed, _drawn(hints))) > room:
            hints = hints[1:]
        return _joined(tabbed, _drawn(hints))

    def _full(self, tabs: _Keys) -> Line:
        """Return every screen with its key."""
        return _spaced([Span(f"{key} {word}", self._tone(word)) for key, word in tabs])

    def _short(self, tabs: _Keys) -> Line:
        """Return the keys of the screens, with its name the one that is shown."""
        return _spaced([Span(f"{key} {word}" if word == self._here else key, self._tone(word)) for key, word in tabs])

    def _tone(self, word: str) -> Tone:
        """Return what a screen's name is written in."""
        return Tone.CHOSEN if word == self._here else Tone.TEXT


def _events(board: Board) -> tuple[Line, ...]:
    """Return the event of the past day looked at, the fullest wording first, at last nothing."""
    words = event_of_day(board)
    if not words:
        return ((),)
    shortened = (words, *(fit_words(words, room).rstrip() for room in (48, 32, _LEAST_EVENT) if cell_len(words) > room))
    return (*((Span(f"{each}  ", Tone.STRONG),) for each in shortened), ())


def _size(end: Line) -> int:
    """Return the cells the right end takes, with the gap before it."""
    return width_of(end) + _GAP if end else 0


def _joined(tabs: Line, hints: Line) -> Line:
    """Set the keys after the screens."""
    return (*tabs, Span(" " * _GAP), *hints) if tabs and hints else (*tabs, *hints)


def _spaced(spans: list[Span]) -> Line:
    """Set blanks between spans."""
    return tuple(each for place, span in enumerate(spans) for each in ((Span("  "), span) if place else (span,)))


def _drawn(hints: _Keys) -> Line:
    """Return keys with their words as text."""
    spans = [Span(" · ", Tone.MUTED)] * (2 * len(hints))
    spans[0::2] = [Span(f"{key} {word}", Tone.TEXT) for key, word in hints]
    return tuple(spans[:-1])
