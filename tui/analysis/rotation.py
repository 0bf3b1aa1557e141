"""The rotation graph: where every line stands against the benchmark, and the way it came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from msgspec.structs import replace

from tui.analysis.history import EMPTY, Days, History, Numbers, day_at
from tui.analysis.stack import daily_means, stack_up
from tui.analysis.strength import NEEDED_SESSIONS, StrengthPath
from tui.core.graph import GraphRow, Role, RotationGraph
from tui.core.text import day
from tui.core.watchlist import Basket, Pair

LOOKBACK_SESSIONS = 320
"""The benchmark's sessions that are looked at; a quadrant entered before them has no known entry."""


def measure_graph(
    pair: Pair,
    baskets: Sequence[Basket],
    symbols: Sequence[str],
    histories: Mapping[str, History],
    *,
    benchmark: str,
    as_of: date | None = None,
) -> RotationGraph:
    """Measure every line on the benchmark's last session up to `as_of`: legs, baskets, symbols, each symbol once.

    RS = line / benchmark on the days both have; strength = 100 · RS / mean of 50 RS; momentum = 100 · strength / mean
    of 10 strengths; both means end at the session itself. A basket's line is the cumulated mean of its members' simple
    returns from one of the benchmark's sessions to the next; a member without such a return is left out that day. A
    line that cannot be measured says why.
    """
    ground = _Ground.of(benchmark, histories, as_of)
    legs = dict.fromkeys((pair.small, pair.large))
    chosen = [symbol for symbol in dict.fromkeys(symbols) if symbol not in legs]
    lines = (
        *(_symbol_line(symbol, Role.LEG, ground) for symbol in legs),
        *(_basket_line(basket, ground) for basket in baskets),
        *(_symbol_line(symbol, Role.SYMBOL, ground) for symbol in chosen),
    )
    return RotationGraph(benchmark=benchmark, as_of=ground.as_of(), rows=tuple(_placed(line, ground) for line in lines))


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """What the lines are held against."""

    benchmark: str
    axis: Days
    """The benchmark's last sessions; none where it has no closes."""
    closes: Numbers
    """The benchmark's closes on them."""
    histories: Mapping[str, History]

    @classmethod
    def of(cls, benchmark: str, histories: Mapping[str, History], as_of: date | None) -> _Ground:
        """Return the benchmark's last sessions up to `as_of`."""
        held = histories.get(benchmark)
        if held is None:
            return cls(benchmark, np.array([], dtype="datetime64[D]"), np.array([]), histories)
        seen = held.until(as_of)
        return cls(benchmark, seen.days[-LOOKBACK_SESSIONS:], seen.closes[-LOOKBACK_SESSIONS:], histories)

    def as_of(self) -> date | None:
        """Return the last session; None without any."""
        return day_at(self.axis, -1) if len(self.axis) else None

    def closes_of(self, symbol: str) -> Numbers:
        """Return the symbol's closes on the sessions, NaN where there is none."""
        return self.histories.get(symbol, EMPTY).closes_on(self.axis)


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """One line on the sessions of the ground, in any unit."""

    row: GraphRow
    """What it is called and made of."""
    values: Numbers
    """NaN where there is none."""
    why_absent: str
    """Why there is none on the last session, where there is none."""


def _symbol_line(symbol: str, role: Role, ground: _Ground) -> _Line:
    """Return the line of a symbol's own closes; the benchmark has none against itself."""
    row = GraphRow(name=symbol, role=role)
    values = ground.closes_of(symbol)
    if symbol == ground.benchmark:
        return _Line(row, np.full_like(values, np.nan), "the benchmark itself")
    return _Line(row, values, "no data" if np.isnan(values).all() else f"no close on {day(ground.as_of())}")


def _basket_line(basket: Basket, ground: _Ground) -> _Line:
    """Return the line of a basket's members, those without a return on the last session named."""
    symbols = tuple(dict.fromkeys(member.symbol for member in basket.members))
    row = GraphRow(name=basket.name, role=Role.BASKET, of=len(symbols))
    if len(ground.axis) < 2:
        return _Line(replace(row, missing=symbols), np.full(len(ground.axis), np.nan), "no session to measure from")
    held = [ground.histories.get(symbol, EMPTY) for symbol in symbols]
    stacks = stack_up(held, day_at(ground.axis, 0), day_at(ground.axis, -1))
    there = [known for stack in stacks for known in stack.moved_last(ground.axis).tolist()]
    missing = tuple(symbol for symbol, known in zip(symbols, there, strict=True) if not known)
    why = f"no member has a return on {day(ground.as_of())}" if symbols else "no members"
    return _Line(replace(row, missing=missing), _cumulated(daily_means(stacks, ground.axis)), why)


def _cumulated(means: Numbers) -> Numbers:
    """Return the cumulated means that are there, 1 on the session the first is measured from; one value more.

    NaN before that, and on a session without any return; the session after it goes on from where the line was.
    """
    line = np.full(len(means) + 1, np.nan)
    moved = np.flatnonzero(~np.isnan(means))
    if len(moved):
        line[moved[0]] = 1
        line[moved + 1] = np.cumprod(1 + means[moved])
    return line


def _placed(line: _Line, ground: _Ground) -> GraphRow:
    """Return the line's row: its figures on the last session and the way it came, or why there are none."""
    if not len(ground.axis):
        return replace(line.row, why_missing=f"no closes of {ground.benchmark}")
    both = ~np.isnan(line.values)
    if not both[-1]:
        return replace(line.row, why_missing=line.why_absent)
    path = StrengthPath.of(ground.axis[both], line.values[both] / ground.closes[both])
    shared = len(path.days)
    return replace(
        line.row,
        strength=path.last_strength(),
        momentum=path.last_momentum(),
        quadrant=path.quadrant(),
        entered=path.entered(),
        tail=path.tail(),
        why_missing="" if shared >= NEEDED_SESSIONS else f"{shared} of {NEEDED_SESSIONS} sessions needed",
    )
