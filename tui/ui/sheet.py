"""The style sheet, read once, and its colours: Textual's own forgets what it knew whenever it is asked for again."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.geometry import Size
from textual.theme import Theme

SMALL_BELOW = (140, 28)
"""Columns and rows below which a terminal needs rules of its own: most of all there are."""
_SMALL = str(Path(__file__).with_name("small.tcss"))


class KeptSheet(Stylesheet):
    """A style sheet that is read again only where its colours have changed.

    A start asks for it four times, and each reading takes as long as laying out the whole screen.
    """

    def __init__(self, variables: dict[str, str]) -> None:
        self._coloured = dict(variables)
        super().__init__(variables=variables)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take up other colours and forget what was read in the old ones."""
        if variables != self._coloured:
            self._coloured = dict(variables)
            super().set_variables(variables)

    def reparse(self) -> None:
        """Put the rules together anew; what was read before is not read again."""
        self.parse()


class StyledApp(App[None]):
    """An app that works out no colours and reads no rules before it has to."""

    _colours_of: Theme | None = None

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme that is chosen, by the names the style sheet calls them.

        They are worked out once for each theme; a start asks for them four times. The first sheet, which Textual makes
        before a theme is chosen, is one nobody reads: it has none.
        """
        if "stylesheet" not in vars(self):
            return {}
        theme = self.current_theme
        if self._colours_of is not theme:
            self._colours_of = theme
            return super().get_css_variables()
        return self.theme_variables

    def on_load(self) -> None:
        """Keep a place for the rules of small terminals, before those a screen or a pane brings."""
        self.stylesheet.add_source("", read_from=(_SMALL, ""))

    def on_resize(self, event: events.Resize) -> None:
        """Read the rules of small terminals where this one has become small, before its screens learn of that."""
        self.read_for(event.size)

    def read_for(self, size: Size) -> None:
        """Read the rules a terminal of this size needs; what has been read stays."""
        columns, rows = SMALL_BELOW
        if (size.width < columns or size.height < rows) and not self.stylesheet.source[_SMALL, ""].content:
            self.stylesheet.read(_SMALL)
            self.stylesheet.reparse()
