"""Boards with precedents, a ladder of levels, rates and bands, made by hand."""

from __future__ import annotations

import math
from datetime import date

from msgspec.structs import replace
from rotation_boards import a_rotation_board
from ui_boards import TODAY, a_board, a_spread

from tui.core.board import Board, Spread
from tui.core.episodes import Episode, EpisodePath, Precedents
from tui.core.lead import Leadership, Side
from tui.core.readings import FedMove, FedRange, LevelRow, Rates, TargetRow, YieldChange

DAY = 24
CLOSE = 2481.91


def a_precedents_board() -> Board:
    """Return a Board with everything the screen of the precedents shows."""
    return replace(
        a_rotation_board(),
        spread=a_banded_spread(),
        leadership=Leadership(
            as_of=TODAY,
            leader=Side.SMALL,
            since=date(2025, 11, 25),
            known_from=date(2025, 11, 28),
            day=12,
            gain_pts=3.1,
        ),
        precedents=precedents(),
        levels=levels(),
        targets=targets(),
        rates=rates(),
    )


def a_simulated_board() -> Board:
    """Return the same as the demo shows it."""
    shown, plain = a_precedents_board(), a_board(simulated=True)
    spread = replace(a_banded_spread(), simulated=True)
    return replace(shown, provider=plain.provider, quotes=plain.quotes, spread=spread)


def a_banded_spread() -> Spread:
    """Return a spread with bands after the first week."""
    spread = a_spread()
    middle = [0.3 + n / 40 for n in range(len(spread.path.days))]
    bands = {
        str(size): tuple(None if n < 5 else value + 1.1 * size for n, value in enumerate(middle))
        for size in (-2, -1, 0, 1, 2)
    }
    return replace(spread, path=replace(spread.path, bands=bands))


def precedents() -> Precedents:
    """Return the current episode over three earlier ones, and one without closes."""
    listed = (
        an_episode("2000–2002", date(2000, 3, 27), 70.0, 9, rank=1, why="Small over large after the dot-com peak"),
        an_episode("2016 Trump trade", date(2016, 11, 8), -9.0, 17, rank=2, why="Day 0 is the close before the vote"),
        an_episode("2020 reopening trade", date(2020, 11, 6), 12.0, 31, rank=3, why="Before the vaccine news"),
        Episode(
            name="July 2024 spike", day0=date(2024, 7, 10), why="Before the inflation report", source="article A",
            why_missing="no closes of ^NDX before 2025",
        ),
        an_episode("Late 2025", date(2025, 11, 17), 40.0, 12, rank=4, why="Day 0 is the ratio’s low", current=True),
    )  # fmt: skip
    return Precedents(
        pair="^RUT/^NDX",
        as_of=TODAY,
        day=DAY,
        ranked=4,
        months_18=date(2027, 5, 17),
        months_24=date(2027, 11, 17),
        episodes=listed,
    )


def an_episode(name: str, day0: date, gain: float, wave: int, *, rank: int, why: str, current: bool = False) -> Episode:
    """Return an episode that gains so much over two years, in waves; the current one ends at the common age."""
    ages = tuple(range(DAY + 1)) if current else tuple(range(0, 505, 3))
    ratio = tuple(100 + gain * age / 504 + 4 * math.sin(age / wave) * min(1, age / 20) for age in ages)
    return Episode(
        name=name,
        why=why,
        source="article A",
        current=current,
        day0=day0,
        base_date=day0,
        day=DAY,
        ratio_rebased=ratio[DAY if current else DAY // 3],
        rank=rank,
        drawdown_pct=-2.1 - rank / 3,
        reached=ages[-1],
        final=ratio[-1],
        path=EpisodePath(ages=ages, ratio=ratio),
    )


def levels() -> tuple[LevelRow, ...]:
    """Return levels lost, held, never reached and to be reached by a date, of two symbols."""
    return (
        LevelRow(
            symbol="^RUT", level=2100, label="Old ceiling", source="article A", close=CLOSE,
            distance_pct=-15.3878, position="above", reached=True, last_cross=date(2025, 6, 6), direction="up",
            sessions_since=143, tested=True,
        ),
        LevelRow(
            symbol="^RUT", level=2500, label="Breakout", source="article A, article B", close=CLOSE,
            distance_pct=0.7289, position="below", reached=True, last_cross=date(2025, 12, 11), direction="down",
            sessions_since=0,
        ),
        LevelRow(
            symbol="^RUT", level=2590.61, label="Record close, 11 Dec 2025", source="article A, article B", close=CLOSE,
            distance_pct=4.3797, position="below", reached=True, last_cross=date(2025, 12, 8), direction="down",
            sessions_since=3, tested=False,
        ),
        LevelRow(
            symbol="^RUT", level=2800, label="Target of some analysts", source="article A", by="2026-06", close=CLOSE,
            distance_pct=12.8163, position="below", reached=False,
        ),
        LevelRow(
            symbol="^RUT", level=3000, label="Where continued easing could lead", source="article B", close=CLOSE,
            distance_pct=20.8746, position="below", reached=False,
        ),
    )  # fmt: skip


def targets() -> tuple[TargetRow, ...]:
    """Return a level with a date and a published return of another symbol."""
    return (
        TargetRow(
            symbol="^RUT", label="Target of some analysts", source="article A", level=2800, by="2026-06",
            due=date(2026, 6, 30), close=CLOSE, needed_pct=12.8163, days_left=201, annual_pct=24.5, state="open",
        ),
        TargetRow(
            symbol="IWM", label="Outlooks of two banks: total return of the coming year", source="article B",
            level=297.4, return_pct=20, base_date=date(2025, 12, 18), by="2026", due=date(2026, 12, 31), close=246.1,
            needed_pct=20.8452, days_left=385, annual_pct=19.7, state="open",
        ),
    )  # fmt: skip


def rates() -> Rates:
    """Return yields over the quarter, the range, its last moves, and a correlation."""
    return Rates(
        window="QTD",
        ten_year=YieldChange(
            name="10-year yield", symbols=("^TNX",), value_pct=4.14, change_bp=-2.0, base_date=date(2025, 9, 30)
        ),
        curve=YieldChange(
            name="10-year less 3-month", symbols=("^TNX", "^IRX"), value_pct=0.55, change_bp=21.0,
            base_date=date(2025, 9, 30),
        ),
        fed=FedRange(lower_pct=3.5, upper_pct=3.75, since=date(2025, 12, 10)),
        moves=(
            FedMove(day=date(2025, 12, 10), lower_pct=3.5, upper_pct=3.75, change_bp=-25.0),
            FedMove(day=date(2025, 10, 29), lower_pct=3.75, upper_pct=4.0, change_bp=-25.0),
        ),
        corr60=-0.31,
        corr_sessions=58,
    )  # fmt: skip
