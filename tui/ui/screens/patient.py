"""A screen that draws nothing in vain."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from tui.ui.composing import SparingCompositor


class PatientScreen(Screen[None]):
    """Draws the lines that changed, and waits with that while the app holds it back, as at a start."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._compositor = SparingCompositor()

    def _compositor_refresh(self) -> None:
        """Draw what changed, or keep it for later: what is drawn while it is held back is dropped."""
        if not self.app._batch_count:  # noqa: SLF001 - what the app itself goes by
            super()._compositor_refresh()
