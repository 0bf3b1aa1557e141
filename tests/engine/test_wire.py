from __future__ import annotations

import pytest
from engine_fakes import NOW, a_config, a_note, a_quote
from hypothesis import given
from hypothesis import strategies as st

from tui.core.board import BasketRow, MemberRow
from tui.core.events import Kind, NewsEvent
from tui.core.messages import MAX_MESSAGE_BYTES, BasketsPart, EventsPart, Notes, Quotes, Refresh, Watch
from tui.core.watchlist import Stance
from tui.engine.wire import Start, UpdateReader, WireError, decode_request, encode


def read_all(data: bytes) -> list[object]:
    reader = UpdateReader()
    return [update for line in data.splitlines(keepends=True) if (update := reader.read(line)) is not None]


def test_requests_come_back_as_they_were_sent() -> None:
    start = Start(config=a_config(), provider="demo", cache_dir="c", saved="s")
    for request in (start, Watch(generation=3, pair="S/L", window="1M", as_of=NOW.date()), Refresh(generation=4)):
        assert decode_request(encode(request)) == request


def test_notes_are_one_line_however_many_they_are() -> None:
    request = Notes(generation=4, notes=(a_note("2025-12-11"),) * 2000)
    line = encode(request)
    assert len(line) > MAX_MESSAGE_BYTES
    assert line.count(b"\n") == 1
    assert decode_request(line) == request


def test_updates_come_back_as_they_were_sent() -> None:
    update = Quotes(generation=1, quotes=(a_quote("AAA", 1.5),))
    assert read_all(encode(update)) == [update]


@pytest.mark.parametrize("title", ["plain " * 20, 'quoted "\\" ' * 20, "ünïcödé ▲ " * 20])
def test_no_line_is_longer_than_the_limit_and_nothing_is_lost(title: str) -> None:
    event = NewsEvent(id="x", when="2025-12-11", kind=Kind.NEWS, title=title, source="x", known_from=NOW.date())
    update = EventsPart(generation=1, events=(event,) * 2000)
    data = encode(update)
    assert len(data) > MAX_MESSAGE_BYTES
    assert max(len(line) for line in data.splitlines(keepends=True)) <= MAX_MESSAGE_BYTES
    assert read_all(data) == [update]


def test_a_basket_of_two_thousand_members_travels_in_pieces() -> None:
    members = tuple(MemberRow(symbol=f"S{number}", return_pct=1.25) for number in range(2000))
    update = BasketsPart(generation=1, baskets=(BasketRow(name="all", stance=Stance.WATCH, members=members),))
    assert read_all(encode(update)) == [update]


@given(st.binary(max_size=200))
def test_a_line_that_is_no_message_is_refused_with_one_kind_of_error(line: bytes) -> None:
    with pytest.raises(WireError):
        UpdateReader().read(b"?" + line)
    with pytest.raises(WireError):
        decode_request(b"?" + line)
