"""An entry of the timeline in full: its facts, its claims with what came of them, what followed, and its link."""

from __future__ import annotations

from datetime import datetime

from tui.core.board import Board
from tui.core.events import Claim, NewsEvent
from tui.core.said import since_in_words
from tui.core.text import age, day, duration, safe, web_link
from tui.ui.entries import Entry, date_of
from tui.ui.lines import DOT, Line, Tone, joined, wrapped
from tui.ui.plot.marks import written
from tui.ui.study_rows import followed_in_words
from tui.ui.verdicts import claim_lines
from tui.ui.words import NEW_YORK


def title(entry: Entry | None) -> tuple[str, ...]:
    """Return what the border says of an entry."""
    if entry is None:
        return ()
    number = f"{written(entry.number, entry.kind)} " if entry.number else ""
    return (f"{number}{date_of(entry)}", entry.kind.value)


def entry_lines(entry: Entry, board: Board, width: int, now: datetime) -> tuple[Line, ...]:
    """Return an entry in full; `now` is the market's instant."""
    lines = [*wrapped(entry.title, width, Tone.STRONG)]
    event = entry.event
    if event is None:
        said = "an opinion, not data"
        lines += wrapped(f"{said} · {entry.source} · published {day(entry.placed)}", width, Tone.MUTED)
        return (*lines, *_since(entry, board, width))
    lines += wrapped(_facts(event, now), width, Tone.MUTED)
    followed = followed_in_words(board.followed.get(event.session)) if event.session else ""
    if followed:
        lines += wrapped(followed, width, Tone.MUTED)
    if event.detail:
        lines += [(), *wrapped(safe(event.detail, 2000), width)]
    lines += _claims(event, board, width)
    link = web_link(event.url)
    if link:
        lines += [(), *wrapped(f"o opens {link}", width, Tone.LARGE, link=link)]
    return tuple(lines)


def _since(entry: Entry, board: Board, width: int) -> tuple[Line, ...]:
    """Return what the subject of an opinion did since it was said."""
    since = board.since_said.get(entry.opinion.key()) if entry.opinion else None
    if since is None:
        return wrapped("it is about nothing that has a price", width, Tone.MUTED)
    return (*wrapped("since it was said", width, Tone.MUTED), *wrapped(safe(since_in_words(since)), width))


def _facts(event: NewsEvent, now: datetime) -> str:
    """Return everything about an event but its words: when, session, whom it concerns, where it was read."""
    partial = "" if event.session or event.time else ", no single session"
    session = f"session {day(event.session)}" if event.session and event.session != event.placed() else ""
    heard = _instant(event.time, now) if event.time else ""
    written = safe(event.when) + (f" to {safe(event.until)}" if event.until else "")
    rates = "" if event.lower_pct is None else f"range {event.lower_pct:.2f}–{event.upper_pct:.2f}%"
    return joined(
        (
            "simulated" if event.simulated else "",
            event.kind.value,
            heard or written + partial,
            session,
            rates,
            ", ".join(safe(symbol) for symbol in event.symbols),
            f"source: {safe(event.source)}",
            f"known from {day(event.known_from)}" if event.known_from != event.placed() else "",
        ),
        DOT,
    )


def _instant(time: datetime, now: datetime) -> str:
    """Return when something was heard, or is due, in New York, and how far away that is."""
    local = time.astimezone(NEW_YORK)
    if time > now:
        return f"{day(local.date())} {local:%H:%M} New York, in {duration((time - now).total_seconds())}"
    return f"{local:%H:%M} New York, {age(time, now)} ago"


def _claims(event: NewsEvent, board: Board, width: int) -> tuple[Line, ...]:
    """Return the claims of an event, each with what came of it; as they were made until that is known."""
    checks = board.checks.get(event.id, ())
    blocks = [claim_lines(check, width) for check in checks]
    blocks = blocks or [wrapped(_claim(claim), width) for claim in event.claims]
    gap: tuple[Line, ...] = ((),) if blocks else ()
    return (*gap, *(line for lines in blocks for line in lines))


def _claim(claim: Claim) -> str:
    """Return a claim with who makes it and what it is measured by."""
    span = joined((day(claim.start) if claim.start else "", day(claim.end) if claim.end else ""), " to ")
    measured = joined((f"{safe(claim.symbol)} {claim.measure.value}", span), ", ")
    return f"{safe(claim.source)} claims: {safe(claim.text)} ({measured})"
