"""The style sheet, read once, and its colours: Textual's own forgets what it knew whenever it is asked for again."""

from __future__ import annotations

from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.theme import Theme


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


class ColouredApp(App[None]):
    """An app that works out its colours once for each theme; a start asks for them four times too."""

    _colours_of: Theme | None = None

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme that is chosen, by the names the style sheet calls them."""
        theme = self.current_theme
        if self._colours_of is not theme:
            self._colours_of = theme
            return super().get_css_variables()
        return self.theme_variables
