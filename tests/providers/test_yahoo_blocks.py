"""What a refusal costs in requests, and how each ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from standin import Family, Fault, Standin, running_standin
from yahoo_process import YahooProcess


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Standin, YahooProcess]]:
    with running_standin() as standin, YahooProcess(standin.env(), tmp_path_factory.mktemp("blocks")) as yahoo:
        yield standin, yahoo


@pytest.fixture
def warm(running: tuple[Standin, YahooProcess]) -> tuple[Standin, YahooProcess]:
    """A process that has cookie and crumb, whatever the test before did to them, and a log with nothing in it."""
    standin, yahoo = running
    standin.faults.clear()
    while "data" not in yahoo.ask("quotes", "AAPL"):
        pass
    standin.log.clear()
    return standin, yahoo


@pytest.mark.parametrize(
    ("fault", "error", "most"),
    [
        (Fault.LIMITED, "RateLimited", 1),
        (Fault.REFUSED, "RateLimited", 9),
        (Fault.BROKEN, "ServerFault", 3),
        (Fault.HTML, "ServerFault", 5),
    ],
)
def test_a_cold_question_under_a_total_block_costs_few_requests_and_opens_every_family(
    standin: Standin, yahoo: YahooProcess, fault: Fault, error: str, most: int
) -> None:
    standin.faults.set(fault)
    refused = yahoo.ask("quotes", "AAPL")
    assert (refused["error"], refused["shared"]) == (error, True)
    assert len(standin.log.requests) <= most
    assert refused["requests"] == len(standin.log.requests)
    standin.faults.clear()
    assert yahoo.ask("quotes", "AAPL")["data"]
    assert yahoo.stderr() == ""


def test_a_poisoned_crumb_is_told_as_a_limit_for_all_and_never_kept(standin: Standin, yahoo: YahooProcess) -> None:
    standin.faults.set(Fault.POISONED)
    for what in ("quotes", "bars", "news"):
        refused = yahoo.ask(what, "AAPL")
        assert (refused["error"], refused["shared"]) == ("RateLimited", True)
    assert standin.log.families() == [Family.COOKIE, Family.CRUMB, Family.CRUMB, Family.CRUMB]
    standin.faults.clear()
    standin.log.clear()
    assert yahoo.ask("quotes", "AAPL")["data"]
    assert standin.log.families() == [Family.CRUMB, Family.QUOTE]


def test_a_warm_block_costs_one_request_a_question_and_yahoos_own_wait_is_passed_on(
    warm: tuple[Standin, YahooProcess],
) -> None:
    standin, yahoo = warm
    standin.faults.set(Fault.LIMITED, Family.QUOTE, retry_after_s=77)
    refused = yahoo.ask("quotes", "AAPL")
    assert (refused["error"], refused["shared"], refused["retry_after_s"]) == ("RateLimited", False, 77)
    assert yahoo.ask("bars", "AAPL")["data"]
    standin.faults.clear()
    assert yahoo.ask("quotes", "AAPL")["data"]
    assert standin.log.families() == [Family.QUOTE, Family.CHART, Family.QUOTE]


def test_an_unknown_symbol_costs_one_request_each_time_and_leaves_cookie_and_crumb_alone(
    warm: tuple[Standin, YahooProcess],
) -> None:
    standin, yahoo = warm
    standin.market.forget("SIX")
    for _ in range(3):
        refused = yahoo.ask("bars", "SIX")
        assert (refused["error"], refused["symbol"]) == ("UnknownSymbol", "SIX")
        assert "No data found, symbol may be delisted" in refused["text"]
    assert yahoo.ask("quotes", "AAPL")["data"]
    assert standin.log.families() == [Family.CHART] * 3 + [Family.QUOTE]


def test_a_crumb_that_runs_out_is_replaced_within_the_question(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    standin.cookies.change_crumbs()
    assert yahoo.ask("quotes", "AAPL")["data"]
    assert standin.log.families() == [Family.QUOTE, Family.CRUMB, Family.QUOTE]


def test_a_cookie_withdrawn_before_its_time_is_not_presented_for_ever(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    standin.cookies.expire()
    refused = yahoo.ask("quotes", "AAPL")
    assert (refused["error"], refused["shared"]) == ("RateLimited", True)
    assert yahoo.ask("quotes", "AAPL")["data"]
    standin.log.clear()
    assert yahoo.ask("quotes", "AAPL")["data"]
    assert standin.log.families() == [Family.QUOTE]


def test_where_consent_is_asked_for_it_is_given_and_remembered(standin: Standin, yahoo: YahooProcess) -> None:
    standin.faults.set(Fault.CONSENT)
    assert yahoo.ask("quotes", "AAPL")["data"]
    standin.log.clear()
    assert yahoo.ask("bars", "AAPL")["data"]
    assert standin.log.families() == [Family.CHART]


def test_a_chart_hidden_behind_the_consent_page_comes_at_the_next_turn(standin: Standin, yahoo: YahooProcess) -> None:
    assert yahoo.ask("quotes", "AAPL")["data"]
    standin.faults.set(Fault.CONSENT, Family.CHART)
    refused = yahoo.ask("bars", "AAPL")
    assert (refused["error"], refused["text"]) == ("ServerFault", "Yahoo sent its consent page instead of data")
    assert yahoo.ask("bars", "AAPL")["data"]


def test_consent_that_leads_nowhere_is_a_fault_and_passes(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    standin.faults.set(Fault.CONSENT_LOOP)
    assert yahoo.ask("quotes", "AAPL")["error"] == "ServerFault"
    standin.faults.clear()
    assert yahoo.ask("quotes", "AAPL")["data"]
    assert yahoo.stderr() == ""


def test_without_a_connection_yahoo_is_offline_until_it_is_back(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    standin.unplug()
    assert yahoo.ask("quotes", "AAPL")["error"] == "Offline"
    standin.plug_in()
    assert yahoo.ask("quotes", "AAPL")["data"]


def test_a_slow_yahoo_holds_no_thread_longer_than_the_deadline(warm: tuple[Standin, YahooProcess]) -> None:
    standin, yahoo = warm
    standin.faults.set(Fault.STALL, stall_s=None)
    assert yahoo.ask("quotes", "AAPL", deadline_s=0.3)["error"] == "Late"
    asked = len(standin.log.requests)
    assert yahoo.ask("quotes", "AAPL", deadline_s=0.3)["error"] == "Late"
    assert asked <= 3
    standin.faults.clear()
    assert yahoo.ask("quotes", "AAPL")["data"]
