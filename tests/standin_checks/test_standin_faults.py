"""Cookies, crumbs, consent and faults, as yfinance meets them; and the log that counts it all."""

from __future__ import annotations

import http.client
import ssl
from datetime import timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest
from standin import Family, Fault, Standin
from yfinance_process import Refused, YFinance

DAY = {"range": "1d", "interval": "1d"}
COLD = [Family.COOKIE, Family.CRUMB, Family.QUOTE]


def get(standin: Standin, path: str, **headers: str) -> http.client.HTTPResponse:
    env = standin.env()
    proxy = urlsplit(env["HTTPS_PROXY"])
    trusted = ssl.create_default_context(cafile=env["SSL_CERT_FILE"])
    client = http.client.HTTPSConnection(proxy.hostname, proxy.port, context=trusted, timeout=10)
    client.set_tunnel("query2.finance.yahoo.com", 443)
    client.request("GET", path, headers=headers)
    answer = client.getresponse()
    answer.read()
    client.close()
    return answer


def test_cookie_and_crumb_come_first_and_once(cold: tuple[Standin, YFinance]) -> None:
    standin, yahoo = cold
    for _ in range(2):
        assert yahoo.ask("quotes", "AAPL")[0]["symbol"] == "AAPL"
    assert standin.log.families() == [*COLD, Family.QUOTE]
    assert standin.log.counts()[Family.QUOTE] == 2


def test_consent_asked_of_a_newcomer_is_given_and_the_data_comes(cold: tuple[Standin, YFinance]) -> None:
    standin, yahoo = cold
    standin.faults.set(Fault.CONSENT)
    assert yahoo.ask("quotes", "AAPL")[0]["symbol"] == "AAPL"
    families = standin.log.families()
    assert families[0] is Family.COOKIE
    assert families[-2:] == [Family.CRUMB, Family.QUOTE]
    paths = [(request.method, request.path) for request in standin.log.of(Family.CONSENT)]
    for page in (("GET", "/consent"), ("POST", "/v2/collectConsent"), ("GET", "/copyConsent"), ("GET", "/")):
        assert page in paths


def test_data_behind_a_consent_page_comes_once_it_is_answered(cold: tuple[Standin, YFinance]) -> None:
    standin, yahoo = cold
    standin.faults.set(Fault.CONSENT, Family.CHART)
    with pytest.raises(Refused, match="Expecting value"):
        yahoo.ask("chart", "AAPL", **DAY)
    assert ("POST", "/v2/collectConsent") in {(request.method, request.path) for request in standin.log.requests}
    standin.log.clear()
    assert yahoo.ask("chart", "AAPL", **DAY)["meta"]["symbol"] == "AAPL"
    assert standin.log.families() == [Family.CHART]


def test_a_crumb_outlives_consenting(cold: tuple[Standin, YFinance]) -> None:
    standin, yahoo = cold
    yahoo.ask("quotes", "AAPL")
    standin.faults.set(Fault.CONSENT, Family.QUOTE)
    with pytest.raises(Refused, match="Expecting value"):
        yahoo.ask("quotes", "AAPL")
    standin.log.clear()
    assert yahoo.ask("quotes", "AAPL")
    assert standin.log.families() == [Family.QUOTE]


def test_consent_may_never_be_enough(cold: tuple[Standin, YFinance]) -> None:
    standin, yahoo = cold
    standin.faults.set(Fault.CONSENT_LOOP)
    for _ in range(3):
        with pytest.raises(Refused):
            yahoo.ask("quotes", "AAPL")
    standin.faults.clear()
    assert standin.log.of(Family.CONSENT)


def test_a_cookie_that_has_run_out_is_replaced(cold: tuple[Standin, YFinance]) -> None:
    standin, yahoo = cold
    standin.cookies.set_lifetime(timedelta(seconds=0))
    with pytest.raises(Refused, match="401"):
        yahoo.ask("quotes", "AAPL")
    standin.cookies.set_lifetime(timedelta(days=1))
    assert yahoo.ask("quotes", "AAPL")


def test_a_crumb_that_changed_is_fetched_anew(cold: tuple[Standin, YFinance]) -> None:
    standin, yahoo = cold
    yahoo.ask("quotes", "AAPL")
    standin.cookies.change_crumbs()
    standin.log.clear()
    assert yahoo.ask("quotes", "AAPL")
    assert standin.log.families() == [Family.QUOTE, Family.CRUMB, Family.QUOTE]


def test_cookies_the_server_forgot_are_refused_until_there_is_a_new_one(
    cold: tuple[Standin, YFinance],
) -> None:
    standin, yahoo = cold
    yahoo.ask("quotes", "AAPL")
    standin.cookies.expire()
    standin.log.clear()
    with pytest.raises(Refused, match="401"):
        yahoo.ask("quotes", "AAPL")
    assert Family.COOKIE not in standin.log.families()  # yfinance goes back to the cookie it keeps on disk
    assert get(standin, "/v1/test/getcrumb", cookie=standin.cookies.issue().partition(";")[0]).status == 200


