"""A Python program of the tests' own that is asked, and answers, in lines of JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from types import TracebackType
from typing import Any, Self

END_S = 30.0


class LineProcess:
    """Runs a driver in a process of its own, until the end of a `with` block at the latest."""

    def __init__(self, driver: Path, *arguments: str, env: Mapping[str, str], errors: Path | None = None) -> None:
        """Start `driver`; `env` goes over the environment, what it prints to stderr into the file `errors`."""
        self._errors = errors
        with errors.open("w") if errors else nullcontext() as noise:
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(driver), *arguments],
                env={**os.environ, **env},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=noise,
                text=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def say(self, question: Mapping[str, Any]) -> None:
        """Ask without waiting for the answer."""
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()

    def hear(self) -> Any:
        """Wait for the next line."""
        line = self._process.stdout.readline()
        assert line, f"the process ended: {self.stderr()}"
        return json.loads(line)

    def stderr(self) -> str:
        """Return everything printed beside the answers so far."""
        return self._errors.read_text() if self._errors else ""

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
