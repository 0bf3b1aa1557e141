"""What is kept comes back as it was, and good rows are never replaced by older or broken ones."""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from store_tables import NOW, Clock, a_headline, a_quote, a_series, due, filled, open_store

from tui.core.market import Quote, Series, Session, State, Trouble
from tui.engine.store import Kept, Store, inspect, store_path
from tui.engine.store_body import MALFORMED, pack, unpack
from tui.engine.waits import Wait

INSTANTS = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # hypothesis adds it
FINITE = st.floats(allow_nan=False, allow_infinity=False)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
QUOTES = st.builds(
    Quote,
    symbol=TEXT,
    price=FINITE,
    time=INSTANTS,
    change=st.none() | FINITE,
    day=st.none() | st.dates(),
    session=st.sampled_from(Session),
    state=st.sampled_from(State),
    volume=st.none() | st.integers(0, 2**63),
    name=st.none() | TEXT,
    fetched=st.none() | INSTANTS,
)
BARS = st.dictionaries(st.dates(), st.floats(min_value=0, exclude_min=True, allow_infinity=False), min_size=1)


@st.composite
def all_series(draw: st.DrawFn) -> Series:
    bars = sorted(draw(BARS).items())
    return Series(
        symbol=draw(TEXT),
        days=tuple(day for day, _ in bars),
        closes=tuple(close for _, close in bars),
        adjusted=draw(st.booleans()),
        source=draw(TEXT),
        notes=tuple(draw(st.lists(TEXT, max_size=2))),
    )


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("shared") / "c.sqlite3", clock=Clock())
    yield store
    store.close()


def test_each_provider_has_its_own_file(tmp_path: Path) -> None:
    assert store_path(tmp_path, "demo") == tmp_path / "rotation-demo.sqlite3"
    assert store_path(tmp_path, "demo") != store_path(tmp_path, "yahoo")


@given(st.lists(QUOTES, max_size=4, unique_by=lambda quote: quote.symbol))
def test_quotes_come_back_as_they_were(shared: Store, quotes: list[Quote]) -> None:
    shared._write(("DELETE FROM quotes", [()]))
    shared.keep_quotes(quotes)
    assert shared.trouble is None
    assert {quote.symbol: quote for quote in shared.quotes()} == {quote.symbol: quote for quote in quotes}


@given(all_series(), INSTANTS)
def test_closes_come_back_as_they_were(shared: Store, series: Series, fetched: datetime) -> None:
    shared._write(("DELETE FROM series", [()]))
    shared.keep_series(series, fetched)
    assert shared.trouble is None
    assert shared.series(series.symbol) == Kept(series=series, fetched=fetched)


def test_what_was_never_kept_is_nothing(path: Path) -> None:
    store = open_store(path)
    assert store.series("AAA") is None
    assert (store.quotes(), store.headlines(), store.calendar(), store.waits()) == ((), (), (), {})
    assert store.requests_since(NOW) == 0
    assert store.trouble is None


def test_everything_outlives_the_program(path: Path) -> None:
    filled(path).close()
    store = open_store(path)
    assert len(store.quotes()) == 40
    assert store.series("S3") == Kept(series=a_series("S3", *(4.0 + m for m in range(28))), fetched=NOW)
    assert len(store.headlines()) == 30
    assert [each.id for each in store.calendar()] == ["AAA earnings"]
    assert store.requests_since(NOW) == 1


def test_an_older_quote_never_replaces_a_newer_one(path: Path) -> None:
    store = open_store(path)
    store.keep_quotes([a_quote(price=2.0, minutes=1), a_quote("BBB", 5.0)])
    store.keep_quotes([a_quote(price=1.0, minutes=0), a_quote("BBB", 6.0, 1)])
    assert {quote.symbol: quote.price for quote in store.quotes()} == {"AAA": 2.0, "BBB": 6.0}


