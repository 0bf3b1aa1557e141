"""What every test may use."""

from __future__ import annotations

import gc
import os
import sys

import pytest
from hypothesis import settings


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run what measures speed alone, one after the other: side by side each would measure the other too."""
    if config.option.markexpr == "bench":
        config.option.numprocesses = 0


def pytest_configure() -> None:
    """Keep bytecode whatever the environment says: tests start many processes, and each would compile it all anew.

    How long one example takes depends on what else the machine does, and fails nothing.
    """
    settings.register_profile("unhurried", deadline=None)
    settings.load_profile("unhurried")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def pytest_collection_finish() -> None:
    """Keep what is there for good out of every later garbage collection: it is large, and tests make many."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
