"""What scrolls: the base of panes, and the keys that scroll a pane of text."""

from __future__ import annotations

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView

SCROLLING: tuple[BindingType, ...] = (
    Binding("down,j", "scroll_down", "scroll down", show=False),
    Binding("up,k", "scroll_up", "scroll up", show=False),
    Binding("home", "scroll_home", "to the top", show=False),
    Binding("end,G", "scroll_end", "to the end", show=False),
)


class Scrolled(ScrollView):
    """Lines behind a scrollbar that follows them, more or less of them, without the screen being laid out anew."""

    # Textual would lay the whole screen out anew for every line more or less.
    virtual_size: reactive[Size] = reactive(Size(0, 0), repaint=False)
    """The cells all lines take."""

    def watch_virtual_size(self, size: Size) -> None:
        """Measure the scrollbar anew; the screen is laid out anew where that comes or goes, or the height follows."""
        self._scroll_update(size)
        if self.styles.auto_dimensions:
            self.refresh(layout=True)

    def _scroll_update(self, virtual_size: Size) -> None:
        """Measure the scrollbar, where there is one or is to be one: of all other panes there is nothing to measure."""
        if self.show_vertical_scrollbar or self.scroll_y or self.virtual_size.height > self.container_size.height:
            super()._scroll_update(virtual_size)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Move the scrollbar along, which Textual leaves behind while all lines are in sight."""
        super().watch_scroll_y(old_value, new_value)
        if old_value != new_value:
            self.vertical_scrollbar.position = new_value
