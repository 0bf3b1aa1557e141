"""Boards, a configuration and a Feed made by hand, for tests of the screen."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from tui.core.board import BasketRow, Board, Leg, MemberRow, Spread, SpreadPath
from tui.core.config import Config, Settings
from tui.core.events import Claim, Kind, Measure, NewsEvent
from tui.core.market import Extended, MarketClock, Problem, ProviderInfo, Quote, Session, State, Trouble
from tui.core.marks import Marks, Opinion, Reading, Target, WatchItem
from tui.core.messages import BasketsPart, HealthPart, Quotes, Request, SpreadPart, Update
from tui.core.notes import Draft, Fault, NoteRefused
from tui.core.readings import FedRange, LevelRow, WatchRow
from tui.core.watchlist import Basket, Instrument, Member, Pair, Stance, Watchlist
from tui.ui.app import RotationApp

NOW = datetime(2025, 12, 11, 18, 30, tzinfo=UTC)
TODAY = date(2025, 12, 11)
STRIP = ("AMZN", "AAPL", "AMD", "BAC", "GOOG", "META", "MSFT", "NVDA", "ORCL", "TSLA")
RUT_NDX = Pair(name="^RUT/^NDX", small="^RUT", large="^NDX", small_label="RUT", large_label="NDX")
IWM_QQQ = Pair(name="IWM/QQQ", small="IWM", large="QQQ", small_label="IWM", large_label="QQQ")
HOSTILE = "[/b] [red]owned[/] \x1b[31m[@click=app.quit]x[/]"


class FakeFeed:
    """Says what a test puts in, then nothing; remembers what was asked."""

    def __init__(self, *updates: Update) -> None:
        self.sent: list[Request] = []
        self.closed = False
        self.left = asyncio.Event()
        self._coming: asyncio.Queue[Update] = asyncio.Queue()
        self.say(*updates)

    def say(self, *updates: Update) -> None:
        for update in updates:
            self._coming.put_nowait(update)

    def send(self, request: Request) -> None:
        self.sent.append(request)

    async def updates(self) -> AsyncIterator[Update]:
        while True:
            yield await self._coming.get()

    def close(self) -> None:
        self.closed = True
        self.left.set()


async def leave(app: RotationApp, feed: FakeFeed, *keys: str) -> None:
    """Press keys of which the last ends the app, until it has closed its feed.

    A pilot would wait on for an app that has left: nothing in it comes to rest any more.
    """
    pressing = asyncio.create_task(app._press_keys(keys))
    async with asyncio.timeout(60):
        await feed.left.wait()
    pressing.cancel()


class FakeNotebook:
    """Keeps drafts in memory, all of them known today; refuses what a test says."""

    def __init__(self) -> None:
        self.kept: list[Draft] = []
        self.removed: list[str] = []
        self.faults: tuple[Fault, ...] = ()

    async def keep(self, draft: Draft) -> tuple[NewsEvent, ...]:
        if self.faults:
            raise NoteRefused(*self.faults)
        self.kept.append(draft)
        return tuple(a_note(each) for each in self.kept)

    async def remove(self, id: str) -> tuple[NewsEvent, ...]:  # noqa: A002  # the port's own word
        if self.faults:
            raise NoteRefused(*self.faults)
        self.removed.append(id)
        return ()


def a_note(draft: Draft) -> NewsEvent:
    """Return a note of the user's own, as the data process would tell it."""
    day = date.fromisoformat(draft.when)
    return NewsEvent(
        id=draft.id or "note-new",
        when=draft.when,
        kind=Kind(draft.kind),
        title=draft.title,
        source="own note",
        known_from=day,
        symbols=tuple(draft.symbols.split()),
        session=day,
        url=draft.link or None,
        own=True,
    )


