"""The spread in words, by the room there is: the heading over the chart, and the chart's stand-in where none fits."""

from __future__ import annotations

from collections.abc import Sequence

from tui.core.board import EVENT_WINDOW, Leg, Spread
from tui.core.text import DASH, arrow, day, percent, points, safe, signed
from tui.ui.lines import wrapped
from tui.ui.plot.grid import Ink, Span, span_width

_GAP = Span("   ")


def figures(spread: Spread, width: int, *, badge: bool = False, lead: str = "") -> tuple[Span, ...]:
    """Return both legs, the spread and who leads in the fullest form that fits `width` cells; empty where none does.

    With `badge` a simulated spread says so here.
    """
    badged = (Span("SIM ", Ink.MARK),) if badge and spread.simulated else ()
    fitting = (spans for spans in _forms(spread, lead) if span_width(badged + spans) <= width)
    return next((badged + spans for spans in fitting), ())


def origin(spread: Spread, width: int) -> str:
    """Return base and last day and how the figures were made, what matters least left out first."""
    dates = f"{day(spread.base_date)} → {day(spread.as_of)}"
    grain = f"{spread.path.interval_min}-minute bars" if spread.path.interval_min else "daily closes"
    parts = [
        ("SIMULATED", 0, spread.simulated),
        (dates, 1, True),
        ("live", 2, spread.live),
        (f"{spread.sessions} {'session' if spread.sessions == 1 else 'sessions'}", 6, spread.sessions > 0),
        (grain, 4, bool(spread.path.days)),
        (spread.basis.value, 5, True),
        (f"{spread.dropped} {'date' if spread.dropped == 1 else 'dates'} dropped", 3, spread.dropped > 0),
    ]
    for most in range(6, -1, -1):
        text = " · ".join(words for words, rank, holds in parts if holds and rank <= most)
        if len(text) <= width:
            return text
    return ""


def in_words(spread: Spread, width: int, height: int) -> tuple[tuple[Span, ...], ...]:
    """Return the spread without a chart, one fact a line, whole or not at all."""
    short = figures(spread, width)
    if height == 1:
        return (short,) if short else ()
    facts = (
        _points_in_words(spread, "spread "),
        _leg(spread.small, Ink.SMALL),
        _leg(spread.large, Ink.LARGE),
        (Span("SIMULATED", Ink.MARK),) if spread.simulated else (),
    )
    legs = (*_plain(spread.small, Ink.SMALL), Span("  "), *_plain(spread.large, Ink.LARGE))
    window = "event" if spread.window == EVENT_WINDOW else spread.window
    told = (Span(f"{window} ", Ink.AXIS), *facts[0], Span("  z60 ", Ink.AXIS), Span(signed(spread.z.get("60"))))
    lines = (legs, told) if max(span_width(legs), span_width(told)) <= width else facts
    fitting = tuple(line for line in lines if line and span_width(line) <= width)
    return fitting[:height]


def told(sentence: Sequence[str], width: int, rows: int) -> tuple[str, ...]:
    """Return as many of a sentence's parts, from the first, as are whole in so many rows."""
    for count in range(len(sentence), 0, -1):
        lines = wrapped(safe("".join(sentence[:count])), width)
        if len(lines) <= rows:
            return tuple(span.text for line in lines for span in line)
    return ()


def _forms(spread: Spread, lead: str) -> tuple[tuple[Span, ...], ...]:
    """Return the ways to write the figures, the fullest first."""
    small, large = _leg(spread.small, Ink.SMALL), _leg(spread.large, Ink.LARGE)
    named, bare = _points_in_words(spread, "spread "), _points_in_words(spread, "")
    stretch = (Span("z60 ", Ink.AXIS), Span(signed(spread.z.get("60"))))
    space, thin = (_GAP,), (Span("  "),)
    legs = _plain(spread.small, Ink.SMALL) + thin + _plain(spread.large, Ink.LARGE)
    leading = (
        small + space + large + space + named + space + stretch + (*space, Span(lead)),
        legs + thin + (Span("spread ", Ink.AXIS),) + bare + thin + stretch + (*thin, Span(lead)),
    )
    return (
        *(leading if lead else ()),
        small + space + large + space + named + space + stretch,
        small + space + large + space + named,
        legs + thin + bare,
        named,
        bare,
    )


def _leg(leg: Leg, ink: Ink) -> tuple[Span, ...]:
    """Write a leg's name and return, with its arrow."""
    mark = arrow(leg.return_pct).strip()
    return (*_name(leg, ink), Span(f"{mark} {percent(leg.return_pct)}".strip(), _signed_ink(leg.return_pct)))


def _plain(leg: Leg, ink: Ink) -> tuple[Span, ...]:
    """Write a leg's name and return."""
    return (*_name(leg, ink), Span(percent(leg.return_pct), _signed_ink(leg.return_pct)))


def _name(leg: Leg, ink: Ink) -> tuple[Span, ...]:
    """Write a leg's name in its line's colour."""
    return (Span(f"{safe(leg.label or leg.symbol)} ", ink),)


def _points_in_words(spread: Spread, prefix: str) -> tuple[Span, ...]:
    """Write the spread in points."""
    value = spread.spread_pts
    mark = arrow(value).strip() if prefix else ""
    written = DASH if value is None else points(value)
    return (Span(prefix, Ink.AXIS), Span(f"{mark} {written}".strip(), _signed_ink(value)))


def _signed_ink(value: float | None) -> Ink:
    """Return the ink of a change."""
    if not value:
        return Ink.TEXT
    return Ink.UP if value > 0 else Ink.DOWN
