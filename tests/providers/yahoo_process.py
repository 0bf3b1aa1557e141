"""The Yahoo provider in a process of its own: yfinance keeps state that a test must not inherit."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from line_process import LineProcess

PATIENT_S = 60.0
_DRIVER = Path(__file__).with_name("yahoo_driver.py")


class YahooProcess(LineProcess):
    """Asks questions of a provider whose environment leads to a stand-in."""

    def __init__(self, env: dict[str, str], folder: Path) -> None:
        self.cache_dir = folder / "yahoo"
        super().__init__(_DRIVER, str(self.cache_dir), env=env, errors=folder / "stderr")

    def ask(self, what: str, *symbols: str, since: date | None = None, deadline_s: float = PATIENT_S) -> dict[str, Any]:
        """Ask for what the driver knows; the answer holds `data`, or `error` and `text`, and always `requests`."""
        self.begin(what, *symbols, since=since, deadline_s=deadline_s)
        return self.hear()

    def begin(
        self,
        what: str,
        *symbols: str,
        since: date | None = None,
        deadline_s: float = PATIENT_S,
        silence_s: float = PATIENT_S,
    ) -> None:
        """Ask without waiting for the answer."""
        question = {
            "what": what,
            "symbols": symbols,
            "since": since and since.isoformat(),
            "deadline_s": deadline_s,
            "silence_s": silence_s,
        }
        self.say(question)
