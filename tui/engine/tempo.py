"""How fast a source is asked: by what the exchange is doing, whether a stream brings prices, and who looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from tui.core.config import Cadence
from tui.core.market import Session
from tui.engine.schedule import pace
from tui.engine.sessions import Sessions
from tui.providers.base import Provider

_STREAM_ALIVE = timedelta(seconds=60)
_STREAMED = 3.0
_UNSEEN = 4.0
_AFTER_CHANGE_S = 1.0


class Tempo:
    """Tells the seconds between two polls."""

    def __init__(self, provider: Provider, sessions: Sessions, cadence: Cadence, clock: Callable[[], datetime]) -> None:
        """Make the tempo of a provider; `clock` is the time on the wall, UTC."""
        self._provider = provider
        self._sessions = sessions
        self._cadence = cadence
        self._clock = clock
        self.scale = cadence.scale
        """Every wait is multiplied by it."""
        self.focused = True
        """Whether anybody looks."""
        self.last_tick: datetime | None = None
        """When a stream last brought a price, UTC."""

    def usual_s(self) -> float:
        """Return the seconds between polls: slower while a stream brings the prices, and while nobody looks."""
        usual = pace(self._cadence, self.session())
        streaming = self.last_tick is not None and self._clock() - self.last_tick < _STREAM_ALIVE
        return usual * (_STREAMED if streaming else 1) * (1 if self.focused else _UNSEEN)

    def to_change_s(self) -> float:
        """Return the seconds until the exchange opens or closes, so that a poll says so at once."""
        now = self._provider.now()
        change = self._sessions.clock(now).next_change
        return (change - now).total_seconds() + _AFTER_CHANGE_S if change else float("inf")

    def hurried(self) -> bool:
        """Say whether prices move and somebody looks."""
        return self.focused and self.session() is Session.OPEN

    def streams(self) -> bool:
        """Say whether there is anything to stream."""
        return self._provider.simulated or self.session() is not Session.CLOSED

    def session(self) -> Session:
        """Return what the exchange is doing."""
        return self._sessions.clock(self._provider.now()).session