def test_of_two_quotes_of_one_instant_the_later_kept_one_counts(path: Path) -> None:
    store = open_store(path)
    store.keep_quotes([a_quote(price=1.0)])
    store.keep_quotes([replace(a_quote(price=1.0), state=State.CLOSED)])
    assert [quote.state for quote in store.quotes()] == [State.CLOSED]


def test_a_row_from_a_clock_that_ran_ahead_is_replaced_by_a_true_one(path: Path) -> None:
    store = open_store(path)
    ahead = timedelta(days=400)
    store.keep_quotes([a_quote(price=1.0, minutes=ahead / timedelta(minutes=1))])
    store.keep_series(a_series("AAA", 1.0), NOW + ahead)
    store.keep_quotes([a_quote(price=2.0)])
    store.keep_series(a_series("AAA", 2.0), NOW)
    assert [quote.price for quote in store.quotes()] == [2.0]
    assert store.series("AAA") == Kept(series=a_series("AAA", 2.0), fetched=NOW)


@pytest.mark.parametrize("price", [math.nan, math.inf, -math.inf])
def test_a_price_that_is_no_number_replaces_nothing(path: Path, price: float) -> None:
    store = open_store(path)
    store.keep_quotes([a_quote(price=2.0)])
    store.keep_quotes([a_quote(price=price, minutes=1), a_quote("BBB", 3.0)])
    assert {quote.symbol: quote.price for quote in store.quotes()} == {"AAA": 2.0, "BBB": 3.0}


def test_text_that_cannot_be_written_costs_its_own_row_alone(path: Path) -> None:
    store = open_store(path)
    store.keep_quotes([a_quote("\ud800"), a_quote("BBB"), replace(a_quote("CCC"), name="\udfff")])
    assert [quote.symbol for quote in store.quotes()] == ["BBB"]
    assert store.series("\ud800") is None
    assert store.trouble is None


@pytest.mark.parametrize(
    "broken",
    [
        Series(symbol="AAA"),
        Series(symbol="AAA", days=(date(2025, 1, 1),)),
        a_series("AAA", 1.0, math.nan),
        a_series("AAA", 1.0, 0.0),
        a_series("AAA", 1.0, -2.0),
        a_series("AAA", 1.0, math.inf),
        Series(symbol="AAA", days=(date(2025, 1, 2), date(2025, 1, 1)), closes=(1.0, 2.0)),
        Series(symbol="AAA", days=(date(2025, 1, 1), date(2025, 1, 1)), closes=(1.0, 2.0)),
    ],
    ids=["none", "no closes", "not a number", "zero", "negative", "infinite", "out of order", "a day twice"],
)
def test_closes_that_are_none_or_not_sound_replace_nothing(path: Path, broken: Series) -> None:
    store = open_store(path)
    store.keep_series(a_series(), NOW)
    store.keep_series(broken, NOW + timedelta(hours=1))
    assert store.series("AAA") == Kept(series=a_series(), fetched=NOW)


def test_closes_fetched_earlier_never_replace_later_ones(path: Path) -> None:
    store = open_store(path)
    store.keep_series(a_series("AAA", 1.0, 2.0, 3.0), NOW)
    store.keep_series(a_series("AAA", 1.0), NOW - timedelta(minutes=1))
    assert store.series("AAA") == Kept(series=a_series("AAA", 1.0, 2.0, 3.0), fetched=NOW)


