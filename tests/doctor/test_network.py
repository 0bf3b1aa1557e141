"""The order of the steps to Yahoo: what is tried, what is skipped, and that nothing is waited for too long."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tui.core.market import Quote, Series, Session, State
from tui.doctor.checks import Check, Outcome
from tui.doctor.network import STREAMED, Examination, Limits
from tui.providers.base import Offline, RateLimited, ServerFault

NOW = datetime(2026, 1, 16, 15, 0, tzinfo=UTC)
STEPS = ["proxy", "names", "TLS", "clock skew", "crumb", "quote", "chart", "stream"]
PROXIED = {"HTTPS_PROXY": "http://proxy.example:3128"}
QUOTE = Quote(symbol="^RUT", price=2500.0, time=NOW, session=Session.CLOSED, state=State.CLOSED)
SERIES = Series(symbol="^RUT", days=(date(2026, 1, 15),), closes=(2500.0,))
FOREVER = "forever"


class World:
    """An outside whose answers are given beforehand: a value, an error, or no answer at all."""

    hosts = ("a.example", "b.example")

    def __init__(self, **answers: Any) -> None:
        self._answers = {
            "addresses": ("192.0.2.1",),
            "greet": NOW,
            "crumb": None,
            "quote": QUOTE,
            "chart": SERIES,
            "frame": True,
            **answers,
        }
        self.asked: list[str] = []
        self.streamed: Sequence[str] = ()

    async def addresses(self, host: str) -> tuple[str, ...]:
        return await self._answer("addresses")

    async def greet(self) -> datetime | None:
        return await self._answer("greet")

    async def crumb(self) -> None:
        await self._answer("crumb")

    async def quote(self, symbol: str) -> Quote | None:
        return await self._answer("quote")

    async def chart(self, symbol: str) -> Series:
        return await self._answer("chart")

    async def frame(self, symbols: Sequence[str], wait_s: float) -> bool:
        self.streamed = symbols
        return await self._answer("frame")

    async def _answer(self, step: str) -> Any:
        self.asked.append(step)
        answer = self._answers[step]
        if answer is FOREVER:
            await asyncio.Event().wait()
        if isinstance(answer, Exception):
            raise answer
        return answer


async def walk(world: World, environment: dict[str, str] | None = None, limits: Limits | None = None) -> list[Check]:
    told: list[Check] = []
    await Examination(world, environment or {}, told.append, limits=limits, clock=lambda: NOW).run()
    return told


def states(told: list[Check]) -> dict[str, Outcome]:
    assert [check.check for check in told] == STEPS, "every step has its line, in order"
    return {check.check: check.state for check in told}


async def test_a_way_that_is_open_is_walked_to_its_end() -> None:
    world = World()
    assert set(states(await walk(world)).values()) == {Outcome.OK}
    assert sorted(world.asked) == ["addresses", "addresses", "chart", "crumb", "frame", "greet", "quote"]
    assert world.streamed == STREAMED


async def test_without_names_nothing_else_is_tried() -> None:
    world = World(addresses=Offline("not found"))
    told = await walk(world)
    assert states(told) == {
        **dict.fromkeys(STEPS, Outcome.SKIP),
        "proxy": Outcome.OK,
        "names": Outcome.FAIL,
    }
    assert {check.what for check in told[2:]} == {"skipped, no network"}
    assert set(world.asked) == {"addresses"}


async def test_a_proxy_finds_the_names() -> None:
    world = World(addresses=Offline("not found"))
    assert states(await walk(world, PROXIED))["names"] is Outcome.SKIP
    assert "addresses" not in world.asked


async def test_without_a_connection_nothing_is_asked() -> None:
    world = World(greet=Offline("the proxy refuses"))
    told = await walk(world, PROXIED)
    assert states(told)["TLS"] is Outcome.FAIL
    assert {check.what for check in told[3:]} == {"skipped, Yahoo is not reached"}
    assert world.asked == ["greet"]


async def test_an_answer_that_breaks_off_was_still_a_connection() -> None:
    found = states(await walk(World(greet=ServerFault("broke off"))))
    assert (found["TLS"], found["clock skew"], found["quote"]) == (Outcome.OK, Outcome.SKIP, Outcome.OK)


async def test_a_refused_crumb_spares_yahoo_the_quote_but_not_the_chart() -> None:
    world = World(crumb=RateLimited("slow down"))
    found = states(await walk(world))
    assert (found["crumb"], found["quote"], found["chart"]) == (Outcome.FAIL, Outcome.SKIP, Outcome.OK)
    assert "quote" not in world.asked


async def test_a_crumb_that_nobody_answers_ends_the_asking() -> None:
    world = World(crumb=Offline("no answer"))
    found = states(await walk(world))
    assert (found["quote"], found["chart"]) == (Outcome.SKIP, Outcome.SKIP)
    assert not {"quote", "chart"} & set(world.asked)


async def test_a_silent_stream_is_judged_by_what_the_quote_says_of_the_market() -> None:
    closed = await walk(World(frame=False))
    assert states(closed)["stream"] is Outcome.OK
    unknown = await walk(World(frame=False, quote=ServerFault("a fault")))
    assert states(unknown)["stream"] is Outcome.WARN


@pytest.mark.parametrize(
    ("step", "name", "state"),
    [
        ("addresses", "names", Outcome.FAIL),
        ("greet", "TLS", Outcome.FAIL),
        ("crumb", "crumb", Outcome.FAIL),
        ("quote", "quote", Outcome.FAIL),
        ("chart", "chart", Outcome.FAIL),
        ("frame", "stream", Outcome.WARN),
    ],
)
async def test_a_step_that_never_answers_is_given_up(step: str, name: str, state: Outcome) -> None:
    hurry = Limits(names_s=0, handshake_s=0, crumb_s=0, answer_s=0, frame_s=0)
    told = await walk(World(**{step: FOREVER}), limits=hurry)
    assert states(told)[name] is state


def test_the_longest_way_takes_half_a_minute_at_most() -> None:
    limits = Limits()
    reached = limits.names_s + limits.handshake_s
    assert reached + limits.crumb_s + limits.answer_s <= 30
    assert reached + limits.frame_s < 30
