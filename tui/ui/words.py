"""The state of things in words: how old, how trustworthy, what is wrong, what is missing and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tui.core.board import Board
from tui.core.market import MarketClock, Problem, Quote, Session, State, Trouble
from tui.core.portrait import Portrait
from tui.core.text import age, day, duration, safe
from tui.ui.lines import DOT, joined

NEW_YORK = ZoneInfo("America/New_York")

_AFTER = {
    Session.OPEN: ("open", "closes"),
    Session.PRE: ("pre-market", "opens"),
    Session.POST: ("after hours", "opens"),
    Session.CLOSED: ("closed", "opens"),
}


_LONGEST_REST_DAYS = 5
_LONG = 100
"""The closes of more symbols come one by one, and it is told how far that is."""
_VITAL = ("", "quotes", "bars")
"""What the screen cannot do without; the rest may fail beside good prices."""


def market_now(board: Board, wall: datetime) -> datetime:
    """Return the instant market times are aged against: the wall's, or the Board's own where its market is another."""
    if board.as_of is None and board.provider.live and not board.provider.simulated:
        return wall
    return max([board.clock.now, *(quote.time for quote in board.telling())])


def state_in_words(quote: Quote, now: datetime) -> str:
    """Say how far a quote may be trusted at `now`; empty where it is live, or simulated, which the badge says."""
    match quote.at(now).state:
        case State.LIVE | State.SIMULATED:
            return ""
        case State.DELAYED:
            return "delayed" if quote.delay_min is None else f"delayed {quote.delay_min:g} min"
        case State.STALE | State.CACHED as state:
            return f"{state} {age(quote.time, now)}"
        case State.CLOSED:
            return f"closed {day(quote.day)}" if outdated(quote, now) else "closed"
        case _:
            return "no data"


def outdated(quote: Quote, now: datetime) -> bool:
    """Say whether a close is of an earlier session than the last one there can have been, holidays allowed for."""
    return quote.state is State.CLOSED and quote.day is not None and (now.date() - quote.day).days > _LONGEST_REST_DAYS


def usual_state(quotes: Iterable[Quote], now: datetime) -> tuple[State | None, str]:
    """Return the state most quotes are in, and that in words, with the age of the oldest; None without quotes."""
    at_now = [quote.at(now) for quote in quotes]
    if not at_now:
        return None, ""
    usual = Counter(quote.state for quote in at_now).most_common(1)[0][0]
    alike = [quote for quote in at_now if quote.state is usual]
    if usual is State.DELAYED:
        return usual, state_in_words(max(alike, key=lambda quote: quote.delay_min or 0), now)
    return usual, state_in_words(min(alike, key=lambda quote: quote.time), now)


def clock_in_words(clock: MarketClock, now: datetime) -> tuple[str, ...]:
    """Say what the exchange is doing and what comes next, the fullest wording first; nothing where it is not known."""
    if clock.day is None and clock.next_change is None:
        return ()
    doing, next_step = _AFTER[clock.session]
    if clock.next_change is None:
        return (f"{clock.exchange} {doing}", doing)
    away = clock.next_change - now
    if away < timedelta(hours=12):
        span = duration(away.total_seconds())
        return (f"{clock.exchange} {doing} · {next_step} in {span}", f"{doing} · {span}", doing)
    local = clock.next_change.astimezone(NEW_YORK)
    when = f"{local:%a %H:%M}" if away < timedelta(days=6) else f"{local.day} {local:%b %H:%M}"
    return (f"{clock.exchange} {doing} · {next_step} {when}", f"{doing} · {when}", doing)


def badges(board: Board, wall: datetime) -> tuple[str, ...]:
    """Return what must be said of the whole screen: simulated, a past day, the last run's."""
    seen = board.provider.last_good or board.clock.now
    return tuple(
        words
        for words, holds in (
            ("SIMULATED", board.provider.simulated),
            (f"as of {day(board.as_of)}", board.as_of is not None),
            (f"closes to {day(board.clock.day)}", board.as_of is None and not board.provider.live),
            (f"last seen {age(seen, wall)} ago", board.cached),
        )
        if holds
    )


def trouble(board: Board) -> Problem | None:
    """Return what is wrong with the prices or the data process as a whole, or None."""
    whole = (each for each in board.problems if each.symbol is None and each.family in _VITAL)
    return next((each for each in whole if each.trouble is not Trouble.CACHE), None)


def _family_trouble(board: Board) -> str:
    """Name what fails beside good prices: "stream and news down"; empty where nothing does."""
    down = [each.family for each in board.problems if each.symbol is None and each.family not in _VITAL]
    return f"{joined((', '.join(down[:-1]), down[-1]), ' and ')} down" if down else ""


def _cache_trouble(board: Board, wall: datetime) -> tuple[str, str, str, str]:
    """Say what is wrong with the cache, the fullest wording first; empty where nothing is."""
    problem = next((each for each in board.problems if each.trouble is Trouble.CACHE), None)
    if problem is None:
        return "", "", "", ""
    what = safe(problem.what)
    return joined(_told(problem, wall)), what, what.partition(";")[0], "cache trouble"


def _lacking(board: Board) -> str:
    """Say how many symbols lack data, or which one; empty where none does."""
    symbols = {each.symbol for each in board.problems if each.symbol is not None}
    if len(symbols) == 1:
        return f"{safe(symbols.pop())} lacks data"
    return f"{len(symbols)} symbols lack data" if symbols else ""


