"""A screen that draws nothing in vain."""

from __future__ import annotations

from textual.screen import Screen


class PatientScreen(Screen[None]):
    """Waits with its drawing while the app holds drawing back, as at a start: what is drawn then is dropped."""

    def _compositor_refresh(self) -> None:
        """Draw what changed, or keep it for later."""
        if not self.app._batch_count:  # noqa: SLF001 - what the app itself goes by
            super()._compositor_refresh()
