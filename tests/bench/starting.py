"""From the fork to what a reader sees: the saved frame, the live dashboard, its chart, `--help` and `--version`."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from .costs import imports
from .peers import STOCKSTUI, STONKS, installed
from .programs import HELLO, PYTHON, Program, environment, fresh_home, rotation, warm
from .rounds import Rounds, alternated
from .stored import Home
from .table import Row
from .terminal import Chunk, Session, time_of

_HEIGHTS = (0x09, 0x12, 0x24, 0xC0)
"""The dots of a braille cell, from above."""
LIVE = b"\x1b[?1000h"
"""Textual asks for the mouse as it takes the terminal: what comes from then on is the app's own."""
QUOTED = re.compile(rb"AMZN.{0,160}?\d\.\d\d", re.DOTALL)
_SLOPES = (dots for dots in range(256) if sum(bool(dots & height) for height in _HEIGHTS) > 1)
CHART = re.compile(b"|".join(chr(0x2800 + dots).encode() for dots in _SLOPES))
"""A cell of a line; bands are level."""
SAVED = b"saved frame"
"""What the saved frame says of itself."""
_ERASES = re.compile(rb"\x1b\[[0-3]?J|\x1b\[\?1049[hl]|\x1bc")
_FRAME_BEGINS, _FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
_OTHERS_EVERY = 3


class Start(NamedTuple):
    """One start, milliseconds from the fork; NaN for what did not come."""

    painted: float
    live: float = float("nan")
    charted: float = float("nan")
    blank: float = float("nan")
    """How long the terminal stood empty between the saved frame and the live one."""
    quit: float = float("nan")


def start(program: Program, env: Mapping[str, str]) -> Start:
    """Start a program, wait for what it shows, and end it."""
    with Session(program.command, env) as session:
        painted, _ = session.until(program.marker, patience_s=60)
        session.watch(0.2)
        return Start(1000 * (painted - session.started))


def dashboard(env: Mapping[str, str]) -> Start:
    """Start the program on what is stored; leave as soon as the chart is drawn."""
    with Session(rotation().command, env) as session:
        _, begins = session.until(LIVE)
        live, place = session.until(QUOTED, begins)
        charted, _ = session.until(CHART, place)
        left = session.press(b"q")
        gone = session.end()
        saved = session.data.find(SAVED, 0, begins)
        painted = session.time_of(saved + len(SAVED)) if saved >= 0 else float("nan")
        blank = blank_ms(session.chunks, saved, place) if saved >= 0 else float("nan")
        times = [1000 * (each - session.started) for each in (painted, live, charted)]
        return Start(*times, blank, 1000 * (gone - left))


