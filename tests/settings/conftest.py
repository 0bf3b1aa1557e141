"""A user's folder to write files into, and what the program says of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tui.settings.load import ConfigError, load

Refusal = Callable[..., list[str]]


@pytest.fixture
def refusal(tmp_path: Path) -> Refusal:
    """Write files, named by their stems, and return the problems found in them, one line each."""

    def refuse(**files: str) -> list[str]:
        for stem, text in files.items():
            (tmp_path / f"{stem}.toml").write_text(text, encoding="utf-8")
        with pytest.raises(ConfigError) as caught:
            load(tmp_path)
        return [str(problem) for problem in caught.value.problems]

    return refuse