def a_config(**settings: object) -> Config:
    """Return what a screen is told: ten quotes, six indices, two pairs, a target."""
    indices = (
        Instrument(symbol="^RUT", label="^RUT"),
        Instrument(symbol="^NDX", label="^NDX"),
        Instrument(symbol="^GSPC", label="^GSPC"),
        Instrument(symbol="^TNX", label="10Y", kind="yield"),
        Instrument(symbol="FED", label="Fed", kind="fed"),
        Instrument(symbol="^VIX", label="VIX"),
    )
    return Config(
        settings=Settings(**settings),  # type: ignore[arg-type]  # a test's own keywords
        watchlist=Watchlist(
            strip=STRIP,
            indices=indices,
            pairs=(RUT_NDX, IWM_QQQ),
            baskets=(Basket(name="Biotech", stance=Stance.WINNER, why="", members=(Member(symbol="GPCR"),)),),
        ),
        sources=(),
        events=(),
        marks=Marks(
            targets=(Target(symbol="IWM", return_pct=20, label="Outlook of two banks", source="article B", by="2026"),)
        ),
    )


def an_app(
    feed: FakeFeed, board: Board, config: Config | None = None, notebook: FakeNotebook | None = None
) -> RotationApp:
    """Return the app at a frozen instant, without animations."""
    book = notebook or FakeNotebook()
    app = RotationApp(feed, config or a_config(), initial=board, notebook=book, clock=lambda: NOW)
    app.animation_level = "none"
    return app


def an_empty_board(*problems: Problem) -> Board:
    """Return what a first start shows, perhaps with what is wrong."""
    state = problems[0].trouble.value if problems else "starting"
    return Board(provider=ProviderInfo(name="Yahoo", state=state), clock=MarketClock(now=NOW), problems=problems)


def a_problem(trouble: Trouble = Trouble.OFFLINE, what: str = "Yahoo does not answer: connection refused") -> Problem:
    """Return a failure of the whole source, four minutes old."""
    return Problem(
        what=what,
        trouble=trouble,
        since=NOW - timedelta(minutes=4),
        next_try=NOW + timedelta(seconds=12),
        last_good=NOW - timedelta(minutes=9),
    )


def a_board(*, simulated: bool = False, window: str = "QTD", pair: Pair = RUT_NDX) -> Board:
    """Return a Board with something in every pane, open exchange, quotes 15 minutes delayed."""
    state = State.SIMULATED if simulated else State.DELAYED
    return Board(
        provider=ProviderInfo(
            name="demo" if simulated else "Yahoo",
            state="ok",
            simulated=simulated,
            cadence_s=None if simulated else 15.0,
            requests=4,
            last_good=NOW - timedelta(seconds=3),
        ),
        clock=MarketClock(now=NOW, session=Session.OPEN, day=TODAY, next_change=NOW + timedelta(hours=2, minutes=30)),
        window=window,
        quotes=quotes(state),
        spread=a_spread(window, pair, simulated=simulated),
        baskets=baskets(),
        levels=levels(),
        watch=watch(),
        fed=FedRange(lower_pct=3.5, upper_pct=3.75, since=date(2025, 12, 10)),
        events=events(),
        opinions=(Opinion(text="2026 looks like the Year of the Small Cap", source="article B", known_from=TODAY),),
    )


def quotes(state: State = State.DELAYED) -> tuple[Quote, ...]:
    """Return a quote for each index and each symbol of the strip."""
    prices = {"^RUT": 2590.61, "^NDX": 25686.69, "^GSPC": 6901.0, "^TNX": 4.14, "^VIX": 14.9}
    prices |= {symbol: 55.88 + 61.3 * place for place, symbol in enumerate(STRIP)}
    return tuple(
        a_quote(symbol, price, change=(-0.02 if symbol == "^TNX" else (place % 5 - 2) * price / 200), state=state)
        for place, (symbol, price) in enumerate(prices.items())
    )


def a_quote(symbol: str, price: float, *, change: float = 1.0, state: State = State.LIVE) -> Quote:
    """Return a quote made a quarter of an hour ago, fetched now, stale after half an hour."""
    return Quote(
        symbol=symbol,
        price=price,
        change=change,
        change_pct=100 * change / (price - change or 1),
        previous_close=price - change,
        time=NOW - timedelta(minutes=15),
        day=TODAY,
        session=Session.OPEN,
        state=state,
        delay_min=15.0,
        fetched=NOW,
        stale_after_s=1800,
        source="hand",
    )


def after_hours(quote: Quote, price: float) -> Quote:
    """Return a quote of a closed exchange with a price made now, after the close."""
    extended = Extended(price=price, time=NOW, session=Session.POST).beside(quote)
    return replace(quote, state=State.CLOSED, session=Session.POST, extended=extended)


