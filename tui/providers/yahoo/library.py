"""yfinance, loaded without what its own libraries can do without and nothing here needs: 7 MB.

What reads HTML takes Python's own parser, the one yfinance names, and Yahoo says in which encoding its pages are. What
is not needed is refused only meanwhile; whoever imports it later gets it.
"""

from __future__ import annotations

import warnings
from importlib import import_module
from typing import Final

from tui.core.imports import without

NOT_NEEDED: Final = ("lxml", "charset_normalizer")
"""A second parser of HTML, and what guesses encodings."""


def load(library: str = "yfinance", unneeded: tuple[str, ...] = NOT_NEEDED) -> None:
    """Load a library without modules it may do without; with them, where it cannot be loaded otherwise."""
    # Said by requests, which yfinance names the errors of, and sends nothing through.
    warnings.filterwarnings("ignore", message="Unable to find acceptable character detection dependency")
    try:
        with without(dict.fromkeys(unneeded)):
            import_module(library)
    except ImportError:
        import_module(library)
