"""What lies under panes: the lines of it that nobody sees, made at once."""

from __future__ import annotations

from rich.style import Style
from textual.containers import Container
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Holder(Container):
    """Holds panes, which cover it: all it draws is its ground."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return its lines in a region."""
        return super().render_lines(crop) if self.app.no_color else ground(self, crop)


def ground(widget: Widget, crop: Region) -> list[Strip]:
    """Return the lines in a region of a widget that has nothing but its ground: all are the same.

    Textual has what lies under a pane drawn whole, and line by line, whenever something in the pane has changed.
    """
    return [Strip.blank(crop.width, Style(bgcolor=widget.background_colors[1].rich_color))] * crop.height
