"""What goes wrong when a test wants it to."""

from __future__ import annotations

import threading
from enum import StrEnum
from typing import NamedTuple

from standin.requestlog import Family


class Fault(StrEnum):
    """One way not to answer."""

    LIMITED = "429"
    REFUSED = "401"
    POISONED = "poisoned"
    """Asked for a crumb, it says "Too Many Requests"; everything else goes on."""
    BROKEN = "500"
    UNAVAILABLE = "503"
    HTML = "html"
    CONSENT = "consent"
    """Who has not consented is sent to the consent page, and answered once it is done."""
    CONSENT_LOOP = "consent loop"
    """Consenting changes nothing: everybody is sent to the consent page again and again."""
    STALL = "stall"
    RESET = "reset"
    TRUNCATED = "truncated"
    EMPTY = "empty"
    """A proper answer with nothing in it."""


class Trouble(NamedTuple):
    """A fault with its particulars."""

    fault: Fault
    stall_s: float | None = None
    """How long a stalled request waits for its proper answer; None: until the faults are cleared, then for nothing."""
    retry_after_s: int | None = None
    """What the Retry-After header of 429 and 503 says; None: there is none."""


class Faults:
    """The faults switched on, by family; may be changed while the stand-in runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._on: dict[Family, Trouble] = {}
        self._left: dict[Family, int] = {}
        self._released = threading.Event()

    def set(
        self,
        fault: Fault,
        *families: Family,
        stall_s: float | None = None,
        retry_after_s: int | None = None,
        times: int | None = None,
    ) -> None:
        """Switch a fault on for these families; for all of them if none is named.

        `times` ends it after so many requests of each family. See `Trouble` for the others.
        """
        if fault is Fault.POISONED:
            families = (Family.CRUMB,)
        with self._lock:
            for family in families or tuple(Family):
                self._on[family] = Trouble(fault, stall_s, retry_after_s)
                self._left.pop(family, None)
                if times is not None:
                    self._left[family] = times

    def clear(self, *families: Family) -> None:
        """Switch off the faults of these families, or every fault; let go of the requests that are stalled."""
        with self._lock:
            for family in families or tuple(Family):
                self._on.pop(family, None)
                self._left.pop(family, None)
            self._released.set()
            self._released = threading.Event()

    def of(self, family: Family) -> Fault | None:
        """Return the fault a family has now."""
        with self._lock:
            return self._on[family].fault if family in self._on else None

    def meet(self, family: Family) -> Trouble | None:
        """Return the trouble a request of this family meets, and count it."""
        with self._lock:
            trouble = self._on.get(family)
            if family in self._left:
                self._left[family] -= 1
                if self._left[family] <= 0:
                    del self._on[family], self._left[family]
            return trouble

    def stall(self, seconds: float | None = None) -> bool:
        """Wait so long, or until the faults are cleared; True if the time ran out."""
        with self._lock:
            released = self._released
        return not released.wait(seconds)
