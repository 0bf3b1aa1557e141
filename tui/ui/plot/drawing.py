"""Draws lines with plotext, which is loaded with this module: once the first frame is out, see `late`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tui.ui.plot.canvas import Canvas, Line, Scale, merged, overlay, thinned
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


def _drawn(line: Line, width: int, scale: Scale) -> tuple[str, ...]:
    """Return the rows of one line drawn on its own; of one that moves at its end only the last column is drawn anew."""
    points = [(x, scale.height(value)) for x, value in thinned(line.values, width)]
    if not points:
        return (" " * width,) * scale.rows
    column = int(points[-1][0])
    last = next(place for place, (x, _) in enumerate(points) if int(x) == column)
    settled, moving = tuple(points[:last]), tuple(points[max(0, last - 1) :])
    if not settled:
        return _rows(moving, width, scale.rows)
    return merged(_settled(settled, width, scale.rows), _rows(moving, width, scale.rows))


@lru_cache(maxsize=8)
def _settled(points: tuple[tuple[float, float], ...], width: int, rows: int) -> tuple[str, ...]:
    """Return the rows of the part of a line that stays as it is while prices move."""
    return _rows(points, width, rows)


def _rows(points: tuple[tuple[float, float], ...], width: int, rows: int) -> tuple[str, ...]:
    """Join points, in cells from the left and from below, by straight lines."""
    # To clear the rest too is to have the whole package imported; what differs from line to line is set below.
    _FIGURE.clear.data()
    _FIGURE.plot_size(width, rows)
    _FIGURE.axes(False)
    _FIGURE.legend(False)
    _FIGURE.canvas("default")
    for axis, cells in (("x", width), ("y", rows)):
        _FIGURE.ruler(axis).ticks([])
        _FIGURE.ruler(axis).lim(0, cells)
        _FIGURE.ruler(axis).alignment(lim="edge")
    xs, ys = zip(*points, strict=True)
    _FIGURE.draw(_FIGURE.signal(list(xs), list(ys), marker="braille").lines())
    text: str = _FIGURE.build().string(colorless=True)
    return tuple(text.split("\n")[:rows])
