import subprocess
import sys
from datetime import UTC, date, datetime
from itertools import pairwise
from statistics import correlation, mean

import exchange_calendars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.core.events import Kind, When
from tui.core.market import Quote, Series, Session, State
from tui.core.text import percent, price, signed
from tui.providers.base import Ability, NoData, Provider
from tui.providers.demo import Demo
from tui.providers.demo_clock import CLOSE_AT, HOLD_AT, MONDAY, instant, sessions

PAGE_B = {
    "AMZN": ("227.11", "+5.84", "+2.64%"),
    "AAPL": ("271.72", "−0.12", "−0.04%"),
    "AMD": ("202.45", "+4.34", "+2.19%"),
    "BAC": ("54.34", "−0.20", "−0.38%"),
    "GOOG": ("304.32", "+6.26", "+2.10%"),
    "META": ("666.09", "+16.59", "+2.55%"),
    "MSFT": ("486.27", "+10.15", "+2.13%"),
    "NVDA": ("174.91", "+3.97", "+2.32%"),
    "ORCL": ("180.22", "+1.76", "+0.99%"),
    "TSLA": ("488.31", "+21.05", "+4.50%"),
}
PAGE_A = {
    "AMZN": ("228.43", "+1.08", "+0.48%"),
    "AAPL": ("270.97", "−2.70", "−0.99%"),
    "AMD": ("214.95", "+1.52", "+0.71%"),
    "BAC": ("55.88", "+0.61", "+1.10%"),
    "GOOG": ("311.33", "+2.72", "+0.88%"),
    "META": ("661.50", "+2.73", "+0.41%"),
    "MSFT": ("484.92", "−1.00", "−0.21%"),
    "NVDA": ("183.69", "+2.70", "+1.49%"),
    "ORCL": ("198.38", "+6.41", "+3.34%"),
    "TSLA": ("488.73", "+7.53", "+1.56%"),
}
WATCHED = [
    *PAGE_A,
    "^RUT",
    "^NDX",
    "^GSPC",
    "^IXIC",
    "IWM",
    "QQQ",
    "SPY",
    "^TNX",
    "^VIX",
    "AVGO",
    "KRRO",
    "GPCR",
    "ZZZT",
]
WINNERS = ["AAON", "ALG", "AIR", "KRRO", "GPCR", "SRCE", "AMTB", "DAVE", "SEZL"]
MEGA_CAPS = ["NVDA", "AAPL", "MSFT", "AVGO", "ORCL", "AMZN", "GOOG", "META", "TSLA"]
LONG_AFTER = 100_000.0
seeds = st.integers(0, 2**32)


def demo(elapsed: float = 0.0, seed: int = 7) -> Demo:
    return Demo(lambda: elapsed, seed)


async def quote(symbol: str, elapsed: float) -> Quote:
    (found,) = await demo(elapsed).quotes([symbol])
    return found


async def history(symbol: str, seed: int = 7) -> dict[date, float]:
    series = await demo(HOLD_AT, seed).bars(symbol)
    return dict(zip(series.days, series.closes, strict=True))


def cells(quotes: tuple[Quote, ...]) -> dict[str, tuple[str, str, str]]:
    return {each.symbol: (price(each.price), signed(each.change), percent(each.change_pct)) for each in quotes}


async def gain(symbol: str, start: date) -> float:
    return 100 * ((await quote(symbol, HOLD_AT)).price / (await history(symbol))[start] - 1)


def returns(closes: dict[date, float]) -> list[float]:
    return [later / earlier - 1 for earlier, later in pairwise(closes.values())]


async def test_at_the_start_the_strip_shows_page_b_to_the_last_digit() -> None:
    assert cells(await demo(0.0).quotes(list(PAGE_B))) == PAGE_B


async def test_when_the_clock_begins_to_hold_the_strip_shows_page_a_to_the_last_digit() -> None:
    assert cells(await demo(HOLD_AT).quotes(list(PAGE_A))) == PAGE_A


