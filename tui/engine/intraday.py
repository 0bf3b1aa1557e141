"""Prices within the sessions of the window on the screen: asked for while it is watched, and not otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from tui.core.board import WITHIN_SESSIONS
from tui.core.market import Session
from tui.core.messages import Watch
from tui.core.watchlist import Pair
from tui.engine.book import Book
from tui.engine.pump import Part
from tui.engine.sessions import Sessions
from tui.providers.base import NoData, Provider

_REFRESH_S = 60.0
_YOUNG = timedelta(seconds=30)
"""What is younger is not asked for again, however often a reader goes to and fro between windows."""
_UNWATCHED_S = 3600.0


class SessionPrices:
    """Loads the prices of both legs of the pair watched: every minute while the exchange is open, once when it is not.

    That once is after the session has settled, so that its last minutes are there.
    """

    def __init__(
        self,
        provider: Provider,
        book: Book,
        sessions: Sessions,
        pace: Callable[[], float],
        *,
        scale: float,
        changed: Callable[..., None],
    ) -> None:
        """Make a loader.

        Args:
            provider: whom to ask.
            book: where answers go.
            sessions: the exchange's calendar.
            pace: the seconds between polls of quotes; prices within sessions are not asked for more often.
            scale: multiplies every wait.
            changed: told which `Part`s of the Board an answer changes.

        """
        self._provider = provider
        self._book = book
        self._sessions = sessions
        self._usual_s = pace
        self._young = _YOUNG * scale
        self._changed = changed
        self._asked: dict[tuple[str, str], datetime] = {}
        self._window: str | None = None
        self._legs: tuple[str, str] = ("", "")

    def watch(self, watch: Watch, pair: Pair) -> None:
        """Say what is on the screen from now on; a past day, and a longer window, are drawn from daily closes."""
        self._window = watch.window if watch.as_of is None and watch.window in WITHIN_SESSIONS else None
        self._legs = (pair.small, pair.large)

    def wanted(self) -> bool:
        """Say whether a window is watched that is drawn from prices within its sessions."""
        return self._window is not None

    def due(self) -> list[str]:
        """Return the legs whose prices have to be asked for, the small one first."""
        if self._window is None:
            return []
        now = self._provider.now()
        is_open = self._sessions.clock(now).session is Session.OPEN
        since = now - self._young if is_open else self._sessions.settled(now)
        asked = {symbol: self._asked.get((self._window, symbol)) for symbol in self._legs}
        return [symbol for symbol, at in asked.items() if at is None or at < since]

    async def load(self) -> None:
        """Ask for what is due, one leg after the other, so that a block is met with one request."""
        while self._window and (symbols := self.due()):
            await self._load(self._window, symbols[0])

    def pace(self) -> float:
        """Return the seconds to the next turn; long while no such window is watched, as watching one ends the wait."""
        return max(_REFRESH_S, self._usual_s()) if self._window else _UNWATCHED_S

    async def _load(self, window: str, symbol: str) -> None:
        """Ask for one leg's prices; where there are none the chart says that it is drawn from daily closes."""
        asked = self._provider.now()
        try:
            prices = await self._provider.intraday(symbol, window)
        except NoData:
            self._asked[window, symbol] = asked
            return
        self._asked[window, symbol] = asked
        if self._book.take_intraday(window, prices):
            self._changed(Part.SPREAD)
