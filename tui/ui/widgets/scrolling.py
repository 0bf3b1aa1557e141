"""The keys that scroll a pane of text."""

from __future__ import annotations

from textual.binding import Binding, BindingType

SCROLLING: tuple[BindingType, ...] = (
    Binding("down,j", "scroll_down", "scroll down", show=False),
    Binding("up,k", "scroll_up", "scroll up", show=False),
    Binding("home", "scroll_home", "to the top", show=False),
    Binding("end,G", "scroll_end", "to the end", show=False),
)
