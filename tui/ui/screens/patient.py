"""A screen that draws and styles nothing in vain."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from tui.ui.composing import SparingCompositor
from tui.ui.widgets.holder import ground


class PatientScreen(Screen[None]):
    """Draws the lines that changed, and waits with that while the app holds it back, as at a start."""

    _was_shown = False

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._compositor = SparingCompositor()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Keep the styles its panes were composed with, the first time: until then nobody could change them."""
        event.refresh_styles = event.refresh_styles and self._was_shown
        self._was_shown = True

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the screen's own lines, which its panes cover."""
        return super().render_lines(crop) if self.app.no_color else ground(self, crop)

    def _compositor_refresh(self) -> None:
        """Draw what changed, or keep it for later: what is drawn while it is held back is dropped."""
        if not self.app._batch_count:  # noqa: SLF001 - what the app itself goes by
            super()._compositor_refresh()
