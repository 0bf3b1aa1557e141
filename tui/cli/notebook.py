"""The user's events.toml as the notebook the screen writes in."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tui.core.events import NewsEvent
from tui.core.notes import Draft

_NEW_YORK = ZoneInfo("America/New_York")


class OwnFile:
    """Keeps notes in the folder given, or in this system's place for it; the screen goes on meanwhile."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    async def keep(self, draft: Draft) -> tuple[NewsEvent, ...]:
        """Add or change a note, see `tui.core.notes.Notebook`."""
        return await asyncio.to_thread(self._keep, draft)

    async def remove(self, id: str) -> tuple[NewsEvent, ...]:  # noqa: A002 - the noun's own word
        """Remove a note, see `tui.core.notes.Notebook`."""
        return await asyncio.to_thread(self._remove, id)

    def _keep(self, draft: Draft) -> tuple[NewsEvent, ...]:
        """Write it; what that takes is loaded when it is needed first."""
        from tui.settings.notes import keep_note

        return keep_note(self._folder, draft, _today())

    def _remove(self, id: str) -> tuple[NewsEvent, ...]:  # noqa: A002 - as above
        """Take it out."""
        from tui.settings.notes import remove_note

        return remove_note(self._folder, id)


def _today() -> date:
    """Return New York's day."""
    return datetime.now(_NEW_YORK).date()
