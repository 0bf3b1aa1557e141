"""Which proxy is in use, and that its login never shows."""

from __future__ import annotations

import pytest

from tui.doctor.checks import Outcome
from tui.doctor.proxy import judge_proxy, proxy_for

HOST = "query1.finance.yahoo.com"


@pytest.mark.parametrize(
    ("environment", "variable"),
    [
        ({}, ""),
        ({"HTTPS_PROXY": ""}, ""),
        ({"HTTP_PROXY": "http://p:1"}, ""),
        ({"HTTPS_PROXY": "http://p:1"}, "HTTPS_PROXY"),
        ({"ALL_PROXY": "http://p:1"}, "ALL_PROXY"),
        ({"ALL_PROXY": "http://p:1", "HTTPS_PROXY": "http://q:1", "https_proxy": "http://r:1"}, "https_proxy"),
    ],
)
def test_the_variable_that_counts_is_found(environment: dict[str, str], variable: str) -> None:
    proxy = proxy_for(HOST, environment)
    assert proxy.variable == variable
    assert proxy.used is bool(variable)


@pytest.mark.parametrize(
    ("exceptions", "used"),
    [
        ("*", False),
        ("yahoo.com", False),
        ("localhost, .yahoo.com", False),
        ("query1.finance.yahoo.com", False),
        ("hoo.com", True),
        ("localhost,127.0.0.1", True),
        ("", True),
    ],
)
def test_a_host_may_be_left_out(exceptions: str, *, used: bool) -> None:
    proxy = proxy_for(HOST, {"HTTPS_PROXY": "http://p:1", "NO_PROXY": exceptions})
    assert proxy.used is used
    assert judge_proxy(proxy).state is Outcome.OK


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("http://proxy.example:3128", "http://proxy.example:3128"),
        ("proxy.example:3128", "http://proxy.example:3128"),
        ("socks5h://proxy.example", "socks5h://proxy.example"),
        ("http://[::1]:3128/", "http://[::1]:3128"),
    ],
)
def test_a_proxy_is_shown_as_scheme_host_and_port(written: str, shown: str) -> None:
    check = judge_proxy(proxy_for(HOST, {"HTTPS_PROXY": written}))
    assert (check.state, check.what) == (Outcome.OK, f"{shown}, from HTTPS_PROXY")


@pytest.mark.parametrize(
    "login", ["bob:secret", "bob:sec/ret", "bob:s#ecret", "bob:sec@ret", "bob:http://secret", "bob:[secret", "secret"]
)
@pytest.mark.parametrize("scheme", ["http://", "socks5://", ""])
@pytest.mark.parametrize("place", ["proxy.example:3128", "proxy.example:port", ""])
def test_a_login_never_shows(scheme: str, login: str, place: str) -> None:
    for exceptions in ("", "*"):
        check = judge_proxy(proxy_for(HOST, {"HTTPS_PROXY": f"{scheme}{login}@{place}", "NO_PROXY": exceptions}))
        said = check.what + check.mend
        assert not [part for part in ("bob", "sec", "ret") if part in said]


def test_a_login_is_mentioned() -> None:
    check = judge_proxy(proxy_for(HOST, {"HTTPS_PROXY": "http://bob:secret@proxy.example:3128"}))
    assert check.what == "http://proxy.example:3128 with a login, from HTTPS_PROXY"


@pytest.mark.parametrize(
    "written", ["http://", "http://proxy.example:port", "://", "http://:80", "ftp://proxy.example"]
)
def test_what_is_no_address_fails_without_being_repeated(written: str) -> None:
    check = judge_proxy(proxy_for(HOST, {"HTTPS_PROXY": written}))
    assert check.state is Outcome.FAIL
    assert check.what == "what HTTPS_PROXY holds is no address"
