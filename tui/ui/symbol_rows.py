"""One symbol's facts as rows: its quote, its returns, and the ends of its last year."""

from __future__ import annotations

from datetime import datetime

from tui.core.market import Quote, Session
from tui.core.portrait import YEAR_SESSIONS, Extreme, Portrait, WindowReturn
from tui.core.text import DASH, age, basis_points, day, percent, price, safe, signed
from tui.ui.lines import DOT, Line, Span, Tone, fit, joined, right, tone_of, width_of, wrapped
from tui.ui.words import NEW_YORK

_NAME = 16
_RETURN = 10
_EXTENDED = {Session.PRE: "before the open", Session.POST: "after the close"}


def price_lines(quote: Quote, now: datetime, width: int, *, is_yield: bool) -> tuple[Line, ...]:
    """Return the price with its change, what it stands against, and how far it may be trusted."""
    unit = "%" if is_yield else ""
    lines = [*_priced(quote, unit, width, is_yield=is_yield)]
    if quote.previous_close is not None:
        lines += _told("previous close", price(quote.previous_close) + unit, width)
    extended = quote.extended
    if extended is not None:
        change = basis_points(extended.change) if is_yield else percent(extended.change_pct)
        words = joined((price(extended.price) + unit, change, _made(extended.time, now)), DOT)
        lines += _told(_EXTENDED[extended.session], words, width)
    delay = "" if quote.delay_min is None else f"delay {quote.delay_min:g} min"
    lines += _told("state", joined((quote.at(now).state.value, delay), DOT), width)
    return (*lines, *_told("made", _made(quote.time, now), width))


def source_lines(quote: Quote, width: int) -> tuple[Line, ...]:
    """Return whose word the quote is and of which session, one fact a line; what it does not say has none."""
    facts = (
        ("session", joined((day(quote.day) if quote.day else "", quote.session.value))),
        ("volume", "" if quote.volume is None else f"{quote.volume:,}"),
        ("currency", safe(quote.currency or "")),
        ("source", safe(quote.source)),
    )
    return tuple(line for name, words in facts if words for line in _told(name, words, width))


def return_lines(portrait: Portrait, *, is_yield: bool) -> tuple[Line, ...]:
    """Return a line for each of the usual windows."""
    return tuple(_returned(each, is_yield=is_yield) for each in portrait.returns)


def range_lines(portrait: Portrait, width: int, *, is_yield: bool) -> tuple[Line, ...]:
    """Return the highest and the lowest close of a year, and from how many closes where it is not a whole one."""
    if portrait.high is None or portrait.low is None:
        return ()
    ends = (("high", portrait.high), ("low", portrait.low))
    lines: list[Line] = [_end(name, extreme, portrait.close or 0.0, width, is_yield=is_yield) for name, extreme in ends]
    if portrait.ranged < YEAR_SESSIONS:
        lines += wrapped(f"of {portrait.ranged}/{YEAR_SESSIONS} closes", width, Tone.ALERT)
    return tuple(lines)


def _priced(quote: Quote, unit: str, width: int, *, is_yield: bool) -> tuple[Line, ...]:
    """Return the price with its change, which goes under it where it would be cut."""
    words = basis_points(quote.change) if is_yield else f"{signed(quote.change)} ({percent(quote.change_pct)})"
    line: Line = (Span(fit("price", _NAME), Tone.MUTED), Span(price(quote.price) + unit, Tone.STRONG))
    beside: Line = (*line, Span(f"  {words}", tone_of(quote.change)))
    return (beside,) if width_of(beside) <= width else (line, (Span(" " * _NAME), Span(words, tone_of(quote.change))))


def _made(time: datetime, now: datetime) -> str:
    """Return when a price was made, in New York, and how long ago."""
    local, today = time.astimezone(NEW_YORK), now.astimezone(NEW_YORK).date()
    dated = "" if local.date() == today else f"{day(local.date())} "
    return f"{dated}{local:%H:%M} New York, {age(time, now)} ago"


def _returned(each: WindowReturn, *, is_yield: bool) -> Line:
    """Return one window's line."""
    moved = basis_points(each.change) if is_yield else percent(each.return_pct)
    since = f"since {day(each.base_date)}" if each.base_date else "the closes do not reach back so far"
    return (
        Span(fit(each.window, 5), Tone.STRONG),
        Span(right(moved, _RETURN), tone_of(each.change)),
        Span(f"  {since}", Tone.MUTED),
    )


def _end(name: str, extreme: Extreme, close: float, width: int, *, is_yield: bool) -> Line:
    """Return an extreme's line; how far the last close is from it goes where there is no room."""
    away = basis_points(close - extreme.close) if is_yield else percent(extreme.distance_pct)
    unit = "%" if is_yield else ""
    told = "the last close" if close == extreme.close else f"{away} since" if away != DASH else ""
    head = (
        Span(fit(name, 5), Tone.STRONG),
        Span(right(price(extreme.close) + unit, _RETURN)),
        Span(f"  {day(extreme.day)}", Tone.MUTED),
    )
    room = width - 5 - _RETURN - 14
    return (*head, Span(f"  {told}", Tone.MUTED)) if len(told) + 2 <= room else head


def _told(name: str, words: str, width: int) -> tuple[Line, ...]:
    """Set words beside the name of a fact, further lines under the first."""
    first, *rest = wrapped(words, max(1, width - _NAME))
    return ((Span(fit(name, _NAME), Tone.MUTED), *first), *((Span(" " * _NAME), *line) for line in rest))
