"""Breadth in lines: how many of either side's members take part, as bars, counts and the names that are missing."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len

from tui.core.breadth import MEANS, Breadth, Share
from tui.core.text import DASH, MINUS, listed, signed
from tui.ui.lines import Line, Span, Tone, fit, right, tone_of, wrapped

SIDES = {"winners": ("small (winners)", Tone.SMALL), "losers": ("mega (losers)", Tone.LARGE)}
"""What the sides are called, and what their bars are drawn in."""

_LABEL = 14
_COUNT = 12
"""Cells for k/n and the percentage."""
_GAP = 2
_NET = 4
_LEAST_BAR = 4
_LONGEST_BAR = 30
_EIGHTHS = "▏▎▍▌▋▊▉█"
_NOTHING = Breadth()


def breadth_lines(sides: Mapping[str, Breadth], width: int) -> tuple[Line, ...]:
    """Return both sides beside each other, or under each other where there is no room for that."""
    room = (width - _LABEL - _GAP) // 2
    if room >= _COUNT + _LEAST_BAR:
        return (*_beside(sides, min(room, _COUNT + _LONGEST_BAR)), *_missing(sides, width))
    under = [_under(side, sides.get(side, _NOTHING), width) for side in SIDES]
    return (*(line for lines in under for line in lines), *_missing(sides, width))


def _beside(sides: Mapping[str, Breadth], room: int) -> list[Line]:
    """Return a line for each measure with a place of `room` cells for each side."""
    both = {side: sides.get(side, _NOTHING) for side in SIDES}
    names = ((Span(fit(SIDES[side][0], room), SIDES[side][1]),) for side in SIDES)
    lines = [_row("", *names)]
    for mean in MEANS:
        bars = (_bar(each.above.get(str(mean), Share()), room, SIDES[side][1]) for side, each in both.items())
        lines.append(_row(f"above {mean}-day", *bars))
    lines.append(_row(f"up {MINUS} down", *(_moves(each, room) for each in both.values())))
    lines.append(_row(f"highs {MINUS} lows", *(_ranges(each, room) for each in both.values())))
    return lines


def _under(side: str, breadth: Breadth, width: int) -> list[Line]:
    """Return one side's measures under its name."""
    name, tone = SIDES[side]
    room = max(_COUNT, width - _LABEL)
    bars = [_row(f"above {mean}-day", _bar(breadth.above.get(str(mean), Share()), room, tone)) for mean in MEANS]
    moved = _row(f"up {MINUS} down", _moves(breadth, room))
    return [(Span(name, tone),), *bars, moved, _row(f"highs {MINUS} lows", _ranges(breadth, room))]


def _row(label: str, *cells: Line) -> Line:
    """Set cells after a label."""
    parts = [(*cell, Span(" " * _GAP)) if place + 1 < len(cells) else cell for place, cell in enumerate(cells)]
    return (Span(fit(label, _LABEL), Tone.MUTED), *(span for part in parts for span in part))


def _bar(share: Share, room: int, tone: Tone) -> Line:
    """Draw k of n as a bar with the count and the percentage after it; a dash where nothing is known."""
    if not share.of:
        return (Span(fit(DASH, room), Tone.MUTED),)
    counted = f"{share.above}/{share.of}"
    told = f"{right(counted, 6)}{right(f'{100 * share.above / share.of:.0f}%', 6)}"
    if cell_len(told) > room:
        told = right(counted, 6)
    length = max(0, room - cell_len(told))
    whole, rest = divmod(round(8 * length * share.above / share.of), 8)
    filled = "█" * whole + (_EIGHTHS[rest - 1] if rest else "")
    return (Span(filled, tone), Span("·" * (length - cell_len(filled)), Tone.MUTED), Span(told))


def _moves(breadth: Breadth, room: int) -> Line:
    """Return advancers less decliners."""
    parts = (f"{breadth.advancers} up, {breadth.decliners} down", f"{breadth.advancers} {MINUS} {breadth.decliners}")
    return _net(breadth.net_advancers(), parts, breadth.moved_of, room)


def _ranges(breadth: Breadth, room: int) -> Line:
    """Return new highs less new lows."""
    parts = (f"{breadth.highs} high, {breadth.lows} low", f"{breadth.highs} {MINUS} {breadth.lows}")
    return _net(breadth.net_highs(), parts, breadth.ranged_of, room)


def _net(value: int, parts: tuple[str, ...], of: int, room: int) -> Line:
    """Return a difference with its parts in the fullest words that fit; a dash where nothing is known."""
    if not of:
        return (Span(fit(DASH, room), Tone.MUTED),)
    number = fit(signed(value, 0), max(_NET, cell_len(signed(value, 0)) + 1))
    told = (f"{words} of {of}" for words in parts)
    words = next((each for each in told if cell_len(number) + cell_len(each) <= room), "")
    return (Span(number, tone_of(value)), Span(fit(words, max(0, room - cell_len(number))), Tone.MUTED))


def _missing(sides: Mapping[str, Breadth], width: int) -> tuple[Line, ...]:
    """Name the members without enough closes, each at the shortest mean it lacks."""
    lines: list[Line] = []
    for side, (name, _) in SIDES.items():
        told: set[str] = set()
        for mean in MEANS:
            lacking = sides.get(side, _NOTHING).above.get(str(mean), Share()).missing
            fresh = [symbol for symbol in lacking if symbol not in told]
            told |= set(fresh)
            if fresh:
                lines += wrapped(f"{name}: no {mean}-day mean for {listed(fresh)}", width, Tone.ALERT)
    return tuple(lines)
