"""What `rotation print study` was asked for."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from tui.cli.asking import RequestError
from tui.cli.study_asking import studied
from tui.core.config import Config
from tui.core.events import Kind
from tui.core.study import StudyRule
from tui.settings.load import load


@pytest.fixture(scope="module")
def config() -> Config:
    return load()


def ask(config: Config, **asked: Any) -> Config:
    usual: dict[str, Any] = {"event": "2025-12-10", "estimation": None, "windows": ()}
    return studied(config, **dict.fromkeys(("symbols", "benchmark", "pair")) | usual | asked)


def test_companies_are_studied_against_the_benchmark(config: Config) -> None:
    asked = ask(config, symbols="NVDA,ORCL", benchmark="SPY", estimation="220,30", windows=("-5,5", "0,0"))
    assert asked.symbols() == ("NVDA", "SPY", "ORCL")
    assert asked.settings.study == StudyRule(length=220, gap=30, windows=((-5, 5), (0, 0)))
    (event,) = asked.events
    assert (event.kind, event.symbols, event.when) == (Kind.COMPANY, ("NVDA", "ORCL"), "2025-12-10")


def test_without_companies_the_spread_is_studied_by_the_usual_rule(config: Config) -> None:
    asked = ask(config, event="fed-2025-12-10", pair="IWM/QQQ")
    assert asked.symbols() == ("IWM", "QQQ")
    assert asked.settings.study == StudyRule()
    assert [event.kind for event in asked.events] == [Kind.MARKET]


def test_what_is_not_given_of_the_rule_is_as_configured(config: Config) -> None:
    own = StudyRule(length=60, gap=5, windows=((-5, -2), (0, 20)))
    configured = replace(config, settings=replace(config.settings, study=own))
    assert ask(configured).settings.study == own
    assert ask(configured, windows=("0,3",)).settings.study == replace(own, windows=((0, 3),))
    assert ask(configured, estimation="250,30").settings.study == replace(own, length=250, gap=30)
    with pytest.raises(RequestError, match="a usual window begins at -5; give each --window"):
        ask(configured, estimation="60,4")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"event": "no-such"}, "no such event and no day"),
        ({"event": "2025-12"}, "give the day too"),
        ({"estimation": "120"}, "two whole numbers, like 120,10"),
        ({"estimation": "2,10"}, "3 sessions or more"),
        ({"windows": ("5,-5",)}, "must not end before it begins"),
        ({"windows": ("-11,0",)}, "nor begin before -10"),
        ({"symbols": "NVDA", "pair": "IWM/QQQ"}, "not both"),
        ({"benchmark": "SPY"}, "needs --symbols"),
        ({"symbols": "SPY", "benchmark": "SPY"}, "the benchmark itself"),
        ({"symbols": "not one"}, "--symbols"),
    ],
)
def test_what_cannot_be_is_refused_in_words(config: Config, asked: dict[str, Any], says: str) -> None:
    with pytest.raises(RequestError, match=says):
        ask(config, **asked)
