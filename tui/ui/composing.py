"""Textual's compositor, which lays the lines of widgets over each other: this one asks for no more than it draws."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual._compositor import Compositor  # what a screen draws with; nothing public stands for it
from textual.geometry import Region

if TYPE_CHECKING:
    from textual.strip import Strip


class SparingCompositor(Compositor):
    """Draws what changed from the lines that changed.

    Textual has every widget in sight give all its lines for every frame, and drops those that are not drawn: a frame
    of one line costs as much as the screen is large.
    """

    def __init__(self) -> None:
        super().__init__()
        self._changed: tuple[Region, ...] = ()

    def render_partial_update(self):  # type: ignore[no-untyped-def]  # noqa: ANN201  # what it returns has no public name
        """Draw the regions that changed."""
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Go through the widgets that take part: where each is, its rows, and their lines.

        From the front to the back, until nothing of what changed is left bare: what is behind that is not seen.
        """
        if not self._changed:
            yield from super()._get_renders(crop)
            return
        bare = list(self._changed)
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            drawn = [each for each in bare if shown.overlaps(each)]
            if drawn:
                top, bottom = min(each.y for each in drawn), max(each.bottom for each in drawn)
                rows = shown.intersection(Region(shown.x, top, shown.width, bottom - top))
                yield region, rows, widget.render_lines(rows.translate(-region.offset))
                bare = [each for each in bare if not shown.contains_region(each)]
            if not bare:
                return
