"""Help: the keys, as they are bound, and what the screen shows with the formulas behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui.ui.lines import Line, Span, Tone, cut, fit, width_of, wrapped
from tui.ui.screens.base import Place
from tui.ui.topics import OF_SCREENS, Topic
from tui.ui.widgets.pane import Pane
from tui.ui.widgets.status_bar import SCREENS

_KEYS = 12
"""Cells for the keys."""
_TWO_COLUMNS = 84
"""The least width for two columns."""


class Section(NamedTuple):
    """Keys that work in one place."""

    name: str
    keys: tuple[tuple[str, str], ...]
    """Keys as written on the keyboard, and what they do."""


class HelpScreen(ModalScreen[None]):
    """Lists keys over the screen that asked and explains it; esc goes back, q still leaves."""

    CSS_PATH = "over.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,enter", "dismiss", "back", show=False),
        Binding("q,ctrl+c", "app.quit", "quit", show=False),
    ]

    def __init__(self, screen: str, label: str, places: Sequence[Place]) -> None:
        """Make the help of the screen the app calls `screen` and the reader `label`."""
        super().__init__()
        self._heading = label
        self._places, self._topics = places, OF_SCREENS[screen]

    def compose(self) -> ComposeResult:
        """Show the text."""
        sections = [_section(place, self.app.get_key_display) for place in self._places]
        yield HelpText(self._heading, sections, self._topics, id="keys")

    async def on_key(self, event: events.Key) -> None:
        """Go to a screen: keys bound in the app do not reach a screen that lies over another."""
        for binding in Binding.make_bindings(self.app.BINDINGS):
            if binding.group is SCREENS and binding.key == event.key:
                event.stop()
                await self.run_action(f"app.{binding.action}")


class HelpText(Pane, can_focus=True):
    """Sections of keys, beside each other where there is room, and the topics under them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_down", "scroll down", show=False),
        Binding("up,k", "scroll_up", "scroll up", show=False),
        Binding("pagedown,space,ctrl+d", "page_down", "page down", show=False),
        Binding("pageup,ctrl+u", "page_up", "page up", show=False),
        Binding("home,g", "scroll_home", "the top", show=False),
        Binding("end,G", "scroll_end", "the end", show=False),
    ]

    def __init__(
        self,
        name: str,
        sections: Sequence[Section],
        topics: Sequence[Topic],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own word
    ) -> None:
        super().__init__(id=id)
        self._sections = sections
        self._topics = topics
        self.entitle(name, "arrows scroll", "esc goes back")

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - it scrolls
        """Return the keys, then the topics."""
        explained = [_topic(topic, width) for topic in self._topics]
        return (*self._keys(width), *(line for lines in explained for line in ((), *lines)))

    def _keys(self, width: int) -> tuple[Line, ...]:
        """Return the sections one under the other, in two columns where there is room."""
        blocks = [_block(section) for section in self._sections]
        together = _stack(blocks)
        if width < _TWO_COLUMNS:
            return tuple(together)
        half = width // 2
        middle = next(place for place in range(len(blocks) + 1) if 2 * len(_stack(blocks[:place])) >= len(together))
        first, second = _stack(blocks[:middle]), _stack(blocks[middle:])
        rows = max(len(first), len(second))
        columns = ([*lines, *[()] * (rows - len(lines))] for lines in (first, second))
        return tuple(_beside(left, other, half) for left, other in zip(*columns, strict=True))


def _section(place: Place, display: Callable[[Binding], str]) -> Section:
    """Make a section of a place's keys, written by `display`; keys that do the same are told together."""
    told: dict[tuple[str, str], list[str]] = {}
    for binding in Binding.make_bindings(place.keys):
        if binding.description:
            told.setdefault((binding.action, binding.tooltip or binding.description), []).append(display(binding))
    return Section(place.name, tuple((" ".join(dict.fromkeys(keys)), words) for (_, words), keys in told.items()))


def _topic(topic: Topic, width: int) -> list[Line]:
    """Return a topic's lines."""
    told = (line for words in topic.paragraphs() for line in wrapped(words, width - 1, Tone.TEXT, " "))
    return [(Span(topic.name, Tone.CHOSEN),), *told]


def _block(section: Section) -> list[Line]:
    """Return a section's lines."""
    keys = [(Span(f" {fit(keys, _KEYS)}", Tone.STRONG), Span(words, Tone.MUTED)) for keys, words in section.keys]
    return [(Span(section.name, Tone.CHOSEN),), *keys]


def _stack(blocks: Sequence[list[Line]]) -> list[Line]:
    """Set blocks under each other with a blank line between."""
    return [line for place, block in enumerate(blocks) for line in ([(), *block] if place else block)]


def _beside(left: Line, other: Line, half: int) -> Line:
    """Set one line beside another at the middle."""
    shown = cut(left, half - 2)
    return (*shown, Span(" " * (half - width_of(shown))), *other)
