import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tui.core.market import State, Trouble
from tui.providers.base import CannotDo, NoData, Provider
from tui.providers.closing import closing_quote
from tui.providers.files import Files, FilesError

RUSSELL_TO_THE_11TH = "Date,Close\n2025-12-10,2559.61\n2025-12-11,2590.61\n"
RUSSELL = f"{RUSSELL_TO_THE_11TH}2025-12-12,2551.46\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "^RUT.csv").write_text(RUSSELL)
    (tmp_path / "brk-b.CSV").write_text("Date,Close\n2025-12-11,500.5\n")
    (tmp_path / "RTY=F.csv").write_text("Date,Close\n2025-12-11,2601\n")
    (tmp_path / "BAD.csv").write_text("nothing here\n")
    (tmp_path / "notes.txt").write_text("not a table")
    return tmp_path


async def test_quotes_are_the_last_close_against_the_close_before(folder: Path) -> None:
    (folder / "^RUT.csv").write_text(RUSSELL_TO_THE_11TH)
    (quote,) = await Files(folder).quotes(["^RUT"])
    assert (quote.symbol, quote.price, quote.previous_close) == ("^RUT", 2590.61, 2559.61)
    assert (quote.day, quote.state, quote.time) == (
        date(2025, 12, 11),
        State.CLOSED,
        datetime(2025, 12, 11, 21, 0, tzinfo=UTC),
    )


async def test_symbols_without_a_readable_close_have_no_quote(folder: Path) -> None:
    quotes = await Files(folder).quotes(["^RUT", "NONE", "BAD", "RTY=F"])
    assert [quote.symbol for quote in quotes] == ["^RUT", "RTY=F"]


async def test_a_file_is_found_whatever_the_case_and_the_answer_bears_the_symbol_asked_for(folder: Path) -> None:
    files = Files(folder)
    assert [quote.symbol for quote in await files.quotes(["BRK-B", "rty=f"])] == ["BRK-B", "rty=f"]
    assert (await files.bars("BRK-B")).symbol == "BRK-B"


async def test_of_files_that_differ_in_case_the_exact_one_is_read(folder: Path) -> None:
    (folder / "abc.csv").write_text("Date,Close\n2025-12-11,1\n")
    (folder / "ABC.csv").write_text("Date,Close\n2025-12-11,2\n")
    files = Files(folder)
    assert (await files.bars("abc")).closes == (1.0,)
    assert (await files.bars("ABC")).closes == (2.0,)


async def test_bars_go_from_the_day_wanted_to_the_last(folder: Path) -> None:
    files = Files(folder)
    whole = await files.bars("^RUT")
    tail = await files.bars("^RUT", since=date(2025, 12, 11))
    assert (tail.days, tail.closes) == (whole.days[-2:], whole.closes[-2:])


async def test_now_is_the_close_of_the_newest_day_in_the_folder(folder: Path) -> None:
    files = Files(folder)
    assert files.now() == datetime(2025, 12, 12, 21, 0, tzinfo=UTC)
    assert (await files.bars("^RUT")).days[-1] == date(2025, 12, 12)


async def test_a_missing_symbol_names_the_file_that_is_not_there(folder: Path) -> None:
    with pytest.raises(NoData, match=r"^no AAPL\.csv in ") as caught:
        await Files(folder).bars("AAPL")
    assert caught.value.symbol == "AAPL"
    assert str(folder) in str(caught.value)


async def test_a_file_that_is_no_table_says_so(folder: Path) -> None:
    with pytest.raises(NoData, match=r"BAD\.csv has no header") as caught:
        await Files(folder).bars("BAD")
    assert caught.value.symbol == "BAD"


async def test_a_symbol_without_a_close_from_the_day_on_has_no_data(folder: Path) -> None:
    with pytest.raises(NoData, match=r"\^RUT\.csv has no close from 2025-12-31 on$"):
        await Files(folder).bars("^RUT", since=date(2025, 12, 31))


@pytest.mark.parametrize("symbol", ["../outside", "/etc/passwd", "sub/inner", "..", "", "a\x00b"])
async def test_no_symbol_leads_out_of_the_folder(folder: Path, symbol: str) -> None:
    inside = folder / "inside"
    (inside / "sub").mkdir(parents=True)
    for path in (folder / "outside.csv", inside / "sub" / "inner.csv", inside / "AAPL.csv"):
        path.write_text(RUSSELL)
    files = Files(inside)
    assert await files.quotes([symbol]) == ()
    with pytest.raises(NoData):
        await files.bars(symbol)


