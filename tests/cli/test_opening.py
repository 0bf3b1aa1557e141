"""What is refused before the screen opens."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tui.cli.choice import Choice
from tui.cli.opening import open_on
from tui.paint.terminal import Held


@pytest.mark.parametrize("redirected", ["stdin", "stdout", "stderr"])
def test_no_screen_opens_where_one_of_the_three_is_no_terminal(
    redirected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tui.cli.kept_config.user_cache_path", lambda *_, **__: tmp_path)
    monkeypatch.setattr("tui.cli.screen.open_screen", lambda *_: pytest.fail("opened"))
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(getattr(sys, stream), "isatty", lambda stream=stream: stream != redirected, raising=False)
    with pytest.raises(SystemExit) as refused:
        open_on(Choice(demo=True, config_dir=tmp_path), Held())
    assert refused.value.code == 2
    assert "this is no terminal" in capsys.readouterr().err
