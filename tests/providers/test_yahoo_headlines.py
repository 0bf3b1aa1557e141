from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tui.core.events import Kind, NewsEvent
from tui.providers.base import ServerFault
from tui.providers.yahoo.headlines import read_headlines


def item(**content: Any) -> dict[str, Any]:
    usual = {
        "title": "Small caps lead",
        "pubDate": "2025-12-11T03:00:00Z",
        "provider": {"displayName": "Wire"},
        "canonicalUrl": {"url": "https://example.com/canonical"},
        "clickThroughUrl": {"url": "https://example.com/click"},
    }
    return {"id": content.pop("id", "one"), "content": {**usual, **content}}


def stream(*items: Any) -> dict[str, Any]:
    return {"data": {"tickerStream": {"stream": list(items)}}}


def read(*items: Any) -> tuple[NewsEvent, ...]:
    return read_headlines(stream(*items), "IWM").headlines


def test_a_headline_is_an_event_on_its_new_york_day() -> None:
    (event,) = read(item(summary="Why"))
    assert (event.id, event.kind, event.title, event.source) == ("yahoo:one", Kind.NEWS, "Small caps lead", "Wire")
    assert event.time == datetime(2025, 12, 11, 3, tzinfo=UTC)
    assert (event.when, event.known_from) == ("2025-12-10T22:00-05:00", date(2025, 12, 10))
    assert (event.placed(), event.symbols, event.detail) == (date(2025, 12, 10), ("IWM",), "Why")
    assert event.url == "https://example.com/click"


def test_the_older_shape_reads_the_same() -> None:
    old = {
        "uuid": "one",
        "title": "Small caps lead",
        "publisher": "Wire",
        "link": "https://example.com/click",
        "providerPublishTime": 1_765_422_000,
    }
    assert read_headlines({"news": [old]}, "IWM").headlines == read(item())


def test_newest_is_last_and_each_comes_once() -> None:
    late, early = item(id="late"), item(id="early", pubDate="2025-12-01T00:00:00Z")
    assert [event.id for event in read(late, early, late)] == ["yahoo:early", "yahoo:late"]


@pytest.mark.parametrize(
    ("content", "link"),
    [
        ({"clickThroughUrl": None}, "https://example.com/canonical"),
        ({"clickThroughUrl": {"url": "javascript:alert(1)"}}, "https://example.com/canonical"),
        ({"clickThroughUrl": None, "canonicalUrl": {"url": "https://example.com/\x1b[31m"}}, None),
        ({"clickThroughUrl": 3, "canonicalUrl": "file:///etc/passwd"}, None),
    ],
)
def test_only_a_plain_web_address_becomes_a_link(content: dict[str, Any], link: str | None) -> None:
    assert read(item(**content))[0].url == link


@pytest.mark.parametrize(
    ("published", "shown"),
    [("", "2025-12-11T05:00:00Z"), (None, "2025-12-11T05:00:00Z"), ("soon", "2025-12-11T05:00:00")],
)
def test_where_the_time_of_publication_is_missing_the_time_shown_counts(published: Any, shown: str) -> None:
    (event,) = read(item(pubDate=published, displayTime=shown))
    assert event.time == datetime(2025, 12, 11, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "odd",
    [
        None,
        3,
        {},
        {**item(), "ad": [{"id": "x"}]},
        item(id=None),
        item(title=""),
        item(title="\u200b"),
        item(title=None),
        item(pubDate="", displayTime=""),
        item(pubDate=12),
        item(pubDate="0001-01-01T00:00:00Z"),
        item(pubDate="9999-12-31T23:59:59Z"),
        item(pubDate="2025-13-01T00:00:00Z"),
        {"id": "old", "title": "x", "providerPublishTime": -62_135_596_800},
        {"id": "old", "title": "x", "providerPublishTime": 1e18},
    ],
    ids=str,
)
def test_what_is_no_headline_is_left_out(odd: Any) -> None:
    assert [event.id for event in read(odd, item(id="two"))] == ["yahoo:two"]


def test_foreign_text_is_one_line_without_control_characters() -> None:
    (event,) = read(item(title="A\nB\x1b[2J\u202e[red]C", provider={"displayName": "W\x07ire"}))
    assert (event.title, event.source) == ("A B[2J[red]C", "Wire")


def test_what_is_left_out_says_why_and_an_advertisement_is_none() -> None:
    advertisement = {**item(id="ad"), "ad": [{"id": "x"}]}
    unusable = (item(title=None), item(id="two", title="\x1b\u202e"), item(pubDate=None), item(id=None))
    heard = read_headlines(stream(item(id="one"), advertisement, *unusable, 3), "IWM")
    assert [event.id for event in heard.headlines] == ["yahoo:one"]
    whys = ["no title", "no title", "no date", "no id", "no title"]
    assert [each.why for each in heard.left_out] == whys
    assert len({each.id for each in heard.left_out[1:]}) == 4


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("[/b] [@click=app.quit]x[/]", "[/b] [@click=app.quit]x[/]"),
        ("\x1b]8;;file:///etc/passwd\x1b\\click\x1b]8;;\x07", "]8;;file:///etc/passwd\\click]8;;"),
        ("a\x9b31mb\x90c", "a31mbc"),
        ("\u202egnp.exe\u202c \u2066x\u2069", "gnp.exe x"),
        ("a\u200bb\u200cc\u200dd\ufeffe\u00adf", "abcdef"),
        ("one\u2028two\u2029three\r\nfour\tfive\u00a0six", "one two three four five six"),
        ("🚀 小型株", "🚀 小型株"),
        ("\ud800half", "half"),
        ("\u2764\ufe0f 1\ufe0f\u20e3 \U0001f44d\U0001f3fd \u115f\u1160\u3164x", "\u2764 1 \U0001f44d x"),
        ("Z" + "\u0301" * 50 + "a\u0301", "Z\u0301\u0301a\u0301"),
        ("x" * 10_240, "x" * 300),
    ],
    ids=ascii,
)
def test_a_hostile_title_is_plain_text_of_bounded_length(title: str, shown: str) -> None:
    assert read(item(title=title))[0].title == shown


def test_a_headline_without_a_link_or_a_source_is_one_still() -> None:
    bare = item(clickThroughUrl=None, canonicalUrl=None, provider=None, summary=None)
    (event,) = read(bare)
    assert (event.url, event.source, event.detail) == (None, "Yahoo", "")


@pytest.mark.parametrize("nothing", [None, [], {}, {"data": None}, {"data": {"tickerStream": {"stream": None}}}])
def test_an_answer_without_a_list_is_a_fault(nothing: Any) -> None:
    with pytest.raises(ServerFault):
        read_headlines(nothing, "IWM")
