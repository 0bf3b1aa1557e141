"""What the session makes of an answer before yfinance sees it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tui.providers.base import Offline, ProviderError, RateLimited, ServerFault
from tui.providers.yahoo.session import Question, Said, doorway

QUOTE = "https://query1.finance.yahoo.com/v7/finance/quote?symbols=ABC"
CRUMB = "https://query1.finance.yahoo.com/v1/test/getcrumb"
COOKIE = "https://fc.yahoo.com"
CONSENT = "https://consent.yahoo.com/v2/collectConsent"


def question(timeout_s: float = 60.0) -> tuple[Question, list[int]]:
    counted: list[int] = []
    return Question(timeout_s, counted.append), counted


def response(status: int, text: str = "", *, url: str = QUOTE, hops: int = 0, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return SimpleNamespace(
        status_code=status, text=text, content=text.encode(), url=url, redirect_count=hops, headers=named
    )


def judged(url: str, answer: Any) -> Question:
    asked, _ = question()
    asked.judge(url, answer)
    return asked


@pytest.mark.parametrize(
    ("url", "answer", "becomes", "shared"),
    [
        (QUOTE, response(429), RateLimited, False),
        (QUOTE, response(999), RateLimited, False),
        (CRUMB, response(429), RateLimited, True),
        (CRUMB, response(200, "Too Many Requests\r\n"), RateLimited, True),
        (COOKIE, response(429), RateLimited, True),
        (CONSENT, response(429), RateLimited, True),
        (QUOTE, response(500), ServerFault, False),
        (QUOTE, response(503), ServerFault, False),
        (CRUMB, response(500), ServerFault, True),
    ],
)
def test_a_refusal_that_no_second_try_can_mend_is_raised_at_once(
    url: str, answer: Any, becomes: type[ProviderError], *, shared: bool
) -> None:
    with pytest.raises(becomes) as caught:
        judged(url, answer)
    assert (type(caught.value), caught.value.shared) == (becomes, shared)


@pytest.mark.parametrize(
    ("url", "answer"),
    [
        (QUOTE, response(200, "{}")),
        (QUOTE, response(401, "{}")),
        (QUOTE, response(403, "{}")),
        (QUOTE, response(404, "<html>")),
        (COOKIE, response(404)),
        (COOKIE, response(500)),
        (CONSENT, response(503)),
        (CRUMB, response(401)),
        (CRUMB, response(404, "{}")),
    ],
)
def test_what_yfinance_can_make_something_of_passes(url: str, answer: Any) -> None:
    judged(url, answer)


@pytest.mark.parametrize("status", [400, 404, 422])
def test_a_refusal_in_json_is_an_answer(status: int) -> None:
    with pytest.raises(Said) as caught:
        judged(QUOTE, response(status, '{"chart": 1}'))
    assert caught.value.answer == {"chart": 1}


@pytest.mark.parametrize(
    ("headers", "rest_s"),
    [
        ({}, 0),
        ({"Retry_After": "77"}, 77),
        ({"Retry_After": "-5"}, 0),
        ({"Retry_After": "soon"}, 0),
        ({"Retry_After": "nan"}, 0),
        ({"Retry_After": "99999999"}, 3600),
        ({"Retry_After": "Thu, 11 Dec 2025 20:02:00 GMT", "Date": "Thu, 11 Dec 2025 20:00:30 GMT"}, 90),
        ({"Retry_After": "Thu, 11 Dec 2025 20:00:00 GMT", "Date": "Thu, 11 Dec 2025 20:00:30 GMT"}, 0),
        ({"Retry_After": "Thu, 11 Dec 2025 20:00:00 GMT", "Date": "odd"}, 0),
        ({"Retry_After": "Thu, 11 Dec 2025 20:00:00 -0000", "Date": "Thu, 11 Dec 2025 20:00:30 GMT"}, 0),
    ],
    ids=str,
)
def test_the_rest_a_server_asks_for_is_told_up_to_an_hour(headers: dict[str, str], rest_s: float) -> None:
    for status in (429, 503):
        with pytest.raises(ProviderError) as caught:
            judged(QUOTE, response(status, **headers))
        assert caught.value.retry_after_s == rest_s


def test_a_consent_page_and_a_crumb_that_is_none_are_remembered() -> None:
    assert judged(QUOTE, response(200, "<html>", url="https://consent.yahoo.com/v2/collect")).consent_asked
    assert not judged(QUOTE, response(200, "{}")).consent_asked
    assert judged(CRUMB, response(200, "<!DOCTYPE html>")).crumb_refused
    assert judged(CRUMB, response(200, "")).crumb_refused
    assert judged(CRUMB, response(401, "abc")).crumb_refused
    assert not judged(CRUMB, response(200, "a.b/C")).crumb_refused


def test_every_request_and_redirection_is_counted() -> None:
    asked, counted = question()
    asked.left_s()
    asked.judge(QUOTE, response(200, hops=2))
    asked.left_s()
    assert sum(counted) == 4


def test_all_requests_of_a_question_share_its_time() -> None:
    asked, counted = question(60)
    assert 0 < asked.left_s() <= 60
    late, counted = question(0)
    with pytest.raises(Offline, match="no answer within 0 s"):
        late.left_s()
    assert counted == []


def test_there_is_one_session_a_process() -> None:
    assert doorway() is doorway()
