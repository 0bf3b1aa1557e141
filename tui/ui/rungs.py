"""The rungs of a ladder of levels: what somebody named, sorted by value, with the last close between them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from msgspec import Struct

from tui.core.board import Board
from tui.core.readings import LevelRow, TargetRow
from tui.core.text import day, percent, safe
from tui.ui.lines import joined


class Rung(Struct, frozen=True, kw_only=True):
    """One value of the ladder; a level with a date is a level and a target."""

    value: float | None
    """None for a published return whose beginning is not known."""
    level: LevelRow | None = None
    target: TargetRow | None = None

    def named(self) -> str:
        """Return what it is called and who named it."""
        row = self.level or self.target
        return f"{safe(row.label)} ({safe(row.source)})" if row and row.source else safe(row.label) if row else ""

    def distance_pct(self) -> float | None:
        """Return what is missing from the close to it, percent of the close; negative below the close."""
        if self.level is not None:
            return self.level.distance_pct
        return self.target.needed_pct if self.target else None

    def facts(self) -> str:
        """Return where the close stands to it and since when, then what a target still needs."""
        return joined((_held(self.level) if self.level else "", _needed(self.target) if self.target else ""))


class Ladder(Struct, frozen=True, kw_only=True):
    """The rungs of one symbol, the highest first."""

    symbol: str
    close: float | None
    rungs: tuple[Rung, ...]

    def above(self) -> tuple[Rung, ...]:
        """Return the rungs above the last close; all of them without one, and those without a value first."""
        return tuple(rung for rung in self.rungs if rung not in self.below())

    def below(self) -> tuple[Rung, ...]:
        """Return the rungs at and below the last close."""
        return tuple(
            rung
            for rung in self.rungs
            if self.close is not None and rung.value is not None and rung.value <= self.close
        )


def ladders(board: Board) -> tuple[Ladder, ...]:
    """Return a ladder for each symbol with a level or target, that of the pair's small side first."""
    symbols = dict.fromkeys([*(row.symbol for row in board.levels), *(row.symbol for row in board.targets)])
    small = board.spread.pair.small if board.spread else ""
    return tuple(_ladder(board, symbol) for symbol in sorted(symbols, key=lambda symbol: symbol != small))


def _ladder(board: Board, symbol: str) -> Ladder:
    """Return a symbol's ladder."""
    levels = [row for row in board.levels if row.symbol == symbol]
    targets = [row for row in board.targets if row.symbol == symbol]
    closes = [*(row.close for row in levels), *(row.close for row in targets)]
    close = next((each for each in closes if each is not None), None)
    rungs = [Rung(value=row.level, level=row, target=_same(row, targets)) for row in levels]
    taken = {id(rung.target) for rung in rungs}
    rungs += [Rung(value=row.level, target=row) for row in targets if id(row) not in taken]
    return Ladder(symbol=symbol, close=close, rungs=tuple(sorted(rungs, key=_highest_first)))


def _highest_first(rung: Rung) -> float:
    """Sort by value, those without one before all others."""
    return -math.inf if rung.value is None else -rung.value


def _same(level: LevelRow, targets: Sequence[TargetRow]) -> TargetRow | None:
    """Return the target that is this level with its date."""
    fitting: Iterable[TargetRow] = (row for row in targets if row.return_pct is None and row.by == level.by)
    return next((row for row in fitting if row.level == level.level and row.label == level.label), None)


def _held(row: LevelRow) -> str:
    """Say where the close stands, since when, and whether that was tested."""
    if row.position is None:
        return "no data"
    if row.last_cross is None or row.direction is None:
        return _never_crossed(row)
    since = day(row.last_cross)
    sessions = f"{row.sessions_since} {'session' if row.sessions_since == 1 else 'sessions'}"
    if row.direction == "up":
        if row.sessions_since == 0:
            return f"crossed upwards on {since}"
        return joined((f"held for {sessions}, since {since}", "tested and held" if row.tested else "not tested since"))
    lost = f"lost on {since}" if row.sessions_since == 0 else f"lost {sessions} ago, on {since}"
    return joined((lost, "tested from below, not regained" if row.tested else ""))


def _never_crossed(row: LevelRow) -> str:
    """Say where the close stands to a level no close has crossed."""
    if row.position == "below":
        return "reached, never exceeded" if row.reached else "not reached"
    return "at it" if row.position == "at" else "above in all known closes"


def _needed(row: TargetRow) -> str:
    """Say what a target still needs, and by when."""
    published = ""
    if row.return_pct is not None:
        base = f" from {day(row.base_date)}" if row.base_date else ""
        published = f"published as {percent(row.return_pct, 0)}{base}"
    missing = row.needed_pct is not None and row.needed_pct > 0
    left = row.days_left if row.days_left is not None and row.days_left >= 0 else None
    return joined(
        (
            f"target by {safe(row.by)}: {row.state}" if row.by else f"target: {row.state}",
            f"{percent(row.needed_pct)} needed" if missing else "",
            f"{percent(row.annual_pct, 1)} a year" if row.annual_pct is not None else "",
            f"{left} {'day' if left == 1 else 'days'} left" if left is not None and row.state == "open" else "",
            published,
        )
    )
