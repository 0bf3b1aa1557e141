"""Who gets which rows and columns of a chart, and who goes first when there are too few."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len

_LEAST_PLOT = 12
"""Cells of plot below which the y axis goes."""


class Layout(Struct, frozen=True):
    """Rows from the top and columns from the left of each part; nothing overlaps."""

    total: int
    """Width of the whole, cells."""
    origin: bool
    """Whether the heading has its second line."""
    marks: int | None
    """The row of the event marks."""
    top: int
    """First row of the upper plot."""
    upper: int
    lower_top: int
    lower: int
    """Rows of the lower plot; 0 without one."""
    ruled: bool
    """Whether the date axis has a line of its own above its dates."""
    days: int
    """The row of the dates; meaningless without axes."""
    axes: bool
    left: int = 0
    """Columns before the plots: labels and the axis."""
    width: int = 1
    right: int = 0
    """Columns after the plots: a blank and the names."""

    def with_gutters(self, labels: Sequence[str], names: Sequence[str]) -> Layout:
        """Return the layout with room left of the plots for the labels and right of them for the names."""
        right = 1 + min(max(3, *(cell_len(name) for name in names)), max(3, self.total // 8))
        left = max((len(label) for label in labels), default=-1) + 1
        if self.total - left - right < _LEAST_PLOT:
            left = 0
        return replace(self, left=left, right=right, width=max(1, self.total - left - right))


def words_only(width: int, height: int) -> bool:
    """Say whether there is no room for any plot."""
    return width < 24 or height < 5


def told_rows(height: int) -> int:
    """Return how many rows of the heading a sentence may take."""
    return 2 if height >= 20 else int(height >= 13)


def lay_out(width: int, height: int, *, marked: bool, banded: bool = False, told: int = 0) -> Layout:
    """Share out the rows of a chart of at least 24 by 5 cells, `told` of them to a sentence; bands ask for more rows.

    As rows become fewer these go, in this order: the sentence's second row, the date axis's line, the blank row between
    the plots, the sentence, the lower plot, the heading's line of dates, the axes.
    """
    axes, origin = height >= 6, height >= 7
    ruled = height >= 18
    head = told + (2 if origin else 1)
    gap = int(height >= 16)
    room = height - head - int(marked) - int(axes) - int(ruled) - gap
    lower = max(2, round(room * (0.4 if banded else 0.3))) if height >= 9 else 0
    top = head + int(marked)
    return Layout(
        total=width,
        origin=origin,
        marks=head if marked else None,
        top=top,
        upper=room - lower,
        lower_top=top + room - lower + gap,
        lower=lower,
        ruled=ruled,
        days=height - 1,
        axes=axes,
    )
