"""How many of a group take part on one session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tui.analysis.history import History, Numbers, count_until, day_at
from tui.core.breadth import MEANS, YEAR_SESSIONS, Breadth, Share

_ROUNDING = 1e-12  # the mean of equal closes may differ from them by so much, relative to them


def measure_breadth(symbols: Sequence[str], histories: Mapping[str, History], session: date | None) -> Breadth:
    """Measure the members on `session`; a symbol named twice is one member.

    The last n closes are a member's own, so a day it did not trade takes no place among them. A member without a close
    on the session itself is missing everywhere; without a session, that is every member. A new high is above each of
    the 251 closes before it, a new low below: a close that equals an earlier one is neither.
    """
    members = tuple(dict.fromkeys(symbols))
    closes = _last_closes(members, histories, session, YEAR_SESSIONS)
    last, before, known = closes[:, -1], closes[:, -2], ~np.isnan(closes)
    ranged = known[:, 0]
    year = closes[ranged]
    return Breadth(
        as_of=session,
        above={str(sessions): _share_above(members, closes[:, -sessions:]) for sessions in MEANS},
        advancers=int(np.count_nonzero(last > before)),
        decliners=int(np.count_nonzero(last < before)),
        moved_of=int(np.count_nonzero(known[:, -2])),
        highs=int(np.count_nonzero(year[:, -1] > year[:, :-1].max(axis=1))),
        lows=int(np.count_nonzero(year[:, -1] < year[:, :-1].min(axis=1))),
        ranged_of=int(np.count_nonzero(ranged)),
        members=len(members),
    )


def measure_share(
    symbols: Sequence[str], histories: Mapping[str, History], session: date | None, sessions: int
) -> Share:
    """Count the members above the mean of so many of their own closes alone, as in `measure_breadth`."""
    members = tuple(dict.fromkeys(symbols))
    return _share_above(members, _last_closes(members, histories, session, sessions))


def _last_closes(
    members: tuple[str, ...], histories: Mapping[str, History], session: date | None, most: int
) -> Numbers:
    """Return each member's own last closes up to the session, a row each, NaN to the left of its first."""
    closes = np.full((len(members), most), np.nan)
    if session is None:
        return closes
    alike: dict[int, tuple[list[int], list[Numbers]]] = {}
    for row, symbol in enumerate(members):
        history = histories.get(symbol)
        end = 0 if history is None else _count_at(history, session)
        if history is not None and end:
            own = history.closes[max(end - most, 0) : end]
            rows, columns = alike.setdefault(len(own), ([], []))
            rows.append(row)
            columns.append(own)
    for length, (rows, columns) in alike.items():  # thousands at a time: one by one they take three times as long
        closes[rows, most - length :] = columns
    return closes


def _count_at(history: History, session: date) -> int:
    """Return how many closes there are up to the session's own; 0 without one on it."""
    last = history.last_day()
    if last is None or last < session:
        return 0
    if last == session:  # nearly always; a search takes as long as all the rest
        return len(history.days)
    count = count_until(history.days, session)
    return count if count and day_at(history.days, count - 1) == session else 0


def _share_above(members: tuple[str, ...], closes: Numbers) -> Share:
    """Count the rows whose last close is above their mean; rows that lack a close are missing."""
    means = closes.mean(axis=1)
    lacking: NDArray[np.bool_] = np.isnan(means)
    return Share(
        above=int(np.count_nonzero(closes[:, -1] > means * (1 + _ROUNDING))),
        of=len(members) - int(np.count_nonzero(lacking)),
        missing=tuple(members[row] for row in np.flatnonzero(lacking)),
    )
