"""Breadth, baskets, levels, rates and precedents from the real closes; only where ROTATION_DATA names their folder."""

from datetime import date

import pytest
from analysis_tables import read_real, real_closes

from tui.analysis.baskets import measure_basket
from tui.analysis.breadth import measure_breadth
from tui.analysis.history import History
from tui.analysis.levels import measure_level
from tui.analysis.precedents import measure_precedents
from tui.analysis.rates import measure_rates
from tui.analysis.targets import measure_target
from tui.analysis.windows import pair_span
from tui.core.board import BasketRow
from tui.core.marks import Level, Precedent, Target
from tui.core.readings import LevelRow
from tui.core.watchlist import Basket, Member, Pair, RateSymbols, Stance

pytestmark = pytest.mark.skipif(real_closes() is None, reason="ROTATION_DATA names no folder of real closes")

RUT_NDX = Pair(name="^RUT/^NDX", small="^RUT", large="^NDX")
YIELDS = RateSymbols(ten_year="^TNX", three_month="^IRX")
LATE, YEAR_END = date(2025, 12, 11), date(2025, 12, 31)
NINE = ("SRCE", "AMTB", "AAON", "ALG", "AIR", "GPCR", "KRRO", "DAVE", "SEZL")


@pytest.fixture(scope="module")
def legs() -> tuple[History, History]:
    return read_real("^RUT"), read_real("^NDX")


@pytest.mark.parametrize(
    ("mean", "above", "below"),
    [
        ("20", 8, ("AAON",)),
        ("50", 6, ("AAON", "KRRO", "DAVE")),
        ("200", 5, ("AAON", "ALG", "KRRO", "SEZL")),
    ],
)
def test_the_breadth_of_the_nine_small_caps(mean: str, above: int, below: tuple[str, ...]) -> None:
    held = {symbol: read_real(symbol) for symbol in NINE}
    share = measure_breadth(NINE, held, LATE).above[mean]
    assert (share.above, share.of, share.missing) == (above, 9, ())
    alone = {symbol: measure_breadth([symbol], held, LATE).above[mean].above for symbol in NINE}
    assert tuple(symbol for symbol in NINE if not alone[symbol]) == below


def measure(legs: tuple[History, History], *symbols: str, window: str = "QTD") -> BasketRow:
    members = tuple(Member(symbol=symbol) for symbol in symbols)
    held = {symbol: read_real(symbol) for symbol in symbols} | {each.symbol: each for each in legs}
    basket = Basket(name="B", stance=Stance.WINNER, why="", members=members)
    return measure_basket(basket, held, pair_span(*legs, window, LATE), RUT_NDX)


def test_what_the_mean_of_biotech_hides(legs: tuple[History, History]) -> None:
    row = measure(legs, "GPCR", "KRRO")
    assert [each.contribution_pts for each in row.members] == pytest.approx([140.8571 / 2, -83.5039 / 2], abs=5e-5)
    assert row.dispersion_pts == pytest.approx((140.8571 + 83.5039) / 2**0.5, abs=1e-4)
    assert row.against_small_pts == pytest.approx(28.6766 - 6.3259, abs=1e-4)
    assert row.against_large_pts == pytest.approx(28.6766 - 4.0790, abs=1e-4)
    assert row.ahead_of == 51
    assert row.breadth.members == 2


def level_at_year_end(legs: tuple[History, History], level: float) -> LevelRow:
    return measure_level(Level(symbol="^RUT", level=level, label="", source=""), legs[0], YEAR_END)


def test_2500_was_lost_on_the_last_day_of_2025(legs: tuple[History, History]) -> None:
    row = level_at_year_end(legs, 2500)
    assert (row.last_cross, row.direction, row.sessions_since) == (YEAR_END, "down", 0)
    assert (row.reached, row.tested) == (True, False)


