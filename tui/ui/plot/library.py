"""The drawing library's figure, loaded without what the library does not draw with: its documentation, and OpenSSL.

To import the package is to build the documentation of everything in it anew: four fifths of the time that takes, and
4 MB for good. So the part that draws is imported by itself; where it is not found any more, the package as it is meant.
OpenSSL is another 4 MB.
"""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from typing import Any

from tui.core.imports import without

_PACKAGE = "plotext"
DRAWING = "_kernel.terminal"
"""The module within it that knows the terminal and its figure, and loads all they need."""


def figure(part: str = DRAWING) -> Any:
    """Return the library's figure, as large as it is asked to be; `part` is the module it is in.

    ImportError where the library is not installed or cannot draw.
    """
    try:
        with _hashes_of_python():
            terminal = _part(part).terminal()
        found = terminal._master  # noqa: SLF001 - what the package gives its users as its figure
    except (ImportError, AttributeError):
        package = import_module(_PACKAGE)
        terminal, found = package.terminal, package.figure
    terminal.limit(False, False)
    return found


def _part(name: str) -> Any:
    """Import a module of the package, but not what the package does when it is imported itself."""
    spec = None if _PACKAGE in sys.modules else find_spec(_PACKAGE)
    if spec is None:
        return import_module(f"{_PACKAGE}.{name}")
    # A package that has not run says already where its modules are; whoever imports it later still gets it whole.
    sys.modules[_PACKAGE] = module_from_spec(spec)
    try:
        return import_module(f"{_PACKAGE}.{name}")
    finally:
        del sys.modules[_PACKAGE]


def _hashes_of_python() -> AbstractContextManager[None]:
    """Have `hashlib` take Python's own hashes, as where there is no OpenSSL, unless it is loaded already."""
    return nullcontext() if "hashlib" in sys.modules else without({"_hashlib": None})