@given(st.data())
def test_packed_closes_that_were_changed_are_refused_or_still_sound(data: st.DataObject) -> None:
    payload = bytearray(pack(Kept(series=a_series("AAA", 1.0, 2.0, 3.0), fetched=NOW)))
    payload[data.draw(st.integers(0, len(payload) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        kept = unpack(bytes(payload))
    except MALFORMED:
        return
    assert len(kept.series.days) == len(kept.series.closes) == 3
    assert all(math.isfinite(close) and close > 0 for close in kept.series.closes)
    assert list(kept.series.days) == sorted(set(kept.series.days))


@pytest.mark.parametrize("close", [0.0, -0.0, -1.0, -1e308, math.nan, -math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("others", [(), (100.0,), (1e308,), (5e-324,)])
def test_packed_closes_of_which_one_is_no_price_are_refused(close: float, others: tuple[float, ...]) -> None:
    for closes in ((*others, close), (close, *others)):
        with pytest.raises(ValueError, match="sound"):
            unpack(pack(Kept(series=a_series("AAA", *closes), fetched=NOW)))


@given(st.binary(max_size=64), st.integers(0, 200))
def test_bytes_that_are_no_packed_closes_are_refused(junk: bytes, cut: int) -> None:
    whole = pack(Kept(series=a_series("AAA", 1.0, 2.0, 3.0), fetched=NOW))
    for payload in (junk, whole[: min(cut, len(whole) - 1)], whole + junk + b"x"):
        with pytest.raises(MALFORMED):
            unpack(payload)


@pytest.mark.parametrize("table", ["quotes", "series", "headlines", "calendar", "waits"])
@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE {} SET body = substr(body, 1, length(body) - 1)",
        "UPDATE {} SET body = CAST('junk' AS BLOB)",
        "UPDATE {} SET body = 7",
        "UPDATE {} SET at = at + 1",
        "UPDATE {} SET at = 'noon'",
        "UPDATE {} SET key = key || 'x'",
        "UPDATE {} SET key = CAST(x'fffe' AS TEXT)",
    ],
)
def test_a_row_that_is_not_what_was_written_is_dropped(path: Path, table: str, spoil: str) -> None:
    store = open_store(path)
    store.keep_quotes([a_quote()])
    store.keep_series(a_series(), NOW)
    store.keep_headlines([a_headline(1, 0)])
    store.keep_calendar([due("AAA", "2026-01-20")])
    store.keep_waits([Wait(family="bars", failures=1)])
    store._write((spoil.format(table), [()]))
    assert store.trouble is None
    read = {
        "quotes": len(store.quotes()),
        "series": sum(store.series(key) is not None for key in ("AAA", "AAAx", "\ufffd\ufffd")),
        "headlines": len(store.headlines()),
        "calendar": len(store.calendar()),
        "waits": len(store.waits()),
    }
    assert read == {name: int(name != table) for name in read}
    assert store.trouble is None


def test_a_row_whose_key_is_no_text_costs_itself_alone(path: Path) -> None:
    store = open_store(path)
    store.keep_quotes([a_quote("AAA"), a_quote("BBB")])
    store._write(("UPDATE quotes SET key = CAST(x'fffe' AS TEXT) WHERE key = 'AAA'", [()]))
    assert store.quotes() == (a_quote("BBB"),)
    assert store.trouble is None


def test_a_dropped_row_leaves_room_for_a_good_one(path: Path) -> None:
    store = open_store(path)
    store.keep_quotes([a_quote(minutes=5)])
    store._write(("UPDATE quotes SET body = x'00'", [()]))
    assert store.quotes() == ()
    store.keep_quotes([a_quote(minutes=1)])
    assert store.quotes() == (a_quote(minutes=1),)


def test_headlines_gather_and_the_newest_are_kept_oldest_first(path: Path) -> None:
    store = open_store(path)
    store.keep_headlines(a_headline(n, n) for n in range(200))
    store.keep_headlines(a_headline(n, n) for n in range(190, 400))
    assert [each.id for each in store.headlines()] == [f"h{n:04}" for n in range(100, 400)]


def test_a_headline_without_an_instant_stands_at_its_day(path: Path) -> None:
    store = open_store(path)
    headlines = [a_headline(1, -2000), a_headline(2), a_headline(3, 0)]
    store.keep_headlines(headlines)
    assert list(store.headlines()) == headlines


def test_a_date_that_moved_does_not_stay_in_the_calendar(path: Path) -> None:
    store = open_store(path)
    store.keep_calendar([due("A on 20", "2026-01-20"), due("B", "2026-02-01")])
    store.keep_calendar([due("B", "2026-02-01"), due("A on 27", "2026-01-27")])
    assert [each.id for each in store.calendar()] == ["A on 27", "B"]


def test_an_empty_calendar_replaces_nothing(path: Path) -> None:
    store = open_store(path)
    store.keep_calendar([due("A", "2026-01-20")])
    store.keep_calendar([])
    assert [each.id for each in store.calendar()] == ["A"]


def test_of_a_very_long_calendar_the_nearest_dates_are_kept(path: Path) -> None:
    store = open_store(path)
    days = [date(2024, 1, 1) + timedelta(n) for n in range(2000)]
    store.keep_calendar(due(str(day), str(day)) for day in days)
    kept = [each.placed() for each in store.calendar()]
    assert len(kept) == 600
    assert kept == sorted(kept)
    assert date(2025, 12, 11) in kept
    assert max(abs(day - NOW.date()) for day in kept) <= timedelta(days=301)


def test_where_families_stand_comes_back_and_the_last_word_counts(path: Path) -> None:
    clock = Clock()
    store = open_store(path, clock)
    blocked = Wait(family="quotes", failures=3, trouble=Trouble.LIMITED, what="wait", since=NOW, next_try=NOW)
    store.keep_waits([blocked, Wait(family="bars")])
    clock.now = NOW - timedelta(days=1)
    store.keep_waits([Wait(family="bars", last_good=NOW)])
    store.close()
    again = open_store(path)
    assert again.waits() == {"quotes": blocked, "bars": Wait(family="bars", last_good=NOW)}


def test_requests_are_counted_over_restarts_and_programs_for_an_hour(path: Path) -> None:
    clock = Clock()
    one, other = open_store(path, clock), open_store(path, clock)
    one.keep_requests([NOW - timedelta(minutes=50), NOW, NOW])
    other.keep_requests([NOW])
    assert one.requests_since(NOW - timedelta(hours=1)) == 4
    assert one.requests_since(NOW - timedelta(minutes=1)) == 3
    clock.now += timedelta(minutes=11)
    other.keep_requests([clock.now])
    one.close()
    again = open_store(path, clock)
    assert again.requests_since(NOW - timedelta(days=1)) == 4


def test_requests_of_a_clock_put_back_are_forgotten(path: Path) -> None:
    store = open_store(path)
    store.keep_requests([NOW + timedelta(days=1)])
    store.keep_requests([NOW])
    assert store.requests_since(NOW - timedelta(hours=1)) == 1


def test_a_report_says_what_there_is_while_a_program_runs(path: Path) -> None:
    assert not inspect(path).exists
    store = filled(path)
    store.keep_quotes([a_quote("NEW", minutes=3)])
    report = inspect(path)
    assert report.exists
    assert (report.integrity, report.layout) == ("ok", 1)
    assert report.counts == {"quotes": 41, "series": 20, "headlines": 30, "calendar": 1, "waits": 0, "requests": 1}
    assert report.size_bytes > 20 * 28 * 12
    assert (report.oldest, report.newest) == (NOW - timedelta(minutes=29), NOW + timedelta(minutes=3))
    store.close()
    assert inspect(path).counts == report.counts


def test_a_report_leaves_what_a_killed_program_left_as_it_was(tmp_path: Path, path: Path) -> None:
    store = filled(path)
    left = tmp_path / "left"
    shutil.copytree(path.parent, left)
    before = left.joinpath(path.name).read_bytes()
    assert inspect(left / path.name).counts["quotes"] == 40
    assert left.joinpath(path.name).read_bytes() == before
    assert len(store.quotes()) == 40


def test_a_report_of_what_is_no_cache_says_so(tmp_path: Path) -> None:
    junk = tmp_path / "junk"
    junk.write_bytes(b"not a database " * 100)
    assert inspect(junk).integrity == "file is not a database"
    assert junk.read_bytes() == b"not a database " * 100
    assert inspect(tmp_path).integrity == "it is not a file"
    assert not inspect(junk / "below").exists


def test_the_store_loads_without_the_heavy_libraries() -> None:
    code = "import sys, tui.engine.store; print(sorted({'pandas', 'numpy', 'yfinance'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