def measure(home: Home, rounds: int) -> list[Row]:
    """Measure the starts and tell of them."""
    peers = [each for each in (installed(STOCKSTUI), installed(STONKS)) if each]
    with fresh_home() as elsewhere:
        env = environment(elsewhere)
        for each in (HELLO, PYTHON, *peers):
            warm(each, elsewhere)
        near = {
            HELLO.name: partial(start, HELLO, env),
            "dashboard": partial(dashboard, home.offline),
            PYTHON.name: partial(start, PYTHON, env),
            **{option: partial(start, rotation(option)._replace(marker=said), env) for option, said in _SAYS.items()},
        }
        found = alternated(rounds, near)
        far = {each.name: partial(start, each, env) for each in peers}
        helps = {f"{each.name} --help": partial(start, _help(each), env) for each in peers}
        compared = {name: near[name] for name in (HELLO.name, "dashboard", "--help")}
        others = alternated(max(2, rounds // _OTHERS_EVERY), {**compared, **far, **helps}) if peers else None
        time.sleep(0.5)
        costs = imports(rotation().command, home.offline), imports((*rotation().command, "--help"), env)
    return [*_painted(found), *_dashboards(found, others, costs[0]), *_words(found, others, costs[1])]


_SAYS = {"--help": b"Usage:", "--version": b"rotation "}


def _help(peer: Program) -> Program:
    """The peer telling of its options; its start is that of its command without the rest."""
    return Program(peer.name, (peer.command[0], "--help"), b"sage:")


def blank_ms(chunks: Sequence[Chunk], saved: int, live: int) -> float:
    """How long a terminal was empty between two places of what it was sent, ms; erased within a frame it never was."""
    data = b"".join(chunk.data for chunk in chunks)
    between = data[saved:live]
    erased = [found.start() for found in _ERASES.finditer(between) if not _within_a_frame(between, found.start())]
    return 1000 * (time_of(chunks, live) - time_of(chunks, saved + erased[0] + 1)) if erased else 0.0


def _within_a_frame(data: bytes, place: int) -> bool:
    """Say whether a place is between the beginning of a frame and its end."""
    return data.rfind(_FRAME_BEGINS, 0, place) > data.rfind(_FRAME_ENDS, 0, place)


def _painted(found: Rounds[Start]) -> list[Row]:
    """Tell of the saved frame."""
    saved, hello = found.of("dashboard", lambda each: each.painted), found.of(HELLO.name, lambda each: each.painted)
    if saved.median != saved.median:
        return [Row("first useful paint: the saved frame", "none was drawn", goal="≤ 0.12 ×", against=HELLO.name)]
    ratio = saved.median / hello.median
    blank = found.of("dashboard", lambda each: each.blank)
    return [
        Row(
            "first useful paint: the saved frame",
            f"{saved.median:.0f} ms",
            f"{ratio:.2f} ×",
            f"{HELLO.name}, {hello.median:.0f} ms",
            "≤ 0.12 ×",
            ratio <= 0.12,
            "the interpreter's own start; the frame is read and written in one piece",
        ),
        Row(
            "blank between it and the live frame",
            f"{blank.highest:.0f} ms at most",
            goal="none",
            met=blank.highest == 0,
            dominated="nothing: the live frame is drawn over it",
        ),
    ]


def _dashboards(found: Rounds[Start], others: Rounds[Start] | None, costs: str) -> list[Row]:
    """Tell of the live dashboard."""
    live = found.of("dashboard", lambda each: each.live)
    ratios = [one.live / two.painted for one, two in zip(found.all("dashboard"), found.all(HELLO.name), strict=True)]
    ratio = sorted(ratios)[len(ratios) // 2]
    later = found.of("dashboard", lambda each: each.charted - each.live)
    hello = found.of(HELLO.name, lambda each: each.painted)
    rows = [
        Row(
            "live dashboard with stored quotes",
            f"{live.median:.0f} ms",
            f"{ratio:.2f} ×",
            f"{HELLO.name}, {hello.median:.0f} ms",
            "≤ 1.25 ×",
            ratio <= 1.25,
            costs,
        ),
        Row(
            "its chart drawn after",
            f"{later.median:.0f} ms",
            f"{later.median / hello.median:.2f} ×",
            HELLO.name,
            "≤ 150 ms",
            later.median <= 150,
            "nothing: its lines are in the first frame; the drawing library draws those that come later",
        ),
    ]
    return [*rows, *(_beside(others, each) for each in (STOCKSTUI, STONKS))]


def _beside(others: Rounds[Start] | None, peer: object) -> Row:
    """Hold the live dashboard against a peer's first paint."""
    name = peer.requirement.partition("=")[0]  # type: ignore[attr-defined]  # a Peer
    goal, most = ("≤ 0.20 ×", 0.20) if peer is STOCKSTUI else ("–", None)
    if others is None or name not in others.found:
        return Row(f"live dashboard beside {name}", "not measured: it could not be installed", goal=goal)
    painted = others.of(name, lambda each: each.painted)
    pairs = zip(others.all("dashboard"), others.all(name), strict=True)
    ratios = sorted(one.live / two.painted for one, two in pairs)
    ratio = ratios[len(ratios) // 2]
    live = others.of("dashboard", lambda each: each.live)
    return Row(
        f"live dashboard beside {name}",
        f"{live.median:.0f} ms",
        f"{ratio:.2f} ×",
        f"{name}, {painted.median:.0f} ms",
        goal,
        ratio <= most if most else None,
        "its import of pandas and yfinance into the screen's own process",
    )


def _words(found: Rounds[Start], others: Rounds[Start] | None, costs: str) -> list[Row]:
    """Tell of what is only printed."""
    bare = found.of(PYTHON.name, lambda each: each.painted)
    rows = []
    for option in _SAYS:
        spent = found.of(option, lambda each: each.painted)
        over = spent.median - bare.median
        ratio = found.ratio(option, PYTHON.name, lambda each: each.painted)
        rows.append(
            Row(
                f"rotation {option}",
                f"{spent.median:.0f} ms, {over:.0f} over",
                f"{ratio.median:.1f} ×",
                f"{PYTHON.name}, {bare.median:.0f} ms",
                "≤ 60 ms over",
                over <= 60,
                costs if option == "--help" else "as above",
            )
        )
    for name in [each for each in (others.found if others else ()) if each.endswith(" --help")]:
        spent = others.of(name, lambda each: each.painted)
        ratio = others.ratio("--help", name, lambda each: each.painted)
        rows.append(
            Row(
                "rotation --help beside " + name.split()[0],
                "as above",
                f"{ratio.median:.2f} ×",
                f"{name}, {spent.median:.0f} ms",
            )
        )
    return rows
