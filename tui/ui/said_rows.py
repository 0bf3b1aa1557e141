"""What was said and is never checked as a fact: forecasts, opinions and what to watch, a row each."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from tui.core.board import Board
from tui.core.marks import Opinion
from tui.core.readings import SinceSaid, TargetRow, WatchRow
from tui.core.said import forecast_in_words, moved_in_words, since_in_words, target_in_words
from tui.core.text import day, percent, price, safe
from tui.ui.lines import DOT, Line, Span, Tone, fit_words, joined, width_of, wrapped
from tui.ui.widgets.rows import Row

_LEAST_SAID = 12
"""Cells that what was said keeps where what has happened is longer."""
_GAP = 2


def said_rows(board: Board, width: int) -> tuple[Row, ...]:
    """Return the rows under their headings; an opinion's key begins with its entry's, the others lead to no entry."""
    opinions = [
        Row(f"opinion {place} 0", _opinion(each, board.since_said.get(each.key()), width))
        for place, each in enumerate(board.opinions)
    ]
    forecasts = [Row(f"forecast {place}", _forecast(each, width)) for place, each in enumerate(board.targets)]
    watched = [Row(f"watch {place}", _watched(each, width)) for place, each in enumerate(board.watch)]
    parts = (("Forecasts, not data", forecasts), ("Opinions, not data", opinions), ("What to watch", watched))
    return tuple(row for name, rows in parts for row in _under(name, rows))


def _under(name: str, rows: list[Row]) -> Iterator[Row]:
    """Put rows under a heading; nothing where there are none."""
    if rows:
        yield Row("", (Span(name, Tone.CHOSEN),))
        yield from rows


def _forecast(target: TargetRow, width: int) -> Line:
    """Return a forecast's line: how far it is, and what the price did since it was said."""
    tone = {"reached": Tone.UP, "missed": Tone.DOWN}.get(target.state, Tone.TEXT)
    told = forecast_in_words(target, short=True)
    return _line(target_in_words(target), (told, told.partition(";")[0]), tone, width)


def _opinion(opinion: Opinion, since: SinceSaid | None, width: int) -> Line:
    """Return an opinion's line: what its subject did since it was said."""
    if since is None:
        return _line(opinion.text, (), Tone.MUTED, width)
    if since.moved is None:
        return _line(opinion.text, (since_in_words(since), since.why_missing), Tone.MUTED, width)
    moved = f"{since.subject} {moved_in_words(since)}"
    return _line(opinion.text, (f"{moved} since {day(since.start)}", moved), Tone.TEXT, width)


def _watched(row: WatchRow, width: int) -> Line:
    """Return the line of a thing to watch: how it reads, and whether it came to pass since it was said."""
    both = joined((row.reading, row.since), "; ") or "no data"
    beside = cell_len(both) + _GAP + cell_len(row.item.name) <= width
    told = both if beside else row.since or row.reading or both
    return _line(row.item.name, (told,), Tone.TEXT if row.reading else Tone.MUTED, width)


def _line(said: str, happened: tuple[str, ...], tone: Tone, width: int) -> Line:
    """Return one line: what was said on the left, at the right edge the first wording of what happened that fits."""
    room = max(1, width - min(_LEAST_SAID, cell_len(said)) - _GAP)
    wordings = [safe(each) for each in happened if each]
    words = next((each for each in wordings if cell_len(each) <= room), wordings[-1] if wordings else "")
    last: Line = (Span(" " * _GAP + fit_words(words, min(room, cell_len(words))), tone),) if words else ()
    return (Span(fit_words(safe(said), max(1, width - width_of(last)))), *last)


def is_said(key: str | None) -> bool:
    """Say whether a key is that of a forecast or a thing to watch, which no entry of the timeline has."""
    return (key or "").startswith(("forecast ", "watch "))


def said_lines(board: Board, key: str | None, width: int) -> tuple[Line, ...]:
    """Return a forecast or a thing to watch in full, by the key of its row; nothing for any other key."""
    what, _, place = (key or "").partition(" ")
    if what == "forecast" and place.isdecimal() and int(place) < len(board.targets):
        return _forecast_in_full(board.targets[int(place)], width)
    if what == "watch" and place.isdecimal() and int(place) < len(board.watch):
        return _watched_in_full(board.watch[int(place)], width)
    return ()


def _forecast_in_full(target: TargetRow, width: int) -> tuple[Line, ...]:
    """Return a forecast with who said it when, where the price stands, and how far it is."""
    said = f"said {day(target.known_from)}" if target.known_from else ""
    close = f"last close {price(target.close)}" if target.close is not None else "no data"
    level = f"comes to {price(target.level)}" if target.return_pct is not None and target.level is not None else ""
    yearly = f"{percent(target.annual_pct)} a year" if target.annual_pct is not None else ""
    return (
        *wrapped(safe(target_in_words(target)), width, Tone.STRONG),
        *wrapped(joined(("a forecast, not data", safe(target.source), said), DOT), width, Tone.MUTED),
        *wrapped(forecast_in_words(target), width),
        *wrapped(joined((close, level, yearly), DOT), width, Tone.MUTED),
    )


def _watched_in_full(row: WatchRow, width: int) -> tuple[Line, ...]:
    """Return a thing to watch with why, who said so when, how it reads and what has happened since."""
    item = row.item
    said = f"said {day(item.known_from)}" if item.known_from else ""
    dated = f" (as of {day(row.as_of)})" if row.as_of else ""
    return (
        *wrapped(safe(item.name), width, Tone.STRONG),
        *wrapped(safe(item.why), width),
        *wrapped(joined(("to watch, not data", safe(item.source), said), DOT), width, Tone.MUTED),
        *wrapped((safe(row.reading) or "no data") + dated, width),
        *(wrapped(safe(row.since), width) if row.since else ()),
    )
