"""The selected entry in full, and under it the lead, levels and what to watch: every fact can be read somewhere."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from textual.binding import BindingType
from textual.reactive import reactive

from tui.core.board import Board
from tui.core.marks import Marks, Target
from tui.core.readings import LevelRow, WatchRow
from tui.core.text import DASH, day, percent, price, safe
from tui.ui.entries import entry_of, today_of
from tui.ui.entry_lines import entry_lines, title
from tui.ui.lead_words import lead_lines
from tui.ui.lines import Line, Span, Tone, fit, wrapped
from tui.ui.widgets.pane import Pane
from tui.ui.widgets.scrolling import SCROLLING
from tui.ui.words import market_now, problem_in_words, why_missing

_MOST_PROBLEMS = 40
"""Of a long list so many problems are told; whole families' come first."""


class Detail(Pane, can_focus=True):
    """Shows the entry whose key is `selected`, then the lead, levels, targets, what to watch and what is wrong."""

    BINDINGS: ClassVar[list[BindingType]] = [*SCROLLING]

    board: reactive[Board | None] = reactive(None, repaint=False)
    now: reactive[datetime] = reactive(datetime.min.replace(tzinfo=UTC), repaint=False)
    selected: reactive[str | None] = reactive(None, repaint=False)

    def __init__(self, marks: Marks, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, classes=classes)
        self._marks = marks

    def watch_board(self, before: Board | None, after: Board | None) -> None:
        """Lay out anew where what is shown has changed; ages wait for the next second."""
        if _shown(before) != _shown(after):
            self.relay()

    def watch_now(self) -> None:
        """Let ages grow."""
        self.relay()

    def watch_selected(self) -> None:
        """Show the entry from its beginning."""
        self.relay()
        self.scroll_to(y=0, animate=False)

    def lay_out(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - it scrolls
        """Return the selected entry, then what stands beside it."""
        board = self.board
        if board is None:
            return ()
        now = market_now(board, self.now)
        entry = entry_of(board, self.selected, self.now)
        self.entitle("Detail", *title(entry))
        today = today_of(board, self.now)
        targets = [each for each in self._marks.targets if each.known_from is None or each.known_from <= today]
        sections = (
            entry_lines(entry, board, width, now) if entry else (),
            lead_lines(board.leadership, board.spread.pair, width) if board.spread else (),
            _levels(board.levels, targets, width),
            _watch(board.watch, width),
            _problems(board, width, self.now),
        )
        shown = [section for section in sections if section]
        if not shown:
            return wrapped(why_missing(board, "events or levels"), width, Tone.MUTED)
        return tuple(line for place, section in enumerate(shown) for line in (((), *section) if place else section))


def _shown(board: Board | None) -> object:
    """Return what the pane depends on."""
    if board is None:
        return None
    spread = (board.spread.pair, board.spread.path.days) if board.spread else None
    said = (board.events, board.opinions, board.checks, board.followed, board.since_said)
    state = (board.problems, board.cached, board.as_of, board.provider.name, board.provider.state)
    return (said, spread, board.leadership, board.levels, board.watch, state)


def _levels(levels: tuple[LevelRow, ...], targets: list[Target], width: int) -> tuple[Line, ...]:
    """Return the levels with how far away each is, then the targets given as a return."""
    if not levels and not targets:
        return ()
    lines: list[Line] = [_section("Levels", "close to level")]
    for row in levels:
        by = f", by {safe(row.by)}" if row.by else ""
        label = f"{safe(row.label)}{by} ({safe(row.source)})"
        lines += _row(
            f"{safe(row.symbol):<5}{price(row.level):>9}", percent(row.distance_pct), row.position or DASH, label, width
        )
    for target in targets:
        by = f", by {safe(target.by)}" if target.by else ""
        label = f"{safe(target.label)}{by} ({safe(target.source)})"
        lines += _row(f"{safe(target.symbol):<5}{percent(target.return_pct, 0):>9}", "", "target", label, width)
    return tuple(lines)


def _row(name: str, distance: str, position: str, label: str, width: int) -> tuple[Line, ...]:
    """Return a level's line; its label beside it where that fits, else under it."""
    head = (Span(name, Tone.STRONG), Span(f"{distance:>10} "), Span(f"{position:<7}", Tone.MUTED))
    room = width - len(name) - 18
    if len(label) <= room:
        return ((*head, Span(label, Tone.MUTED)),)
    return (head, *wrapped(label, width, Tone.MUTED, "     "))


def _watch(rows: tuple[WatchRow, ...], width: int) -> tuple[Line, ...]:
    """Return what to watch, each with its reading and why."""
    if not rows:
        return ()
    lines: list[Line] = [_section("Watch", "current reading")]
    longest = min(max(len(safe(row.item.name)) for row in rows), max(8, width // 2)) + 2
    for row in rows:
        reading = safe(row.reading) or "no data"
        tone = Tone.TEXT if row.reading else Tone.MUTED
        name = Span(fit(safe(row.item.name), longest), Tone.STRONG)
        first, *rest = wrapped(reading, max(1, width - longest), tone)
        lines.append((name, *first))
        lines += [(Span(" " * longest), *line) for line in rest]
        dated = f" (as of {day(row.as_of)})" if row.as_of else ""
        lines += wrapped(safe(row.item.why) + dated, width, Tone.MUTED, "  ")
        lines += wrapped(safe(row.since), width, Tone.TEXT, "  ") if row.since else ()
    return tuple(lines)


def _problems(board: Board, width: int, wall: datetime) -> tuple[Line, ...]:
    """Return what is wrong, since when, and when it is tried again."""
    if not board.problems:
        return ()
    words = [problem_in_words(problem, wall) for problem in board.problems[:_MOST_PROBLEMS]]
    rest = len(board.problems) - len(words)
    words += [f"and {rest:,} more"] if rest else []
    return (_section("Problems", ""), *(line for each in words for line in wrapped(each, width, Tone.TEXT)))


def _section(name: str, what: str) -> Line:
    """Return the heading of a section."""
    return (Span(name, Tone.CHOSEN), Span(f"  {what}" if what else "", Tone.MUTED))
