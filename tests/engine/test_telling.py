from __future__ import annotations

from engine_fakes import a_quote
from hypothesis import given
from hypothesis import strategies as st

from tui.core.market import Quote
from tui.engine.rounds import AT_ONCE
from tui.engine.telling import EVERY, OTHERS_AT_ONCE, Telling

SYMBOLS = tuple(f"M{place:04}" for place in range(2000))
FRONT = SYMBOLS[:AT_ONCE]


def held(price: float = 1.0, symbols: tuple[str, ...] = SYMBOLS) -> dict[str, Quote]:
    return {symbol: a_quote(symbol, price) for symbol in symbols}


def told(telling: Telling, quotes: dict[str, Quote], looked_at: str | None = None) -> list[str]:
    return [quote.symbol for quote in telling.due(quotes, looked_at)]


def test_a_request_is_answered_with_everything_the_most_important_first() -> None:
    telling = Telling(SYMBOLS)
    assert told(telling, dict(reversed(held().items()))) == list(SYMBOLS)
    assert not telling.left
    assert told(telling, held()) == []
    telling.begin()
    assert told(telling, held()) == list(SYMBOLS)


def test_what_screens_show_is_told_at_every_tick_and_of_the_others_a_few_in_turn() -> None:
    telling = Telling(SYMBOLS)
    told(telling, held())
    others: list[str] = []
    for tick in range(1, 1 + EVERY * -(-len(SYMBOLS) // OTHERS_AT_ONCE)):
        now = told(telling, held(price=1 + tick), looked_at="M1999")
        assert now[: AT_ONCE + 1] == [*FRONT, "M1999"]
        assert len(now) <= AT_ONCE + 1 + OTHERS_AT_ONCE
        others += now[AT_ONCE + 1 :]
    assert set(others) == set(SYMBOLS) - {*FRONT, "M1999"}


def test_a_short_list_is_told_whole() -> None:
    telling = Telling(SYMBOLS[: 2 * AT_ONCE])
    told(telling, held(symbols=SYMBOLS[: 2 * AT_ONCE]))
    assert told(telling, held(2.0, SYMBOLS[: 2 * AT_ONCE])) == list(SYMBOLS[: 2 * AT_ONCE])
    assert not telling.left


@given(st.lists(st.dictionaries(st.sampled_from(SYMBOLS[:400]), st.floats(1, 9), max_size=300), max_size=6))
def test_whatever_moves_is_told_in_the_end_and_nothing_twice(moves: list[dict[str, float]]) -> None:
    telling, quotes, heard = Telling(SYMBOLS[:400]), held(symbols=SYMBOLS[:400]), dict[str, Quote]()
    for move in moves:
        quotes |= {symbol: a_quote(symbol, price) for symbol, price in move.items()}
        heard |= {quote.symbol: quote for quote in telling.due(quotes, None)}
    while telling.left or not heard:
        due = telling.due(quotes, None)
        assert all(heard.get(quote.symbol) != quote for quote in due)
        heard |= {quote.symbol: quote for quote in due}
    assert heard == quotes
