"""What every test may use."""

from __future__ import annotations

import gc
import os
import sys

import pytest
from hypothesis import HealthCheck, settings


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run what measures speed alone, one after the other: side by side each would measure the other too."""
    if config.option.markexpr == "bench":
        config.option.numprocesses = 0


def pytest_configure() -> None:
    """Keep bytecode whatever the environment says: tests start many processes, and each would compile it all anew.

    Properties are tried on the same examples in every run, or a change could be blamed for what another run would find
    as well; `--hypothesis-profile searching` tries others, and more. How long an example takes depends on what else the
    machine does, and fails nothing.
    """
    unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("searching", unhurried, max_examples=1_000)
    settings.register_profile("steady", unhurried, derandomize=True)
    settings.load_profile("steady")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def pytest_collection_finish() -> None:
    """Keep what is there for good out of every later garbage collection: it is large, and tests make many."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
