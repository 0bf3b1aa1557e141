"""Draws lines with plotext, which is loaded with this module: once the first frame is out, see `late`."""

from __future__ import annotations

from collections.abc import Sequence

from tui.ui.plot.canvas import Canvas, Line, Scale, overlay, thinned
from tui.ui.plot.library import figure

_FIGURE = figure()


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
    points = thinned(line.values, width)
    if not points:
        return [" " * width] * scale.rows
    # To clear the rest too is to have the whole package imported; what differs from line to line is set below.
    _FIGURE.clear.data()
    _FIGURE.plot_size(width, scale.rows)
    _FIGURE.axes(False)
    _FIGURE.legend(False)
    _FIGURE.canvas("default")
    for axis, cells in (("x", width), ("y", scale.rows)):
        _FIGURE.ruler(axis).ticks([])
        _FIGURE.ruler(axis).lim(0, cells)
        _FIGURE.ruler(axis).alignment(lim="edge")
    xs, ys = [x for x, _ in points], [scale.height(value) for _, value in points]
    _FIGURE.draw(_FIGURE.signal(xs, ys, marker="braille").lines())
    text: str = _FIGURE.build().string(colorless=True)
    return text.split("\n")[: scale.rows]
