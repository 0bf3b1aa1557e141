"""A terminal that shows a saved frame: no key is lost or echoed, and it is given back however the start ends."""

from __future__ import annotations

import os
import signal
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager

import pexpect
import pytest

from tui import cli
from tui.paint import opening
from tui.paint.frame import Frame
from tui.paint.terminal import Held

_LEAVES = "\x1b[?7h\x1b[?1049l\x1b[?25h"
_SHOWS = """
import os, signal, sys
from tui.paint.guard import guard
from tui.paint.terminal import Held
signal.signal(signal.SIGINT, signal.default_int_handler)
held = Held()
guard(held)
held.show("the saved frame")
try:
    os.write(2, b" ready")
    typed = b""
    while len(typed) < 3:
        typed += os.read(0, 3)
    {then}
except KeyboardInterrupt:
    sys.exit(130)
finally:
    held.give_back()
print("typed", typed)
"""


@contextmanager
def shown(then: str = "pass") -> Iterator[pexpect.spawn]:
    """A program that shows a frame, waits for three keys, and then does something.

    Tests that run in the background ignore SIGINT, and what they start does too: it is set as a terminal's own has it.
    """
    child = pexpect.spawn(
        sys.executable, ["-c", _SHOWS.format(then=then)], env={"TERM": "xterm"}, encoding="utf-8", timeout=60
    )
    try:
        child.expect_exact("the saved frame")
        assert child.before.startswith("\x1b[?1049h")
        child.expect_exact("ready")
        yield child
    finally:
        child.close(force=True)


def test_keys_are_kept_for_later_and_echoed_nowhere() -> None:
    with shown() as child:
        child.send("aq\r")
        child.expect_exact(_LEAVES)
        assert child.before == ""
        child.expect_exact("typed b'aq\\r'")
        assert termios.tcgetattr(child.child_fd)[3] & termios.ECHO
        assert termios.tcgetattr(child.child_fd)[3] & termios.ICANON


def test_ctrl_c_gives_the_terminal_back() -> None:
    with shown() as child:
        child.sendintr()
        child.expect_exact(_LEAVES)
        child.expect(pexpect.EOF)
        child.wait()
        assert (child.before, child.exitstatus) == ("", 130)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_gives_the_terminal_back_and_ends(number: signal.Signals) -> None:
    with shown() as child:
        child.kill(number)
        child.expect_exact(_LEAVES)
        child.expect(pexpect.EOF)
        child.wait()
        assert child.signalstatus == number


def test_a_start_that_fails_gives_the_terminal_back_before_it_says_why() -> None:
    with shown("raise RuntimeError('no such luck')") as child:
        child.send("abc")
        child.expect_exact(_LEAVES)
        child.expect_exact("RuntimeError: no such luck")


def test_what_has_been_handed_over_is_not_given_back_again() -> None:
    with shown("print(len(held.hand_over()), held.holding, held.hand_over())") as child:
        child.send("abc")
        child.expect_exact("7 False None")
        child.expect(pexpect.EOF)
        assert _LEAVES not in child.before


def test_a_terminal_that_shows_nothing_is_not_touched(capfd: pytest.CaptureFixture[str]) -> None:
    held = Held()
    held.give_back()
    assert not held.holding
    assert capfd.readouterr() == ("", "")


def test_signals_are_waited_for_before_there_is_anything_to_give_back(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(opening, "terminal_size", lambda _: (80, 24))
    monkeypatch.setattr(opening, "read", lambda *_: Frame("", 0.0, ""))
    monkeypatch.setattr(opening, "guard", lambda _: done.append("guarded"))
    monkeypatch.setattr(os, "isatty", lambda _: True)
    monkeypatch.setattr(Held, "show", lambda *_: done.append("shown"))
    opening.show_last_frame(Held(), None)
    assert done == ["guarded", "shown"]


@pytest.mark.parametrize("arguments", [(), ("--demo",), ("print",)])
def test_ctrl_c_ends_every_start_without_a_word(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.paint.opening.show_last_frame", interrupted)
    monkeypatch.setattr("tui.cli.commands.rotation", interrupted)
    monkeypatch.setattr(sys, "argv", ["rotation", *arguments])
    monkeypatch.setenv("TEXTUAL_FPS", "60")
    monkeypatch.setattr("gc.disable", lambda: None)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 130


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        ((), None),
        (("--config", "own"), "own"),
        *(((each,), "none drawn") for each in ("--help", "-h", "--version", "--demo", "print", "doctor", "config")),
        (("--data", "closes"), "none drawn"),
        (("--as-of", "2025-12-11"), "none drawn"),
        (("--config", "own", "--demo"), "none drawn"),
        (("--config",), "none drawn"),
    ],
)
def test_a_frame_is_drawn_for_the_live_screen_alone(
    arguments: tuple[str, ...], folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    began: list[str | None] = []
    monkeypatch.setattr(cli, "_open_at_once", began.append)
    monkeypatch.setattr("tui.cli.commands.rotation", lambda **_: began.append("none drawn"))
    monkeypatch.setattr(sys, "argv", ["rotation", *arguments])
    monkeypatch.setenv("TEXTUAL_FPS", "60")
    monkeypatch.setattr("gc.disable", lambda: None)
    cli.main()
    assert began == [folder]
