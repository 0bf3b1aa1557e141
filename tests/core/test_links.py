"""Foreign addresses: which are web pages, and where they lead."""

from __future__ import annotations

import pytest

from tui.core.text import host_of, web_link


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.com/calm?q=1", "example.com"),
        ("https://finance.yahoo.com@evil.example/x", "evil.example"),
        ("https://user:word@evil.example:8443/x", "evil.example"),
        ("https://xn--pple-43d.com/login", "xn--pple-43d.com"),
        ("https://\u0430pple.com/login", "xn--pple-43d.com"),
        ("http://[::1]:80/", "::1"),
    ],
)
def test_the_host_is_where_an_address_leads_and_not_what_it_looks_like(url: str, host: str) -> None:
    assert web_link(url) == url
    assert host_of(url) == host


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "https://",
        "https://user@/x",
        "http://[::1",
        "https://a b.com",
        "https://example.com/\x1b[31m",
        "https://example.com/\u202etxt",
        f"https://{'a' * 70}\u0430.com",
    ],
)
def test_what_names_no_host_or_hides_something_is_no_web_page(url: str | None) -> None:
    assert web_link(url) is None
