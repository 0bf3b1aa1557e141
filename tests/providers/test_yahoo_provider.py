"""What the provider makes of several answers to one question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tui.core.market import Trouble
from tui.providers.base import Ability, Offline, PartialAnswer, ProviderError, RateLimited
from tui.providers.yahoo import Yahoo

NOW = datetime(2025, 12, 11, 20, tzinfo=UTC)
COLUMNS = [{"id": name} for name in ("econ_release", "country_code", "startdatetime")]


class FakeWire:
    """Answers quotes for every symbol and calendars of so many rows, until told to fail."""

    def __init__(self, *, fails_at: int = 1_000, error: ProviderError | None = None, rows: int = 0) -> None:
        self.requests = 0
        self.asked: list[str] = []
        self._fails_at = fails_at
        self._error = error or Offline("Yahoo does not answer")
        self._rows = rows

    def get(self, url: str, params: Mapping[str, Any], timeout_s: float) -> Any:
        self._count("quote")
        rows = [
            {"symbol": symbol, "regularMarketPrice": 1.0, "regularMarketTime": 1_765_483_200}
            for symbol in params["symbols"].split(",")
        ]
        return {"quoteResponse": {"result": rows}}

    def post(self, url: str, body: Mapping[str, Any], timeout_s: float, params: Any = None) -> Any:
        self._count(body["entityIdType"])
        left = max(0, self._rows - body["offset"])
        rows = [[f"R{body['offset'] + n}", "US", "2025-12-12T15:00:00Z"] for n in range(min(left, body["size"]))]
        return {"finance": {"result": [{"documents": [{"columns": COLUMNS, "rows": rows}]}]}}

    def _count(self, what: str) -> None:
        self.requests += 1
        self.asked.append(what)
        if self.requests >= self._fails_at:
            raise self._error


def yahoo(folder: Path, wire: FakeWire) -> Yahoo:
    provider = Yahoo(folder, clock=lambda: NOW)
    provider._wire = wire  # type: ignore[assignment]
    return provider


async def test_a_later_batch_that_fails_does_not_lose_those_that_came(tmp_path: Path) -> None:
    limited = RateLimited("Yahoo asks us to slow down", shared=True, retry_after_s=77)
    provider = yahoo(tmp_path, FakeWire(fails_at=2, error=limited))
    symbols = [f"S{n}" for n in range(120)]
    with pytest.raises(PartialAnswer, match="Yahoo asks us to slow down") as caught:
        await provider.quotes(symbols)
    assert [quote.symbol for quote in caught.value.quotes] == symbols[:50]
    assert caught.value.unanswered == tuple(symbols[50:])
    assert (caught.value.trouble, caught.value.shared, caught.value.retry_after_s) == (Trouble.LIMITED, True, 77)
    assert provider.requests == 2
    await provider.close()


async def test_a_first_batch_that_fails_is_the_failure_itself(tmp_path: Path) -> None:
    provider = yahoo(tmp_path, FakeWire(fails_at=1))
    with pytest.raises(Offline):
        await provider.quotes([f"S{n}" for n in range(120)])
    assert provider.requests == 1
    await provider.close()


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (99, 1), (100, 2), (250, 3), (900, 3)])
async def test_releases_are_asked_for_by_the_hundred_three_times_at_most(tmp_path: Path, rows: int, pages: int) -> None:
    provider = yahoo(tmp_path, wire := FakeWire(rows=rows))
    assert len(await provider.calendar(("^RUT", "RTY=F"))) == min(rows, 300)
    assert wire.asked == ["economic_event"] * pages
    await provider.close()


async def test_reports_are_asked_for_where_there_are_companies(tmp_path: Path) -> None:
    provider = yahoo(tmp_path, wire := FakeWire())
    await provider.calendar(("^RUT", "BRK-B", "AAPL", "AAPL"))
    assert wire.asked == ["sp_earnings", "economic_event"]
    await provider.close()


async def test_it_can_be_asked_for_everything(tmp_path: Path) -> None:
    provider = Yahoo(tmp_path)
    assert provider.abilities == frozenset(Ability)
    assert [tick async for tick in provider.stream(())] == []
    assert provider.requests == 0
    await provider.close()
