"""What is met on the way to Yahoo, and what it is judged to mean."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tui.core.market import Quote, Series, Session, State
from tui.doctor.answers import (
    judge_chart,
    judge_crumb,
    judge_frame,
    judge_handshake,
    judge_names,
    judge_quote,
    judge_skew,
)
from tui.doctor.checks import Outcome
from tui.doctor.proxy import Proxy
from tui.providers.base import NoData, Offline, ProviderError, RateLimited, ServerFault, UnknownSymbol

NOW = datetime(2026, 1, 16, 15, 0, tzinfo=UTC)
DIRECT = Proxy()
QUOTE = Quote(symbol="^RUT", price=2500.0, time=NOW, currency="USD", state=State.LIVE, session=Session.OPEN)
SERIES = Series(symbol="^RUT", days=(date(2026, 1, 14), date(2026, 1, 15)), closes=(2490.0, 2495.5))
ERRORS = [
    (Offline("nobody there"), "check the network"),
    (RateLimited("slow down"), "leave Yahoo alone"),
    (ServerFault("a fault"), "newer yfinance"),
    (UnknownSymbol("no such symbol"), "newer yfinance"),
]


def test_every_host_found_is_fine() -> None:
    check = judge_names({"a.example": ("192.0.2.1",), "b.example": ("2001:db8::1",)}, DIRECT)
    assert (check.state, check.what) == (Outcome.OK, "2 of 2 hosts of Yahoo are found")


def test_no_host_found_is_no_network() -> None:
    check = judge_names({"a.example": (), "b.example": ()}, DIRECT)
    assert (check.state, check.what) == (Outcome.FAIL, "no network: name resolution failed")


@pytest.mark.parametrize("addresses", [(), ("0.0.0.0",), ("127.0.0.1", "::1"), ("::",)])  # noqa: S104  # a blocker's
def test_a_host_that_is_blocked_is_named(addresses: tuple[str, ...]) -> None:
    check = judge_names({"a.example": ("192.0.2.1",), "b.example": addresses}, DIRECT)
    assert check.state is Outcome.FAIL
    assert check.what == "1 of 2 hosts of Yahoo are found; not b.example"
    assert "blocker" in check.mend


def test_the_host_of_the_cookie_may_be_blocked_alone() -> None:
    assert judge_names({"a.example": ("192.0.2.1",), "fc.yahoo.com": ()}, DIRECT).state is Outcome.WARN


def test_names_are_left_to_a_proxy() -> None:
    check = judge_names({}, Proxy(variable="HTTPS_PROXY", address="http://p:1"))
    assert check.state is Outcome.SKIP
    assert "the proxy" in check.what


def test_a_connection_says_whose_authorities_trusted_it() -> None:
    assert judge_handshake(NOW, "a.example", {}).what == "a.example answers and is trusted"
    own = judge_handshake(None, "a.example", {"CURL_CA_BUNDLE": "/own.pem", "SSL_CERT_FILE": ""})
    assert (own.state, own.what) == (
        Outcome.OK,
        "a.example answers and is trusted by the authorities of CURL_CA_BUNDLE",
    )


def test_no_connection_fails_and_an_answer_that_is_none_came_over_one() -> None:
    refused = judge_handshake(Offline("the proxy refuses"), "a.example", {})
    assert (refused.state, refused.what) == (Outcome.FAIL, "the proxy refuses")
    assert "CURL_CA_BUNDLE" in refused.mend
    assert judge_handshake(ServerFault("broke off"), "a.example", {}).state is Outcome.OK


@pytest.mark.parametrize(
    ("seconds", "state", "words"),
    [
        (0, Outcome.OK, "agrees"),
        (30, Outcome.OK, "agrees"),
        (31, Outcome.WARN, "31s behind"),
        (-32, Outcome.WARN, "31s ahead of"),
        (300, Outcome.WARN, "5m behind"),
        (301, Outcome.FAIL, "5m behind"),
        (-302, Outcome.FAIL, "5m ahead of"),
        (86_400, Outcome.FAIL, "24h 0m behind"),
    ],
)
def test_a_clock_is_held_against_yahoos(seconds: int, state: Outcome, words: str) -> None:
    check = judge_skew(NOW + timedelta(seconds=seconds), NOW, NOW)
    assert check.state is state
    assert words in check.what
    assert bool(check.mend) is (state is not Outcome.OK)


def test_a_slow_answer_is_no_skew() -> None:
    assert judge_skew(NOW + timedelta(seconds=40), NOW, NOW + timedelta(seconds=60)).state is Outcome.OK


@pytest.mark.parametrize("stamp", [None, ServerFault("broke off")])
def test_without_a_date_no_clock_is_judged(stamp: ProviderError | None) -> None:
    assert judge_skew(stamp, NOW, NOW).state is Outcome.SKIP


def test_a_crumb_a_quote_and_a_chart_that_came_are_fine() -> None:
    assert judge_crumb(None).state is Outcome.OK
    quote = judge_quote(QUOTE)
    assert (quote.state, quote.what) == (Outcome.OK, "^RUT 2,500.00 USD, live, 2026-01-16 15:00 UTC")
    chart = judge_chart(SERIES)
    assert (chart.state, chart.what) == (Outcome.OK, "^RUT 2,495.50 on 15 Jan 2026, 2 closes")


@pytest.mark.parametrize(("error", "mend"), ERRORS, ids=lambda value: type(value).__name__)
def test_an_error_is_told_in_its_own_words_with_what_mends_it(error: ProviderError, mend: str) -> None:
    for check in (judge_crumb(error), judge_quote(error), judge_chart(error)):
        assert (check.state, check.what) == (Outcome.FAIL, str(error))
        assert mend in check.mend


def test_an_answer_with_nothing_in_it_fails() -> None:
    assert judge_quote(None).state is Outcome.FAIL
    assert judge_chart(Series(symbol="^RUT")).state is Outcome.FAIL


def test_foreign_words_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in judge_chart(NoData("\x1b[2J")).what


@pytest.mark.parametrize(
    ("answer", "session", "state", "words"),
    [
        (True, None, Outcome.OK, "a price came"),
        (False, Session.CLOSED, Outcome.OK, "no price in 6 s, the market is closed"),
        (False, Session.OPEN, Outcome.WARN, "though the market is open"),
        (False, None, Outcome.WARN, "not known"),
        (Offline("the proxy lets no stream through"), Session.OPEN, Outcome.WARN, "the proxy lets no stream through"),
    ],
)
def test_a_stream_is_never_a_failure(
    answer: bool | ProviderError, session: Session | None, state: Outcome, words: str
) -> None:
    check = judge_frame(answer, session, 6.0)
    assert check.state is state
    assert words in check.what
