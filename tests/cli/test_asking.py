"""What `rotation print` was asked for."""

from __future__ import annotations

from datetime import date

import pytest

from tui.cli.asking import RequestError, graphed, watched
from tui.core.config import Config
from tui.settings.load import load


@pytest.fixture(scope="module")
def config() -> Config:
    return load()


def test_without_options_the_settings_decide(config: Config) -> None:
    watch = watched(config)
    assert (watch.pair, watch.window, watch.since) == ("^RUT/^NDX", "QTD", None)


@pytest.mark.parametrize(("since", "session"), [("fed-2025-12-10", "2025-12-10"), ("2025-07-06", "2025-07-06")])
def test_since_takes_an_event_or_a_day(config: Config, since: str, session: str) -> None:
    watch = watched(config, since=since)
    assert (watch.window, watch.since) == ("EVENT", date.fromisoformat(session))


def test_an_event_on_a_holiday_begins_at_the_next_session(config: Config) -> None:
    event = next(each for each in config.events if each.when == "2025-07-04")
    assert watched(config, since=event.id).since == date(2025, 7, 7)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"pair": "X/Y"}, r"no such pair; there are \^RUT/\^NDX"),
        ({"since": "no-such"}, "no such event and no day"),
        ({"since": ""}, "no such event and no day"),
        ({"since": "2025-12-10", "window": "1M"}, "not both"),
        ({"since": "earnings-q1-2026"}, "not known exactly"),
    ],
)
def test_what_cannot_be_is_refused_in_words(config: Config, asked: dict[str, str], says: str) -> None:
    with pytest.raises(RequestError, match=says):
        watched(config, **asked)


def test_the_graph_of_chosen_symbols_asks_for_them_alone(config: Config) -> None:
    asked = graphed(config, "IWM/QQQ", "SPY", "XLK, XLF,XLK")
    assert asked.symbols() == ("IWM", "QQQ", "SPY", "XLK", "XLF")
    assert watched(asked).pair == "IWM/QQQ"


def test_any_two_symbols_are_a_pair_of_the_graph(config: Config) -> None:
    assert graphed(config, "MDY/SPY", None, "XLK").symbols() == ("MDY", "SPY", "^GSPC", "XLK")


def test_without_symbols_the_graph_has_the_baskets(config: Config) -> None:
    assert graphed(config, None, None, None).watchlist.baskets == config.watchlist.baskets


@pytest.mark.parametrize(
    "asked",
    [
        ("IWM", None, None),
        ("a b/QQQ", None, None),
        ("", None, None),
        (None, "s p", None),
        (None, "", None),
        (None, None, "X,!"),
        (None, None, ""),
        (None, None, " , "),
    ],
)
def test_what_is_no_symbol_is_refused_for_the_graph(config: Config, asked: tuple[str | None, ...]) -> None:
    with pytest.raises(RequestError):
        graphed(config, *asked)  # type: ignore[arg-type]  # three of them
