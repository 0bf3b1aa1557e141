"""The published numbers, from the real closes; only where ROTATION_DATA names their folder."""

from datetime import date

import pytest
from analysis_tables import read_real, real_closes

from tui.analysis.baskets import measure_basket
from tui.analysis.history import History
from tui.analysis.levels import measure_level
from tui.analysis.spread import measure_spread
from tui.analysis.watch import Scene, read_watch
from tui.analysis.windows import pair_span
from tui.core.board import BasketRow
from tui.core.marks import Level, Reading, WatchItem
from tui.core.watchlist import Basket, Member, Pair, Stance

pytestmark = pytest.mark.skipif(real_closes() is None, reason="ROTATION_DATA names no folder of real closes")

RUT_NDX = Pair(name="^RUT/^NDX", small="^RUT", large="^NDX")
EARLY, LATE = date(2025, 12, 4), date(2025, 12, 11)


@pytest.fixture(scope="module")
def legs() -> tuple[History, History]:
    return read_real("^RUT"), read_real("^NDX")


@pytest.mark.parametrize(
    ("as_of", "window", "spread"),
    [
        (EARLY, "5D", 0.4456),
        (EARLY, "1M", 3.7031),
        (EARLY, "3M", -1.8769),
        (EARLY, "QTD", 0.2323),
        (EARLY, "YTD", -8.2503),
        (EARLY, "1Y", -14.7163),
        (LATE, "5D", 1.9383),
        (LATE, "1M", 4.7830),
        (LATE, "3M", -0.0787),
        (LATE, "QTD", 2.2469),
        (LATE, "YTD", -6.0842),
        (LATE, "1Y", -9.8185),
    ],
)
def test_the_spread_of_every_window(legs: tuple[History, History], as_of: date, window: str, spread: float) -> None:
    measured = measure_spread(*legs, RUT_NDX, window, as_of)
    assert measured is not None
    assert measured.as_of == as_of
    assert measured.spread_pts == pytest.approx(spread, abs=5e-5)


@pytest.mark.parametrize(
    ("as_of", "window", "small", "large"),
    [
        (EARLY, "5D", 1.8117, 1.3661),
        (EARLY, "QTD", 3.8859, 3.6536),
        (LATE, "5D", 2.3487, 0.4104),
        (LATE, "QTD", 6.3259, 4.0790),
    ],
)
def test_the_returns_of_the_legs(
    legs: tuple[History, History], as_of: date, window: str, small: float, large: float
) -> None:
    measured = measure_spread(*legs, RUT_NDX, window, as_of)
    assert measured is not None
    assert measured.small.return_pct == pytest.approx(small, abs=5e-5)
    assert measured.large.return_pct == pytest.approx(large, abs=5e-5)


@pytest.mark.parametrize(
    ("as_of", "ratio", "z"),
    [
        (EARLY, 0.09894417, {"20": 1.689571, "60": 0.501021, "252": -0.427189}),
        (LATE, 0.10085418, {"20": 2.053202, "60": 1.594755, "252": 0.130695}),
    ],
)
def test_the_ratio_and_its_stretch(
    legs: tuple[History, History], as_of: date, ratio: float, z: dict[str, float]
) -> None:
    measured = measure_spread(*legs, RUT_NDX, "QTD", as_of)
    assert measured is not None
    assert measured.ratio == pytest.approx(ratio, abs=5e-9)
    assert measured.z == pytest.approx(z, abs=5e-7)


def measure(legs: tuple[History, History], symbols: str) -> BasketRow:
    members = tuple(Member(symbol=symbol) for symbol in symbols.split())
    basket = Basket(name="B", stance=Stance.WINNER, why="", members=members)
    held = {member.symbol: read_real(member.symbol) for member in members}
    return measure_basket(basket, held, pair_span(*legs, "QTD", LATE), RUT_NDX)


@pytest.mark.parametrize(
    ("symbols", "mean"),
    [
        ("SRCE AMTB", 7.2637),
        ("AAON ALG AIR", -8.2289),
        ("GPCR KRRO", 28.6766),
        ("DAVE SEZL", -2.3169),
        ("NVDA AAPL MSFT AVGO ORCL AMZN GOOG META TSLA", 1.8807),
    ],
)
def test_the_mean_of_every_basket(legs: tuple[History, History], symbols: str, mean: float) -> None:
    row = measure(legs, symbols)
    assert row.missing() == ()
    assert row.base_date == date(2025, 9, 30)
    assert row.return_pct == pytest.approx(mean, abs=5e-5)


def test_the_dispersion_of_biotech(legs: tuple[History, History]) -> None:
    row = measure(legs, "GPCR KRRO")
    assert row.best is not None
    assert row.worst is not None
    assert (row.best.symbol, row.worst.symbol) == ("GPCR", "KRRO")
    assert row.best.return_pct == pytest.approx(140.8571, abs=5e-5)
    assert row.worst.return_pct == pytest.approx(-83.5039, abs=5e-5)


def test_the_breadth_of_the_nine_small_caps() -> None:
    members = ("SRCE", "AMTB", "AAON", "ALG", "AIR", "GPCR", "KRRO", "DAVE", "SEZL")
    scene = Scene(histories={each: read_real(each) for each in members}, as_of=LATE, session=LATE, members=members)
    row = read_watch(WatchItem(name="Breadth", why="", reading=Reading.BREADTH), scene)
    assert row.reading == "8/9 members above their 20-day mean"


@pytest.mark.parametrize(
    ("level", "distance", "position"),
    [
        (2100, None, "above"),
        (2500, 0.7289, "below"),
        (2590.61, 4.3797, "below"),
        (2800, 12.8163, "below"),
        (3000, 20.8746, "below"),
    ],
)
def test_the_levels_at_the_end_of_2025(
    legs: tuple[History, History], level: float, distance: float | None, position: str
) -> None:
    row = measure_level(Level(symbol="^RUT", level=level, label="", source=""), legs[0], date(2025, 12, 31))
    assert row.close == pytest.approx(2481.91, abs=5e-3)
    assert row.position == position
    if distance is not None:
        assert row.distance_pct == pytest.approx(distance, abs=5e-5)
