"""How long a timeline of 5,000 entries takes: run with `pytest -m bench -n 0 -s tests/bench/test_timeline_speed.py`.

Figures are printed, never judged. They are of the processor's time: on an idle machine it is what a user waits.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from time import process_time

import pytest
from msgspec.structs import replace

from tui.core.events import Kind, NewsEvent
from tui.core.headlines import one_a_story

sys.path.insert(0, str(Path(__file__).parents[1] / "ui"))
from ui_boards import NOW, FakeFeed, a_board, an_app

ENTRIES = 5000
MEANT_MS = 50
RUNS = 5


def many() -> Iterator[NewsEvent]:
    """Events and headlines in turn, a quarter of an hour apart."""
    kinds = list(Kind)
    for number in range(ENTRIES):
        time = NOW - timedelta(minutes=17 * number)
        event = NewsEvent(
            id=str(number),
            when=time.date().isoformat(),
            kind=kinds[number % len(kinds)],
            title=f"Small caps lead the market for day {number} as banks rise and yields fall",
            source=f"article {number % 9}",
            known_from=time.date(),
            session=time.date(),
            symbols=("IWM", "QQQ", "KRE")[: 1 + number % 3],
        )
        if number % 2:
            event = replace(event, kind=Kind.NEWS, when=time.isoformat(timespec="minutes"), time=time)
        yield event


async def took(work: Callable[[], object], drawn: Callable[[], object]) -> float:
    """The best of a few runs until what the work changes is drawn, milliseconds."""
    best = float("inf")
    for _ in range(RUNS):
        begun = process_time()
        work()
        drawn()
        best = min(best, process_time() - begun)
    return 1000 * best


@pytest.mark.bench
async def test_a_list_of_five_thousand_opens_and_filters(capsys: pytest.CaptureFixture[str]) -> None:
    events = tuple(many())
    app = an_app(FakeFeed(), a_board())
    async with app.run_test(size=(150, 42)) as pilot:
        await pilot.pause()
        timeline = app.screen.query_one("#timeline")
        board = replace(a_board(), events=events)

        def draw() -> None:
            for y in range(timeline.size.height):
                timeline.render_line(y)

        boards = (replace(board, events=events[place:]) for place in range(RUNS))

        def opened() -> None:
            timeline.board = next(boards)

        spent = {"opens": await took(opened, draw)}
        assert len(timeline.keys()) > ENTRIES - RUNS
        words = iter(["banks", "day 44", "iwm fed", "small", "nothing"])
        spent["filters by other words"] = await took(lambda: setattr(timeline, "text", next(words)), draw)
        timeline.text = ""
        spent["filters by the next kind"] = await took(timeline.action_filter, draw)
        timeline.clear()
        spent["goes down a row"] = await took(lambda: timeline.action_step(1), draw)
        seconds = iter(range(1, 10))
        spent["a second goes by"] = await took(
            lambda: setattr(timeline, "now", NOW + timedelta(seconds=next(seconds))), draw
        )
    headlines = [replace(each, kind=Kind.NEWS) for each in events[:200]]
    spent["200 headlines into stories"] = await took(lambda: one_a_story(headlines), lambda: None)
    with capsys.disabled():
        print("", *(f"{name:<30}{took_ms:>8.1f} ms of {MEANT_MS}" for name, took_ms in spent.items()), sep="\n")
