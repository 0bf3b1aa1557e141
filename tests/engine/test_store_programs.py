"""Programs that share a cache, or are killed over it, leave it sound."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from store_tables import (
    NOW,
    open_store,
)

from tui.engine.store import inspect

WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tui.core.market import Quote
from tui.engine.store import Store

path, first = Path(sys.argv[1]), int(sys.argv[2])
now = datetime(2025, 12, 11, 18, 0, tzinfo=UTC)
print("ready", flush=True)
sys.stdin.readline()
store = Store.open(path, clock=lambda: now, patience_s=30)
order = range(first, 400, 2) if first else range(398, -1, -2)
for n in order:
    store.keep_quotes(Quote(symbol=s, price=float(n), time=now + timedelta(seconds=n)) for s in ("A", "B"))
    store.keep_requests([now])
print(store.trouble, flush=True)
sys.stdin.readline()
"""


def start(path: Path, number: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), str(number)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def go(program: subprocess.Popen[str]) -> None:
    assert program.stdin is not None
    program.stdin.write("go\n")
    program.stdin.flush()


def hear(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


def test_two_programs_that_start_at_once_share_a_new_cache_and_the_newest_wins(path: Path) -> None:
    programs = [start(path, number) for number in (0, 1)]
    assert [hear(program) for program in programs] == ["ready", "ready"]
    for program in programs:
        go(program)
    assert [hear(program) for program in programs] == ["None", "None"]
    store = open_store(path)
    assert {quote.symbol: quote.price for quote in store.quotes()} == {"A": 399.0, "B": 399.0}
    assert store.requests_since(NOW) == 400
    for program in programs:
        program.communicate("end\n")
    assert inspect(path).integrity == "ok"
    assert len(store.quotes()) == 2


def test_a_program_that_is_killed_leaves_a_sound_cache(path: Path) -> None:
    program = start(path, 1)
    assert hear(program) == "ready"
    go(program)
    assert hear(program) == "None"
    program.send_signal(signal.SIGKILL)
    program.communicate()
    store = open_store(path)
    assert store.trouble is None
    assert {quote.price for quote in store.quotes()} == {399.0}


def test_two_programs_that_find_the_same_unreadable_file_end_up_with_one_new_cache(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"junk" * 5000)
    programs = [start(path, number) for number in (0, 1)]
    assert [hear(program) for program in programs] == ["ready", "ready"]
    for program in programs:
        go(program)
    assert all("goes on without" not in hear(program) for program in programs)
    for program in programs:
        program.communicate("end\n")
    store = open_store(path)
    assert {quote.symbol: quote.price for quote in store.quotes()} == {"A": 399.0, "B": 399.0}
    assert store.trouble is None