def test_a_poisoned_crumb_spoils_quotes_and_leaves_charts_alone(cold: tuple[Standin, YFinance]) -> None:
    standin, yahoo = cold
    standin.faults.set(Fault.POISONED)
    assert yahoo.ask("chart", "AAPL", **DAY)["meta"]["symbol"] == "AAPL"
    with pytest.raises(Refused, match="401"):
        yahoo.ask("quotes", "AAPL")
    assert "Too Many Requests\r\n" in {request.query.get("crumb") for request in standin.log.of(Family.QUOTE)}
    standin.faults.clear()
    assert yahoo.ask("quotes", "AAPL")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.LIMITED, "YFRateLimitError"),
        (Fault.REFUSED, "401"),
        (Fault.BROKEN, "500"),
        (Fault.UNAVAILABLE, "503"),
        (Fault.HTML, "Expecting value"),
        (Fault.RESET, "reset"),
        (Fault.TRUNCATED, "IncompleteRead"),
    ],
)
@pytest.mark.parametrize("family", [Family.QUOTE, Family.CHART])
def test_a_fault_is_met_while_it_is_on_and_not_after(
    warm: tuple[Standin, YFinance], family: Family, fault: Fault, words: str
) -> None:
    standin, yahoo = warm
    asked = {Family.QUOTE: ("quotes", "AAPL"), Family.CHART: ("chart", "AAPL")}
    standin.faults.set(fault, family)
    with pytest.raises(Refused) as refused:
        yahoo.ask(*asked[family])
    assert words in str(refused.value)
    assert {request.fault for request in standin.log.of(family)} == {fault.value}
    standin.faults.clear(family)
    assert yahoo.ask(*asked[family])


def test_a_fault_may_last_for_so_many_requests(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = warm
    standin.faults.set(Fault.LIMITED, Family.QUOTE, times=1)
    assert yahoo.ask("quotes", "AAPL")
    assert [request.fault for request in standin.log.of(Family.QUOTE)] == ["429", ""]


@pytest.mark.parametrize("fault", [Fault.LIMITED, Fault.UNAVAILABLE])
def test_how_long_to_wait_is_said_if_wanted(warm: tuple[Standin, YFinance], fault: Fault) -> None:
    standin, _ = warm
    path = "/v8/finance/chart/AAPL"
    standin.faults.set(fault, Family.CHART)
    assert get(standin, path).headers["Retry-After"] is None
    standin.faults.set(fault, Family.CHART, retry_after_s=90)
    assert (get(standin, path).status, get(standin, path).headers["Retry-After"]) == (int(fault.value), "90")


def test_a_stall_ends_with_the_answer_when_its_time_is_over(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = warm
    standin.faults.set(Fault.STALL, Family.QUOTE, stall_s=0.05)
    assert yahoo.ask("quotes", "AAPL")
    assert standin.log.of(Family.QUOTE)[0].fault == "stall"


def test_a_stall_let_go_is_asked_again_by_curl_itself(
    warm: tuple[Standin, YFinance],
) -> None:
    standin, yahoo = warm
    standin.faults.set(Fault.STALL, Family.QUOTE)
    yahoo.begin("quotes", "AAPL")
    assert standin.log.wait_until(lambda log: bool(log.of(Family.QUOTE)))
    standin.faults.clear()
    assert yahoo.answer()
    assert [request.fault for request in standin.log.requests] == ["stall", ""]


def test_the_date_header_follows_the_clock(warm: tuple[Standin, YFinance]) -> None:
    standin, _ = warm
    standin.clock.skew(timedelta(days=-2))
    date = parsedate_to_datetime(get(standin, "/v8/finance/chart/AAPL").headers["Date"])
    standin.clock.skew(timedelta())
    assert timedelta(days=1) < standin.clock.now() - date < timedelta(days=3)


def test_unplugged_nobody_answers_and_plugged_in_all_is_well(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = warm
    standin.unplug()
    with pytest.raises(Refused, match="curl"):
        yahoo.ask("quotes", "AAPL")
    assert standin.log.requests == ()
    standin.plug_in()
    assert yahoo.ask("quotes", "AAPL")


def test_requests_carry_their_times_and_can_be_counted_from_any_of_them(warm: tuple[Standin, YFinance]) -> None:
    standin, yahoo = warm
    for _ in range(3):
        yahoo.ask("quotes", "AAPL")
    first, second, third = standin.log.requests
    assert first.monotonic_s < second.monotonic_s < third.monotonic_s
    assert first.wall < second.wall < third.wall
    assert standin.log.within(60) == [first, second, third]
    assert standin.log.within(60, since=second) == [second, third]
    assert standin.log.within(second.monotonic_s - first.monotonic_s) == [first]
