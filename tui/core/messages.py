"""What the screen asks of the engine, and what the engine tells the screen.

Every request carries a generation, and every update the generation it answers: whoever receives an update older than
its last request drops it. After a request the engine sends every part anew, so nothing is lost by dropping.
"""

from collections.abc import AsyncIterator
from datetime import date
from typing import Protocol

from msgspec import Struct
from msgspec.structs import asdict, replace

from tui.core.board import TELLING, BasketRow, Board, Spread, StretchPath
from tui.core.breadth import Breadth
from tui.core.checks import ClaimCheck, Tally
from tui.core.episodes import Precedents
from tui.core.events import NewsEvent
from tui.core.graph import RotationGraph
from tui.core.lead import Leadership
from tui.core.market import MarketClock, Problem, ProviderInfo, Quote
from tui.core.marks import Opinion
from tui.core.portrait import Portrait
from tui.core.readings import FedRange, LevelRow, Rates, SinceSaid, TargetRow, WatchRow
from tui.core.study import AveragePath, Followed, KindStudy, Study
from tui.core.travel import Bound, Move

MAX_MESSAGE_BYTES = 100_000
"""No message on the wire is longer."""


class Watch(Struct, frozen=True, kw_only=True, tag="watch"):
    """Show this pair over this window, live or as of a past day; answered with every part of the Board."""

    generation: int
    pair: str
    window: str
    as_of: date | None = None
    since: date | None = None
    """The event's session, for the window since an event."""
    move: Move | None = None
    """What is looked at is so far from `as_of`, or from live; None for that very day. `Arrived` tells where it led."""
    symbol: str | None = None
    """The symbol looked at by itself; None while none is."""


class Refresh(Struct, frozen=True, kw_only=True, tag="refresh"):
    """Fetch now instead of at the next poll."""

    generation: int


class Focus(Struct, frozen=True, kw_only=True, tag="focus"):
    """Say whether anybody looks: polls are slower while the terminal is in the background."""

    generation: int
    focused: bool


class Notes(Struct, frozen=True, kw_only=True, tag="notes"):
    """All notes of the user's own as they now are; answered with the events."""

    generation: int
    notes: tuple[NewsEvent, ...]


Request = Watch | Refresh | Focus | Notes


class Quotes(Struct, frozen=True, kw_only=True, tag="quotes"):
    """Quotes that changed since they were last told, one per symbol; those that screens show are told at every tick."""

    generation: int
    quotes: tuple[Quote, ...]


class SpreadPart(Struct, frozen=True, kw_only=True, tag="spread"):
    """The pair over the window; `spread` is None where a leg has no data."""

    generation: int
    window: str
    spread: Spread | None
    pair: str = ""
    since: date | None = None
    leadership: Leadership | None = None


class RotationPart(Struct, frozen=True, kw_only=True, tag="rotation"):
    """Where every line stands against the benchmark, how many members take part, and how stretched the ratio was."""

    generation: int
    graph: RotationGraph | None = None
    breadth: dict[str, Breadth] = {}
    stretch: StretchPath = StretchPath()


class SymbolPart(Struct, frozen=True, kw_only=True, tag="symbol"):
    """The symbol looked at by itself; sent only where one is."""

    generation: int
    portrait: Portrait | None = None


class PrecedentsPart(Struct, frozen=True, kw_only=True, tag="precedents"):
    """The current episode over the earlier ones."""

    generation: int
    precedents: Precedents | None = None


class BasketsPart(Struct, frozen=True, kw_only=True, tag="baskets"):
    """Every basket over the window."""

    generation: int
    baskets: tuple[BasketRow, ...]


class EventsPart(Struct, frozen=True, kw_only=True, tag="events"):
    """Events, headlines and opinions known at the as-of date."""

    generation: int
    events: tuple[NewsEvent, ...]
    opinions: tuple[Opinion, ...] = ()
    headlines_left_out: dict[str, int] = {}
    first_known: tuple[str, ...] = ()


