"""One JSON question a line on stdin, JSON answers a line on stdout, from the Yahoo provider."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from tui.core.market import Quote
from tui.providers.base import PartialAnswer, ProviderError
from tui.providers.yahoo import Deadlines, Yahoo
from tui.providers.yahoo.library import NOT_NEEDED


class Driver:
    """Asks providers that differ in their deadlines alone."""

    def __init__(self, cache_dir: Path) -> None:
        self._cache_dir = cache_dir
        self._providers: dict[tuple[float, float], Yahoo] = {}
        self._stream: asyncio.Task[None] | None = None

    def provider(self, deadline_s: float, silence_s: float) -> Yahoo:
        """Return the provider with these deadlines, the same each time."""
        key = (deadline_s, silence_s)
        if key not in self._providers:
            self._providers[key] = Yahoo(self._cache_dir, deadlines=Deadlines(deadline_s, deadline_s, silence_s))
        return self._providers[key]

    async def answer(self, line: str) -> None:
        """Answer one question."""
        question = json.loads(line)
        provider = self.provider(question["deadline_s"], question["silence_s"])
        symbols = question["symbols"]
        since = question["since"] and date.fromisoformat(question["since"])
        asked = {
            "quotes": lambda: provider.quotes(symbols),
            "bars": lambda: provider.bars(symbols[0], since),
            "intraday": lambda: provider.intraday(*symbols),
            "news": lambda: provider.news(symbols[0]),
            "calendar": lambda: provider.calendar(symbols),
            "stream": lambda: self._follow(provider.stream(symbols)),
            "hang up": self._hang_up,
            "loaded": self._loaded,
        }
        try:
            reply = {"data": await asked[question["what"]]()}
        except ProviderError as error:
            reply = told(error)
        self.say({**reply, "requests": provider.requests})

    async def close(self) -> None:
        """Let go of every provider."""
        for provider in self._providers.values():
            await provider.close()

    def say(self, reply: dict[str, Any]) -> None:
        """Write one answer."""
        print(msgspec.json.encode(reply).decode(), flush=True)  # noqa: T201

    async def _follow(self, ticks: AsyncIterator[Quote]) -> str:
        """Write each tick as it comes."""
        self._stream = asyncio.current_task()
        async for tick in ticks:
            self.say({"tick": tick})
        return "ended"

    async def _loaded(self) -> list[str]:
        """Return what is loaded of what is not needed."""
        return [name for name in NOT_NEEDED if name in sys.modules]

    async def _hang_up(self) -> str:
        """Cancel who waits for the stream."""
        assert self._stream is not None
        self._stream.cancel()
        await asyncio.wait({self._stream})
        return "hung up"


def told(error: ProviderError) -> dict[str, Any]:
    """Return an error as JSON."""
    partial = {"quotes": error.quotes, "unanswered": error.unanswered} if isinstance(error, PartialAnswer) else {}
    return {
        "error": type(error).__name__,
        "text": str(error),
        "trouble": error.trouble,
        "symbol": error.symbol,
        "shared": error.shared,
        "retry_after_s": error.retry_after_s,
        **partial,
    }


async def serve(cache_dir: Path) -> None:
    """Answer questions until stdin ends, whatever is still under way then."""
    driver = Driver(cache_dir)
    lines: asyncio.Queue[str] = asyncio.Queue()
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), lambda: lines.put_nowait(sys.stdin.readline()))
    under_way = set()
    while line := await lines.get():
        under_way.add(asyncio.create_task(driver.answer(line)))
    await driver.close()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