def source_in_words(board: Board, wall: datetime) -> tuple[str, ...]:
    """Say how the source is doing, the fullest wording first."""
    problem = trouble(board)
    if problem is not None:
        return _failing(problem, board, wall)
    if board.cached:
        return _awaited(board, wall)
    return _well(board, wall)


def _failing(problem: Problem, board: Board, wall: datetime) -> tuple[str, ...]:
    """Say what is wrong, since when, when it is tried again, and what is left on the screen."""
    what, since, again = _told(problem, wall)
    ours = problem.trouble is Trouble.WORKER
    short = "data process down" if ours else f"{safe(board.provider.name)} {problem.trouble}"
    good = problem.last_good or board.provider.last_good
    last = f"last good {age(good, wall)} ago" if good else ""
    state, usual = usual_state(board.telling(), market_now(board, wall))
    kept = f"prices {usual}" if state in (State.CACHED, State.STALE) else ""
    return (
        joined((what, since, again, last, kept)),
        joined((what, since, again, last)),
        joined((what, since, again)),
        joined((what, again)),
        joined((short, again)),
        short,
    )


def _awaited(board: Board, wall: datetime) -> tuple[str, ...]:
    """Say that what is shown is the last run's, whose source has not been heard yet in this one."""
    name = safe(board.provider.name)
    state, usual = usual_state(board.telling(), market_now(board, wall))
    kept = f"prices {usual}" if state is State.CACHED else ""
    return (joined((waiting_for(name), kept)), waiting_for(name), f"waiting for {name}", "waiting", "")


def _well(board: Board, wall: datetime) -> tuple[str, ...]:
    """Say how the source is doing whose prices are well."""
    provider = board.provider
    name = f"{safe(provider.name)} {safe(provider.state)}"
    held = len(board.quotes)
    count = f"{held:,}{f'/{provider.symbols:,}' if held < provider.symbols else ''} symbols" if held else ""
    if held and provider.closes < provider.symbols and provider.symbols > _LONG:
        count = joined((count, f"closes of {provider.closes:,}"))
    pace = f"1 request/{max(1, round(provider.cadence_s))} s" if provider.cadence_s else ""
    budget = f"{provider.requests_hour} in the last hour" if provider.requests_hour else ""
    lacks, down = _lacking(board), _family_trouble(board)
    said, what, briefly, hinted = (joined((down, each)) for each in _cache_trouble(board, wall))
    last = f"last {age(provider.last_good, wall)} ago" if provider.last_good else ""
    note = safe(provider.note)
    usual = usual_state(board.telling(), market_now(board, wall))[1]
    return (
        joined((name, said, note, usual, count, lacks, pace, budget, last)),
        joined((name, said, usual, count, lacks, pace, budget, last)),
        joined((name, said, usual, lacks, pace, last)),
        joined((name, said, usual, lacks, last)),
        joined((name, said, usual, lacks)),
        joined((name, said, lacks)),
        joined((name, what, lacks)),
        joined((name, briefly, lacks)),
        joined((name, hinted, lacks)),
        joined((name, hinted)),
    )


def why_missing(board: Board, what: str, symbols: Iterable[str] = ()) -> str:
    """Say why a pane has nothing to show: the trouble, what is wrong with its symbols, or that it is still waiting."""
    problem = trouble(board)
    if problem is not None:
        return f"no {what}: {safe(problem.what)}" + _meanwhile(problem)
    wanted = set(symbols)
    named = next((each for each in board.problems if each.symbol in wanted), None)
    if named is not None:
        return f"no {what}: {safe(named.what)}"
    name = safe(board.provider.name)
    if board.provider.state == "starting" or board.cached:
        return waiting_for(name)
    return f"no {what} known on {day(board.as_of)}" if board.as_of else f"no {what} yet from {name}"


def why_no_closes(board: Board, portrait: Portrait) -> str:
    """Say why a symbol looked at by itself has nothing to draw."""
    symbol = safe(portrait.symbol)
    if not portrait.watched:
        return f"no data for {symbol}: it is not in your watchlist, so nothing is asked for it"
    if board.as_of is not None:
        return f"no closes of {symbol} on or before {day(board.as_of)}"
    return why_missing(board, f"closes of {symbol}", (portrait.symbol,))


def waiting_for(name: str) -> str:
    """Say that a source has not answered yet in this run."""
    return f"waiting for {name}’s first answer"


def problem_in_words(problem: Problem, wall: datetime) -> str:
    """Say what is wrong, since when, and when it is tried again."""
    return joined(_told(problem, wall), DOT)


def _told(problem: Problem, wall: datetime) -> tuple[str, str, str]:
    """Return what is wrong, since when (New York), and when it is tried again, each in words or empty."""
    since = f"since {problem.since.astimezone(NEW_YORK):%H:%M}" if problem.since else ""
    again = f"next try {_from_now(problem.next_try, wall)}" if problem.next_try else ""
    return safe(problem.what), since, again


def _meanwhile(problem: Problem) -> str:
    """Say what is being done about it."""
    if problem.trouble is Trouble.WORKER:
        return "; it is being started again"
    return "; it will be tried again" if problem.next_try else ""


def _from_now(then: datetime, wall: datetime) -> str:
    """Write how long until an instant."""
    seconds = (then - wall).total_seconds()
    return "now" if seconds < 1 else f"in {duration(seconds)}"
