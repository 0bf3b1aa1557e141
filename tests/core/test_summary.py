"""The sentence that says the Board in words: facts in a fixed order, and nothing where there is none."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from tui.core.board import Board, Leg, Spread
from tui.core.breadth import Breadth, Share
from tui.core.lead import Leadership, Side
from tui.core.market import MarketClock, ProviderInfo
from tui.core.readings import Rates, YieldChange
from tui.core.summary import clauses, lead_in_words, summary, window_in_words
from tui.core.text import listed
from tui.core.watchlist import Pair

RUT_NDX = Pair(name="^RUT/^NDX", small="^RUT", large="^NDX", small_label="RUT", large_label="NDX")
IWN_IWO = Pair(name="IWN/IWO", small="IWN", large="IWO")
EMPTY = Board(provider=ProviderInfo(name="hand"), clock=MarketClock(now=datetime(2025, 12, 11, 18, tzinfo=UTC)))
LEAD = Leadership(as_of=date(2025, 12, 11), leader=Side.SMALL, since=date(2025, 11, 25), day=12)
TEN_YEAR = YieldChange(name="10-year yield", symbols=("^TNX",), value_pct=4.14, change_bp=-2.0)
CURVE = YieldChange(name="curve", symbols=("^TNX", "^IRX"))


def spread_of(pair: Pair = RUT_NDX, window: str = "QTD") -> Spread:
    return Spread(
        pair=pair,
        window=window,
        small=Leg(symbol=pair.small, label=pair.small_label),
        large=Leg(symbol=pair.large, label=pair.large_label),
        spread_pts=2.2469,
        z={"60": 1.594755},
    )


FULL = replace(
    EMPTY,
    spread=spread_of(),
    leadership=LEAD,
    breadth={"winners": Breadth(above={"20": Share(above=8, of=9)})},
    rates=Rates(window="QTD", ten_year=TEN_YEAR, curve=CURVE),
)


def test_the_sentence_tells_lead_spread_stretch_breadth_and_rates() -> None:
    assert summary(FULL) == (
        "Small caps lead since 25 Nov, +2.2 pts this quarter, 1.6 σ; 8 of 9 winners above their 20-day mean; "
        "10-year −2 bp"
    )


def test_an_empty_board_says_nothing() -> None:
    assert summary(EMPTY) == ""
    assert lead_in_words(None, RUT_NDX) == ""


@pytest.mark.parametrize("missing", [{"spread": None}, {"breadth": {}}, {"rates": None}, {"leadership": None}])
def test_what_is_not_known_is_left_out(missing: dict[str, object]) -> None:
    told = summary(replace(FULL, **missing))
    assert told
    assert "–" not in told.replace("−", "")
    assert "None" not in told


def test_a_group_without_enough_closes_and_a_yield_without_data_are_left_out() -> None:
    bare = replace(
        FULL,
        breadth={"winners": Breadth(above={"20": Share(missing=("KRRO",))})},
        rates=Rates(window="QTD", ten_year=replace(TEN_YEAR, change_bp=None), curve=CURVE),
    )
    assert summary(bare) == "Small caps lead since 25 Nov, +2.2 pts this quarter, 1.6 σ"


def test_before_anybody_has_led_it_says_so() -> None:
    told = summary(replace(FULL, leadership=Leadership(), breadth={}, rates=None))
    assert told == "No lead known yet, small caps +2.2 pts this quarter, 1.6 σ"


def test_where_the_large_side_leads_the_points_say_whose_they_are() -> None:
    behind = replace(spread_of(), spread_pts=-3.04, z={"60": -1.24})
    told = summary(replace(FULL, spread=behind, leadership=replace(LEAD, leader=Side.LARGE), breadth={}, rates=None))
    assert told == "Large caps lead since 25 Nov, small caps −3.0 pts this quarter, −1.2 σ"


def test_a_pair_that_is_not_of_sizes_keeps_its_own_labels() -> None:
    told = replace(FULL, spread=spread_of(IWN_IWO), breadth={}, rates=None)
    assert summary(told) == "IWN leads IWO since 25 Nov, +2.2 pts this quarter, 1.6 σ"
    assert lead_in_words(LEAD, IWN_IWO) == "Day 12 of IWN lead"
    assert lead_in_words(LEAD, RUT_NDX) == "Day 12 of small-cap lead"


def test_a_lead_of_an_earlier_year_says_the_year() -> None:
    older = replace(LEAD, since=date(2024, 11, 25))
    assert summary(replace(FULL, leadership=older)).startswith("Small caps lead since 25 Nov 2024, ")


def test_the_window_since_an_event_is_named_by_its_day() -> None:
    since = date(2025, 12, 10)
    board = replace(FULL, window="EVENT", since=since, spread=spread_of(window="EVENT"))
    assert "+2.2 pts since 10 Dec 2025, " in summary(board)
    assert (window_in_words("EVENT", since), window_in_words("QTD", None)) == ("since 10 Dec 2025", "QTD")


def test_the_first_parts_are_a_sentence_too() -> None:
    parts = clauses(FULL)
    assert parts[:2] == ("Small caps lead since 25 Nov", ", +2.2 pts this quarter")
    assert "".join(parts) == summary(FULL)


def test_of_very_many_names_the_first_are_told_and_the_others_counted() -> None:
    assert listed(("A", "B"), 2) == "A, B"
    assert listed([f"M{place}" for place in range(1202)], 2) == "M0, M1 and 1,200 more"
