"""Who leads by which rule, how long leads last, and those before, as lines for a pane."""

from __future__ import annotations

from tui.core.lead import Lead, Leadership, Side
from tui.core.text import day, points, safe
from tui.core.watchlist import Pair
from tui.ui.lines import Line, Span, Tone, wrapped

_LAST, _LONGEST = 3, 3
"""So many of the last leads before are told, and so many of the longest."""


def lead_lines(leadership: Leadership | None, pair: Pair, width: int) -> tuple[Line, ...]:
    """Return the lead in force, its rule, how long a lead lasts, and the last and the longest leads before."""
    if leadership is None:
        return ()
    labels = {Side.SMALL: safe(pair.small_label or pair.small), Side.LARGE: safe(pair.large_label or pair.large)}
    rule = f"{leadership.rule.closes} closes in a row beyond the {leadership.rule.mean}-day mean of the log ratio"
    return (
        (Span("Lead", Tone.CHOSEN), Span("  who is ahead, since when", Tone.MUTED)),
        *wrapped(_now(leadership, labels), width),
        *wrapped(f"by {rule}", width, Tone.MUTED, "  "),
        *_lengths(leadership, width),
        *_told("before", leadership.history[: -_LAST - 1 : -1], labels, width),
        *_told("longest", _longest(leadership.history), labels, width),
    )


def _now(leadership: Leadership, labels: dict[Side, str]) -> str:
    """Say who leads, and how near the other side is to taking over."""
    if leadership.leader is None:
        return "no lead known yet"
    against = leadership.against
    turning = f"; {against} of {leadership.rule.closes} closes against it" if against else ""
    span = f"since {day(leadership.since)}, day {leadership.day}, {points(leadership.gain_pts)}"
    return f"{labels[leadership.leader]} {span}{turning}"


def _lengths(leadership: Leadership, width: int) -> tuple[Line, ...]:
    """Say how long leads have lasted, and when this one would be as old as the story expects."""
    median = leadership.median_sessions
    count = len(leadership.history)
    past = "" if median is None else f"half of {count} leads before lasted {median:g} sessions or less"
    marks = ""
    if leadership.months_18 and leadership.months_24:
        marks = f"18 months {day(leadership.months_18)}, 24 months {day(leadership.months_24)}"
    return tuple(line for text in (past, marks) if text for line in wrapped(text, width, Tone.MUTED, "  "))


def _longest(history: tuple[Lead, ...]) -> tuple[Lead, ...]:
    return tuple(sorted(history, key=lambda lead: lead.sessions, reverse=True)[:_LONGEST])


def _told(which: str, leads: tuple[Lead, ...], labels: dict[Side, str], width: int) -> tuple[Line, ...]:
    """Return a line for each of some leads."""
    told = (
        f"{which}: {labels[lead.leader]} {day(lead.since)} to {day(lead.until)}, {lead.sessions} sessions, "
        f"{points(lead.gain_pts)}"
        for lead in leads
    )
    return tuple(line for text in told for line in wrapped(text, width, Tone.MUTED, "  "))
