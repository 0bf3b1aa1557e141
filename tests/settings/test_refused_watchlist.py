"""What watchlist.toml may not say: each problem with its line, key, value and what is allowed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Refusal = Callable[..., list[str]]

NO_SYMBOL = "is no symbol; write one as Yahoo does, like AAPL, ^RUT or BRK-B"


def basket(**keys: str) -> str:
    written = {"name": '"Mine"', "stance": '"watch"', "why": '"x"', "members": '["SRCE"]'} | keys
    return "[[basket]]\n" + "\n".join(f"{key} = {value}" for key, value in written.items())


WATCHLIST = {
    "a repeated strip symbol": (
        'strip = ["AAPL",\n"MSFT",\n"AAPL"]',
        "3: strip[2]: 'AAPL' is there before, at strip[0]; write it once",
    ),
    "a symbol with a space": (
        'strip = ["AA PL"]',
        f"1: strip[0]: 'AA PL' {NO_SYMBOL}",
    ),
    "a symbol in small letters": (
        'strip = ["aapl"]',
        f"1: strip[0]: 'aapl' {NO_SYMBOL}",
    ),
    "a symbol with markup": (
        'strip = ["[red]X"]',
        f"1: strip[0]: '[red]X' {NO_SYMBOL}",
    ),
    "a symbol with an escape": (
        r'strip = ["A\u001b[2J"]',
        rf"1: strip[0]: 'A\x1b[2J' {NO_SYMBOL}",
    ),
    "a symbol that leaves its folder": (
        'strip = ["../A"]',
        f"1: strip[0]: '../A' {NO_SYMBOL}",
    ),
    "a symbol that is too long": (
        f'strip = ["{"A" * 21}"]',
        f"1: strip[0]: '{'A' * 21}' {NO_SYMBOL}",
    ),
    "a symbol that is a number": (
        "strip = [3]",
        f"1: strip[0]: 3 {NO_SYMBOL}",
    ),
    "a text for a list": (
        'strip = "AAPL"',
        "1: strip: 'AAPL' is no list; write one in square brackets, or repeat the table",
    ),
    "a member that is no symbol": (
        basket(members='[\n  { symbol = "SRCE" },\n  { symbol = "not a symbol" },\n]'),
        f"7: basket[0].members[1].symbol: 'not a symbol' {NO_SYMBOL}",
    ),
    "a bare member that is no symbol": (
        basket(members='["SRCE", "no one"]'),
        f"5: basket[0].members[1].symbol: 'no one' {NO_SYMBOL}",
    ),
    "a repeated member, bare or not": (
        basket(members='["SRCE", { symbol = "SRCE" }]'),
        "5: basket[0].members[1].symbol: 'SRCE' is there before, at basket[0].members[0]; write it once",
    ),
    "a member without a symbol": (
        basket(members='[{ note = "x" }]'),
        "5: basket[0].members[0]: the key symbol is missing",
    ),
    "a proxy in words": (
        basket(members='[{ symbol = "TAN", proxy = "yes" }]'),
        "5: basket[0].members[0].proxy: 'yes' is neither true nor false; write one of them, without quotes",
    ),
    "a basket of nothing": (
        basket(members="[]"),
        "5: basket[0].members: no members; write one symbol at least",
    ),
    "an unknown stance": (
        basket(stance='"winnr"'),
        "3: basket[0].stance: 'winnr' is not allowed; choose winner, loser or watch; did you mean 'winner'?",
    ),
    "an empty text": (
        basket(why=r'"\u200b "'),
        r"4: basket[0].why: '\u200b ' is empty; write some text, or leave the key out where it may be",
    ),
    "a text that is too long": (
        basket(name=f'"{"n" * 41}"'),
        f"2: basket[0].name: '{'n' * 41}' is too long; write at most 40 characters",
    ),
    "an unknown source": (
        basket(sources='["article C"]'),
        (
            "6: basket[0].sources[0]: 'article C' is no [[source]] of events.toml; choose article A or article B; "
            "did you mean 'article B'?"
        ),
    ),
    "a repeated basket": (
        basket() + "\n" + basket(),
        "7: basket[1].name: 'Mine' is there before, at basket[0].name; write it once",
    ),
    "a repeated index": (
        '[[index]]\nsymbol = "^RUT"\n[[index]]\nsymbol = "^RUT"',
        "4: index[1].symbol: '^RUT' is there before, at index[0].symbol; write it once",
    ),
    "an unknown kind of index": (
        '[[index]]\nsymbol = "^RUT"\nkind = "bond"',
        "3: index[0].kind: 'bond' is not allowed; choose index, yield or fed",
    ),
    "a repeated pair, named or not": (
        '[[pair]]\nsmall = "^RUT"\nlarge = "^NDX"\n[[pair]]\nname = "^RUT/^NDX"\nsmall = "IWM"\nlarge = "QQQ"',
        "5: pair[1].name: '^RUT/^NDX' is there before, at pair[0]; write it once",
    ),
    "a pair of one": (
        '[[pair]]\nsmall = "IWM"\nlarge = "IWM"',
        "3: pair[0].large: 'IWM' is the small side too; write two different symbols",
    ),
    "no pair at all": (
        "pair = []",
        "1: pair: no pairs; write one [[pair]] at least, or leave the key out",
    ),
}


@pytest.mark.parametrize(("text", "problem"), WATCHLIST.values(), ids=WATCHLIST)
def test_watchlist_refuses(refusal: Refusal, text: str, problem: str) -> None:
    assert refusal(watchlist=text) == [f"watchlist.toml:{problem}"]
