"""The other end of the driver."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_DRIVER = Path(__file__).with_name("yfinance_driver.py")
_END_S = 30.0


class Refused(Exception):
    """What yfinance raised: its class name and its words."""


class YFinance:
    """Asks unmodified yfinance whose environment leads to a stand-in."""

    def __init__(self, env: dict[str, str], folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(_DRIVER)],
            env={**os.environ, **env, "XDG_CACHE_HOME": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.stdin.close()
        with self._process.stdout:
            try:
                self._process.wait(_END_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    @contextmanager
    def new(self, env: dict[str, str], folder: Path) -> Iterator[Self]:
        """Ask one that has not asked anything yet, for a while; it costs less than another process of this kind."""
        assert self.ask("new", env, str(folder)) == "here"
        yield self
        assert self.ask("end") == "gone"

    def ask(self, what: str, *args: Any, **how: Any) -> Any:
        """Return what a function of the driver returns; `Refused` if it raises."""
        self.begin(what, *args, **how)
        return self.answer()

    def begin(self, what: str, *args: Any, **how: Any) -> None:
        """Ask without waiting."""
        self._process.stdin.write(json.dumps({"what": what, "args": args, "how": how}) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Any:
        """Wait for the answer to a question begun."""
        said = self.heard()
        if "error" in said and "text" in said:
            raise Refused(said["error"], said["text"])
        return said["answer"]

    def heard(self) -> Any:
        """Return the next line, whatever it is: an answer, or a message of the stream."""
        line = self._process.stdout.readline()
        assert line, "the process ended"
        return json.loads(line)