def a_board_after_hours() -> Board:
    """Return a Board on which every symbol of the strip has a price after the close, a quarter of a percent up."""
    board = a_board()
    closed = tuple(replace(quote, state=State.CLOSED) for quote in board.quotes)
    told = tuple(after_hours(each, each.price * 1.0025) if each.symbol in STRIP else each for each in closed)
    return replace(board, quotes=told, clock=replace(board.clock, session=Session.POST))


def sessions(count: int) -> tuple[date, ...]:
    """Return so many weekdays up to today."""
    days = [TODAY - timedelta(days=back) for back in range(count * 2)]
    return tuple(sorted(day for day in days if day.weekday() < 5)[-count:])


def a_spread(window: str = "QTD", pair: Pair = RUT_NDX, *, simulated: bool = False) -> Spread:
    """Return a spread over 52 sessions that swings and ends in favour of the small side."""
    days = sessions(52)
    small = (*(100 + 4 * math.sin(n / 6) + n * 0.1246 for n in range(51)), 106.3259)
    large = (*(100 + 3 * math.sin(n / 9 + 0.4) + n * 0.06 for n in range(51)), 104.079)
    path = SpreadPath(
        days=days, small=small, large=large, spread=tuple(a - b for a, b in zip(small, large, strict=True))
    )
    return Spread(
        pair=pair,
        window=window,
        small=Leg(symbol=pair.small, label=pair.small_label, return_pct=6.3259, close=2590.61),
        large=Leg(symbol=pair.large, label=pair.large_label, return_pct=4.079, close=25686.69),
        base_date=days[0],
        as_of=TODAY,
        spread_pts=2.2469,
        ratio=0.10085418,
        z={"20": 2.05, "60": 1.594755, "252": 0.13},
        sessions=51,
        path=path,
        simulated=simulated,
    )


def a_day(pair: Pair = RUT_NDX) -> Spread:
    """Return a spread within a session, from the open until now, a price a minute and the last from quotes."""
    opened = datetime(2025, 12, 11, 14, 30, tzinfo=UTC)
    times = tuple(opened + timedelta(minutes=n) for n in range(241))
    small = tuple(100 + 0.8 * math.sin(n / 37) + 0.12 * math.sin(n / 3) + n / 300 for n in range(241))
    large = tuple(100 - 0.5 * math.sin(n / 51 + 0.5) - 0.09 * math.sin(n / 4) - n / 900 for n in range(241))
    path = SpreadPath(
        days=(TODAY,) * 241,
        times=times,
        interval_min=1,
        small=small,
        large=large,
        spread=tuple(a - b for a, b in zip(small, large, strict=True)),
    )
    return Spread(
        pair=pair,
        window="1D",
        small=Leg(symbol=pair.small, label=pair.small_label, return_pct=small[-1] - 100, close=2590.61),
        large=Leg(symbol=pair.large, label=pair.large_label, return_pct=large[-1] - 100, close=25686.69),
        base_date=date(2025, 12, 10),
        as_of=TODAY,
        spread_pts=path.spread[-1],
        ratio=0.10085418,
        z={"20": 2.05, "60": 1.594755, "252": 0.13},
        sessions=1,
        path=path,
        live=True,
    )


def baskets() -> tuple[BasketRow, ...]:
    """Return five baskets: whole, with a member missing, of stand-ins only, and without data."""
    return (
        a_basket("Regional banks", Stance.WINNER, {"SRCE": 6.9, "AMTB": 7.6274}),
        a_basket("Biotech", Stance.WINNER, {"GPCR": 140.8571, "KRRO": -83.5039}),
        a_basket("Mega-cap tech", Stance.LOSER, {"NVDA": -3.0, "AAPL": 9.0, "MSFT": None}),
        a_basket("Solar and wind", Stance.LOSER, {"TAN": -4.0, "FAN": 1.0}, proxy=True),
        a_basket("Nuclear / SMR", Stance.WATCH, {"SMR": None, "OKLO": None}, proxy=True),
    )


