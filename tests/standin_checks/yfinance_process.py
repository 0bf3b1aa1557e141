"""The other end of the driver."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from line_process import LineProcess

_DRIVER = Path(__file__).with_name("yfinance_driver.py")


class Refused(Exception):
    """What yfinance raised: its class name and its words."""


class YFinance(LineProcess):
    """Asks unmodified yfinance whose environment leads to a stand-in."""

    def __init__(self, env: dict[str, str], folder: Path) -> None:
        super().__init__(_DRIVER, env={**env, "XDG_CACHE_HOME": str(folder)})

    def end(self) -> tuple[int, str]:
        """Let it end; yfinance may hang in the network, and is ended then."""
        with suppress(subprocess.TimeoutExpired):
            return super().end()
        return -1, ""

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
        self.say({"what": what, "args": args, "how": how})

    def answer(self) -> Any:
        """Wait for the answer to a question begun."""
        said = self.hear()
        if "error" in said and "text" in said:
            raise Refused(said["error"], said["text"])
        return said["answer"]
