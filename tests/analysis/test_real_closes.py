"""The published numbers, from the real closes; only where ROTATION_DATA names their folder."""

import math
from datetime import date

import pytest
from analysis_tables import read_real, real_closes

from tui.analysis.baskets import measure_basket
from tui.analysis.detected import Grounds, detect
from tui.analysis.history import History
from tui.analysis.leadership import measure_leadership
from tui.analysis.levels import measure_level
from tui.analysis.rotation import measure_graph
from tui.analysis.spread import measure_spread
from tui.analysis.stretch import stretch_path
from tui.analysis.watch import Scene, read_watch
from tui.analysis.windows import pair_span
from tui.core.board import EVENT_WINDOW, BasketRow
from tui.core.graph import GraphRow, Quadrant
from tui.core.lead import LeadRule, Side
from tui.core.marks import Level, Reading, WatchItem
from tui.core.watchlist import Basket, Member, Pair, Stance

pytestmark = pytest.mark.skipif(real_closes() is None, reason="ROTATION_DATA names no folder of real closes")

RUT_NDX = Pair(name="^RUT/^NDX", small="^RUT", large="^NDX")
EARLY, LATE = date(2025, 12, 4), date(2025, 12, 11)
ABOUT = ("lead", "level", "record:^RUT", "stretch", "move")


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


def test_the_rank_the_comovement_and_the_bands(legs: tuple[History, History]) -> None:
    measured = measure_spread(*legs, RUT_NDX, "MAX", LATE)
    assert measured is not None
    assert measured.percentile == pytest.approx(61.5079, abs=5e-5)
    assert measured.corr60 == pytest.approx(0.717916, abs=5e-7)
    assert measured.beta60 == pytest.approx(0.851290, abs=5e-7)
    middle, upper = measured.bands["0"], measured.bands["1"]
    assert measured.ratio is not None
    assert middle is not None
    assert upper is not None
    stretched = math.log(measured.ratio / middle) / math.log(upper / middle)
    assert stretched == pytest.approx(1.594755, abs=5e-7)
    drawn = {band: column[-1] for band, column in measured.path.bands.items()}
    assert drawn["1"] < measured.path.spread[-1] < drawn["2"]


@pytest.mark.parametrize(("as_of", "z"), [(EARLY, 0.501021), (LATE, 1.594755)])
def test_the_drawn_stretch_ends_at_the_days_own(legs: tuple[History, History], as_of: date, z: float) -> None:
    path = stretch_path(*legs, LATE)
    assert len(path.days) == 252
    assert path.z[path.days.index(as_of)] == pytest.approx(z, abs=5e-7)


def test_the_window_since_the_cool_inflation_report(legs: tuple[History, History]) -> None:
    measured = measure_spread(*legs, RUT_NDX, EVENT_WINDOW, date(2024, 7, 11), since=date(2024, 7, 11))
    assert measured is not None
    assert measured.base_date == date(2024, 7, 10)
    assert measured.sessions == 1


@pytest.mark.parametrize(("as_of", "day"), [(EARLY, 7), (LATE, 12)])
def test_the_lead_of_small_caps(legs: tuple[History, History], as_of: date, day: int) -> None:
    lead = measure_leadership(*legs, LeadRule(), as_of)
    assert lead is not None
    assert (lead.leader, lead.since, lead.day) == (Side.SMALL, date(2025, 11, 25), day)
    assert lead.known_from == date(2025, 11, 28)
    before = lead.history[-1]
    assert (before.leader, before.since, before.until) == (Side.LARGE, date(2025, 10, 21), date(2025, 11, 24))
    assert lead.median_sessions == 19


def test_the_lead_was_the_large_sides_until_the_third_close(legs: tuple[History, History]) -> None:
    lead = measure_leadership(*legs, LeadRule(), date(2025, 11, 26))
    assert lead is not None
    assert (lead.leader, lead.since, lead.against) == (Side.LARGE, date(2025, 10, 21), 2)


def placed(benchmark: str, as_of: date, **symbols: str) -> dict[str, GraphRow]:
    """The rows of the graph, with these baskets, by name."""
    baskets = [_basket(name, members) for name, members in symbols.items()]
    wanted = {"^RUT", "^NDX", benchmark, *(member.symbol for each in baskets for member in each.members)}
    held = {symbol: read_real(symbol) for symbol in wanted}
    graph = measure_graph(RUT_NDX, baskets, (), held, benchmark=benchmark, as_of=as_of)
    assert graph.as_of == as_of
    return {row.name: row for row in graph.rows}


@pytest.mark.parametrize(("as_of", "strength", "momentum"), [(EARLY, 101.238, 101.433), (LATE, 103.1761, 102.4652)])
def test_small_caps_on_the_graph_against_the_large(as_of: date, strength: float, momentum: float) -> None:
    row = placed("^NDX", as_of)["^RUT"]
    assert row.strength == pytest.approx(strength, abs=5e-4)
    assert row.momentum == pytest.approx(momentum, abs=5e-4)
    assert row.quadrant is Quadrant.LEADING


@pytest.mark.parametrize(
    ("symbols", "strength", "momentum"),
    [
        ("SRCE AMTB", 108.3379, 103.0318),
        ("GPCR KRRO", 107.5646, 134.8710),
        ("AAON ALG AIR", 94.5797, 101.7328),
        ("DAVE SEZL", 100.5564, 106.2329),
        ("NVDA AAPL MSFT AVGO ORCL AMZN GOOG META TSLA", 98.3190, 98.9124),
    ],
)
def test_every_basket_on_the_graph(symbols: str, strength: float, momentum: float) -> None:
    row = placed("^GSPC", LATE, basket=symbols)["basket"]
    assert row.missing == ()
    assert row.strength == pytest.approx(strength, abs=5e-5)
    assert row.momentum == pytest.approx(momentum, abs=5e-5)
    assert row.tail[-1].day == LATE
    assert len(row.tail) == 8


def _basket(name: str, symbols: str) -> Basket:
    members = tuple(Member(symbol=symbol) for symbol in symbols.split())
    return Basket(name=name, stance=Stance.WINNER, why="", members=members)


def measure(legs: tuple[History, History], symbols: str) -> BasketRow:
    basket = _basket("B", symbols)
    held = {member.symbol: read_real(member.symbol) for member in basket.members}
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


def test_what_the_closes_tell(legs: tuple[History, History]) -> None:
    """The leads of 2025-10-21 and 2025-11-25 at the closes that made them known, and the record of 2025-12-11."""
    level = Level(symbol="^RUT", level=2500, label="Breakout", source="", known_from=date(2025, 10, 15))
    grounds = Grounds(pair=RUT_NDX, levels=(level,), rule=LeadRule(), members=("META",))
    found = [each.event for each in detect(grounds, {each.symbol: each for each in (*legs, read_real("META"))}, LATE)]
    days = {about: [event.when for event in found if event.id.startswith(f"computed:{about}:")] for about in ABOUT}
    assert days["lead"] == ["2025-10-23", "2025-11-28"]
    assert days["level"][:2] == ["2025-10-15", "2025-10-16"]
    assert days["record:^RUT"][-1] == "2025-12-11"
    assert days["stretch"] == ["2025-10-29", "2025-11-03", "2025-11-17"]
    assert days["move"] == ["2025-10-30"]
