"""What `rotation print` was asked for, as a request to the engine."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from tui.core.board import EVENT_WINDOW
from tui.core.config import Config
from tui.core.marks import Marks
from tui.core.messages import Watch
from tui.core.watchlist import GraphLines, Pair, Watchlist
from tui.engine.sessions import Sessions
from tui.settings.rules import symbol


class RequestError(ValueError):
    """What was asked for cannot be; the text is for the user."""


def watched(
    config: Config,
    *,
    pair: str | None = None,
    window: str | None = None,
    since: str | None = None,
    as_of: date | None = None,
) -> Watch:
    """Return the request for a Board; `RequestError` where there is no such pair or event."""
    if pair is not None and config.watchlist.pair(pair) is None:
        names = ", ".join(each.name for each in config.watchlist.pairs)
        raise RequestError(f"--pair {pair}: no such pair; there are {names}")
    if since is not None and window is not None:
        raise RequestError("choose --window or --since, not both")
    settings = config.settings
    return Watch(
        generation=0,
        pair=pair or settings.pair,
        window=window or settings.window if since is None else EVENT_WINDOW,
        as_of=as_of,
        since=None if since is None else _session(config, since),
    )


def graphed(config: Config, pair: str | None, benchmark: str | None, symbols: str | None) -> Config:
    """Return a configuration that asks for the rotation graph's symbols and nothing else.

    `RequestError` where one of them is no symbol.
    """
    chosen = pair_of(config, pair)
    own = config.watchlist.graph or GraphLines(benchmark=chosen.large)
    lines = GraphLines(
        benchmark=own.benchmark if benchmark is None else symbol_of("--benchmark", benchmark),
        symbols=own.symbols if symbols is None else symbols_of(symbols),
    )
    watchlist = Watchlist(
        strip=(),
        indices=(),
        pairs=(chosen,),
        baskets=config.watchlist.baskets if symbols is None else (),
        graph=lines,
    )
    settings = replace(config.settings, pair=chosen.name)
    return replace(config, settings=settings, watchlist=watchlist, events=(), marks=Marks(), notes=())


def _session(config: Config, since: str) -> date:
    """Return the session a window is measured since: an event's, or the day itself."""
    event = next((each for each in (*config.events, *config.notes) if each.id == since), None)
    if event is not None:
        session = Sessions().of_event(event)
        if session is None:
            raise RequestError(
                f"--since {since}: its day is not known exactly ({event.when}); give a day, like 2025-12-10"
            )
        return session
    try:
        return date.fromisoformat(since)
    except ValueError as error:
        raise RequestError(f"--since {since}: no such event and no day; write an event's id, or 2025-12-10") from error


def pair_of(config: Config, name: str | None) -> Pair:
    """Return the pair of that name, or one of any two symbols; `RequestError` where it is neither."""
    wanted = config.settings.pair if name is None else name
    found = config.watchlist.pair(wanted)
    if found is not None:
        return found
    small, slash, large = wanted.partition("/")
    if not slash:
        raise RequestError(f"--pair {wanted}: no such pair; write two symbols, like IWM/QQQ")
    return Pair(name=wanted, small=symbol_of("--pair", small), large=symbol_of("--pair", large))


def symbols_of(text: str) -> tuple[str, ...]:
    """Return the symbols of a list with commas, each once; `RequestError` where there is none, or one is no symbol."""
    named = [each.strip() for each in text.split(",") if each.strip()]
    if not named:
        raise RequestError("--symbols names none; write some, like XLK,XLF, or leave it out")
    return tuple(dict.fromkeys(symbol_of("--symbols", each) for each in named))


def symbol_of(option: str, text: str) -> str:
    """Return the symbol given to an option; `RequestError` where it is none."""
    try:
        return symbol(text)
    except ValueError as error:
        raise RequestError(f"{option} {text}: {error}") from error
