"""What was said and cannot be checked as a fact, in words: forecasts and opinions with what has happened so far."""

from tui.core.readings import SinceSaid, TargetRow
from tui.core.text import day, percent, points, price


def since_in_words(since: SinceSaid | None) -> str:
    """Say what the subject of an opinion did: "^RUT −1.03% from 18 Dec 2025 to 31 Dec 2025"; empty without one."""
    if since is None:
        return ""
    if since.moved is None:
        return f"{since.subject}: {since.why_missing}"
    counted = f" ({since.counted}/{since.of})" if since.of > 1 else ""
    return f"{since.subject}{counted} {moved_in_words(since)} from {day(since.start)} to {day(since.end)}"


def moved_in_words(since: SinceSaid) -> str:
    """Write the move alone: points of two symbols, else percent."""
    return points(since.moved) if "/" in since.subject else percent(since.moved)


def target_in_words(target: TargetRow) -> str:
    """Say what is forecast: "^RUT 2,800.00 by 2026-06, Target of some analysts"."""
    aim = price(target.level) if target.return_pct is None else percent(target.return_pct, 0)
    by = f" by {target.by}" if target.by else ""
    return f"{target.symbol} {aim}{by}, {target.label}"


def forecast_in_words(target: TargetRow, *, short: bool = False) -> str:
    """Say how far a forecast is: "open, +12.82% to go in 181 days; −3.00% since 22 Dec 2025".

    The short form leaves out that it is open, and the days.
    """
    told = target.state
    if told == "open" and target.needed_pct is not None:
        left = f" in {target.days_left} days" if target.days_left is not None and target.days_left > 0 else ""
        to_go = f"{percent(target.needed_pct)} to go"
        told = to_go if short else f"open, {to_go}{left}"
    if target.moved_pct is None:
        return told
    return f"{told}; {percent(target.moved_pct)} since {day(target.known_from)}"
