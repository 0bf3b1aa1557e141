"""Lines keep to the cells they are given, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.core.text import safe
from tui.ui.lines import DOT, Span, Tone, apart, cut, fit, fit_words, joined, right, tone_of, width_of, wrapped

texts = st.text(max_size=60).map(safe)
widths = st.integers(min_value=0, max_value=80)


@given(texts, widths)
def test_fitted_text_takes_exactly_its_cells(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width
    assert cell_len(fit_words(text, width)) == width


@given(st.lists(texts, max_size=4), widths)
def test_a_cut_line_is_never_wider_than_its_place(parts: list[str], width: int) -> None:
    line = tuple(Span(part) for part in parts)
    assert width_of(cut(line, width)) <= width


@given(texts, texts, widths)
def test_two_ends_never_meet_or_leave_their_place(left: str, end: str, width: int) -> None:
    line = apart((Span(left),), (Span(end),), width)
    assert width_of(line) <= max(width, cell_len(end))


@given(texts, st.integers(min_value=4, max_value=40))
def test_wrapping_keeps_every_character_and_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join(span.text for line in lines for span in line).replace(" ", "") == text.replace(" ", "")


def test_cut_text_says_so() -> None:
    assert fit("Regional banks", 8) == "Regiona…"
    assert "".join(span.text for span in cut((Span("abc"), Span("defgh")), 5)) == "abcd…"
    assert "".join(span.text for span in cut((Span("abcde"), Span("f")), 5)) == "abcd…"


def test_words_are_cut_between_words_so_that_no_number_is_halved() -> None:
    assert fit_words("Fed cuts 25 bp to 3.50–3.75 %", 23).rstrip() == "Fed cuts 25 bp to…"
    assert fit_words("Fed cuts 25 bp to 3.50–3.75 %", 40).rstrip() == "Fed cuts 25 bp to 3.50–3.75 %"


def test_a_line_is_not_broken_before_a_separator() -> None:
    lines = wrapped(joined(("level", "^RUT", "article B"), DOT), 14)
    assert ["".join(span.text for span in line) for line in lines] == ["level · ^RUT ·", "article B"]


def test_numbers_are_set_to_the_right_and_never_cut() -> None:
    assert right("+1.2%", 8) == "   +1.2%"
    assert right("+1,234.56%", 4) == "+1,234.56%"


def test_up_and_down_have_their_tones_and_zero_has_none() -> None:
    assert [tone_of(value) for value in (1.0, -1.0, 0.0, None)] == [Tone.UP, Tone.DOWN, Tone.TEXT, Tone.TEXT]
