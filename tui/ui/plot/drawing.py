"""Draws lines with plotext. Importing it costs as much as the rest of the screen: see `late`."""

from __future__ import annotations

from collections.abc import Sequence

import plotext

from tui.ui.plot.canvas import Canvas, Line, Scale, overlay, thinned


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
    plotext.terminal.limit(False, False)
    figure = plotext.figure
    figure.clear()
    figure.plot_size(width, scale.rows)
    figure.axes(False)
    figure.legend(False)
    figure.canvas("default")
    for axis, cells in (("x", width), ("y", scale.rows)):
        figure.ruler(axis).ticks([])
        figure.ruler(axis).lim(0, cells)
        figure.ruler(axis).alignment(lim="edge")
    xs, ys = [x for x, _ in points], [scale.height(value) for _, value in points]
    figure.draw(figure.signal(xs, ys, marker="braille").lines())
    text: str = figure.build().string(colorless=True)
    return text.split("\n")[: scale.rows]
