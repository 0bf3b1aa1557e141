"""What is refused before the screen opens."""

from __future__ import annotations

import subprocess
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


def test_what_the_screen_has_no_use_for_is_left_out_but_there_for_whoever_asks() -> None:
    left_out = (
        *("bz2", "lzma", "ssl", "asyncio.sslproto", "msgspec.inspect", "msgspec._json_schema"),
        *("textual.types", "textual.suggester", "textual.widgets._tree", "textual.widgets._select"),
    )
    code = (
        "import sys; from importlib import import_module; from tui.cli import lean; "
        "lean.load_shutil(); lean.load_msgspec(); lean.load_asyncio(); lean.load_textual(); "
        f"print([each for each in {left_out!r} if each in sys.modules]); "
        f"print([import_module(each).__name__ for each in {left_out!r}]); "
        "print(sys.modules['textual.types'].DirEntry.__name__, sys.modules['asyncio.sslproto'].SSLProtocol.__name__); "
        "import msgspec; print(msgspec.inspect.type_info(bool))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", repr([*left_out]), "DirEntry SSLProtocol", "BoolType()"]
