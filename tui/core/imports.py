"""Imports of libraries without some of the modules they ask for: what is not needed costs neither time nor memory."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def without(instead: Mapping[str, ModuleType | None]) -> Iterator[None]:
    """Have what is imported meanwhile find others in the place of these modules, or with None an `ImportError`.

    A module that is loaded already stays what it is, and whoever asks for one afterwards gets it.
    """
    ours = {name: module for name, module in instead.items() if name not in sys.modules}
    sys.modules.update(ours)  # type: ignore[arg-type]  # with None an import is refused
    try:
        yield
    finally:
        for name in ours:
            del sys.modules[name]
