"""What is started, in folders of its own: the program, what it is held against, and the environment they run in."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from .terminal import Session

ROOT = Path(__file__).resolve().parents[2]
BENCH = Path(__file__).parent
NOWHERE = "http://127.0.0.1:1"
"""A proxy nobody serves: whatever is asked of the network is refused at once."""
_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "WSS_PROXY")
_FOLDERS = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")
_KEPT = ("PATH", "TMPDIR", "LD_LIBRARY_PATH")
SYMBOLS, RATE = 2_000, 10_000
"""The list, and quotes a second in it."""


class Program(NamedTuple):
    """Something to start, and what says that it shows something."""

    name: str
    command: tuple[str, ...]
    marker: bytes = b""
    leaves: bytes = b"q"
    """The keys that end it."""


PYTHON = Program("Python, nothing else", (sys.executable, "-c", "print('Hello, terminal')"), b"Hello, terminal")
HELLO = Program("Textual hello", (sys.executable, str(BENCH / "hello.py")), b"Hello, terminal")
HELLO_CLOCK = Program("Textual hello with a clock", (*HELLO.command, "--clock"), HELLO.marker)
HELLO_KEYS = Program("Textual hello counting keys", (*HELLO.command, "--keys"), HELLO.marker)


def rotation(*options: str) -> Program:
    """The program as it is installed, with options."""
    return Program("rotation", (str(Path(sys.executable).with_name("rotation")), *options), b"AMZN")


def flooded(symbols: int = SYMBOLS, rate: int = RATE) -> Program:
    """The program over so many symbols, with so many quotes a second from its data process."""
    options = ("--symbols", str(symbols), "--rate", str(rate))
    return Program("rotation, flooded", (sys.executable, "-m", "tests.bench.flood", *options), b"AMZN")


def watched(program: Program, report: Path, *, sampled: bool = False) -> Program:
    """A Python program with its event loop measured from within; what was found is in `report` when it has ended."""
    python, *arguments = program.command
    probe = (sys.executable, "-m", "tests.bench.probe", str(report), *(("--sampled",) if sampled else ()))
    if arguments[:1] == ["-m"]:
        return program._replace(command=(*probe, *arguments[1:]))
    path = python if python != sys.executable else arguments.pop(0)
    return program._replace(command=(*probe, path, *arguments))


def environment(home: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """An environment with all folders in `home`, no network but what `extra` says, and bytecode kept."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    proxies = {name: NOWHERE for each in _PROXIES for name in (each, each.lower())}
    told = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    return {**kept, **proxies, **told, **(extra or {}), **dict.fromkeys(_FOLDERS, str(home))}


@contextmanager
def fresh_home() -> Iterator[Path]:
    """A folder nothing has run in yet."""
    with TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def data_process(pid: int) -> int | None:
    """The child of the program that is its data process, None where there is none yet."""
    for each in children(pid):
        command = Path(f"/proc/{each}/cmdline").read_bytes()
        if b"worker" in command:
            return each
    return None


def children(pid: int) -> Sequence[int]:
    """The processes a process has started itself."""
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return ()
    return [int(each) for each in told.split()]


def warm(program: Program, home: Path) -> None:
    """Run it once until it shows something, so that bytecode and the files it reads are there for what is measured."""
    with Session(program.command, environment(home)) as session:
        session.until(program.marker)
        session.press(program.leaves)
        session.watch(3)