@pytest.mark.parametrize("symbol", WATCHED)
async def test_friday_ends_at_the_close_that_monday_is_measured_from(symbol: str) -> None:
    before, after = await quote(symbol, CLOSE_AT - 1e-9), await quote(symbol, CLOSE_AT)
    assert (before.day, after.day) == (date(2025, 12, 19), MONDAY)
    assert after.previous_close == pytest.approx(before.price, abs=0.005)
    assert after.change == 0


@given(seconds=st.floats(0, LONG_AFTER), symbol=st.sampled_from(WATCHED))
async def test_every_quote_agrees_with_itself_and_is_marked_simulated(seconds: float, symbol: str) -> None:
    found = await quote(symbol, seconds)
    assert (found.state, found.session, found.source) == (State.SIMULATED, Session.OPEN, "simulated")
    assert found.time == instant(seconds)
    assert found.price > 0
    assert found.previous_close is not None
    assert found.change == pytest.approx(found.price - found.previous_close, abs=0.0051)
    assert found.change_pct == pytest.approx(100 * (found.price / found.previous_close - 1), abs=1e-4)


@given(seconds=st.floats(HOLD_AT, LONG_AFTER), symbol=st.sampled_from(sorted(PAGE_A)))
async def test_once_held_prices_stay_within_a_fifth_of_a_percent_of_page_a(seconds: float, symbol: str) -> None:
    assert (await quote(symbol, seconds)).price == pytest.approx(float(PAGE_A[symbol][0]), rel=0.002)


async def test_once_held_prices_still_move() -> None:
    assert len({(await quote("NVDA", HOLD_AT + second)).price for second in range(60)}) > 10


@given(st.floats(-1000, LONG_AFTER), st.floats(0.05, LONG_AFTER))
def test_a_later_moment_is_always_a_later_instant(seconds: float, more: float) -> None:
    assert instant(seconds) < instant(seconds + more)


def test_the_clock_runs_a_minute_a_second_over_the_weekend_and_stays_in_15_59() -> None:
    assert instant(0) == datetime(2025, 12, 19, 20, 0, tzinfo=UTC)
    assert instant(59) == datetime(2025, 12, 19, 20, 59, tzinfo=UTC)
    assert instant(60) == datetime(2025, 12, 22, 14, 30, tzinfo=UTC)
    assert instant(HOLD_AT) == datetime(2025, 12, 22, 20, 59, tzinfo=UTC)
    assert instant(10 * LONG_AFTER).replace(second=0, microsecond=0) == instant(HOLD_AT)


def test_sessions_are_the_exchanges_own() -> None:
    calendar = exchange_calendars.get_calendar("XNYS")
    assert sessions() == tuple(stamp.date() for stamp in calendar.sessions_in_range("2023-01-01", "2025-12-22"))


@pytest.mark.parametrize(
    ("day", "close"),
    [(date(2025, 12, 4), 2531.16), (date(2025, 12, 11), 2590.61), (date(2025, 12, 17), 2491.01)],
)
async def test_the_russell_closes_where_the_articles_say(day: date, close: float) -> None:
    assert (await history("^RUT"))[day] == close


@settings(max_examples=15)
@given(seeds)
async def test_on_every_seed_the_russells_record_is_the_11th_and_2500_falls_on_the_4th(seed: int) -> None:
    closes = await history("^RUT", seed)
    record = max(closes, key=lambda day: closes[day])
    assert (record, closes[record]) == (date(2025, 12, 11), 2590.61)
    assert min(day for day, close in closes.items() if close > 2500) == date(2025, 12, 4)


async def test_the_russell_consolidates_near_2500_and_was_half_the_time_above_2100() -> None:
    closes = await history("^RUT")
    assert closes[date(2025, 12, 18)] == pytest.approx(2500, abs=5)
    ceiling = [close > 2100 for day, close in closes.items() if date(2024, 1, 1) <= day <= date(2025, 3, 31)]
    assert mean(ceiling) == pytest.approx(0.5, abs=0.1)


async def test_gains_over_the_periods_of_the_articles_are_theirs() -> None:
    closes = await history("^RUT")
    july = 100 * (closes[date(2024, 7, 31)] / closes[date(2024, 6, 28)] - 1)
    assert july == pytest.approx(12.2, abs=0.05)
    assert 7.5 <= await gain("^RUT", date(2025, 9, 30)) < 8
    assert await gain("^NDX", date(2025, 9, 30)) == pytest.approx(1.5, abs=0.05)