def a_basket(name: str, stance: Stance, returns: dict[str, float | None], *, proxy: bool = False) -> BasketRow:
    """Return a basket with these members; None is one without closes."""
    members = tuple(
        MemberRow(symbol=symbol, return_pct=value, proxy=proxy, why_missing="" if value is not None else "no closes")
        for symbol, value in returns.items()
    )
    known = [member for member in members if member.return_pct is not None]
    values = sorted(value for value in returns.values() if value is not None)
    mean = sum(values) / len(values) if values else None
    return BasketRow(
        name=name,
        stance=stance,
        why=f"Why {name} is watched",
        return_pct=mean,
        median_pct=mean,
        best=max(known, key=lambda member: member.return_pct or 0) if known else None,
        worst=min(known, key=lambda member: member.return_pct or 0) if known else None,
        members=members,
        base_date=date(2025, 9, 30),
        spark=tuple(100 + (mean or 0) * n / 20 + math.sin(n) for n in range(20)) if known else (),
    )


def levels() -> tuple[LevelRow, ...]:
    """Return a level held and a target still to come."""
    return (
        LevelRow(
            symbol="^RUT", level=2500, label="Breakout", source="article A, article B",
            close=2590.61, distance_pct=-3.4975, position="above",
        ),
        LevelRow(
            symbol="^RUT", level=2800, label="Target of some analysts", source="article A", by="2026-06",
            close=2590.61, distance_pct=8.0826, position="below",
        ),
    )  # fmt: skip


def watch() -> tuple[WatchRow, ...]:
    """Return a reading and one that is missing."""
    price = WatchItem(name="10-year yield", why="Fuel for indebted companies", reading=Reading.PRICE)
    ratio = WatchItem(name="Quality", why="Profitable small caps over all", reading=Reading.RATIO)
    return (WatchRow(item=price, reading="4.14%, −2 bp", as_of=TODAY), WatchRow(item=ratio))


def events() -> tuple[NewsEvent, ...]:
    """Return three past events with a session, a headline, and one to come with half a date."""
    claim = Claim(
        text="Record close of 2,590.61", symbol="^RUT", measure=Measure.RECORD_CLOSE, source="article B",
        known_from=TODAY, value=2590.61, end=TODAY,
    )  # fmt: skip
    record = replace(an_event("record", "2025-12-11", Kind.LEVEL, "Russell 2000 record close"), claims=(claim,))
    headline = replace(
        an_event("headline", "2025-12-11T12:02-05:00", Kind.NEWS, "Trading is calm"),
        time=NOW - timedelta(minutes=88),
        url="https://example.com/calm",
        session=TODAY,
    )
    season = an_event("season", "2026-01", Kind.EARNINGS, "Earnings season, the litmus test")
    return (
        an_event("cut-oct", "2025-10-29", Kind.FED, "Fed cuts 25 bp to 3.75–4.00 %"),
        replace(an_event("cut-dec", "2025-12-10", Kind.FED, "Fed cuts 25 bp"), detail="Third cut in a row"),
        record,
        headline,
        replace(season, session=None, until="2026-02"),
    )


def calendar() -> tuple[NewsEvent, ...]:
    """Return what was due this morning, what is due in half an hour, and a report in January."""
    return (
        due("claims", "2025-12-11T08:30-05:00", Kind.MACRO, "Initial claims"),
        due("minutes", "2025-12-11T14:00-05:00", Kind.FED, "FOMC minutes"),
        due("report", "2026-01-29T16:30-05:00", Kind.EARNINGS, "AAPL reports earnings"),
    )


def due(name: str, when: str, kind: Kind, title: str) -> NewsEvent:
    """Return an entry of the calendar, known since today."""
    return replace(an_event(name, when, kind, title), time=datetime.fromisoformat(when), known_from=TODAY)


def an_event(name: str, when: str, kind: Kind, title: str) -> NewsEvent:
    """Return an event in the session of its day."""
    session = date.fromisoformat(when[:10]) if len(when) >= 10 else None
    return NewsEvent(
        id=name, when=when, kind=kind, title=title, source="article B", known_from=session or TODAY, session=session
    )


def an_answer(board: Board, generation: int) -> tuple[Update, ...]:
    """Return the parts of a Board that the tests change, as answers to a request."""
    return (
        SpreadPart(
            generation=generation,
            window=board.window,
            spread=board.spread,
            since=board.since,
            leadership=board.leadership,
        ),
        BasketsPart(generation=generation, baskets=board.baskets),
        HealthPart(generation=generation, provider=board.provider, clock=board.clock, problems=board.problems),
        Quotes(generation=generation, quotes=board.quotes),
    )
