"""Baskets as rows: what there is room for, and what is never left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rotation_boards import a_rotation_board
from ui_boards import a_basket, baskets

from tui.core.board import BasketRow, MemberRow
from tui.core.breadth import Breadth, Share
from tui.core.watchlist import Stance
from tui.ui.basket_rows import arrange, quadrants, spark
from tui.ui.lines import Line, width_of


def said(line: Line) -> str:
    return "".join(span.text for span in line)


@given(st.integers(min_value=20, max_value=250))
def test_every_row_keeps_to_the_width(width: int) -> None:
    layout = arrange(baskets(), width)
    for basket in baskets():
        rows = [layout.heading("QTD"), layout.basket(basket, opened=False), *layout.why(basket)]
        rows += [layout.member(member, last=False) for member in basket.members]
        assert max(width_of(row) for row in rows) <= width


@pytest.mark.parametrize("width", [24, 40, 60, 80, 120, 200])
def test_the_return_is_never_left_out_or_cut(width: int) -> None:
    layout = arrange(baskets(), width)
    assert "+28.68%" in said(layout.basket(baskets()[1], opened=False))


def test_more_room_says_more() -> None:
    biotech = baskets()[1]
    narrow, wide = arrange(baskets(), 64), arrange(baskets(), 110)
    assert "−84% … +141%" in said(narrow.basket(biotech, opened=False))
    text = said(wide.basket(biotech, opened=False))
    assert "GPCR +140.9%" in text
    assert "KRRO −83.5%" in text
    assert "2/2" in text


def test_missing_members_are_counted_and_named_with_their_reason() -> None:
    mega = baskets()[2]
    layout = arrange(baskets(), 80)
    assert "2/3" in said(layout.basket(mega, opened=True))
    assert "no closes" in said(layout.member(mega.members[-1], last=True))


def test_stand_ins_are_marked_even_where_the_name_is_cut() -> None:
    long = a_basket("Rural hospitals / health safety net", Stance.LOSER, {"CYH": 1.0}, proxy=True)
    layout = arrange([long], 50)
    assert "(proxies)" in said(layout.basket(long, opened=False))
    assert "proxy" in said(arrange([long], 80).member(long.members[0], last=True))


def test_a_basket_without_data_shows_dashes() -> None:
    text = said(arrange(baskets(), 80).basket(baskets()[4], opened=False))
    assert "0/2" in text
    assert "–" in text
    assert "0.00" not in text


def test_a_spark_runs_from_the_lowest_to_the_highest_bar() -> None:
    assert spark((1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0), 8) == "▁▂▃▄▅▆▇█"
    assert spark((5.0, 5.0), 8) == "▄▄"
    assert spark((), 8) == ""


@given(st.lists(st.floats(min_value=1, max_value=1e6), max_size=60), st.integers(min_value=0, max_value=30))
def test_a_spark_is_as_wide_as_its_place_at_most_and_ends_with_the_last_value(values: list[float], width: int) -> None:
    drawn = spark(tuple(values), width)
    assert len(drawn) == min(len(values), width)
    if len(set(drawn)) > 1 and values[-1] == max(values):
        assert drawn[-1] == "█"


@given(st.integers(min_value=20, max_value=250))
def test_the_quadrant_is_whole_where_it_is_shown_and_never_widens_a_row(width: int) -> None:
    layout = arrange(baskets(), width, {"Biotech": "Weakening"})
    biotech, other = layout.basket(baskets()[1], opened=False), layout.basket(baskets()[0], opened=False)
    heading = layout.heading("since 10 Dec 2025")
    assert max(width_of(biotech), width_of(other), width_of(heading)) <= width
    assert "since 10 Dec 2025" in said(heading) or "return" in said(heading)
    assert "basket" in said(heading)
    assert ("Weakening" in said(biotech)) == ("quadrant" in said(layout.heading("QTD")))
    assert "Weakening" not in said(other)


@pytest.mark.parametrize(
    ("value", "words"), [(999.99, " +999.99%"), (1717.75, "  +1,718%"), (-99.99, "  −99.99%"), (23456.7, " +23,457%")]
)
def test_a_large_return_loses_digits_and_moves_no_column(value: float, words: str) -> None:
    basket = replace(baskets()[0], return_pct=value)
    layout = arrange([basket], 66)
    assert words in said(layout.basket(basket, opened=False))
    assert width_of(layout.basket(basket, opened=False)) == width_of(layout.heading("MAX"))


def test_without_a_graph_there_is_no_column_for_the_quadrant() -> None:
    assert "quadrant" not in said(arrange(baskets(), 110, quadrants(None)).heading("QTD"))
    places = quadrants(a_rotation_board().graph)
    assert places["Biotech"] == "Leading"
    assert "^RUT" not in places


def test_an_opened_basket_says_what_stands_behind_its_mean() -> None:
    basket = BasketRow(
        name="Biotech",
        stance=Stance.WINNER,
        return_pct=10.0,
        median_pct=8.0,
        dispersion_pts=12.34,
        against_small_pts=3.0,
        against_large_pts=-1.0,
        ahead=28,
        ahead_of=51,
        breadth=Breadth(members=2, above={"20": Share(above=1, of=2)}),
        members=(MemberRow(symbol="GPCR", return_pct=20.0, contribution_pts=10.0),),
    )
    layout = arrange([basket], 160)
    told = " ".join(said(line).lstrip(" │") for line in layout.why(basket))
    assert "median +8.00% · dispersion 12.3 pts · +3.00 pts against the small side" in told
    assert "−1.00 pts against the large side" in told
    assert "ahead of the large side on 28/51 sessions · 1/2 above 20-day" in told
    assert "adds +10.00 pts" in said(layout.member(basket.members[0], last=True))
    one_of_very_many = MemberRow(symbol="GPCR", return_pct=-2.2, contribution_pts=-2.2 / 1956)
    assert "adds −0.0011 pts" in said(layout.member(one_of_very_many, last=True))
