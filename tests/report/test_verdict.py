"""What the exit code of a printed board says."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from tui.core.board import Board, Leg, Spread
from tui.core.market import MarketClock, Problem, ProviderInfo, Quote, State, Trouble
from tui.core.watchlist import Pair
from tui.report.codes import COMPLETE, NO_DATA, PARTIAL
from tui.report.verdict import exit_code

NOW = datetime(2025, 12, 11, 18, tzinfo=UTC)
LEG = Leg(symbol="S", label="S", return_pct=1.0, close=100.0)
WHOLE = Board(
    provider=ProviderInfo(name="Yahoo", state="ok"),
    clock=MarketClock(now=NOW),
    quotes=(Quote(symbol="S", price=100.0, time=NOW, day=date(2025, 12, 11), state=State.LIVE),),
)


@pytest.fixture
def whole() -> Board:
    """A board that lacks nothing."""
    pair = Pair(name="S/L", small="S", large="L")
    spread = Spread(pair=pair, window="5D", small=LEG, large=LEG, spread_pts=0.0)
    return replace(WHOLE, spread=spread)


def test_a_board_that_lacks_nothing_is_complete(whole: Board) -> None:
    assert exit_code(whole) == COMPLETE


@pytest.mark.parametrize(("trouble", "code"), [(Trouble.CACHE, COMPLETE), (Trouble.DATA, PARTIAL)])
def test_trouble_with_the_cache_alone_takes_nothing_from_it(whole: Board, trouble: Trouble, code: int) -> None:
    assert exit_code(replace(whole, problems=(Problem(what="something", trouble=trouble),))) == code


def test_a_stale_price_a_missing_spread_and_nothing_at_all_are_told_apart(whole: Board) -> None:
    stale = replace(whole.quotes[0], state=State.STALE)
    assert exit_code(replace(whole, quotes=(stale,))) == PARTIAL
    assert exit_code(replace(whole, spread=None)) == PARTIAL
    assert exit_code(replace(whole, quotes=(), spread=None)) == NO_DATA
