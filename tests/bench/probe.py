"""Runs a program with its event loop watched from within: `python -m tests.bench.probe REPORT PROGRAM ARGUMENTS…`.

PROGRAM is a module or a file. How late a timer of 5 ms is says how long the loop was busy. SIGUSR1 has the tasks
counted and the rest begun anew, SIGUSR2 has it told: neither the start nor the end is in it. With `--sampled` a thread
looks 200 times a second at what runs: it disturbs what it measures, so that its shares are told apart from the figures.
"""

from __future__ import annotations

import asyncio
import gc
import json
import runpy
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

EVERY_S = 0.005
_GIVING_WAY_S = 0.0001
_COMMAND_LINE = "click"
"""Under everything, and not what runs."""


class Watcher:
    """Gathers how late the loop is, what collecting garbage costs, and what runs."""

    def __init__(self, report: Path, *, sampled: bool) -> None:
        self._report = report
        self._sampled = sampled
        self._began = 0.0
        self._tasks: list[int] = []
        self._told = False
        self._begin()

    def mark(self) -> None:
        """Count the tasks there are, and forget what was before."""
        self._tasks.append(len(asyncio.all_tasks()))
        self._begin()

    def _begin(self) -> None:
        self._late_ms: list[float] = []
        self._collected_ms: list[float] = []
        self._ours: Counter[str] = Counter()
        self._libraries: Counter[str] = Counter()
        self._looks = 0

    async def around(self, main: Coroutine[Any, Any, Any]) -> Any:
        """Run a program's coroutine, watched."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGUSR1, self.mark)
        loop.add_signal_handler(signal.SIGUSR2, self._tell)
        gc.callbacks.append(self._collecting)
        if self._sampled:
            threading.Thread(target=self._look, args=(threading.get_ident(),), daemon=True).start()
        measuring = asyncio.create_task(self._measure())
        try:
            return await main
        finally:
            measuring.cancel()
            gc.callbacks.remove(self._collecting)
            self._tell()

    async def _measure(self) -> None:
        """Sleep again and again, and keep by how much each sleep was too long."""
        while True:
            began = time.perf_counter()
            await asyncio.sleep(EVERY_S)
            self._late_ms.append(1000 * (time.perf_counter() - began - EVERY_S))

    def _collecting(self, phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            self._began = time.perf_counter()
        else:
            self._collected_ms.append(1000 * (time.perf_counter() - self._began))

    def _look(self, thread: int) -> None:
        """Count what the loop's thread is in; asked often, it gives way anywhere and not just where it waits."""
        sys.setswitchinterval(_GIVING_WAY_S)
        while True:
            time.sleep(EVERY_S)
            frame = sys._current_frames().get(thread)
            if frame is None:
                return
            self._looks += 1
            if "select" in frame.f_code.co_name:
                continue
            self._libraries[_library(frame)] += 1
            self._ours[_ours(frame)] += 1

    def _tell(self) -> None:
        """Write what was found to the report; what comes later is not in it."""
        if self._told:
            return
        self._told = True
        told = {
            "late_ms": self._late_ms,
            "collected_ms": self._collected_ms,
            "tasks": self._tasks,
            "looks": self._looks,
            "ours": self._ours.most_common(12),
            "libraries": self._libraries.most_common(8),
        }
        self._report.write_text(json.dumps(told), encoding="utf-8")


def _place(frame: FrameType) -> tuple[str, str]:
    """The package a frame's code is in, and the code's name in its module; of Python's own library no package."""
    parts = Path(frame.f_code.co_filename).parts
    name = f"{parts[-1]}:{frame.f_code.co_name}"
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1], name
    return ("rotation", name) if "tui" in parts and "cli" not in parts else ("", name)


def _library(frame: FrameType | None) -> str:
    """The innermost package that runs, whatever it has Python's own library do."""
    while frame is not None:
        package, _ = _place(frame)
        if package and package != _COMMAND_LINE:
            return package
        frame = frame.f_back
    return "the loop itself"


def _ours(frame: FrameType | None) -> str:
    """The innermost function of the program that is in the call, else of a package."""
    other = ""
    while frame is not None:
        package, name = _place(frame)
        if package == "rotation":
            return name
        if package and package != _COMMAND_LINE:
            other = other or f"{package} {name}"
        frame = frame.f_back
    return other or "the loop itself"


def main(arguments: list[str]) -> None:
    """Run the program named by the arguments under a watcher."""
    report, *rest = arguments
    sampled = rest[0] == "--sampled"
    program, *options = rest[sampled:]
    run: Callable[..., Any] = asyncio.run
    watcher = Watcher(Path(report), sampled=sampled)
    asyncio.run = lambda coroutine, **given: run(watcher.around(coroutine), **given)
    is_file = Path(program).is_file()
    sys.argv = [program, *options]
    start = partial(runpy.run_path, program) if is_file else partial(runpy.run_module, program, alter_sys=True)
    start(run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
