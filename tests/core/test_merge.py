from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tui.core.board import QUOTES, TELLING, Board
from tui.core.market import MarketClock, ProviderInfo, Quote
from tui.core.messages import HealthPart, Quotes, merge

NOW = datetime(2025, 12, 11, 18, 30, tzinfo=UTC)
EMPTY = Board(provider=ProviderInfo(name="fake"), clock=MarketClock(now=NOW))
PRICES = st.lists(st.tuples(st.sampled_from("ABCDEFGH"), st.floats(1, 9)), max_size=12)


def quotes(prices: list[tuple[str, float]]) -> tuple[Quote, ...]:
    return tuple(Quote(symbol=symbol, price=price, time=NOW) for symbol, price in prices)


@given(PRICES, PRICES, st.integers(0, TELLING + 1))
def test_fresh_quotes_take_their_symbols_places_and_new_symbols_go_to_the_end(
    first: list[tuple[str, float]], then: list[tuple[str, float]], before: int
) -> None:
    first = [*((f"before {place}", 1.0) for place in range(before)), *first]
    board = merge(EMPTY, Quotes(generation=1, quotes=quotes(first)))
    board = merge(board, Quotes(generation=1, quotes=quotes(then)))
    expected = {quote.symbol: quote for quote in (*quotes(first), *quotes(then))}
    assert board.quotes == tuple(expected.values())


def test_quotes_that_are_not_told_anew_keep_their_identity() -> None:
    board = merge(EMPTY, Quotes(generation=1, quotes=quotes([("A", 1), ("B", 2), ("C", 3)])))
    after = merge(board, Quotes(generation=1, quotes=quotes([("B", 4)])))
    assert (after.quotes[0], after.quotes[2]) == (board.quotes[0], board.quotes[2])
    assert all(one is other for one, other in zip(after.quotes[::2], board.quotes[::2], strict=True))


def test_what_is_told_again_as_it_was_keeps_its_identity() -> None:
    again = HealthPart(generation=1, provider=ProviderInfo(name="fake"), clock=MarketClock(now=NOW.replace(hour=19)))
    after = merge(EMPTY, again)
    assert after.provider is EMPTY.provider
    assert after.alike_but_for(EMPTY, {"clock"})
    assert not after.alike_but_for(EMPTY, QUOTES)
