"""The status line in each state and at each width, to the letter."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from msgspec.structs import replace
from ui_boards import NOW, FakeFeed, a_board, a_config, a_problem, an_answer, an_app

from tui.core.market import Problem, State, Trouble
from tui.ui.app import RotationApp
from tui.ui.screens.dashboard import Dashboard
from tui.ui.widgets.pane import Pane

WELL = a_board()
CACHED = replace(WELL, quotes=tuple(replace(quote, state=State.CACHED) for quote in WELL.quotes))
STREAM = replace(a_problem(what="Yahoo's stream does not answer"), family="stream")
REFUSED = "Yahoo does not answer: connection refused"
QUOTES = replace(a_problem(what=REFUSED), family="quotes")
LIMITED = replace(a_problem(Trouble.LIMITED, "Yahoo asks us to slow down"), family="quotes")
CACHE = Problem(what="Nothing new is cached: the disk is full", trouble=Trouble.CACHE, since=NOW)
ANEW = Problem(
    what="The cache was unreadable and is begun anew; the old one is rotation-yahoo.sqlite3.corrupt-20251211T183000Z",
    trouble=Trouble.CACHE,
    since=NOW,
)
WORKER = Problem(
    what="The data process was ended by signal 9",
    trouble=Trouble.WORKER,
    since=NOW,
    next_try=NOW + timedelta(seconds=2),
)
SIZES = ((150, 42), (100, 30), (80, 24), (40, 12))


STATES = {
    "well": (
        WELL,
        (
            "Yahoo ok · delayed 15 min · 15 symbols · 1 request/15 s · last 3s ago",
            "Yahoo ok · delayed 15 min · last 3s ago",
            "Yahoo ok · delayed 15 min",
            "Yahoo ok",
        ),
    ),
    "stream down": (
        replace(WELL, problems=(STREAM,)),
        (
            "Yahoo ok · stream down · delayed 15 min · 15 symbols · 1 request/15 s · last 3s ago",
            "Yahoo ok · stream down · delayed 15 min · 1 request/15 s · last 3s ago",
            "Yahoo ok · stream down · delayed 15 min · last 3s ago",
            "Yahoo ok · stream down",
        ),
    ),
    "cache trouble": (
        replace(WELL, problems=(CACHE,)),
        (
            f"Yahoo ok · {CACHE.what} · since 13:30 · delayed 15 min · 15 symbols · 1 request/15 s · last 3s ago",
            f"Yahoo ok · {CACHE.what} · since 13:30",
            f"Yahoo ok · {CACHE.what}",
            "Yahoo ok · cache trouble",
        ),
    ),
    "cache anew": (
        replace(WELL, problems=(ANEW,)),
        (
            f"Yahoo ok · {ANEW.what}",
            "Yahoo ok · The cache was unreadable and is begun anew",
            "Yahoo ok · The cache was unreadable and is begun anew",
            "Yahoo ok · cache trouble",
        ),
    ),
    "quotes failing": (
        replace(CACHED, problems=(QUOTES,)),
        (
            f"{REFUSED} · since 13:26 · next try in 12s · last good 9m ago · prices cached 15m",
            f"{REFUSED} · since 13:26 · next try in 12s · last good 9m ago",
            f"{REFUSED} · since 13:26 · next try in 12s",
            "Yahoo offline · next try in 12s",
        ),
    ),
    "rate-limited": (
        replace(WELL, problems=(LIMITED,)),
        (
            "Yahoo asks us to slow down · since 13:26 · next try in 12s · last good 9m ago",
            "Yahoo asks us to slow down · since 13:26 · next try in 12s · last good 9m ago",
            "Yahoo asks us to slow down · since 13:26 · next try in 12s · last good 9m ago",
            "Yahoo rate-limited · next try in 12s",
        ),
    ),
    "cached": (
        replace(CACHED, cached=True),
        (
            "last seen 3s ago  waiting for Yahoo’s first answer · prices cached 15m",
            "last seen 3s ago  waiting for Yahoo’s first answer · prices cached 15m",
            "last seen 3s ago  waiting for Yahoo’s first answer",
            "last seen 3s ago",
        ),
    ),
    "worker down": (
        replace(WELL, problems=(WORKER,)),
        (
            "The data process was ended by signal 9 · since 13:30 · next try in 2s · last good 3s ago",
            "The data process was ended by signal 9 · since 13:30 · next try in 2s · last good 3s ago",
            "The data process was ended by signal 9 · since 13:30 · next try in 2s",
            "data process down · next try in 2s",
        ),
    ),
}
"""What is shown in each state, and what is said of it at each of the sizes."""


def status(app: RotationApp) -> str:
    """Return what the status line says, without the keys at its end."""
    dashboard = app.screen
    assert isinstance(dashboard, Dashboard)
    (line,) = dashboard.query_one("#status", Pane).lines
    return re.split(r" {3,}", "".join(span.text for span in line).strip())[0]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_status_line_reads_well_in_every_state(size: tuple[int, int]) -> None:
    app = an_app(FakeFeed(*an_answer(WELL, 1)), WELL, a_config())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        said = {}
        for state, (board, _) in STATES.items():
            app.board = board
            await pilot.pause()
            said[state] = status(app)
    assert said == {state: lines[SIZES.index(size)] for state, (_, lines) in STATES.items()}
