"""The Board in one sentence, of facts alone: who leads, by how much, how stretched, how broad, and what rates did."""

from datetime import date

from tui.core.board import EVENT_WINDOW, Board
from tui.core.lead import Leadership, Side
from tui.core.text import day, points, safe, signed
from tui.core.watchlist import Pair

_SMALL_CAPS = frozenset({"^RUT", "IWM"})
_LARGE_CAPS = frozenset({"^NDX", "^IXIC", "^GSPC", "QQQ", "SPY"})
_SPANS = {
    "1D": "in a session",
    "5D": "in 5 sessions",
    "1M": "in a month",
    "3M": "in 3 months",
    "6M": "in 6 months",
    "QTD": "this quarter",
    "YTD": "this year",
    "1Y": "in a year",
    "5Y": "in 5 years",
    "MAX": "since the first close",
}


def summary(board: Board) -> str:
    """Return the sentence; what is not known is left out, and without any fact it is empty.

    Points are the spread over the window, σ the stretch of the log ratio over 60 sessions, k of n the winners' members
    above their mean of 20 closes, bp the change of the 10-year yield over the window.
    """
    return "".join(clauses(board))


def clauses(board: Board) -> tuple[str, ...]:
    """Return the sentence in parts, the weightiest first: the first so many are a sentence too."""
    groups = [group for group in (_lead(board), _breadth(board), _rates(board)) if group]
    return tuple(_mark(place, number) + part for place, group in enumerate(groups) for number, part in enumerate(group))


def lead_in_words(leadership: Leadership | None, pair: Pair) -> str:
    """Say how long the lead has lasted: "Day 12 of small-cap lead"; empty where there is none."""
    if leadership is None or leadership.leader is None:
        return ""
    name = f"{leadership.leader.value}-cap" if _of_sizes(pair) else _label(pair, leadership.leader)
    return f"Day {leadership.day} of {name} lead"


def window_in_words(window: str, since: date | None) -> str:
    """Name the window: as its key does, or "since 10 Dec 2025" for the one since an event, which may be of any year."""
    if window != EVENT_WINDOW:
        return window
    return f"since {day(since)}" if since else "since the event"


def _mark(group: int, part: int) -> str:
    """Return what stands before a part of the sentence."""
    if part:
        return ", "
    return "; " if group else ""


def _lead(board: Board) -> tuple[str, ...]:
    """Say who leads since when, how far the small side is ahead over the window, and how stretched that is."""
    leadership, pair = board.leadership, board.spread.pair if board.spread else None
    if pair is None:
        return ()
    measured = _measured(board)
    if leadership is None:
        return _of_small(pair, measured, first=True)
    if leadership.leader is None or leadership.since is None:
        return ("No lead known yet", *_of_small(pair, measured))
    since = _short(leadership.since, leadership.as_of)
    if _of_sizes(pair):
        head = f"{_label(pair, leadership.leader).capitalize()} lead since {since}"
    else:
        other = Side.LARGE if leadership.leader is Side.SMALL else Side.SMALL
        head = f"{_label(pair, leadership.leader)} leads {_label(pair, other)} since {since}"
    return (head, *(measured if leadership.leader is Side.SMALL else _of_small(pair, measured)))


def _measured(board: Board) -> tuple[str, ...]:
    """Write spread and stretch: "+2.2 pts this quarter" and "1.6 σ"."""
    spread = board.spread
    if spread is None:
        return ()
    span = _SPANS.get(spread.window) or window_in_words(spread.window, board.since)
    stretch = spread.z.get("60")
    parts = (
        "" if spread.spread_pts is None else f"{points(spread.spread_pts, 1)} {span}",
        "" if stretch is None else signed(stretch, 1, " σ").removeprefix("+"),
    )
    return tuple(part for part in parts if part)


def _of_small(pair: Pair, measured: tuple[str, ...], *, first: bool = False) -> tuple[str, ...]:
    """Say whose points they are, where the sentence has not begun with the small side."""
    label = _label(pair, Side.SMALL)
    named = label.capitalize() if first and _of_sizes(pair) else label
    return (f"{named} {measured[0]}", *measured[1:]) if measured else ()


def _breadth(board: Board) -> tuple[str, ...]:
    """Say how many of the winners' members are above their 20-day mean."""
    winners = board.breadth.get("winners")
    share = winners.above.get("20") if winners else None
    return (f"{share.above} of {share.of} winners above their 20-day mean",) if share and share.of else ()


def _rates(board: Board) -> tuple[str, ...]:
    """Say what the 10-year yield did over the window."""
    change = board.rates.ten_year.change_bp if board.rates else None
    return () if change is None else (f"10-year {signed(change, 0, ' bp')}",)


def _of_sizes(pair: Pair) -> bool:
    """Say whether the pair holds small companies against large ones."""
    return pair.small in _SMALL_CAPS and pair.large in _LARGE_CAPS


def _label(pair: Pair, side: Side) -> str:
    """Name a side: by what it holds where that is small companies against large ones, else as the pair does."""
    if _of_sizes(pair):
        return f"{side.value} caps"
    return safe((pair.small_label or pair.small) if side is Side.SMALL else (pair.large_label or pair.large))


def _short(when: date, today: date | None) -> str:
    """Write a day without its year where that is today's."""
    year = f" {when.year}" if today is not None and today.year != when.year else ""
    return f"{when.day} {when:%b}{year}"
