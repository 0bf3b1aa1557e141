"""Draws lines in braille: from dot to dot, with nothing to load, so that the first frame has them too."""

from __future__ import annotations

from collections.abc import Sequence

from tui.ui.plot.canvas import Canvas, Line, Scale, overlay, thinned
from tui.ui.plot.dots import Dots, Spot


def draw_lines(lines: Sequence[Line], width: int, height: int, y_range: tuple[float, float]) -> Canvas:
    """Draw lines in braille, the first point of each at the left edge and the last at the right.

    `width` and `height` are in cells, `y_range` in the lines' unit with its first below its second. Each line is drawn
    alone and the canvases are laid over each other, so whose a cell is needs no colours to be read back.
    """
    if width < 1 or height < 1:
        return Canvas(())
    scale = Scale(*y_range, height)
    return overlay([_drawn(line, width, scale) for line in lines])


def _drawn(line: Line, width: int, scale: Scale) -> list[str]:
    """Return the rows of one line drawn on its own."""
    dots = Dots(width, scale.rows)
    dots.path([Spot(x, scale.rows - scale.height(value)) for x, value in thinned(line.values, width)])
    rows = [[" "] * width for _ in range(scale.rows)]
    for column, row, char in dots.cells():
        rows[row][column] = char
    return ["".join(row) for row in rows]
