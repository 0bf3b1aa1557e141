from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.settings.holdings import NO_SHARE, NO_SYMBOL, TWICE, UNLISTED, NoHoldings, read_holdings, yahoo_symbol
from tui.settings.rules import symbol

FUND = """\ufeffMade-up Fund
Fund Holdings as of,"Jan 01, 2025"
\u00a0
Ticker,Name,Sector,Asset Class,Weight (%),Exchange
"AAA","FIRST CO","Tech","Equity","1.06","NASDAQ"
"BBB.A","SECOND CO CLASS A","Energy","Equity","1,001.00","New York Stock Exchange Inc."
"-","THIRD CO WARRANTS","Energy","Equity","0.00","NASDAQ"
"AAA","FIRST CO","Tech","Equity","0.06","NASDAQ"
"CCC","FOURTH CO RIGHT","Tech","Equity","0.00","NO MARKET (E.G. UNLISTED)"
"USD","USD CASH","Cash and/or Derivatives","Cash","0.20","-"
"ZZZZ5","EMINI DEC 25","Cash and/or Derivatives","Futures","0.00","Exchange"
\u00a0
"The content is owned by somebody, and, as the words say, it is not advice.
It goes on for lines."
"""


def test_a_funds_holdings_are_its_listed_shares_and_the_rest_is_counted() -> None:
    found = read_holdings(FUND.encode())
    assert found.symbols == ("AAA", "BBB-A")
    assert found.left_out == {NO_SYMBOL: 1, TWICE: 1, UNLISTED: 1, NO_SHARE: 2}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "latin-1"])
def test_a_table_is_read_in_whichever_way_it_was_written(encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    written = f'{mark}Name;Symbol\nNestl\xe9 \x85;NESN.SW\n"Tw\xf6\nlines";TWO\n'.encode(encoding)
    assert read_holdings(written).symbols == ("NESN.SW", "TWO")


@pytest.mark.parametrize(
    "text",
    [
        "AAPL\nBRK.B\nMSFT\n",
        "AAPL, BRK.B, MSFT",
        "# mine\naapl # fruit\n\nbrk/b;MSFT",
        "Name,Symbol\r\nApple,AAPL\r\nBerkshire,BRK B\r\nMicrosoft,MSFT\r\n",
        "Symbol\nAAPL\nBRK-B\nMSFT\n",
        "Fund Ticker;Holding Ticker;Shares\nETF;AAPL;1\nETF;BRK.B;2\nETF;MSFT;3\n",
    ],
)
def test_lists_and_tables_of_many_makes_are_read(text: str) -> None:
    assert read_holdings(text.encode()).symbols == ("AAPL", "BRK-B", "MSFT")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"\xff\xfe\x00",
        b"AAPL\nMSFT\n\x00\x01",
        b"These are words, and no list of anything at all.\nSo are these, I think.\n",
        b"Symbol\n",
        b"Ticker,Name\n-,None\n",
        b"Stock,Shares\nAAPL,3\n",
        b"Name;Weight\nApple;5.2%\n",
    ],
)
def test_what_is_no_list_of_symbols_is_refused(content: bytes) -> None:
    with pytest.raises(NoHoldings):
        read_holdings(content)


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("brk.b", "BRK-B"),
        ("0700.HK", "0700.HK"),
        ("VOD.L", "VOD.L"),
        ("^RUT", "^RUT"),
        ("-", ""),
        ("A B C", ""),
        ("n/a", ""),
    ],
)
def test_a_symbol_is_written_as_yahoo_does(written: str, symbol: str) -> None:
    assert yahoo_symbol(written) == symbol


@given(st.binary(max_size=200))
def test_whatever_is_in_a_file_only_symbols_come_of_it_each_once(content: bytes) -> None:
    try:
        found = read_holdings(content).symbols
    except NoHoldings:
        return
    assert found
    assert len(set(found)) == len(found)
    assert all(symbol(each) == each for each in found)
