"""When to ask again: the pace by what the exchange is doing, and the waits after a failure."""

from __future__ import annotations

from random import Random

from tui.core.config import Cadence
from tui.core.market import Session, Trouble

_FIRST_AND_LONGEST: dict[Trouble, tuple[float, float]] = {
    Trouble.OFFLINE: (2.0, 60.0),
    Trouble.LIMITED: (60.0, 1800.0),
}
_OTHERWISE = (5.0, 300.0)


def pace(cadence: Cadence, session: Session) -> float:
    """Return the seconds between two polls."""
    if session is Session.OPEN:
        return cadence.open_s
    return cadence.extended_s if session in (Session.PRE, Session.POST) else cadence.closed_s


def wait_after(trouble: Trouble, failures: int, random: Random) -> float:
    """Return the seconds to wait after the `failures`-th failure in a row: doubling, and spread by chance.

    A block is never tried before its whole wait is over, since trying is what prolongs it; anything else after at least
    half of it, so that a network that is back is found soon.
    """
    first, longest = _FIRST_AND_LONGEST.get(trouble, _OTHERWISE)
    whole = min(longest, first * 2.0 ** min(failures - 1, 20))
    least = whole if trouble is Trouble.LIMITED else whole / 2
    return least + random.uniform(0, whole / 2)


def jittered(seconds: float, random: Random) -> float:
    """Return `seconds` give or take a tenth."""
    return seconds * random.uniform(0.9, 1.1)
