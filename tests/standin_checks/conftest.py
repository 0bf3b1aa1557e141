"""A stand-in and one yfinance that has its cookie and crumb, for all; or both for one test alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from standin import Standin, running_standin
from yfinance_process import YFinance

TODAY = date(2025, 12, 11)
"""A Thursday, long past: every bar of it has been."""


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Standin, YFinance]]:
    with running_standin(TODAY) as standin, YFinance(standin.env(), tmp_path_factory.mktemp("cache")) as yahoo:
        yahoo.ask("quotes", "AAPL")
        yield standin, yahoo


@pytest.fixture(scope="session")
def idle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[YFinance]:
    """A yfinance that is never asked anything itself."""
    with YFinance({}, tmp_path_factory.mktemp("idle")) as yahoo:
        yield yahoo


@pytest.fixture
def warm(shared: tuple[Standin, YFinance]) -> Iterator[tuple[Standin, YFinance]]:
    """The shared pair, with an empty log before and no faults after."""
    standin, _ = shared
    standin.log.clear()
    yield shared
    standin.faults.clear()
    standin.market.set_state("REGULAR")
    assert standin.log.refused == ()


@pytest.fixture
def cold(idle: YFinance, tmp_path: Path) -> Iterator[tuple[Standin, YFinance]]:
    """A stand-in and a yfinance that have not met yet."""
    with running_standin(TODAY) as standin, idle.new(standin.env(), tmp_path) as yahoo:
        yield standin, yahoo
        assert standin.log.refused == ()
