"""A home in which the program has run: quotes, closes and a last frame are stored, and nothing answers any more."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from .programs import environment, fresh_home, rotation
from .terminal import Session

sys.path.insert(0, str(Path(__file__).parents[1]))
from standin import running_standin

_FILLED_S = 120.0


class Home(NamedTuple):
    """A home, and how a program in it reaches the stand-in for Yahoo."""

    folder: Path
    online: Mapping[str, str]
    """The environment in which the stand-in answers."""

    @property
    def offline(self) -> dict[str, str]:
        """The environment in which nothing does."""
        return environment(self.folder)


@contextmanager
def stored_home() -> Iterator[Home]:
    """Fill a home from the stand-in, which goes on answering for the length of a `with` block."""
    with running_standin() as standin, fresh_home() as folder:
        home = Home(folder, environment(folder, standin.env()))
        _fill(home)
        yield home


def _fill(home: Home) -> None:
    """Run the program until every pane is full, and leave it as a reader does."""
    with Session(rotation().command, home.online) as session:
        session.until(b"Yahoo ok", patience_s=_FILLED_S)
        session.settle(3.0, patience_s=_FILLED_S)
        session.press(b"q")
        session.end()
