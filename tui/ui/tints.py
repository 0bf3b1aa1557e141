"""Tints: what the theme writes things in, and the styles of them on one widget, each made once."""

from __future__ import annotations

from msgspec import Struct
from rich.style import Style
from textual.color import Color
from textual.widget import Widget


class Tint(Struct, frozen=True, gc=False):
    """How something is written; what is left out is as the widget has it."""

    colour: str = ""
    """What the style sheet calls it, without its dollar."""
    bold: bool = False
    ground: str = ""
    """The colour under it, called likewise."""
    share: float = 1.0
    """How much of that colour there is, a fraction; the rest is the widget's own ground."""


PLAIN = Tint()


class Tints:
    """The styles of tints on one widget.

    Component classes of a style sheet would do the same; but Textual looks for the rules of each on every widget,
    whether or not anything is written in it, and that is a tenth of a start.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._own: tuple[Color, Style] | None = None
        """The ground of the widget, and what is plain on it: all tints are made of these."""
        self._styles: dict[Tint, Style] = {}

    def forget(self) -> None:
        """Make all of them anew: the theme has changed, or the widget's own style has."""
        self._own = None
        self._styles.clear()

    def style(self, tint: Tint) -> Style:
        """Return the style of a tint."""
        found = self._styles.get(tint)
        if found is None:
            found = self._styles[tint] = self._made(tint)
        return found

    def _made(self, tint: Tint) -> Style:
        """Lay a tint over what the widget is written in; a colour that lets some of the ground through takes it up."""
        if self._own is None:
            self._own = self._widget.background_colors[1], self._widget.rich_style
        ground, plain = self._own
        colours = self._widget.app.theme_variables
        if tint.ground:
            ground += Color.parse(colours[tint.ground]).multiply_alpha(tint.share)
        return plain + Style(
            color=(ground + Color.parse(colours[tint.colour])).rich_color if tint.colour else None,
            bgcolor=ground.rich_color if tint.ground else None,
            bold=tint.bold or None,
        )
