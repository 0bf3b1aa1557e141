"""A data process whose provider floods it with quotes; `flood.py` starts it in place of the real one."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from itertools import cycle, islice
from random import Random

from msgspec.structs import replace

from tui.core.market import Quote
from tui.engine.wire import Start
from tui.engine.worker import main
from tui.providers.demo import Demo

BEATS_A_SECOND = 100
_STEP = 0.0005
"""A price goes up by so much of itself and down again, so that every tick changes what is shown."""


class Flood(Demo):
    """The demo's market with so many ticks a second, of every symbol in turn."""

    name = "flood"

    def __init__(self, rate: int) -> None:
        began = time.monotonic()
        super().__init__(lambda: time.monotonic() - began)
        self._rate = rate

    async def stream(self, symbols: Sequence[str]) -> AsyncIterator[Quote]:
        """Yield `rate` quotes a second; those the machine is too slow for are made up for, a second's worth at most.

        They come in no order, as of a market: so in every thirtieth of a second some are of symbols in sight.
        """
        mixed = Random(7).sample(symbols, len(symbols))
        quotes = cycle([self._quote(symbol, self._elapsed()) for symbol in mixed])
        loop, made = asyncio.get_running_loop(), 0
        began = loop.time()
        while symbols:
            due = int((loop.time() - began) * self._rate)
            made = max(made, due - self._rate)
            for quote in islice(quotes, due - made):
                made += 1
                moved = quote.price * (1 + _STEP * (made // len(symbols) % 2))
                yield replace(quote, price=moved, time=self.now() + timedelta(microseconds=made))
            await asyncio.sleep(1 / BEATS_A_SECOND)


def open_flood(start: Start) -> Flood:
    """Open the flood whatever is asked for; the rate is this program's argument."""
    del start
    return Flood(int(sys.argv[1]))


if __name__ == "__main__":
    main(open_flood)
