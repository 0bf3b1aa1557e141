import re
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.market import Series
from tui.providers.base import NoData
from tui.providers.csv_closes import read_series

MONDAY, TUESDAY = date(2025, 12, 8), date(2025, 12, 9)


def read(text: str | bytes, file: str = "AAPL.csv") -> Series:
    return read_series("AAPL", file, text if isinstance(text, bytes) else text.encode())


def closes(text: str | bytes) -> dict[date, float]:
    series = read(text)
    return dict(zip(series.days, series.closes, strict=True))


def test_a_plain_table_is_read_without_notes() -> None:
    series = read("Date,Close\n2025-12-08,277.89\n2025-12-09,277.18\n")
    assert (series.days, series.closes) == ((MONDAY, TUESDAY), (277.89, 277.18))
    assert (series.notes, series.adjusted, series.simulated, series.source) == ((), False, False, "AAPL.csv")


@pytest.mark.parametrize(
    "text",
    [
        "DATE,CLOSE\n2025-12-08,277.89\n",
        "Close;Open;Day\n277.89;1;2025-12-08\n",
        "timestamp\tvolume\tclose\n2025-12-08\t9\t277.89\n",
        "\ufeffDate,Close\r\n2025-12-08,277.89\r\n",
        '"Date","Close"\n"2025-12-08","277.89"\n',
        "Date,Close/Last\n2025-12-08,$277.89\n",
        "\n\nDate,Close\n\n2025-12-08,277.89\n,,\n\n",
        "Date,Close\r2025-12-08,277.89\r",
        " date , close \n 2025-12-08 , 277.89 \n",
    ],
    ids=["capitals", "semicolon", "tab", "bom and crlf", "quoted", "dollar", "blank lines", "cr", "spaces"],
)
def test_every_usual_dress_of_a_table_is_read(text: str) -> None:
    assert closes(text) == {MONDAY: 277.89}


def test_utf_16_as_spreadsheets_write_it_is_read() -> None:
    assert closes("Date\tClose\n2025-12-08\t277.89\n".encode("utf-16")) == {MONDAY: 277.89}


@pytest.mark.parametrize(
    "written",
    [
        "2025-12-08 00:00:00-05:00",
        "2025-12-08T23:30:00Z",
        "2025/12/08",
        "2025.12.8",
        "20251208",
        "8 Dec 2025",
        "08-Dec-2025",
        '"Dec 8, 2025"',
        '"December 8, 2025"',
    ],
)
def test_dates_that_can_mean_one_day_only_are_read_as_written(written: str) -> None:
    assert closes(f"Date,Close\n{written},277.89\n") == {MONDAY: 277.89}


def test_the_order_of_day_and_month_is_taken_from_a_row_that_shows_it() -> None:
    assert closes("Date,Close\n12/08/2025,1\n12/15/2025,2\n") == {MONDAY: 1.0, date(2025, 12, 15): 2.0}
    assert closes("Date,Close\n08/12/2025,1\n15/12/2025,2\n") == {MONDAY: 1.0, date(2025, 12, 15): 2.0}


def test_dates_that_can_mean_two_days_are_refused() -> None:
    with pytest.raises(NoData, match=re.escape("AAPL.csv:2: date '12/08/2025' can mean two days")):
        read("Date,Close\n12/08/2025,1\n12/09/2025,2\n")


def test_a_day_that_is_its_month_is_the_same_day_either_way() -> None:
    assert closes("Date,Close\n12/12/2025,1\n12/11/2025,2\n") == {date(2025, 12, 12): 1.0}


def test_dates_whose_rows_contradict_each_other_are_refused() -> None:
    with pytest.raises(NoData, match="can mean two days"):
        read("Date,Close\n15/12/2025,1\n12/15/2025,2\n")


@pytest.mark.parametrize(
    ("written", "price"),
    [
        ('"2,590.61"', 2590.61),
        ('"1,002,590.61"', 1_002_590.61),
        ('"2,590"', 2590.0),
        ("2 590.61", 2590.61),
        ("2'590.61", 2590.61),
        ("2.59e3", 2590.0),
    ],
)
def test_thousands_may_be_separated(written: str, price: float) -> None:
    assert closes(f"Date,Close\n2025-12-08,{written}\n") == {MONDAY: price}


def test_a_comma_stands_before_decimals_where_one_price_of_the_table_shows_it() -> None:
    assert closes("Date;Close\n2025-12-08;2.590,61\n2025-12-09;2.591\n") == {MONDAY: 2590.61, TUESDAY: 2591.0}
    assert closes("Date;Close\n2025-12-08;271,36\n2025-12-09;2590,125\n") == {MONDAY: 271.36, TUESDAY: 2590.125}


def test_a_stray_comma_does_not_turn_a_table_of_points_into_one_of_commas() -> None:
    series = read('Date,Close\n2025-12-08,"2,590.61"\n2025-12-09,"12,34"\n')
    assert series.closes == (2590.61,)
    assert series.notes == ("AAPL.csv: 1 row left out as unreadable", "AAPL.csv:3: close '12,34' is no number")


def test_the_plain_close_is_taken_beside_an_adjusted_one() -> None:
    series = read("Date,Open,High,Low,Close,Adj Close,Volume\n2025-12-08,1,3,1,2,1.5,100\n")
    assert (series.closes, series.adjusted) == ((2.0,), False)


