"""The cells of quotes in the fullest shape there is room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from tui.core.market import Quote
from tui.ui.cells import Cells, Form, Seen, forms_for
from tui.ui.lines import Line, width_of

_GAPS = (3, 2)
"""Cells between two quotes, the wider where there is room."""


class Shape(Struct, frozen=True):
    """How many cells stand beside and above each other, and in which form."""

    form: Form
    across: int
    rows: int
    gap: int = _GAPS[0]

    def room(self) -> int:
        """Return how many cells there is room for."""
        return self.across * self.rows


class FittedCells:
    """Chooses a shape and keeps to it while no column grows: a form that was too wide is not narrower now."""

    def __init__(self, *, listed: bool) -> None:
        """Begin with nothing chosen; `listed` has one cell a row."""
        self._listed = listed
        self._cells = Cells()
        self._chosen: tuple[object, Shape] | None = None

    def of(
        self, names: Sequence[tuple[str, str]], quotes: Mapping[str, Quote], seen: Seen, room: tuple[int, int]
    ) -> tuple[Shape, list[Line]]:
        """Return the shape for a room so many cells wide and high, and every cell; `names` are as in `Cells`."""
        forms = forms_for(quotes.get(symbol) for symbol, _ in names)
        asked = (room, forms, len(names))
        if self._chosen is not None and self._chosen[0] == asked:
            shape = self._chosen[1]
            made = self._cells.of(names, quotes, seen, (shape.form,))
            if made is not None:
                return shape, made[shape.form]
        made = None
        while made is None:
            made = self._cells.of(names, quotes, seen, forms)
        widths = {form: width_of(drawn[0]) for form, drawn in made.items()}
        shape = _list(widths, *room) if self._listed else _strip(widths, *room, len(names))
        self._chosen = asked, shape
        return shape, made[shape.form]


def _list(widths: Mapping[Form, int], width: int, height: int) -> Shape:
    """Return the fullest form that fits a row, else the price."""
    return Shape(next((form for form in widths if widths[form] <= width), Form.PRICE), 1, height)


def _strip(widths: Mapping[Form, int], width: int, height: int, count: int) -> Shape:
    """Return the fullest form in which all cells fit, else the shortest that keeps the percent, else the price."""
    shapes = [
        Shape(form, max(1, (width + gap) // (widths[form] + gap)), height, gap) for form in widths for gap in _GAPS
    ]
    fitting = [shape for shape in shapes if widths[shape.form] <= width] or shapes[-1:]
    whole = (shape for shape in fitting if shape.room() >= count and shape.form is not Form.PRICE)
    return next(whole, next((shape for shape in fitting if shape.form >= Form.PERCENT), fitting[-1]))
