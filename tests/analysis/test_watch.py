from datetime import date

import pytest
from analysis_tables import history, table, weekdays

from tui.analysis.fed import fed_range
from tui.analysis.history import History
from tui.analysis.watch import Scene, read_watch
from tui.core.events import Kind, NewsEvent
from tui.core.marks import Reading, WatchItem
from tui.core.readings import FedRange

TODAY = date(2024, 1, 5)


def item(reading: Reading, *symbols: str, level: float | None = None, event: str | None = None) -> WatchItem:
    return WatchItem(name="n", why="w", reading=reading, symbols=symbols, level=level, event=event)


def fed(day: str, lower: float | None, upper: float | None, known_from: date | None = None) -> NewsEvent:
    known = known_from or date.fromisoformat(day)
    return NewsEvent(
        id=day, when=day, kind=Kind.FED, title="", source="", known_from=known, lower_pct=lower, upper_pct=upper
    )


def read(watched: WatchItem, *held: History, as_of: date = TODAY, **scene: object) -> tuple[str, date | None]:
    histories = {each.symbol: each for each in held}
    row = read_watch(watched, Scene(histories=histories, as_of=as_of, yields=frozenset({"Y", "Z"}), **scene))
    assert row.item is watched
    return row.reading, row.as_of


def test_a_yield_is_read_in_percent_and_basis_points() -> None:
    held = table("Y", d20240103=4.16, d20240104=4.14)
    assert read(item(Reading.PRICE, "Y"), held) == ("4.14%, −2 bp", date(2024, 1, 4))


def test_a_price_is_read_with_its_change_in_percent() -> None:
    held = table("S", d20240103=2500, d20240104=2530.25)
    assert read(item(Reading.PRICE, "S"), held) == ("2,530.25 +1.21%", date(2024, 1, 4))


@pytest.mark.parametrize(("symbol", "reading"), [("S", "4.14"), ("Y", "4.14%")])
def test_a_first_close_has_no_change(symbol: str, reading: str) -> None:
    assert read(item(Reading.PRICE, symbol), table(symbol, d20240104=4.14))[0] == reading


def test_nothing_after_the_day_is_read() -> None:
    held = table("S", d20240103=100, d20240104=101, d20240108=50)
    assert read(item(Reading.PRICE, "S"), held) == ("101.00 +1.00%", date(2024, 1, 4))


def test_the_difference_of_two_yields_is_in_points_and_basis_points_on_days_both_have() -> None:
    ten = table("Y", d20240102=4.00, d20240103=4.10, d20240104=4.14)
    short = table("Z", d20240102=3.50, d20240104=3.60, d20240105=3.55)
    assert read(item(Reading.DIFFERENCE, "Y", "Z"), ten, short) == ("+0.54 pts, +4 bp", date(2024, 1, 4))


def test_the_difference_of_two_prices_is_in_their_own_unit() -> None:
    one, other = table("A", d20240103=10, d20240104=11), table("B", d20240103=12, d20240104=13.5)
    assert read(item(Reading.DIFFERENCE, "A", "B"), one, other)[0] == "−2.50, −0.50"


def test_a_ratio_is_read_with_its_change() -> None:
    one, other = table("A", d20240103=10, d20240104=11), table("B", d20240103=20, d20240104=20)
    assert read(item(Reading.RATIO, "A", "B"), one, other) == ("0.5500 +10.00%", date(2024, 1, 4))


@pytest.mark.parametrize("reading", [Reading.DIFFERENCE, Reading.RATIO])
def test_two_symbols_on_their_first_common_day_have_no_change(reading: Reading) -> None:
    one, other = table("A", d20240104=12), table("B", d20240103=10, d20240104=10)
    assert read(item(reading, "A", "B"), one, other)[0] == ("+2.00" if reading is Reading.DIFFERENCE else "1.2000")


@pytest.mark.parametrize(
    ("close", "words"),
    [(2590.61, "above 2,500, +3.6%"), (2500, "at 2,500"), (2000, "below 2,500, +25.0% to go")],
)
def test_a_level_is_read_as_the_place_of_the_close(close: float, words: str) -> None:
    assert read(item(Reading.LEVEL, "S", level=2500), table("S", d20240104=close)) == (words, date(2024, 1, 4))


def test_a_level_between_whole_numbers_keeps_its_digits() -> None:
    assert read(item(Reading.LEVEL, "S", level=2590.61), table("S", d20240104=2590.61))[0] == "at 2,590.61"


def test_the_fed_is_read_as_its_range_and_since_when() -> None:
    scene = {"events": (fed("2023-07-26", 5.25, 5.5),)}
    assert read(item(Reading.FED), **scene) == ("5.25–5.50% since 26 Jul 2023", date(2023, 7, 26))


