"""What every test may use."""

from __future__ import annotations

import gc


def pytest_collection_finish() -> None:
    """Keep what is there for good out of every later garbage collection: it is large, and tests make many."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
