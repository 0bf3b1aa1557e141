"""The thread that reads keys sleeps while there are none, and Textual's own looks at it never wait."""

from __future__ import annotations

import os
import select
import signal
import threading
from itertools import count
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.paint.terminal import FRAME_BEGINS, FRAME_ENDS
from tui.ui import driver
from tui.ui.driver import Ending, Framing, TerminalDriver


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is waited for, which comes at once."""
    waited: list[Any] = []
    there = SimpleNamespace(register=lambda *_: None, poll=lambda _: [])
    fake = SimpleNamespace(select=lambda *each: waited.append(each), poll=lambda: there, POLLHUP=select.POLLHUP)
    monkeypatch.setattr(driver, "select", fake)
    return waited


def ask(ending: Ending, times: int, poll_s: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask in another thread, so many seconds from one time to the next."""
    clock = count()
    monkeypatch.setattr(driver, "time", SimpleNamespace(monotonic=lambda: next(clock) // 2 * poll_s))
    asking = threading.Thread(target=lambda: [ending.is_set() for _ in range(times)])
    asking.start()
    asking.join()


def test_after_enough_polls_in_vain_it_waits_for_a_key(waits: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    ask(Ending(7, Event().set), driver._POLLS + 2, 0.11, monkeypatch)
    assert [each[0][0] for each in waits] == [7]


def test_while_keys_come_it_does_not_wait(waits: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    ask(Ending(7, Event().set), 5 * driver._POLLS, 0.01, monkeypatch)
    assert waits == []


def test_the_app_itself_never_waits(waits: list[Any]) -> None:
    ending = Ending(7, Event().set)
    assert not any(ending.is_set() for _ in range(5 * driver._POLLS))
    assert waits == []


def test_where_the_terminal_is_gone_that_is_told_and_only_the_word_to_end_is_waited_for() -> None:
    keys, other = os.pipe()
    gone = Event()
    ending = Ending(keys, gone.set)
    reading = threading.Thread(target=ending.is_set)
    os.close(other)
    reading.start()
    assert gone.wait(60)
    assert not threading.Event.is_set(ending)
    ending.set()
    reading.join(60)
    assert not reading.is_alive()


def test_the_word_to_end_ends_the_wait_and_can_be_taken_back() -> None:
    keys, _ = os.pipe()
    ending = Ending(keys, Event().set)
    ending.set()
    assert ending.is_set()
    assert select.select([ending._said], [], [], 0)[0]
    ending.clear()
    assert not ending.is_set()
    assert not select.select([ending._said], [], [], 0)[0]


def test_a_frame_is_written_in_one_piece_and_all_else_at_once() -> None:
    framing = Framing()
    written = [framing.put(piece) for piece in ("a", FRAME_BEGINS, "b", "c", FRAME_ENDS, "d")]
    assert written == ["a", "", "", "", f"{FRAME_BEGINS}bc{FRAME_ENDS}", "d"]


def test_a_word_said_for_good_cannot_be_taken_back() -> None:
    keys, _ = os.pipe()
    ending = Ending(keys, Event().set)
    ending.be_final()
    assert not ending.over
    ending.set()
    ending.clear()
    assert ending.over


class Listening(TerminalDriver):
    """A driver with a thread that reads a key when it may, and no terminal."""

    def __init__(self) -> None:
        self.fileno = os.pipe()[0]
        self._resting, self._mouse = False, False
        self.exit_event = self._ending = Ending(self.fileno, Event().set)
        self.may_read = Event()
        self._key_thread = self.thread = threading.Thread(target=self._read)
        self.thread.start()

    def _read(self) -> None:
        self.may_read.wait(60)
        self.process_message(Message())

    def stop_application_mode(self) -> None:
        self.disable_input()

    def close(self) -> None: ...


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """What came as far as the app."""
    messages: list[Message] = []
    monkeypatch.setattr(LinuxDriver, "process_message", lambda _, message: messages.append(message))
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    return messages


def test_what_is_typed_is_heard(heard: list[Message]) -> None:
    terminal = Listening()
    terminal.may_read.set()
    terminal.thread.join(60)
    assert len(heard) == 1


def test_at_the_end_the_thread_that_reads_keys_is_not_waited_for_nor_heard(heard: list[Message]) -> None:
    terminal = Listening()
    terminal.disable_input()
    assert terminal.thread.is_alive()
    terminal.may_read.set()
    terminal.thread.join(60)
    assert heard == []


def test_before_a_rest_it_is_waited_for_and_heard(heard: list[Message], monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Listening()
    say = terminal._ending.set
    monkeypatch.setattr(terminal._ending, "set", lambda: (say(), terminal.may_read.set()))
    terminal.suspend_application_mode()
    assert not terminal.thread.is_alive()
    assert len(heard) == 1
    assert not terminal._ending.over
