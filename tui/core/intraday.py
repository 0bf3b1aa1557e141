"""Prices within a session."""

from datetime import datetime

from msgspec import Struct


class Intraday(Struct, frozen=True, kw_only=True):
    """Prices within the regular hours of the last session or sessions, strictly ascending by time."""

    symbol: str
    times: tuple[datetime, ...] = ()
    """When each interval began, UTC; the last may be the instant of the last price."""
    closes: tuple[float, ...] = ()
    """Same length as `times`: the last price of each interval, as traded; finite and above zero."""
    interval_min: int = 1
    """Minutes from one price to the next while the exchange is open."""
    previous_close: float | None = None
    """The close before the last of the sessions, what its day change is against; None where it is not known."""
    simulated: bool = False
    source: str = ""
