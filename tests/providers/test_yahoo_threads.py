from __future__ import annotations

import asyncio
import threading

import pytest

from tui.providers.base import NoData, ServerFault
from tui.providers.yahoo.threads import Threads


async def test_work_one_after_the_other_is_done_by_one_thread() -> None:
    threads = Threads()
    used = {await threads.run(threading.get_ident) for _ in range(20)}
    threads.close()
    assert len(used) == 1


async def test_work_that_waits_does_not_keep_other_work_waiting() -> None:
    threads, begun, go_on = Threads(), threading.Event(), threading.Event()

    def wait() -> bool:
        begun.set()
        return go_on.wait()

    slow = asyncio.create_task(threads.run(wait))
    await asyncio.to_thread(begun.wait)
    assert await threads.run(lambda: "done") == "done"
    assert not slow.done()
    go_on.set()
    assert await slow is True
    threads.close()


async def test_a_provider_error_comes_through_and_the_thread_lives_on() -> None:
    threads = Threads()

    def fail() -> int:
        nonlocal failed_in
        failed_in = threading.get_ident()
        raise NoData("nothing there")

    failed_in = 0
    with pytest.raises(NoData, match="nothing there"):
        await threads.run(fail)
    assert await threads.run(threading.get_ident) == failed_in
    threads.close()


async def test_a_defect_is_reported_and_told_as_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: reported.append(args.exc_type))
    threads = Threads()
    before = set(threading.enumerate())
    with pytest.raises(ServerFault):
        await threads.run(lambda: {}["missing"])
    for thread in set(threading.enumerate()) - before:
        thread.join()
    assert reported == [KeyError]
    assert await threads.run(lambda: 1) == 1
    threads.close()


async def test_work_given_up_ends_quietly_when_it_is_done() -> None:
    threads, go_on = Threads(), threading.Event()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await threads.run(go_on.wait)
    go_on.set()
    assert await threads.run(lambda: 1) == 1
    threads.close()


async def test_no_more_threads_than_allowed_and_what_is_given_up_is_not_begun() -> None:
    threads, go_on, begun = Threads(most=2), threading.Event(), threading.Semaphore(0)

    def wait() -> int:
        begun.release()
        go_on.wait()
        return threading.get_ident()

    busy = [asyncio.create_task(threads.run(wait)) for _ in range(2)]
    for _ in busy:
        await asyncio.to_thread(begun.acquire)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await threads.run(lambda: done.append("given up"))
    done: list[str] = []
    last = asyncio.create_task(threads.run(threading.get_ident))
    await asyncio.sleep(0)
    assert not last.done()
    go_on.set()
    idents = set(await asyncio.gather(*busy))
    assert await last in idents
    assert done == []
    threads.close()


async def test_a_defect_does_not_keep_the_next_in_line_from_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    threads = Threads(most=1)
    failing = asyncio.create_task(threads.run(lambda: {}["missing"]))
    waiting = [asyncio.create_task(threads.run(lambda n=n: n)) for n in range(3)]
    assert await asyncio.gather(*waiting) == [0, 1, 2]
    with pytest.raises(ServerFault):
        await failing
    threads.close()
