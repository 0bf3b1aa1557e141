"""Draws lines dot by dot, as the drawing library does: until that is there, which is after the first frame."""

from __future__ import annotations

from collections.abc import Sequence

from tui.ui.plot.canvas import Canvas, Line, Scale, overlay, thinned
from tui.ui.plot.dots import Dots, Spot


def draw_plain(lines: Sequence[Line], width: int, height: int, y_range: tuple[float, float]) -> Canvas:
    """Draw lines in braille; everything is as in `drawing.draw_lines`, but for a dot here and there."""
    if width < 1 or height < 1:
        return Canvas(())
    scale = Scale(*y_range, height)
    return overlay([_drawn(line, width, scale) for line in lines])


def _drawn(line: Line, width: int, scale: Scale) -> list[str]:
    """Return the rows of one line drawn on its own."""
    dots = Dots(width, scale.rows)
    dots.path([Spot(x, scale.rows - scale.height(value)) for x, value in thinned(line.values, width)])
    return dots.rows()