def test_an_event_is_read_by_its_date_as_written() -> None:
    due = NewsEvent(
        id="q1", when="2026-01", until="2026-02", kind=Kind.EARNINGS, title="", source="", known_from=date(2024, 1, 5)
    )
    watched = item(Reading.EVENT, event="q1")
    assert read(watched, events=(due,)) == ("2026-01 to 2026-02", None)
    assert read(watched, events=(due,), as_of=date(2024, 1, 4)) == ("", None)


@pytest.mark.parametrize(
    "watched",
    [
        item(Reading.PRICE),
        item(Reading.PRICE, "GONE"),
        item(Reading.PRICE, "EMPTY"),
        item(Reading.DIFFERENCE, "A", "GONE"),
        item(Reading.DIFFERENCE, "A"),
        item(Reading.RATIO, "A", "APART"),
        item(Reading.LEVEL, "GONE", level=1),
        item(Reading.LEVEL, "A"),
        item(Reading.FED),
        item(Reading.EVENT, event="gone"),
        item(Reading.EVENT),
        item(Reading.BREADTH),
    ],
)
def test_without_data_the_reading_is_empty(watched: WatchItem) -> None:
    held = (table("A", d20240104=1), table("EMPTY"), table("APART", d20240103=1))
    assert read(watched, *held)[0] == ""


DAYS = weekdays(21)


def test_breadth_counts_members_above_their_mean_today_included() -> None:
    rising = history("UP", [*[100.0] * 20, 101], DAYS)
    flat = history("FLAT", [100.0] * 21, DAYS)
    falling = history("DOWN", [*[100.0] * 20, 99], DAYS)
    once_high = history("OLD", [1e6, *[100.0] * 19, 101], DAYS)  # its first close is out of the twenty
    row = read(
        item(Reading.BREADTH),
        rising,
        flat,
        falling,
        once_high,
        as_of=DAYS[-1],
        session=DAYS[-1],
        members=("UP", "FLAT", "DOWN", "OLD"),
    )
    assert row == ("2/4 members above their 20-day mean", DAYS[-1])


def test_breadth_counts_only_members_with_enough_closes_and_names_the_missing() -> None:
    rising = history("UP", [*[100.0] * 20, 101], DAYS)
    young = history("YOUNG", [100.0] * 19, DAYS[2:])
    halted = history("HALTED", [100.0] * 20, DAYS[:20])
    members = ("UP", "YOUNG", "HALTED", "GONE")
    reading, _ = read(item(Reading.BREADTH), rising, young, halted, as_of=DAYS[-1], session=DAYS[-1], members=members)
    assert reading == "1/1 members above their 20-day mean; missing YOUNG, HALTED, GONE"
    reading, _ = read(
        item(Reading.BREADTH), rising, as_of=DAYS[-1], session=DAYS[-1], members=(*members, "LOST", "TAN")
    )
    assert reading == "1/1 members above their 20-day mean; missing YOUNG, HALTED, GONE and 2 more"


def test_breadth_reads_nothing_after_its_session() -> None:
    live = history("UP", [*[100.0] * 19, 101, 1], DAYS)
    reading = read(item(Reading.BREADTH), live, as_of=DAYS[20], session=DAYS[19], members=("UP",))
    assert reading == ("1/1 members above their 20-day mean", DAYS[19])


def test_the_fed_range_is_the_last_one_known_by_the_day() -> None:
    events = (
        fed("2023-12-13", 5.0, 5.25),
        fed("2023-07-26", 5.25, 5.5),
        fed("2024-01-04", None, None),
        fed("2024-01-31", 4.0, 4.25, known_from=date(2024, 1, 1)),
        fed("2024-01-03", 1.0, 1.25, known_from=date(2024, 2, 1)),
    )
    assert fed_range(events, TODAY) == FedRange(lower_pct=5.0, upper_pct=5.25, since=date(2023, 12, 13))
    assert fed_range(events, date(2023, 12, 12)) == FedRange(lower_pct=5.25, upper_pct=5.5, since=date(2023, 7, 26))
    assert fed_range(events, date(2023, 7, 25)) is None


def test_the_fed_range_is_in_force_since_the_first_meeting_that_told_of_it() -> None:
    events = (fed("2023-07-26", 5.25, 5.5), fed("2023-09-20", 5.25, 5.5), fed("2023-11-01", 5.25, 5.5))
    assert fed_range(events, TODAY) == FedRange(lower_pct=5.25, upper_pct=5.5, since=date(2023, 7, 26))


def test_only_the_fed_sets_its_range() -> None:
    claimed = NewsEvent(
        id="x", when="2024-01-02", kind=Kind.NEWS, title="", source="", known_from=TODAY, lower_pct=1, upper_pct=2
    )
    assert fed_range((claimed,), TODAY) is None
