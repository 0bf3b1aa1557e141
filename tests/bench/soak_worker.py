"""A data process whose market runs a day in minutes and goes wrong in turn; `soak_screen.py` starts it.

Its arguments: the file it writes its count of tasks into, and how many times as fast as a real day it runs.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date
from itertools import cycle
from pathlib import Path
from random import Random

from tui.core.market import Quote, Series
from tui.engine.wire import Start
from tui.engine.worker import main
from tui.providers.base import Offline, PartialAnswer, ProviderError, RateLimited, ServerFault
from tui.providers.demo import Demo

DEMO_PACE = 60.0
"""The demo's own clock runs so many times as fast as a real one."""
TICKS_A_SECOND = 1_000
_FAULT_EVERY = 12
"""So many polls go well before one does not."""
_DROPS_EVERY_S = 7.0

_Fault = Callable[[tuple[Quote, ...]], ProviderError]


def _partial(quotes: tuple[Quote, ...]) -> ProviderError:
    """Half an answer."""
    half = len(quotes) // 2
    rest = tuple(quote.symbol for quote in quotes[half:])
    return PartialAnswer(quotes[:half], rest, ServerFault("the source broke off"))


_FAULTS: tuple[_Fault, ...] = (
    lambda _: Offline("nobody answers", shared=True),
    lambda _: ServerFault("the source answered with a web page"),
    _partial,
    lambda _: RateLimited("the source told us to wait"),
)


class Soak(Demo):
    """The demo's market, faster, pushed at many ticks a second, with every kind of fault in turn."""

    name = "soak"
    simulated = False

    def __init__(self, tasks: Path, scale: float) -> None:
        began = time.monotonic()
        super().__init__(lambda: (time.monotonic() - began) * scale / DEMO_PACE)
        self._tasks = tasks
        self._polls = 0
        self._faults = cycle(_FAULTS)

    async def quotes(self, symbols: Sequence[str]) -> tuple[Quote, ...]:
        """Answer, but for every so manieth time."""
        self._polls += 1
        self._tasks.write_text(str(len(asyncio.all_tasks())), encoding="ascii")
        quotes = await super().quotes(symbols)
        if self._polls % _FAULT_EVERY == 0:
            raise next(self._faults)(quotes)
        return quotes

    async def bars(self, symbol: str, since: date | None = None) -> Series:
        """Answer, but for one symbol in so many now and then."""
        if (self._polls + len(symbol)) % _FAULT_EVERY == 1:
            raise ServerFault(f"no closes of {symbol} just now", symbol=symbol)
        return await super().bars(symbol, since)

    async def stream(self, symbols: Sequence[str]) -> AsyncIterator[Quote]:
        """Push ticks of any symbol for a while, and break off."""
        draw, until = Random(self._polls), time.monotonic() + _DROPS_EVERY_S
        while symbols and time.monotonic() < until:
            await asyncio.sleep(0.01)
            for symbol in draw.choices(symbols, k=TICKS_A_SECOND // 100):
                yield self._quote(symbol, self._elapsed())
        raise ServerFault("the stream broke off")


def open_soak(start: Start) -> Soak:
    """Open the soak whatever is asked for."""
    del start
    return Soak(Path(sys.argv[1]), float(sys.argv[2]))


if __name__ == "__main__":
    main(open_soak)
