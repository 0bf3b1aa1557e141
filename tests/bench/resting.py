"""What the program costs while it rests: processor time, wakeups and memory, the exchange closed."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

from tui.core.market import Session as Phase
from tui.engine.sessions import Sessions

from . import processes
from .peers import STOCKSTUI, STONKS, installed
from .programs import HELLO_CLOCK, Program, children, data_process, environment, fresh_home, rotation
from .rounds import Rounds, alternated
from .stored import Home
from .table import Row
from .terminal import Session, Silent

SECONDS = 15.0
_OURS, _HELLO = "rotation", HELLO_CLOCK.name


class Rest(NamedTuple):
    """One program at rest: shares of a core in percent, wakeups a second, memory in 1e6 bytes."""

    screen_cpu: float
    cpu: float
    wakeups: float
    screen_mb: float
    mb: float
    together_mb: float
    """Counting once what both have."""


def measure(home: Home, rounds: int) -> list[Row]:
    """Let them rest in turn."""
    peers = [each for each in (installed(STOCKSTUI), installed(STONKS)) if each]
    with fresh_home() as elsewhere:
        measures = {
            _OURS: partial(rest, rotation()._replace(marker=b"Yahoo ok"), home.online),
            _HELLO: partial(rest, HELLO_CLOCK, environment(elsewhere)),
        }
        found = alternated(rounds, measures)
        others = alternated(1, {each.name: partial(rest, each, environment(elsewhere)) for each in peers})
    return [*_idle(found), *_memory(found), *(_peer(others, each.name) for each in peers)]


def rest(program: Program, env: dict[str, str]) -> Rest:
    """Start a program, let it settle, and watch it rest."""
    with Session(program.command, env) as session:
        session.until(program.marker, patience_s=60)
        session.watch(2)
        session.settle(2.0, patience_s=10)
        session.watch(2)
        others = children(session.pid)
        before = {pid: processes.use(pid) for pid in (session.pid, *others)}
        session.watch(SECONDS)
        used = {pid: processes.use(pid).since(before[pid]) for pid in before}
        memory = {pid: processes.resident_mb(pid) for pid in before}
        together = processes.together_mb(before)
        assert program.name != _OURS or data_process(session.pid)
        session.press(program.leaves)
        _leave(session)
    own = used[session.pid]
    return Rest(
        100 * own.cpu_s / SECONDS,
        100 * sum(each.cpu_s for each in used.values()) / SECONDS,
        sum(each.wakeups for each in used.values()) / SECONDS,
        memory[session.pid],
        sum(memory.values()),
        together,
    )


def _leave(session: Session) -> None:
    """Wait for the end; a program that asks first is killed."""
    try:
        session.end(patience_s=5)
    except Silent:
        session.kill()


def _idle(found: Rounds[Rest]) -> list[Row]:
    """Tell what rest costs."""
    screen, hello = (found.of(name, lambda each: each.screen_cpu).median for name in (_OURS, _HELLO))
    both = found.of(_OURS, lambda each: each.cpu).median
    woken, hello_woken = (found.of(name, lambda each: each.wakeups).median for name in (_OURS, _HELLO))
    ratio = found.ratio(_OURS, _HELLO, lambda each: each.screen_cpu).median
    when = "exchange closed" if Sessions().clock(datetime.now(UTC)).session is Phase.CLOSED else "EXCHANGE OPEN"
    return [
        Row(
            f"idle, {when}: screen process",
            f"{screen:.2f} % of a core",
            f"{ratio:.1f} ×",
            f"{_HELLO}, {hello:.2f} %",
            "≤ 2.5 ×",
            ratio <= 2.5,
            "the clock's tick: ages grow, and the panes that show one are laid out",
        ),
        Row(
            "idle: both processes",
            f"{both:.2f} % of a core",
            f"{both / hello:.1f} ×",
            f"{_HELLO}, {hello:.2f} %",
            "≤ 1 %",
            both <= 1,
            "the screen's part; the data process waits",
        ),
        Row(
            "idle: wakeups, both processes",
            f"{woken:.1f} a second",
            f"{woken / hello_woken:.1f} ×",
            f"{_HELLO}, {hello_woken:.1f} a second",
            "≤ 15 a second",
            woken <= 15,
            "Textual's own timers and its input thread, about 10 a second in any app",
        ),
    ]


def _memory(found: Rounds[Rest]) -> list[Row]:
    """Tell what is held."""
    screen, hello = (found.of(name, lambda each: each.screen_mb).median for name in (_OURS, _HELLO))
    both, together = (found.of(_OURS, each).median for each in (lambda rest: rest.mb, lambda rest: rest.together_mb))
    return [
        Row(
            "memory: screen process", f"{screen:.0f} MB", f"{screen / hello:.2f} ×", f"{_HELLO}, {hello:.0f} MB",
            "≤ 55 MB", screen <= 55, "the modules of Textual and of the drawing library; the Board is under 1 MB",
        ),
        Row(
            "memory: both processes", f"{both:.0f} MB", f"{both / hello:.2f} ×", f"{_HELLO}, {hello:.0f} MB",
            "≤ 150 MB", both <= 150, "yfinance, pandas and numpy in the data process",
        ),
        Row(
            "memory: both, shared pages counted once", f"{together:.0f} MB", f"{together / hello:.2f} ×",
            f"{_HELLO}, {hello:.0f} MB", "≤ 150 MB", together <= 150, "as above",
        ),
    ]  # fmt: skip


def _peer(found: Rounds[Rest], name: str) -> Row:
    """Tell of a peer, without a network as it is."""
    one = found.all(name)[0]
    return Row(f"{name} at rest, offline", f"{one.cpu:.2f} %, {one.wakeups:.0f} wakeups a second, {one.mb:.0f} MB")
