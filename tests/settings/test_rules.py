"""What counts as a symbol, and what no value can do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.settings.load import config_report
from tui.settings.problems import shown
from tui.settings.rules import symbol
from tui.settings.schema import EventsFile, MarksFile, SettingsFile, Shape, WatchlistFile
from tui.settings.shaping import Shaper

_JUNK: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates() | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    "text",
    ["A", "AAPL", "^RUT", "BRK-B", "RTY=F", "EURUSD=X", "BTC-USD", "0700.HK", "M&M.NS", "DX-Y.NYB", "^990100-USD-STRD"],
)
def test_what_yahoo_calls_a_symbol_is_one(text: str) -> None:
    assert symbol(text) == text


@settings(deadline=None)
@given(st.text(max_size=25))
def test_what_passes_for_a_symbol_is_short_printable_and_no_path(text: str) -> None:
    passed, refusal = _tried(text)
    assert refusal.isprintable()
    if passed is not None:
        assert passed == text.upper()
        assert passed.isascii()
        assert 1 <= len(passed) <= 20
        assert not set(passed) & set(" /\\[]%")
        assert not passed.startswith(".")


def _tried(text: str) -> tuple[str | None, str]:
    try:
        return symbol(text), ""
    except ValueError as refusal:
        return None, str(refusal)


@settings(deadline=None)
@given(st.text(min_size=21).map(lambda text: text.upper()))
def test_nothing_longer_than_twenty_characters_is_a_symbol(text: str) -> None:
    with pytest.raises(ValueError, match="is no symbol"):
        symbol(text)


@settings(deadline=None)
@given(_JUNK)
def test_whatever_is_shown_of_a_value_is_one_short_printable_line(value: object) -> None:
    assert shown(value).isprintable()
    assert len(shown(value)) <= 60


@pytest.mark.parametrize("shape", [SettingsFile, WatchlistFile, EventsFile, MarksFile])
@settings(deadline=None)
@given(data=st.data())
def test_no_table_breaks_the_reader_and_none_is_taken_with_a_problem(shape: type[Shape], data: st.DataObject) -> None:
    names = st.sampled_from(shape.__struct_fields__)
    table = data.draw(st.dictionaries(names, _JUNK))
    shaper = Shaper()
    assert (shaper.table(shape, table) is None) == bool(shaper.problems)


@settings(deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_in_a_file_ends_in_a_configuration_or_in_printable_problems(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder: Path = tmp_path_factory.mktemp("own")
    (folder / "settings.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    report = config_report(folder)
    assert (report.config is None) == bool(report.problems)
    assert all(str(problem).isprintable() for problem in report.problems)
