"""The thread that reads keys sleeps while there are none, and Textual's own looks at it never wait."""

from __future__ import annotations

import os
import select
import threading
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest

from tui.ui import driver
from tui.ui.driver import Ending


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is waited for, which comes at once."""
    waited: list[Any] = []
    monkeypatch.setattr(driver, "select", SimpleNamespace(select=lambda *each: waited.append(each)))
    return waited


def ask(ending: Ending, times: int, poll_s: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask in another thread, so many seconds from one time to the next."""
    clock = count()
    monkeypatch.setattr(driver, "time", SimpleNamespace(monotonic=lambda: next(clock) // 2 * poll_s))
    asking = threading.Thread(target=lambda: [ending.is_set() for _ in range(times)])
    asking.start()
    asking.join()


def test_after_enough_polls_in_vain_it_waits_for_a_key(waits: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    ask(Ending(7), driver._POLLS + 2, 0.11, monkeypatch)
    assert [each[0][0] for each in waits] == [7]


def test_while_keys_come_it_does_not_wait(waits: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    ask(Ending(7), 5 * driver._POLLS, 0.01, monkeypatch)
    assert waits == []


def test_the_app_itself_never_waits(waits: list[Any]) -> None:
    ending = Ending(7)
    assert not any(ending.is_set() for _ in range(5 * driver._POLLS))
    assert waits == []


def test_the_word_to_end_ends_the_wait_and_can_be_taken_back() -> None:
    keys, _ = os.pipe()
    ending = Ending(keys)
    ending.set()
    assert ending.is_set()
    assert select.select([ending._said], [], [], 0)[0]
    ending.clear()
    assert not ending.is_set()
    assert not select.select([ending._said], [], [], 0)[0]
