"""yfinance, loaded without what its own libraries can do without and nothing here needs: 7 MB.

What reads HTML takes Python's own parser, the one yfinance names, and Yahoo says in which encoding its pages are. What
is not needed is refused only meanwhile; whoever imports it later gets it.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Final

NOT_NEEDED: Final = ("lxml", "charset_normalizer")
"""A second parser of HTML, and what guesses encodings."""


def load(library: str = "yfinance", without: tuple[str, ...] = NOT_NEEDED) -> None:
    """Load a library `without` modules it may need; with them, where it cannot be loaded otherwise."""
    # Said by requests, which yfinance names the errors of, and sends nothing through.
    warnings.filterwarnings("ignore", message="Unable to find acceptable character detection dependency")
    try:
        with _refused(without):
            import_module(library)
    except ImportError:
        import_module(library)


@contextmanager
def _refused(names: tuple[str, ...]) -> Iterator[None]:
    """Have imports of these fail, as where they are not installed, unless they are loaded already."""
    wanted = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(wanted))  # type: ignore[arg-type]  # how an import is refused
    try:
        yield
    finally:
        for name in wanted:
            del sys.modules[name]
