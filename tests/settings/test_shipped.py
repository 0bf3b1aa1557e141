"""The shipped files hold the whole story."""

from __future__ import annotations

import re
from datetime import date

import msgspec
import pytest
from textual.theme import BUILTIN_THEMES

from tui.core.config import THEMES, Config
from tui.core.events import Claim, Kind, Measure, NewsEvent
from tui.core.marks import Reading
from tui.core.watchlist import Stance
from tui.settings.load import load

A, B = "article A", "article B"
BOTH = "article A, article B"
WINNER, LOSER, WATCH = Stance.WINNER, Stance.LOSER, Stance.WATCH

BASKETS = [
    ("Regional banks", WINNER, ["SRCE", "AMTB"], BOTH),
    ("Reshoring industrials", WINNER, ["AAON", "ALG", "AIR"], BOTH),
    ("Biotech", WINNER, ["GPCR", "KRRO"], BOTH),
    ("Small-cap fintech", WINNER, ["DAVE", "SEZL"], A),
    ("Mega-cap tech", LOSER, ["NVDA", "AAPL", "MSFT", "AVGO", "ORCL", "AMZN", "GOOG", "META", "TSLA"], BOTH),
    ("Solar and wind", LOSER, ["TAN", "FAN"], B),
    ("Nuclear / SMR", WATCH, ["SMR", "OKLO", "NLR"], B),
    ("Traditional energy", WINNER, ["XLE", "XOP"], B),
    ("Rural hospitals / health safety net", LOSER, ["CYH", "THC", "CNC"], B),
]
STAND_INS = {"Solar and wind", "Nuclear / SMR", "Traditional energy", "Rural hospitals / health safety net"}

EVENTS = [
    ("2024-07-11", None, Kind.MACRO, "cpi", A),
    ("2025-07-04", None, Kind.POLICY, "One Big Beautiful Bill", BOTH),
    ("2025-09-17", None, Kind.FED, "4.00–4.25", BOTH),
    ("2025-10-29", None, Kind.FED, "3.75–4.00", BOTH),
    ("2025-12-10", None, Kind.FED, "3.50–3.75", BOTH),
    ("2025-12-03", None, Kind.MACRO, "32,000 jobs", B),
    ("2025-12-04", None, Kind.LEVEL, "resistance", BOTH),
    ("2025-12-08", None, Kind.COMPANY, "GPCR jumps", B),
    ("2025-12-11", None, Kind.LEVEL, "2,590.61", BOTH),
    ("2025-12-11", None, Kind.EARNINGS, "Oracle sells off", B),
    ("2025-12-17", None, Kind.LEVEL, "back below 2,500", B),
    ("2025-12-18", None, Kind.MARKET, "consolidates near 2,500", B),
    ("2026-01", "2026-02", Kind.EARNINGS, "litmus test", BOTH),
    ("2026", None, Kind.POLICY, "Deficit cliff", B),
    ("2026", None, Kind.POLICY, "tariffs", B),
    ("2026", None, Kind.FED, "Fed pauses", BOTH),
]

D = date.fromisoformat
QUARTER = D("2025-10-01")
CLAIMS = [
    ("^RUT", Measure.RETURN, A, 12.2, (12.15, 12.25), D("2024-07-01"), D("2024-07-31")),
    ("^RUT", Measure.RETURN, A, 8, (7.5, 8), QUARTER, None),
    ("^NDX", Measure.RETURN, A, 1.5, (1.45, 1.55), QUARTER, None),
    ("^RUT/^NDX", Measure.SPREAD, A, 6.5, (5.95, 6.55), QUARTER, None),
    ("^RUT", Measure.CLOSE, B, 2531.16, (2531.155, 2531.165), None, D("2025-12-04")),
    ("^RUT", Measure.RECORD_CLOSE, A, 2590.61, (2590.605, 2590.615), None, D("2025-12-11")),
    ("^RUT", Measure.RECORD_CLOSE, B, 2590.61, (2590.605, 2590.615), None, D("2025-12-11")),
    ("^RUT", Measure.CLOSE, B, 2491.01, (2491.005, 2491.015), None, D("2025-12-17")),
    ("ORCL", Measure.DAY_CHANGE, B, -13, (-13.5, -12.5), None, D("2025-12-11")),
    ("GPCR", Measure.MULTIPLE, B, 2, (2, None), D("2025-12-08"), D("2025-12-08")),
    ("^RUT/^GSPC", Measure.DURATION, B, None, (18, 24), D("2025-12-04"), None),
    ("^RUT", Measure.RECORD_CLOSE, B, None, (None, None), D("2025-01-01"), D("2025-12-04")),
    ("^RUT", Measure.FIRST_CLOSE_ABOVE, A, None, (None, None), D("2025-12-01"), D("2025-12-10")),
    ("^RUT", Measure.FIRST_CLOSE_ABOVE, B, None, (None, None), D("2025-12-01"), D("2025-12-10")),
    ("^RUT", Measure.SHARE_ABOVE, A, None, (None, None), D("2024-01-01"), D("2025-03-31")),
    *[
        (symbol, Measure.RETURN, source, None, (0, None), QUARTER, None)
        for symbol, source in [("AAON", A), ("AAON", B), ("ALG", A), ("ALG", B), ("AIR", B), ("KRRO", A)]
    ],
    *[(symbol, Measure.RETURN, A, None, (None, None), QUARTER, None) for symbol in ("NVDA", "AAPL", "MSFT")],
    *[(symbol, Measure.RETURN, B, None, (None, 0), QUARTER, None) for symbol in ("NVDA", "AVGO", "MSFT", "ORCL")],
]

