"""What the help explains: topics in plain text, each screen's own."""

from __future__ import annotations

from typing import NamedTuple


class Topic(NamedTuple):
    """A heading and paragraphs under it."""

    name: str
    paragraphs: tuple[str, ...]
