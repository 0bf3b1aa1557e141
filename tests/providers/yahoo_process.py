"""The Yahoo provider in a process of its own: yfinance keeps state that a test must not inherit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PATIENT_S = 60.0
END_S = 30.0
_DRIVER = Path(__file__).with_name("yahoo_driver.py")


class YahooProcess:
    """Asks questions of a provider whose environment leads to a stand-in."""

    def __init__(self, env: dict[str, str], folder: Path) -> None:
        self.cache_dir = folder / "yahoo"
        self._errors = folder / "stderr"
        with self._errors.open("w") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(_DRIVER), str(self.cache_dir)],
                env={**os.environ, **env},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

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
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """Wait for the next answer or tick."""
        line = self._process.stdout.readline()
        assert line, f"the process ended: {self.stderr()}"
        return json.loads(line)

    def stderr(self) -> str:
        """Return everything printed beside the answers so far."""
        return self._errors.read_text()

    def end(self) -> tuple[int, str]:
        """Let it end and return its exit code and what it still printed; an error if it does not end by itself."""
        if self._process.stdin.closed:
            return self._process.returncode, ""
        self._process.stdin.close()
        with self._process.stdout:
            try:
                code = self._process.wait(timeout=END_S)
                return code, self._process.stdout.read()
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
                raise