async def test_companies_do_what_the_articles_say_of_them() -> None:
    oracle, trial = await history("ORCL"), await history("GPCR")
    assert 100 * (oracle[date(2025, 12, 11)] / oracle[date(2025, 12, 10)] - 1) == pytest.approx(-13, abs=0.05)
    assert trial[date(2025, 12, 8)] / trial[date(2025, 12, 5)] > 2
    quarter = date(2025, 9, 30)
    winners = [
        await gain(symbol, quarter) for symbol in ["AAON", "ALG", "AIR", "KRRO", "GPCR", "SRCE", "AMTB", "DAVE", "SEZL"]
    ]
    mega = [
        await gain(symbol, quarter)
        for symbol in ["NVDA", "AAPL", "MSFT", "AVGO", "ORCL", "AMZN", "GOOG", "META", "TSLA"]
    ]
    assert min(winners) > 7
    assert mean(mega) == pytest.approx(0, abs=1)


@settings(max_examples=15)
@given(seeds)
async def test_small_and_large_caps_move_together_as_they_really_do(seed: int) -> None:
    small, large = await history("^RUT", seed), await history("^NDX", seed)
    assert correlation(returns(small), returns(large)) == pytest.approx(0.73, abs=0.08)
    assert correlation(returns(small)[-60:], returns(large)[-60:]) == pytest.approx(0.7, abs=0.25)


async def test_a_mega_cap_moves_with_large_caps_and_a_bank_with_small_ones() -> None:
    small, large = returns(await history("^RUT")), returns(await history("^NDX"))
    for symbol, near, far in (("MSFT", large, small), ("SRCE", small, large)):
        moves = returns(await history(symbol))
        assert correlation(moves, near) > correlation(moves, far) + 0.1


@pytest.mark.parametrize("elapsed", [0.0, 30.0, 200.0, 1000.0])
async def test_funds_stay_beside_their_index_also_within_the_session(elapsed: float) -> None:
    for fund, index in (("IWM", "^RUT"), ("QQQ", "^NDX"), ("SPY", "^GSPC")):
        whole = await history(fund)
        ratios = {day: whole[day] / close for day, close in (await history(index)).items()}
        now = (await quote(fund, elapsed)).price / (await quote(index, elapsed)).price
        assert max(ratios.values()) / min(ratios.values()) < 1.02
        assert now == pytest.approx(ratios[date(2025, 12, 19)], rel=0.002)


@pytest.mark.parametrize(("symbol", "near"), [("^TNX", 4.15), ("^VIX", 15.0), ("^IRX", 3.6)])
async def test_rates_and_volatility_end_where_they_were(symbol: str, near: float) -> None:
    assert (await quote(symbol, HOLD_AT)).price == pytest.approx(near, rel=0.02)


async def test_bars_end_before_the_session_the_demo_is_in() -> None:
    friday, monday = await demo(0).bars("^RUT"), await demo(CLOSE_AT).bars("^RUT")
    assert (friday.days[-1], monday.days[-1]) == (date(2025, 12, 18), date(2025, 12, 19))
    assert friday.days[0] == date(2023, 1, 3)
    assert friday.simulated


async def test_a_quotes_previous_close_is_the_last_bar() -> None:
    for elapsed in (0.0, CLOSE_AT):
        for symbol in WATCHED:
            (found,) = await demo(elapsed).quotes([symbol])
            assert found.previous_close == (await demo(elapsed).bars(symbol)).closes[-1]


async def test_bars_begin_at_the_day_wanted_and_there_are_none_of_the_future() -> None:
    assert (await demo().bars("^RUT", since=date(2025, 12, 17))).closes == (2491.01, 2502.37)
    with pytest.raises(NoData, match="no close of"):
        await demo().bars("^RUT", since=MONDAY)


@given(symbol=st.text(min_size=1, max_size=20), seed=seeds)
@settings(max_examples=25)
async def test_any_symbol_has_a_history_of_finite_prices_above_zero(symbol: str, seed: int) -> None:
    series: Series = await demo(HOLD_AT, seed).bars(symbol)
    assert len(series.days) == len(series.closes) == len(sessions()) - 1
    assert all(0 < close < 1e6 for close in series.closes)


