"""A stand-in Yahoo, and a process that asks it through real yfinance."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from standin import Standin, running_standin
from yahoo_process import YahooProcess


@pytest.fixture
def standin() -> Iterator[Standin]:
    with running_standin() as running:
        yield running


@pytest.fixture
def yahoo(standin: Standin, tmp_path: Path) -> Iterator[YahooProcess]:
    with YahooProcess(standin.env(), tmp_path) as process:
        yield process