async def test_a_folder_named_like_a_table_has_no_data(folder: Path) -> None:
    (folder / "DIR.csv").mkdir()
    with pytest.raises(NoData, match=r"DIR\.csv"):
        await Files(folder).bars("DIR")


async def test_repairs_are_told_in_the_notes(folder: Path) -> None:
    (folder / "AAPL.csv").write_text("Date,Close\n2025-12-10,n/a\n2025-12-11,1\n")
    series = await Files(folder).bars("AAPL")
    assert series.notes == ("AAPL.csv: 1 row left out as unreadable", "AAPL.csv:2: close 'n/a' is no number")


def test_a_missing_folder_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(FilesError, match=r"^there is no folder .*nowhere$") as caught:
        Files(tmp_path / "nowhere")
    assert caught.value.trouble is Trouble.OFFLINE


def test_a_folder_without_tables_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(FilesError, match=r"^no CSV file in "):
        Files(tmp_path)


def test_a_file_in_place_of_the_folder_is_an_error_at_once(folder: Path) -> None:
    with pytest.raises(FilesError, match=r"is a file, not a folder$"):
        Files(folder / "notes.txt")


def test_a_folder_of_unreadable_tables_has_no_newest_day(tmp_path: Path) -> None:
    (tmp_path / "BAD.csv").write_text("nothing here\n")
    with pytest.raises(FilesError, match=r"holds a close that can be read$"):
        Files(tmp_path)


async def test_a_folder_that_goes_away_is_an_error_and_no_empty_answer(folder: Path) -> None:
    files = Files(folder)
    shutil.rmtree(folder)
    with pytest.raises(FilesError):
        await files.quotes(["^RUT"])


async def test_a_file_is_read_again_only_when_it_has_changed(folder: Path) -> None:
    files = Files(folder)
    await files.quotes(["^RUT"])
    begun = files.requests
    await files.quotes(["^RUT"])
    assert files.requests == begun
    (folder / "^RUT.csv").write_text(RUSSELL + "2025-12-15,2530.67\n")
    (quote,) = await files.quotes(["^RUT"])
    assert (files.requests, quote.price) == (begun + 1, 2530.67)
    os.utime(folder / "^RUT.csv", ns=(1, 1))
    await files.quotes(["^RUT"])
    assert files.requests == begun + 2


async def test_a_file_of_another_size_is_read_again_though_its_time_is_the_same(folder: Path) -> None:
    os.utime(folder / "^RUT.csv", ns=(1, 1))
    files = Files(folder)
    (folder / "^RUT.csv").write_text(RUSSELL + "2025-12-15,2530.67\n")
    os.utime(folder / "^RUT.csv", ns=(1, 1))
    (quote,) = await files.quotes(["^RUT"])
    assert quote.price == 2530.67


async def test_new_closes_move_now(folder: Path) -> None:
    files = Files(folder)
    (folder / "^RUT.csv").write_text(RUSSELL + "2025-12-15,2530.67\n")
    await files.quotes(["^RUT"])
    assert files.now() == datetime(2025, 12, 15, 21, 0, tzinfo=UTC)


async def test_what_a_folder_has_not_is_refused(folder: Path) -> None:
    files: Provider = Files(folder)
    with pytest.raises(CannotDo, match="files has no news"):
        await files.news("^RUT")
    with pytest.raises(CannotDo, match="files has no calendar"):
        await files.calendar(["^RUT"])
    with pytest.raises(CannotDo, match="files has no stream"):
        files.stream(["^RUT"])


@pytest.mark.skipif("ROTATION_DATA" not in os.environ, reason="needs a folder of real closes")
async def test_real_closes_give_the_published_numbers() -> None:
    named = Path(os.environ["ROTATION_DATA"])
    files = Files(named / "closes" if (named / "closes").is_dir() else named)
    quote = closing_quote(await files.bars("^RUT"), date(2025, 12, 11))
    assert quote is not None
    assert (quote.price, quote.previous_close) == (2590.61, 2559.61)
    series = (await files.bars("^RUT", since=date(2025, 9, 30))).until(date(2025, 12, 11))
    assert 100 * (series.closes[-1] / series.closes[0] - 1) == pytest.approx(6.3259, abs=5e-5)