def test_2100_held_for_143_sessions(legs: tuple[History, History]) -> None:
    row = level_at_year_end(legs, 2100)
    assert (row.last_cross, row.direction, row.sessions_since) == (date(2025, 6, 6), "up", 143)
    assert row.tested


@pytest.mark.parametrize(("level", "reached"), [(2590.61, True), (2800, False), (3000, False)])
def test_which_levels_were_ever_reached(legs: tuple[History, History], level: float, reached: bool) -> None:
    row = level_at_year_end(legs, level)
    assert (row.reached, row.last_cross) == (reached, None)


def test_what_2800_by_the_middle_of_2026_still_needs(legs: tuple[History, History]) -> None:
    target = Level(symbol="^RUT", level=2800, label="", source="", by="2026-06", known_from=date(2025, 12, 22))
    row = measure_target(target, legs[0], YEAR_END)
    assert row.needed_pct == pytest.approx(12.8163, abs=5e-5)
    assert (row.days_left, row.state) == (181, "open")
    assert row.annual_pct == pytest.approx(100 * (1.128163 ** (365.25 / 181) - 1), abs=1e-3)


def test_a_published_return_is_laid_on_the_close_of_that_day() -> None:
    held = read_real("IWM")
    target = Target(symbol="IWM", return_pct=20, label="", source="", by="2026", known_from=date(2025, 12, 18))
    row = measure_target(target, held, YEAR_END)
    assert row.base_date == date(2025, 12, 18)
    assert row.level == pytest.approx(1.2 * (held.close_on(date(2025, 12, 18)) or 0))


def test_the_ten_year_yield_over_a_day_and_the_year(legs: tuple[History, History]) -> None:
    held = {each.symbol: each for each in (*legs, read_real("^TNX"))}
    for window, change in (("1D", -2.3), ("YTD", -43.2)):
        span = pair_span(*legs, window, LATE)
        rates = measure_rates(held, RUT_NDX, YIELDS, span, window=window, events=(), as_of=LATE)
        assert rates.ten_year.value_pct == pytest.approx(4.141)
        assert rates.ten_year.change_bp == pytest.approx(change, abs=0.05)
        assert rates.curve.why_missing == "no data for ^IRX"
        assert rates.corr_sessions == 60


EPISODES = (
    Precedent(name="2000–2002", day0=date(2000, 3, 27), why=""),
    Precedent(name="2016", day0=date(2016, 11, 8), why=""),
    Precedent(name="2020", day0=date(2020, 11, 6), why=""),
    Precedent(name="July 2024", day0=date(2024, 7, 10), why=""),
    Precedent(name="Late 2025", day0=date(2025, 11, 17), why="", current=True),
)


def test_the_current_episode_over_the_four_before(legs: tuple[History, History]) -> None:
    found = measure_precedents(EPISODES, *legs, "^RUT/^NDX", LATE)
    assert found is not None
    assert (found.day, found.ranked) == (17, 5)
    assert sorted(each.rank or 0 for each in found.episodes) == [1, 2, 3, 4, 5]
    assert [each.base_date for each in found.episodes] == [each.day0 for each in EPISODES]
    current = found.episodes[-1]
    base = (legs[0].close_on(date(2025, 11, 17)) or 0) / (legs[1].close_on(date(2025, 11, 17)) or 1)
    assert current.ratio_rebased == pytest.approx(100 * 0.10085418 / base, abs=1e-4)
    assert min(current.path.ratio) == 100  # day 0 is the ratio's low
    assert (found.months_18, found.months_24) == (date(2027, 5, 17), date(2027, 11, 17))


def test_funds_that_began_later_say_so_for_the_older_episodes() -> None:
    found = measure_precedents(EPISODES, read_real("IWM"), read_real("QQQ"), "IWM/QQQ", LATE)
    assert found is not None
    assert {each.why_missing for each in found.episodes[:3]} == {"first common session 3 Jan 2023, after day 0"}
    assert found.ranked == 2