LEVELS = [
    (2100, None, A),
    (2500, None, BOTH),
    (2531.16, None, B),
    (2590.61, None, BOTH),
    (2800, "2026-06", A),
    (3000, None, B),
]
PRECEDENTS = [
    ("2000-03-27", A, False),
    ("2016-11-08", B, False),
    ("2020-11-06", B, False),
    ("2024-07-10", A, False),
    ("2025-11-17", "", True),
]
OPINIONS = [
    ("44 to 61 %", A),
    ("20 to 35 %", B),
    ("towards 20 %", A),
    ("40 %", A),
    ("floating-rate debt", A),
    ("Year of the Small Cap", B),
    ("18 to 24 months", B),
]
WATCHED = [
    (Reading.PRICE, ("^TNX",), None),
    (Reading.DIFFERENCE, ("^TNX", "^IRX"), None),
    (Reading.RATIO, ("IWN", "IWO"), None),
    (Reading.RATIO, ("IJR", "IWM"), None),
    (Reading.FED, (), None),
    (Reading.EVENT, (), None),
    (Reading.RATIO, ("TIP", "IEF"), None),
    (Reading.BREADTH, (), None),
    (Reading.LEVEL, ("^RUT",), 2500),
    (Reading.LEVEL, ("^RUT",), 2800),
    (Reading.LEVEL, ("^RUT",), 3000),
]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return load(tmp_path_factory.mktemp("nothing"))


def _event(config: Config, id_: str) -> NewsEvent:
    return next(event for event in config.events if event.id == id_)


def _claims(config: Config) -> list[Claim]:
    return [claim for event in config.events for claim in event.claims]


def test_the_strip_has_the_ten_symbols_of_both_pages_in_their_order(shipped: Config) -> None:
    assert " ".join(shipped.watchlist.strip) == "AMZN AAPL AMD BAC GOOG META MSFT NVDA ORCL TSLA"


def test_the_indices_row_ends_with_rates_the_fed_and_volatility(shipped: Config) -> None:
    assert [(each.symbol, each.label, each.kind) for each in shipped.watchlist.indices] == [
        ("^RUT", "^RUT", "index"),
        ("^NDX", "^NDX", "index"),
        ("^GSPC", "^GSPC", "index"),
        ("^TNX", "10Y", "yield"),
        ("FED", "Fed", "fed"),
        ("^VIX", "VIX", "index"),
    ]


def test_both_ends_of_the_curve_are_known_to_be_yields(shipped: Config) -> None:
    assert shipped.watchlist.yields == ("^TNX", "^IRX")


def test_the_first_pair_is_the_rotation_itself_and_five_others_follow(shipped: Config) -> None:
    names = ["^RUT/^NDX", "^RUT/^IXIC", "^RUT/^GSPC", "IWM/QQQ", "IWN/IWO", "RSP/SPY"]
    assert [pair.name for pair in shipped.watchlist.pairs] == names
    assert all(pair.name == f"{pair.small}/{pair.large}" for pair in shipped.watchlist.pairs)


def test_the_first_pair_names_the_future_and_the_fund_on_the_same_index(shipped: Config) -> None:
    assert re.search(r"RTY=F.*IWM", shipped.watchlist.pairs[0].why)


def test_all_nine_baskets_have_their_side_members_and_source(shipped: Config) -> None:
    baskets = shipped.watchlist.baskets
    assert [
        (each.name, each.stance, [member.symbol for member in each.members], each.source) for each in baskets
    ] == BASKETS


def test_stand_ins_are_marked_and_say_so_and_named_companies_are_not(shipped: Config) -> None:
    for basket in shipped.watchlist.baskets:
        for member in basket.members:
            assert member.proxy == (basket.name in STAND_INS)
            assert ("stand-in" in member.note) == member.proxy


def test_the_members_note_the_exchange_the_articles_disagree_on(shipped: Config) -> None:
    amtb = shipped.watchlist.baskets[0].members[1]
    assert "trades on the NYSE" in amtb.note


@pytest.mark.parametrize("row", EVENTS, ids=lambda row: f"{row[0]} {row[3]}")
def test_every_event_has_its_date_kind_words_and_source(
    shipped: Config, row: tuple[str, str | None, Kind, str, str]
) -> None:
    when, until, kind, words, source = row
    found = [each for each in shipped.events if words.lower() in each.title.lower() and each.kind is kind]
    assert [(each.when, each.until, each.source) for each in found] == [(when, until, source)]


