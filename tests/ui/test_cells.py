"""Cells of quotes: what they say, and that they never jump."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from ui_boards import NOW, a_quote, after_hours

from tui.core.market import Quote, Session, State
from tui.core.readings import FedRange
from tui.core.text import day, price
from tui.core.watchlist import Instrument
from tui.ui.cells import Columns, Form, Seen, forms_for, index_cell, quote_cell
from tui.ui.fitted_cells import FittedCells
from tui.ui.lines import Line, Tone, width_of

SEEN = Seen(NOW, State.LIVE)


def said(line: Line) -> str:
    return " ".join("".join(span.text for span in line).split())


def cell(quote: Quote | None, form: Form = Form.FULL, seen: Seen = SEEN) -> Line:
    return quote_cell("AMZN", quote, form, Columns(), seen)


def test_a_full_cell_says_symbol_price_change_and_percent() -> None:
    up = replace(a_quote("AMZN", 228.43, change=1.08), change_pct=0.48)
    down = replace(a_quote("AMZN", 270.97, change=-2.70), change_pct=-0.99)
    assert said(cell(up)) == "AMZN 228.43 ▲+1.08 (0.48%)"
    assert said(cell(down)) == "AMZN 270.97 ▼−2.70 (−0.99%)"
    assert said(cell(up, Form.PERCENT)) == "AMZN 228.43 ▲+0.48%"
    assert said(cell(up, Form.PRICE)) == "AMZN 228.43"


def test_what_rounds_to_zero_has_neither_arrow_nor_colour() -> None:
    line = cell(replace(a_quote("AMZN", 100, change=0.0001), change_pct=0.0001))
    assert said(line) == "AMZN 100.00 0.00 (0.00%)"
    assert not {span.tone for span in line} & {Tone.UP, Tone.DOWN}


def test_no_quote_is_a_dash_and_no_zero() -> None:
    assert said(cell(None)) == "AMZN –"


def test_a_state_unlike_the_others_is_told_in_the_cell() -> None:
    stale = replace(a_quote("AMZN", 228.43), state=State.STALE, time=NOW - timedelta(hours=3))
    line = cell(stale)
    assert said(line).endswith("stale 3h")
    assert {span.tone for span in line if span.text.strip()} == {Tone.MUTED}
    assert "delayed" not in said(cell(a_quote("AMZN", 1, state=State.DELAYED), seen=Seen(NOW, State.DELAYED)))


@given(st.lists(st.floats(min_value=0.01, max_value=1e6), min_size=1, max_size=20))
def test_a_cell_never_gets_narrower_when_prices_change(prices: list[float]) -> None:
    columns = Columns()
    for form in Form:
        widths = [width_of(quote_cell("AMZN", a_quote("AMZN", each), form, columns, SEEN)) for each in prices]
        assert widths == sorted(widths)


def test_cells_are_alike_wide_once_every_one_has_been_seen() -> None:
    columns = Columns()
    shown = [a_quote("AMZN", 1.5), a_quote("BRK-A", 750_000.0, change=-12_345.0), None]
    widths: set[int] = set()
    for _ in range(2):
        widths = {width_of(quote_cell("X", quote, Form.FULL, columns, SEEN)) for quote in shown}
    assert len(widths) == 1
    assert columns.grew()
    assert not columns.grew()


def test_cells_that_have_grown_too_wide_say_less_and_stay_so() -> None:
    cells, few, many = FittedCells(listed=False), a_quote("AMZN", 9.5), a_quote("AMZN", 123_456.5, change=-1234.5)
    shapes = []
    for quote in (few, few, many, few):
        shape, made = cells.of([("AMZN", "AMZN"), ("AAPL", "AAPL")], {"AMZN": quote}, SEEN, (60, 1))
        width = width_of(made[0])
        assert width_of(made[1]) == width
        assert shape.across * width + (shape.across - 1) * shape.gap <= 60
        shapes.append((shape.form, shape.across, width))
    assert [form for form, _, _ in shapes] == [Form.FULL, Form.FULL, Form.PERCENT, Form.PERCENT]
    assert shapes[2] == shapes[3]


def test_a_list_that_is_longer_than_its_room_says_as_much_as_fits_a_row() -> None:
    names, quotes = [("AMZN", "AMZN"), ("AAPL", "AAPL")], {"AMZN": a_quote("AMZN", 9.5)}
    shapes = {listed: FittedCells(listed=listed).of(names, quotes, SEEN, (30, 1))[0] for listed in (True, False)}
    assert shapes[True].form is Form.FULL
    assert shapes[False].form is Form.PERCENT


def test_a_price_after_the_close_stands_beside_the_regular_one() -> None:
    aapl = after_hours(replace(a_quote("AAPL", 269.70, change=0.26), change_pct=0.10), 270.75)
    told = {form: said(quote_cell("AAPL", aapl, form, Columns(), Seen(NOW, State.CLOSED))) for form in Form}
    assert told == {
        Form.EXTENDED_FULL: "AAPL 269.70 ▲+0.26 (0.10%) post 270.75 +0.39%",
        Form.EXTENDED_PERCENT: "AAPL 269.70 ▲+0.10% post 270.75 +0.39%",
        Form.EXTENDED_PRICE: "AAPL 269.70 ▲+0.10% post 270.75",
        Form.FULL: "AAPL 269.70 ▲+0.26 (0.10%)",
        Form.PERCENT: "AAPL 269.70 ▲+0.10%",
        Form.PRICE: "AAPL 269.70",
    }


def test_an_extended_price_says_closed_by_itself_and_any_other_state_in_words() -> None:
    closed = after_hours(a_quote("AMZN", 10), 11)
    extended = closed.extended
    assert extended is not None
    before = replace(closed, extended=replace(extended, session=Session.PRE))
    assert said(cell(closed, Form.EXTENDED_PRICE)) == "AMZN 10.00 ▲+11.11% post 11.00"
    assert said(cell(before, Form.EXTENDED_PRICE)) == "AMZN 10.00 ▲+11.11% pre 11.00"
    assert said(cell(closed, Form.PERCENT)) == "AMZN 10.00 ▲+11.11% closed"
    for state in (State.CACHED, State.STALE):
        line = cell(replace(closed, state=state), Form.EXTENDED_PERCENT)
        assert said(line) == f"AMZN 10.00 ▲+11.11% post 11.00 +10.00% {state} 15m"
        assert {span.tone for span in line if span.text.strip()} == {Tone.MUTED}


def test_an_extended_yield_is_told_in_percent_and_basis_points() -> None:
    seen = Seen(NOW, State.LIVE, frozenset({"^TNX"}))
    line = quote_cell("10Y", after_hours(a_quote("^TNX", 4.14, change=-0.02), 4.17), Form(0), Columns(), seen)
    assert said(line) == "10Y 4.14% ▼−2 bp post 4.17% +3 bp"


def test_extended_prices_take_room_only_where_there_are_any() -> None:
    plain, extended = a_quote("A", 10), after_hours(a_quote("B", 10), 11)
    assert forms_for([plain, None]) == (Form.FULL, Form.PERCENT, Form.PRICE)
    assert forms_for([plain, None, extended]) == tuple(Form)


@pytest.mark.parametrize("form", [form for form in Form if form.extended()])
def test_cells_with_and_without_an_extended_price_are_alike_wide(form: Form) -> None:
    columns = Columns()
    shown = [after_hours(a_quote("X", 9.5), 10.25), after_hours(a_quote("X", 1_500), 150_000), a_quote("X", 8), None]
    widths: set[int] = set()
    for _ in range(2):
        widths = {width_of(quote_cell("X", quote, form, columns, SEEN)) for quote in shown}
    assert len(widths) == 1


def test_a_price_that_moved_is_lit_in_its_direction() -> None:
    for move, tone in ((1, Tone.ROSE), (-1, Tone.FELL)):
        line = cell(a_quote("AMZN", 10), seen=Seen(NOW, State.LIVE, moved={"AMZN": move}))
        assert [span.tone for span in line if "10.00" in span.text] == [tone]


@pytest.mark.parametrize(
    ("instrument", "quote", "words"),
    [
        (Instrument(symbol="^RUT", label="^RUT"), a_quote("^RUT", 2590.61, change=30.96), "^RUT 2,590.61 +1.21%"),
        (Instrument(symbol="^TNX", label="10Y", kind="yield"), a_quote("^TNX", 4.14, change=-0.02), "10Y 4.14% −2 bp"),
        (Instrument(symbol="FED", label="Fed", kind="fed"), None, "Fed 3.50–3.75"),
        (Instrument(symbol="^VIX", label="VIX"), None, "VIX –"),
    ],
)
def test_each_index_is_told_in_its_own_unit(instrument: Instrument, quote: Quote | None, words: str) -> None:
    fed = FedRange(lower_pct=3.5, upper_pct=3.75, since=NOW.date())
    assert said(index_cell(instrument, quote, fed, Columns(), SEEN)) == words


def test_an_index_that_is_not_like_the_rest_says_so_and_is_dim() -> None:
    rut = Instrument(symbol="^RUT", label="^RUT")
    cached = a_quote("^RUT", 2590.61, change=30.96, state=State.CACHED)
    line = index_cell(rut, cached, None, Columns(), SEEN)
    assert "cached" in said(line)
    assert {span.tone for span in line} == {Tone.MUTED}


def test_a_close_of_long_ago_has_its_day() -> None:
    old = replace(a_quote("^RUT", 2590.61, state=State.CLOSED), day=NOW.date() - timedelta(days=30))
    words = said(index_cell(Instrument(symbol="^RUT", label="^RUT"), old, None, Columns(), Seen(NOW, State.CLOSED)))
    assert words.endswith(f"closed {day(old.day)}")


def test_a_yield_in_a_list_is_told_in_percent_and_basis_points() -> None:
    seen = Seen(NOW, State.LIVE, frozenset({"^TNX"}))
    for form in (Form.FULL, Form.PERCENT):
        line = quote_cell("10Y", a_quote("^TNX", 4.14, change=-0.02), form, Columns(), seen)
        assert said(line) == "10Y 4.14% ▼−2 bp"


@given(
    st.lists(st.lists(st.floats(0.01, 1e6), min_size=4, max_size=4), min_size=1, max_size=8),
    st.tuples(st.integers(20, 160), st.integers(1, 3)),
    st.booleans(),
)
def test_while_prices_move_all_cells_are_as_wide_fit_the_room_and_never_come_in_a_fuller_form(
    moves: list[list[float]], room: tuple[int, int], listed: bool
) -> None:
    fitted = FittedCells(listed=listed)
    names = [(f"S{place}", f"S{place}") for place in range(4)]
    forms = []
    for prices in moves:
        quotes = {symbol: a_quote(symbol, level) for (symbol, _), level in zip(names, prices, strict=True)}
        shape, cells = fitted.of(names, quotes, SEEN, room)
        (width,) = {width_of(each) for each in cells}
        assert width <= room[0] or shape.form is Form.PRICE
        assert [said(each).split()[0] for each in cells] == [label for _, label in names]
        assert [price(level) in said(each) for each, level in zip(cells, prices, strict=True)] == [True] * 4
        forms.append(shape.form)
    assert forms == sorted(forms)