@pytest.mark.parametrize("name", ["Adj Close", "adj_close", "Adjusted Close", "Adj. Close**"])
def test_an_adjusted_close_is_taken_where_there_is_no_other_and_said_so(name: str) -> None:
    series = read(f"Date,{name}\n2025-12-08,1.5\n")
    assert (series.closes, series.adjusted) == ((1.5,), True)


def test_rows_out_of_order_are_sorted_and_told() -> None:
    series = read("Date,Close\n2025-12-09,2\n2025-12-08,1\n")
    assert (series.days, series.closes) == ((MONDAY, TUESDAY), (1.0, 2.0))
    assert series.notes == ("AAPL.csv: dates were not ascending; sorted",)


def test_of_two_rows_on_one_day_the_later_one_counts_and_that_is_told() -> None:
    series = read("Date,Close\n2025-12-08,1\n2025-12-08,3\n2025-12-09,2\n")
    assert series.closes == (3.0, 2.0)
    assert series.notes == ("AAPL.csv: 1 row on a date given before; the later row counts",)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2025-12-09,n/a", "close 'n/a' is no number"),
        ("2025-12-09,", "close is empty"),
        ("2025-12-09", "close is empty"),
        ("2025-12-09,nan", "close 'nan' is no number"),
        ("2025-12-09,inf", "close 'inf' is no number"),
        ("2025-12-09,1e999", "close '1e999' is no number"),
        ("2025-12-09,0", "close '0' is not above zero"),
        ("2025-12-09,-3", "close '-3' is not above zero"),
        ("2025-02-30,3", "date '2025-02-30' is no date"),
        ("0012-12-09,3", "date '0012-12-09' is out of range"),
        ("someday,3", "date 'someday' is no date"),
        (",3", "date is empty"),
        ("\x1b[31mred\x1b[0m,3", "date '[31mred[0m' is no date"),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_and_named(row: str, why: str) -> None:
    series = read(f"Date,Close\n2025-12-08,1\n{row}\n2025-12-10,2\n")
    assert series.closes == (1.0, 2.0)
    assert series.notes == ("AAPL.csv: 1 row left out as unreadable", f"AAPL.csv:3: {why}")


def test_the_line_named_is_the_files_own_line() -> None:
    series = read('# my closes\n\nDate,Close,Note\n2025-12-08,1,"two\nlines"\n2025-12-09,x,\n')
    assert series.notes[-1] == "AAPL.csv:6: close 'x' is no number"


def test_many_unreadable_rows_are_counted_in_full_and_named_in_part() -> None:
    rows = "".join(f"2025-12-09,bad{number}\n" for number in range(500))
    notes = read(f"Date,Close\n2025-12-08,1\n{rows}").notes
    assert notes[0] == "AAPL.csv: 500 rows left out as unreadable"
    assert notes[1] == "AAPL.csv:3: close 'bad0' is no number"
    assert notes[-1] == "AAPL.csv: and 482 more"
    assert len(notes) == 20


@pytest.mark.parametrize("content", [b"", b"Date,Open\n2025-12-08,1\n", b"\x00\xff\xfe", b"2025-12-08,1\n"])
def test_a_table_without_a_header_has_no_data(content: bytes) -> None:
    with pytest.raises(NoData, match=re.escape("AAPL.csv has no header with a date and a close")):
        read(content)


def test_a_table_without_a_readable_row_says_why_the_first_one_is_not() -> None:
    with pytest.raises(NoData, match=re.escape("can be read: AAPL.csv:2: close 'n/a' is no number")):
        read("Date,Close\n2025-12-08,n/a\n")


def test_a_quote_that_is_never_closed_costs_what_follows_and_is_told() -> None:
    series = read('Date,Close\n2025-12-08,1\n2025-12-09,"2\n' + "2025-12-10,3\n" * 20_000)
    assert series.closes == (1.0,)
    assert "breaks off" in series.notes[-1]


cells = st.one_of(
    st.dates().map(str),
    st.sampled_from(["2025-12-08", "12/08/2025", "15/12/2025", "8 Dec 2025", "2025-12-08T10:00Z", "٣", "1,5", "nan"]),
    st.floats().map(str),
    st.text(max_size=12),
)
tables = st.tuples(st.sampled_from(",;\t"), st.lists(st.lists(cells, max_size=4), max_size=30)).map(
    lambda table: "\n".join([f"Date{table[0]}Close", *(table[0].join(row) for row in table[1])])
)
contents = st.one_of(tables.map(lambda text: text.encode("utf-8", "replace")), st.binary(), st.text().map(str.encode))


@given(contents)
def test_whatever_a_file_holds_the_reader_gives_ascending_days_or_no_data(content: bytes) -> None:
    series, refusal = outcome(content)
    if series is None:
        assert refusal.startswith("AAPL.csv")
        assert refusal.isprintable()
        return
    assert series.days
    assert list(series.days) == sorted(set(series.days))
    assert len(series.days) == len(series.closes)
    assert all(0 < close < float("inf") for close in series.closes)
    assert all(note.isprintable() for note in series.notes)


def outcome(content: bytes) -> tuple[Series | None, str]:
    try:
        return read(content), ""
    except NoData as error:
        return None, str(error)


@given(st.dictionaries(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.floats(0.01, 1e6), min_size=1), st.randoms())
def test_closes_written_in_any_order_are_all_read_back(written: dict[date, float], shuffler: Random) -> None:
    rows = [f"{day},{close!r}" for day, close in written.items()]
    shuffler.shuffle(rows)
    assert closes("\n".join(["Date,Close", *rows])) == written
