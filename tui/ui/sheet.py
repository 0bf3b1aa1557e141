"""The style sheet, read once: Textual's own forgets what it has read whenever it is asked for again."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


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
