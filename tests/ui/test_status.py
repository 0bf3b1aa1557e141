"""The status line in each state and at each width, to the letter."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from msgspec.structs import replace
from ui_boards import NOW, FakeFeed, a_board, a_config, a_problem, an_answer, an_app

from tui.core.board import Board
from tui.core.market import Problem, State, Trouble
from tui.ui.screens.dashboard import Dashboard
from tui.ui.widgets.pane import Pane

WELL = a_board()
CACHED = replace(WELL, quotes=tuple(replace(quote, state=State.CACHED) for quote in WELL.quotes))
STREAM = replace(a_problem(what="Yahoo's stream does not answer"), family="stream")
REFUSED = "Yahoo does not answer: connection refused"
QUOTES = replace(a_problem(what=REFUSED), family="quotes")
LIMITED = replace(a_problem(Trouble.LIMITED, "Yahoo asks us to slow down"), family="quotes")
CACHE = Problem(what="Nothing new is kept in the cache: the disk is full", trouble=Trouble.CACHE, since=NOW)
WORKER = Problem(
    what="The data process was ended by signal 9",
    trouble=Trouble.WORKER,
    since=NOW,
    next_try=NOW + timedelta(seconds=2),
)
SIZES = ((150, 42), (100, 30), (80, 24), (40, 12))


async def said(board: Board, size: tuple[int, int]) -> str:
    """Return what the status line says of a Board, without the keys at its end."""
    app = an_app(FakeFeed(*an_answer(WELL, 1)), WELL, a_config())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.board = board
        await pilot.pause()
        dashboard = app.screen
        assert isinstance(dashboard, Dashboard)
        (line,) = dashboard.query_one("#status", Pane).lines
        return re.split(r" {3,}", "".join(span.text for span in line).strip())[0]


@pytest.mark.parametrize(
    ("board", "lines"),
    [
        (
            WELL,
            (
                "Yahoo ok · delayed 15 min · 15 symbols · 1 request/15 s · last 3s ago",
                "Yahoo ok · delayed 15 min · 1 request/15 s · last 3s ago",
                "Yahoo ok · delayed 15 min · last 3s ago",
                "Yahoo ok",
            ),
        ),
        (
            replace(WELL, problems=(STREAM,)),
            (
                "Yahoo ok · stream down · delayed 15 min · 15 symbols · 1 request/15 s · last 3s ago",
                "Yahoo ok · stream down · delayed 15 min · last 3s ago",
                "Yahoo ok · stream down · delayed 15 min",
                "Yahoo ok · stream down",
            ),
        ),
        (
            replace(WELL, problems=(CACHE,)),
            (
                "Yahoo ok · cache trouble · delayed 15 min · 15 symbols · 1 request/15 s · last 3s ago",
                "Yahoo ok · cache trouble · delayed 15 min · last 3s ago",
                "Yahoo ok · cache trouble",
                "Yahoo ok · cache trouble",
            ),
        ),
        (
            replace(CACHED, problems=(QUOTES,)),
            (
                f"{REFUSED} · since 13:26 · next try in 12s · last good 9m ago · prices cached 15m",
                f"{REFUSED} · since 13:26 · next try in 12s · last good 9m ago",
                f"{REFUSED} · since 13:26 · next try in 12s",
                "Yahoo offline · next try in 12s",
            ),
        ),
        (
            replace(WELL, problems=(LIMITED,)),
            (
                "Yahoo asks us to slow down · since 13:26 · next try in 12s · last good 9m ago",
                "Yahoo asks us to slow down · since 13:26 · next try in 12s · last good 9m ago",
                "Yahoo asks us to slow down · since 13:26 · next try in 12s · last good 9m ago",
                "Yahoo rate-limited · next try in 12s",
            ),
        ),
        (
            replace(CACHED, cached=True),
            (
                "last seen 3s ago  waiting for Yahoo’s first answer · prices cached 15m",
                "last seen 3s ago  waiting for Yahoo’s first answer · prices cached 15m",
                "last seen 3s ago  waiting for Yahoo’s first answer",
                "last seen 3s ago",
            ),
        ),
        (
            replace(WELL, problems=(WORKER,)),
            (
                "The data process was ended by signal 9 · since 13:30 · next try in 2s · last good 3s ago",
                "The data process was ended by signal 9 · since 13:30 · next try in 2s · last good 3s ago",
                "The data process was ended by signal 9 · since 13:30 · next try in 2s",
                "data process down · next try in 2s",
            ),
        ),
    ],
    ids=["well", "stream down", "cache trouble", "quotes failing", "rate-limited", "cached", "worker down"],
)
async def test_the_status_line_reads_well_at_every_width(board: Board, lines: tuple[str, ...]) -> None:
    assert tuple([await said(board, size) for size in SIZES]) == lines
