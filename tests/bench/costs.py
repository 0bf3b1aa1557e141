"""What a start spends its time on, as the interpreter tells, and what an event loop does, as the probe saw it."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress

from .terminal import Session

_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \| +(\S+)")
_SPOKEN = 5


def imports(command: tuple[str, ...], env: Mapping[str, str]) -> str:
    """Say which packages' modules took most of a start's imports, themselves alone; measuring makes them slower."""
    told = _told(command, {**env, "PYTHONPROFILEIMPORTTIME": "1"})
    spent: dict[str, float] = defaultdict(float)
    for found in _IMPORT.finditer(told):
        spent[found[2].partition(".")[0]] += int(found[1]) / 1000
    most = sorted(spent, key=lambda name: -spent[name])[:_SPOKEN]
    listed = ", ".join(f"{name} {spent[name]:.0f}" for name in most)
    return f"imports, {sum(spent.values()):.0f} ms of them under `-X importtime`: {listed}"


def loop(ours: Iterable[tuple[str, int]], looks: int, collected_ms: Iterable[float]) -> str:
    """Say what ran most when the probe looked, and what collecting garbage cost."""
    listed = ", ".join(f"{name} {count / max(1, looks):.1%}" for name, count in list(ours)[:_SPOKEN])
    collected = list(collected_ms)
    longest = f", the longest {max(collected):.1f} ms" if collected else ""
    return f"of a core: {listed}; {len(collected)} collections of garbage{longest}"


def _told(command: tuple[str, ...], env: Mapping[str, str]) -> str:
    """What a command says on its error stream, or in a terminal where it needs one."""
    if command[-1].startswith("--"):
        return subprocess.run(command, env=dict(env), capture_output=True, text=True, check=False).stderr
    with Session(command, env) as session:
        with suppress(AssertionError):
            session.until(b"AMZN")
        session.watch(1.5)
        session.press(b"q")
        session.watch(1)
        return session.data.decode(errors="replace")