async def test_the_same_seed_and_moment_give_the_same_quotes_and_another_seed_others() -> None:
    first, again = await demo(123.4).quotes(WATCHED), await demo(123.4).quotes(list(reversed(WATCHED)))
    assert first == tuple(reversed(again))
    assert first != await demo(123.4, seed=8).quotes(WATCHED)


def test_prices_do_not_depend_on_the_interpreters_hashing() -> None:
    program = (
        "import asyncio; from tui.providers.demo import Demo; "
        "print(asyncio.run(Demo(lambda: 77.7).quotes(['^RUT', 'ZZZT', 'IWM'])))"
    )
    printed = [
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1] != ""


async def test_ticks_are_several_a_second_of_the_symbols_asked_for_and_as_quoted_then() -> None:
    clock = 0.0

    async def pause(seconds: float) -> None:
        nonlocal clock
        clock += seconds

    symbols = ["^RUT", "AMZN", "SRCE", "ZZZT"]
    stream = Demo(lambda: clock, pause=pause).stream(symbols)
    ticks = [await anext(stream) for _ in range(400)]
    assert 6 <= len(ticks) / clock <= 10
    assert {tick.symbol for tick in ticks} == set(symbols)
    assert all(earlier.time < later.time for earlier, later in pairwise(ticks))
    assert ticks[-1] == await quote(ticks[-1].symbol, clock)
    counts = {symbol: sum(tick.symbol == symbol for tick in ticks) for symbol in symbols}
    assert min(counts["^RUT"], counts["AMZN"]) > 2 * max(counts["SRCE"], counts["ZZZT"])


async def test_a_stream_of_no_symbols_ends_at_once() -> None:
    assert [tick async for tick in demo().stream([])] == []


async def test_headlines_arrive_over_time_and_none_from_the_future() -> None:
    ids = set()
    for second in range(0, 400, 5):
        heard = [event for index in ("^RUT", "^NDX") for event in (await demo(second).news(index)).headlines]
        assert all(event.time is not None and event.time <= instant(second) for event in heard)
        ids |= {event.id for event in heard}
    assert len(ids) == pytest.approx(400 / 20, abs=4)


async def test_there_are_headlines_at_the_start_newest_last_each_marked_simulated() -> None:
    heard = (await demo(0).news("^RUT")).headlines
    times = [event.time for event in heard]
    assert times
    assert times == sorted(times, key=str)
    for event in heard:
        assert (event.kind, event.source, event.simulated) == (Kind.NEWS, "simulated", True)
        instant_written = When.parse(event.when).instant()
        assert instant_written is not None
        assert event.time is not None
        assert instant_written == event.time.replace(microsecond=0)


async def test_a_headline_keeps_its_identity_while_the_demo_goes_on() -> None:
    early, late = [(await demo(second).news("^RUT")).headlines for second in (60, 100)]
    by_id = {event.id: event for event in late}
    assert early[-1] == by_id[early[-1].id]
    assert len(by_id) == len(late)


async def test_headlines_never_end() -> None:
    last = [(await demo(times * LONG_AFTER).news("^RUT")).headlines[-1].id for times in (1, 2)]
    assert last[0] != last[1]


async def test_a_company_is_never_in_a_headline_or_a_coming_date() -> None:
    events = [event for second in range(0, 500, 20) for event in (await demo(second).news("^RUT")).headlines]
    events += await demo().calendar(["AAPL"])
    assert {symbol for event in events for symbol in event.symbols} <= {"^RUT", "^NDX"}


async def test_coming_dates_lie_ahead_and_are_marked_simulated() -> None:
    coming = await demo().calendar(["AAPL"])
    assert coming
    assert all(event.simulated and event.placed() > MONDAY for event in coming)
    assert all(event.known_from <= instant(0).date() for event in coming)


def test_the_demo_says_that_it_is_one() -> None:
    provider: Provider = demo()
    assert (provider.name, provider.simulated, provider.note) == ("demo", True, "prices are invented")
    assert provider.abilities == frozenset(Ability) - {Ability.INTRADAY}
    assert provider.requests == 0