def test_the_only_other_events_are_the_articles_themselves(shipped: Config) -> None:
    rest = [(each.when, each.kind, each.source) for each in shipped.events if each.id.startswith("article-")]
    assert rest == [("2025-12-18", Kind.NEWS, B), ("2025-12-22", Kind.NEWS, A)]
    assert len(shipped.events) == len(EVENTS) + len(rest)


def test_the_act_carries_all_its_figures(shipped: Config) -> None:
    detail = _event(shipped, "obbba-2025-07-04").detail
    for figure in ("$4.5 tn", "100 % bonus depreciation", "$2.5 m", "expensed at once", "mid-2025", "July 2025"):
        assert figure in detail


def test_every_cut_carries_the_range_it_led_to(shipped: Config) -> None:
    ranges = [(each.when, each.lower_pct, each.upper_pct) for each in shipped.events if each.lower_pct is not None]
    assert ranges == [("2025-09-17", 4.0, 4.25), ("2025-10-29", 3.75, 4.0), ("2025-12-10", 3.5, 3.75)]


def test_every_claim_is_there_with_its_source_and_rounding_and_no_other(shipped: Config) -> None:
    found = [
        (each.symbol, each.measure, each.source, each.value, (each.low, each.high), each.start, each.end)
        for each in _claims(shipped)
    ]
    assert sorted(map(repr, found)) == sorted(
        repr((s, m, src, None if v is None else float(v), (_f(low), _f(high)), start, end))
        for s, m, src, v, (low, high), start, end in CLAIMS
    )


def _f(value: float | None) -> float | None:
    return None if value is None else float(value)


def test_claims_about_a_level_name_it(shipped: Config) -> None:
    levels = [(each.measure, each.level) for each in _claims(shipped) if each.level is not None]
    assert sorted(levels) == [
        (Measure.FIRST_CLOSE_ABOVE, 2500),
        (Measure.FIRST_CLOSE_ABOVE, 2500),
        (Measure.SHARE_ABOVE, 2100),
    ]


def test_no_claim_is_known_before_its_source_was_published(shipped: Config) -> None:
    published = {source.name: source.published for source in shipped.sources}
    assert published == {A: D("2025-12-22"), B: D("2025-12-18")}
    assert all(claim.known_from == published[claim.source] for claim in _claims(shipped))


def test_what_had_happened_is_known_from_its_day_and_what_was_to_come_from_its_earliest_source(shipped: Config) -> None:
    assert _event(shipped, "fed-2025-12-10").known_from == D("2025-12-10")
    assert _event(shipped, "earnings-q1-2026").known_from == D("2025-12-18")
    assert _event(shipped, "fed-pause-2026").known_from == D("2025-12-18")


def test_levels_and_dated_targets_are_all_there(shipped: Config) -> None:
    assert [(each.level, each.by, each.source) for each in shipped.marks.levels] == LEVELS
    assert {each.symbol for each in shipped.marks.levels} == {"^RUT"}


def test_a_close_is_known_on_its_day_and_a_forecast_with_its_source(shipped: Config) -> None:
    days = ["2024-01-01", "2025-10-15", "2025-12-04", "2025-12-11", "2025-12-22", "2025-12-18"]
    assert [each.known_from for each in shipped.marks.levels] == [D(day) for day in days]


def test_the_fund_target_is_a_return_not_a_level(shipped: Config) -> None:
    (target,) = shipped.marks.targets
    assert (target.symbol, target.return_pct, target.by, target.source) == ("IWM", 20, "2026", B)


def test_precedents_start_on_their_day_0(shipped: Config) -> None:
    found = [(each.day0.isoformat(), each.source, each.current) for each in shipped.marks.precedents]
    assert found == PRECEDENTS


@pytest.mark.parametrize(("words", "source"), OPINIONS)
def test_every_opinion_is_there_with_the_source_that_holds_it(shipped: Config, words: str, source: str) -> None:
    assert [each.source for each in shipped.marks.opinions if words in each.text] == [source]


def test_everything_to_watch_has_a_way_to_read_it(shipped: Config) -> None:
    assert [(each.reading, each.symbols, each.level) for each in shipped.marks.watch] == WATCHED


def test_the_earnings_season_to_watch_is_one_of_the_events(shipped: Config) -> None:
    (item,) = [each for each in shipped.marks.watch if each.reading is Reading.EVENT]
    assert item.event in {event.id for event in shipped.events}


def test_the_start_is_the_first_pair_over_the_quarter(shipped: Config) -> None:
    assert (shipped.settings.pair, shipped.settings.window) == ("^RUT/^NDX", "QTD")


def test_the_shipped_settings_are_the_nouns_defaults(shipped: Config) -> None:
    assert shipped.settings == type(shipped.settings)()


def test_the_themes_that_may_be_named_are_ours_and_the_toolkits() -> None:
    assert set(THEMES) == {"rotation-dark", "rotation-light", *BUILTIN_THEMES}


def test_the_configuration_survives_the_wire(shipped: Config) -> None:
    assert msgspec.json.decode(msgspec.json.encode(shipped), type=Config) == shipped