class StudyPart(Struct, frozen=True, kw_only=True, tag="study"):
    """Claims held against prices, and what was out of the ordinary around events; fields as in the Board."""

    generation: int
    checks: dict[str, tuple[ClaimCheck, ...]] = {}
    tally: Tally = Tally()
    studies: dict[str, tuple[Study, ...]] = {}
    pooled: tuple[KindStudy, ...] = ()
    average_paths: tuple[AveragePath, ...] = ()
    followed: dict[date, Followed] = {}
    since_said: dict[str, SinceSaid] = {}


class MarksPart(Struct, frozen=True, kw_only=True, tag="marks"):
    """Levels, targets, what to watch, rates, and the fed funds range."""

    generation: int
    levels: tuple[LevelRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    watch: tuple[WatchRow, ...] = ()
    rates: Rates | None = None
    fed: FedRange | None = None


class HealthPart(Struct, frozen=True, kw_only=True, tag="health"):
    """How the source and the exchange are doing."""

    generation: int
    provider: ProviderInfo
    clock: MarketClock
    as_of: date | None = None
    problems: tuple[Problem, ...] = ()


class Arrived(Struct, frozen=True, kw_only=True, tag="arrived"):
    """The answer to a `Watch` is complete: every part of the Board has been sent as it was on that day."""

    generation: int
    as_of: date | None = None
    """The past day looked at; None when live."""
    bound: Bound | None = None
    """What ended the move early, where there was one."""

    def settles(self, watch: Watch) -> Watch:
        """Return the request with the day it led to in place of its move; unchanged where this answers another."""
        return replace(watch, as_of=self.as_of, move=None) if self.generation == watch.generation else watch


class WorkerDown(Struct, frozen=True, kw_only=True, tag="worker-down"):
    """The data process ended and is being restarted; what is on the screen keeps its age."""

    generation: int
    problem: Problem


Update = (
    Quotes
    | SymbolPart
    | SpreadPart
    | RotationPart
    | BasketsPart
    | PrecedentsPart
    | EventsPart
    | StudyPart
    | MarksPart
    | HealthPart
    | Arrived
    | WorkerDown
)


class Feed(Protocol):
    """Where the screen gets its Board from; the screen knows nothing else of the engine."""

    def send(self, request: Request) -> None:
        """Ask for something; returns at once, also while the data process is down."""

    def updates(self) -> AsyncIterator[Update]:
        """Iterate over updates until closed; one iterator at a time."""

    def close(self) -> None:
        """Stop at once, whatever the data process is doing."""


def merge(board: Board, update: Update) -> Board:
    """Return the Board with one update applied; what it does not carry, or tells as it was, keeps its identity."""
    match update:
        case Quotes(quotes=quotes):
            return replace(board, quotes=_merge_quotes(board.quotes, quotes))
        case WorkerDown(problem=problem):
            return replace(board, problems=(problem,))
        case Arrived():
            return board
        case HealthPart(as_of=as_of) if as_of != board.as_of:
            # Of a symbol that has no quote on that day none of another day may stay.
            return _with_part(replace(board, quotes=()), update)
        case part:
            return _with_part(board, part)


def _with_part(board: Board, part: Update) -> Board:
    """Put a part's fields into the Board."""
    told = {name: value for name, value in asdict(part).items() if name != "generation"}
    fresh = {name: value for name, value in told.items() if value != getattr(board, name)}
    return replace(board, **fresh, cached=False)


def _merge_quotes(held: tuple[Quote, ...], fresh: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Put fresh quotes over held ones, keeping the order; new symbols go to the end.

    Those that move most, which are the most important, stand in front: mostly there is nothing to look for behind.
    """
    by_symbol = {quote.symbol: quote for quote in fresh}
    front, rest = held[:TELLING], held[TELLING:]
    merged = [by_symbol.pop(quote.symbol, quote) for quote in front]
    merged += [by_symbol.pop(quote.symbol, quote) for quote in rest] if by_symbol else rest
    return (*merged, *by_symbol.values())
