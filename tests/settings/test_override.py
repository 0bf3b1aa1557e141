"""A user's files over the shipped ones, by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from tui.core.config import Cadence, Config, Palette
from tui.settings.load import config_report, load

MINE = '[[source]]\nname = "mine"\ntitle = "My notes"\npublished = 2026-01-05\n'


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return load(tmp_path_factory.mktemp("nothing"))


def _write(folder: Path, **files: str) -> Path:
    for stem, text in files.items():
        (folder / f"{stem}.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_folder_without_files_is_all_shipped(tmp_path: Path) -> None:
    report = config_report(tmp_path)
    assert [origin for _, origin in report.files] == ["shipped"] * 4
    assert report.problems == ()


def test_one_setting_changes_and_the_others_stay(tmp_path: Path, shipped: Config) -> None:
    config = load(_write(tmp_path, settings='palette = "red-up"'))
    assert config.settings.palette is Palette.RED_UP
    assert (config.settings.pair, config.settings.window) == (shipped.settings.pair, shipped.settings.window)
    assert (config.watchlist, config.events, config.marks) == (shipped.watchlist, shipped.events, shipped.marks)


def test_a_table_of_settings_is_laid_over_key_by_key(tmp_path: Path) -> None:
    config = load(_write(tmp_path, settings="[cadence]\nopen_s = 30"))
    assert config.settings.cadence == Cadence(open_s=30, extended_s=60, closed_s=600)


def test_the_rule_of_the_event_study_changes_in_part(tmp_path: Path, shipped: Config) -> None:
    config = load(_write(tmp_path, settings="[study]\nwindows = [[-10, -2], [0, 20]]"))
    assert config.settings.study == replace(shipped.settings.study, windows=((-10, -2), (0, 20)))


def test_a_list_that_is_there_replaces_the_shipped_one_whole_and_no_other(tmp_path: Path, shipped: Config) -> None:
    config = load(
        _write(tmp_path, watchlist='[[basket]]\nname = "Mine"\nstance = "watch"\nwhy = "x"\nmembers = ["BRK-B"]')
    )
    assert [basket.name for basket in config.watchlist.baskets] == ["Mine"]
    assert config.watchlist.baskets[0].members[0].symbol == "BRK-B"
    assert config.watchlist.strip == shipped.watchlist.strip
    assert config.watchlist.pairs == shipped.watchlist.pairs


def test_an_empty_list_takes_the_shipped_entries_away(tmp_path: Path) -> None:
    assert load(_write(tmp_path, marks="opinion = []")).marks.opinions == ()


def test_a_byte_order_mark_and_other_line_ends_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b'\xef\xbb\xbfwindow = "YTD"\r\npalette = "red-up"\r\n')
    assert load(tmp_path).settings.window == "YTD"


def test_pairs_of_ones_own_start_with_the_first_when_no_pair_is_set(tmp_path: Path) -> None:
    config = load(_write(tmp_path, watchlist='[[pair]]\nsmall = "^SP600"\nlarge = "^OEX"'))
    assert config.settings.pair == "^SP600/^OEX"
    assert config.watchlist.pairs[0].small_label == "^SP600"


def test_a_pair_set_by_the_user_must_be_one_of_the_users_pairs(tmp_path: Path) -> None:
    folder = _write(tmp_path, settings='pair = "^RUT/^NDX"', watchlist='[[pair]]\nsmall = "^SP600"\nlarge = "^OEX"')
    assert [str(problem) for problem in config_report(folder).problems] == [
        "settings.toml:1: pair: '^RUT/^NDX' is no [[pair]] of watchlist.toml; choose ^SP600/^OEX"
    ]


def test_a_pair_may_have_a_name_of_its_own(tmp_path: Path) -> None:
    text = '[[pair]]\nname = "Swiss"\nsmall = "^SSMI"\nlarge = "NESN.SW"'
    assert load(_write(tmp_path, settings='pair = "Swiss"', watchlist=text)).settings.pair == "Swiss"


def test_a_source_of_ones_own_is_added_to_the_shipped_ones(tmp_path: Path, shipped: Config) -> None:
    config = load(_write(tmp_path, events=MINE))
    assert [source.name for source in config.sources] == ["article A", "article B", "mine"]
    assert config.events == shipped.events


def test_a_source_of_the_same_name_replaces_the_shipped_one(tmp_path: Path) -> None:
    config = load(
        _write(tmp_path, events='[[source]]\nname = "article B"\ntitle = "Later edition"\npublished = 2025-12-19')
    )
    assert {source.name: source.published.day for source in config.sources} == {"article A": 22, "article B": 19}
    opinion = next(each for each in config.marks.opinions if each.source == "article B")
    assert opinion.known_from == date(2025, 12, 19)


def test_events_of_ones_own_leave_the_shipped_watch_list_alone(tmp_path: Path, shipped: Config) -> None:
    text = MINE + '[[event]]\nid = "x"\nwhen = "2026"\nkind = "macro"\ntitle = "t"\nsources = ["mine"]'
    config = load(_write(tmp_path, events=text))
    assert [event.id for event in config.events] == ["x"]
    assert config.marks.watch == shipped.marks.watch


@pytest.mark.parametrize(
    ("dates", "known_from"),
    [
        ('when = "2026-01-02"', date(2026, 1, 2)),
        ("when = 2026-01-02", date(2026, 1, 2)),
        ('when = "2026-01-05"', date(2026, 1, 5)),
        ('when = "2026-01"', date(2026, 1, 5)),
        ('when = "2025-11"\nuntil = "2025-12"', date(2025, 12, 31)),
        ('when = "2026-03"\nknown_from = 2026-02-01', date(2026, 2, 1)),
        ('when = "2026-01-02T16:30-05:00"', date(2026, 1, 2)),
    ],
)
def test_an_event_is_known_from_its_day_or_its_source_whichever_is_sooner(
    tmp_path: Path, dates: str, known_from: date
) -> None:
    text = MINE + f'[[event]]\nid = "x"\nkind = "macro"\ntitle = "t"\nsources = ["mine"]\n{dates}'
    (event,) = load(_write(tmp_path, events=text)).events
    assert event.known_from == known_from


def test_of_two_sources_the_earlier_one_counts(tmp_path: Path) -> None:
    text = MINE + '[[event]]\nid = "x"\nkind = "macro"\ntitle = "t"\nsources = ["mine", "article B"]\nwhen = "2027"'
    (event,) = load(_write(tmp_path, events=text)).events
    assert (event.known_from, event.source) == (date(2025, 12, 18), "mine, article B")


def test_text_loses_control_characters_and_line_breaks_but_keeps_its_brackets(tmp_path: Path) -> None:
    text = r"""[[basket]]
name = "[red]A\u001b[31m\nB\u202e[/]"
stance = "watch"
why = "x"
members = ["SRCE"]"""
    assert load(_write(tmp_path, watchlist=text)).watchlist.baskets[0].name == "[red]A[31m B[/]"


def test_the_report_says_which_file_comes_from_where(tmp_path: Path) -> None:
    _write(tmp_path, settings='window = "YTD"', watchlist="strip = []", marks="[[level")
    (tmp_path / "watchlists.toml").touch()
    lines = config_report(_write(tmp_path, events="source = []\nevent = []")).text().splitlines()
    assert lines[:6] == [
        f"your folder: {tmp_path}",
        "settings.toml: yours, the rest shipped",
        "watchlist.toml: yours, the rest shipped",
        "events.toml: yours",
        "marks.toml: refused",
        "not read: 'watchlists.toml'; did you mean 'watchlist.toml'?",
    ]
    assert lines[6] == f"1 problem in the configuration of '{tmp_path}'"
    assert lines[7].startswith("  marks.toml:1: is not TOML: ")


def test_a_report_without_problems_says_so(tmp_path: Path) -> None:
    assert config_report(tmp_path).text().splitlines()[-1] == "no problems"
