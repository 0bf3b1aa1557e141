"""What the system counts of a process: processor time, wakeups, memory, descriptors, threads. Linux alone has it so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple


class Use(NamedTuple):
    """What a process has used so far, all its threads together."""

    cpu_s: float
    wakeups: int

    def since(self, before: Use) -> Use:
        """What was used from then on."""
        return Use(self.cpu_s - before.cpu_s, self.wakeups - before.wakeups)

    def __add__(self, other: object) -> Use:
        """Two processes together."""
        if not isinstance(other, Use):
            return NotImplemented
        return Use(self.cpu_s + other.cpu_s, self.wakeups + other.wakeups)


def use(pid: int) -> Use:
    """Processor time in seconds, and how often a thread of it was woken."""
    spent = woken = 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        spent += int((thread / "schedstat").read_text(encoding="ascii").split()[0])
        found = re.search(r"^voluntary_ctxt_switches:\s+(\d+)", (thread / "status").read_text(), re.MULTILINE)
        woken += int(found[1]) if found else 0
    return Use(spent / 1e9, woken)


def resident_mb(pid: int) -> float:
    """What it holds in memory, 1e6 bytes; pages it shares with others are counted in full."""
    return _status_kb(pid, "VmRSS") * 1024 / 1e6


def together_mb(pids: Iterable[int]) -> float:
    """What they hold in memory together, 1e6 bytes; pages of a file that several of them have are counted once."""
    own, shared = 0, Counter[str]()
    for pid in pids:
        for where, counts in _mappings(pid):
            own += counts["Private_Clean"] + counts["Private_Dirty"]
            shared[where] = max(shared[where], counts["Shared_Clean"] + counts["Shared_Dirty"])
    return (own + shared.total()) * 1024 / 1e6


def _mappings(pid: int) -> Iterator[tuple[str, Counter[str]]]:
    """Go through what is mapped: which part of which file, or where it is of none, and its counts in 1024 bytes."""
    where, counts = "", Counter[str]()
    for line in Path(f"/proc/{pid}/smaps").read_text(encoding="utf-8").splitlines():
        name, *values = line.split()
        if not name.endswith(":"):
            if where:
                yield where, counts
            _, offset, _, inode = values[:4]
            where, counts = (f"{inode} {offset}" if inode != "0" else f"{pid} {name}"), Counter[str]()
        elif values[-1] == "kB":
            counts[name[:-1]] += int(values[0])
    yield where, counts


def descriptors(pid: int) -> int:
    """How many files and sockets it has open."""
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


def threads(pid: int) -> int:
    """How many threads it has."""
    return sum(1 for _ in Path(f"/proc/{pid}/task").iterdir())


def is_there(pid: int) -> bool:
    """Say whether a process is there and not merely unburied."""
    return any(state != "Z" for state in _states(pid))


def _states(pid: int) -> Iterator[str]:
    try:
        yield Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return


def _status_kb(pid: int, name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    return int(found[1]) if found else 0
