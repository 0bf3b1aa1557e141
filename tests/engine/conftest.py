"""Where the tests of the cache put it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_tables import OPENED


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close whatever a test has opened."""
    yield
    OPENED.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a cache that is not there yet."""
    return tmp_path / "cache" / "c.sqlite3"
