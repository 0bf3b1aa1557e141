"""Help: the keys, as they are bound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui.ui.lines import Line, Span, Tone, cut, fit, width_of
from tui.ui.widgets.pane import Pane

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
    """Lists keys over the screen that asked; esc goes back and q still leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,enter", "dismiss", "back", show=False),
        Binding("1", "app.dashboard", "dashboard", show=False),
        Binding("q,ctrl+c", "app.quit", "quit", show=False),
    ]

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self._sections = sections

    def compose(self) -> ComposeResult:
        """Show the list."""
        yield KeyList(self._sections, id="keys")


class KeyList(Pane, can_focus=True):
    """Sections of keys, beside each other where there is room."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_down", "scroll down", show=False),
        Binding("up,k", "scroll_up", "scroll up", show=False),
    ]

    def __init__(self, sections: Sequence[Section], *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._sections = sections
        self.entitle("Keys", "esc goes back")

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - it scrolls
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


def section(name: str, bindings: Iterable[BindingType], display: Callable[[Binding], str]) -> Section:
    """Make a section of bindings, their keys written by `display`; keys that do the same are told together."""
    told: dict[tuple[str, str], list[str]] = {}
    for binding in Binding.make_bindings(bindings):
        if binding.description:
            told.setdefault((binding.action, binding.tooltip or binding.description), []).append(display(binding))
    return Section(name, tuple((" ".join(dict.fromkeys(keys)), words) for (_, words), keys in told.items()))


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
